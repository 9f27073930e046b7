"""What can be done to the day book."""
