"""The plan page: what is ready, three plans side by side, why each line is there, what changed."""
