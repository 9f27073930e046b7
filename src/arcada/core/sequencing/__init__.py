"""Procedures into visits: what is done together, on which day, and why not sooner."""
