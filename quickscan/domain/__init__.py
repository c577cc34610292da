"""The nouns of a scan: frozen types without any input or output."""
