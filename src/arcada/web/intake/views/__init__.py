"""Pages of the intake, one a module."""
