"""What the pages of the fees show, as values."""
