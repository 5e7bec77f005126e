"""The engine: reads documents, binds them to a form, checks the rules and writes what was found."""
