"""The page of an engagement's own scenarios, and what a client sees behind a link."""
