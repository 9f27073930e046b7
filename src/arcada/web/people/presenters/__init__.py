"""What the settings show, as values."""
