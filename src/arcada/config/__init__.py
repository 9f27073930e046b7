"""Settings and addresses: where the rooms meet Django."""
