"""The one place that reads and writes YAML and JSON schemas; what is wrong with a file is told as file:line:column."""
