"""The client's own lead export: read as it comes, mapped, cleaned, measured, and turned into measured answers."""
