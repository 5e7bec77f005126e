"""Findings to files and terminals: one module an output format."""
