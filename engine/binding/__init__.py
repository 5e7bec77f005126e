"""Document to Report: the document seen through a form: identity, sections, tables, cells."""
