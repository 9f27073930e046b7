"""The plan's money over time: month by month, against a budget, in instalments, and what was paid in the end."""
