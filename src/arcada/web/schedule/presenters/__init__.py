"""What the pages of the day book show, in words and figures."""
