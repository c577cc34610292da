"""The page of the process as it is today."""
