"""Report to findings: evaluation, causes, and what a person is told."""
