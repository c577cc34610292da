"""The page of the levers: a client moves them and sees leads, sales and money move."""
