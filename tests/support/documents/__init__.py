"""Reports of invented organs as files: a model, writers for each format, legal layout changes."""
