"""What would help: the client's own process as it is, and what each recommendation would bring."""
