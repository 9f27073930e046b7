"""Bringing back: the queue of unbooked treatment, and each thread of it."""
