"""The page on which a figure is followed to what it rests on."""
