"""What the history means for treatment: facts, warnings, and what they change in a plan."""
