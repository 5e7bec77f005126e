"""Bytes to Document: one module a file format; what a file is, is decided by its content."""
