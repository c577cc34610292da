"""The page of the documents asked of the client."""
