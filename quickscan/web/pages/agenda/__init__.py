"""The page on which interviews are planned: who is asked, how long it takes, and who is missing."""
