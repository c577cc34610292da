"""The page of what matters most: the tornado, one lever against its cost, two levers together, and whether people can bear it."""
