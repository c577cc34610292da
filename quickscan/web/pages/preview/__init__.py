"""The page where the report is looked at before it is handed over."""
