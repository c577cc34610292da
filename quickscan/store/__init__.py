"""The one write path to the database: engagements with their answers, and the reports being made."""
