"""A pack on trial: its sample report and the examples of its rules."""
