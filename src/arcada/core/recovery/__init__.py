"""Bringing patients back: what a reply says, and what may be done with it without a person."""
