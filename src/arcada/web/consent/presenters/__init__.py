"""What the letter and the consent page say, as values for their templates."""
