"""The page of one engagement: what its answers say, what is missing, and its report."""
