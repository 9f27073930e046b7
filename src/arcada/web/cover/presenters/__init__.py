"""Coverage in words."""
