"""An estimate in words and figures, ready to be shown."""
