"""Pages of the protocols."""
