"""Bringing patients back: who is written to, what they answered, and who takes over."""
