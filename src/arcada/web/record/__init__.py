"""Opening a record outside one's role: say why, read for half an hour, and the owner knows."""
