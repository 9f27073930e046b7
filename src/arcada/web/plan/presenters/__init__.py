"""What the plan pages say, as values for their templates."""
