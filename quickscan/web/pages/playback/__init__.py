"""The page on which leads move through the process over a week."""
