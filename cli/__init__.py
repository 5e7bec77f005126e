"""The command line: one module a command; options in, one engine call, exit status out."""
