"""What can be done in coordination."""
