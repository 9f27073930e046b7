"""Arcada: dental treatment planning and coordination; docs/journey.md is the front door."""
