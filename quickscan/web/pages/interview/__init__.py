"""The page on which answers are typed while somebody gives them."""
