"""The rule language: text to typed syntax. Knows tables, rows, columns and sections only through a schema."""
