"""Arcada: dental treatment planning and coordination; docs/journey.md is the front door."""

__version__ = "0.1.0"
