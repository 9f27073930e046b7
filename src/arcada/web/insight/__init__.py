"""Insight: what the record tells about how the practice works."""
