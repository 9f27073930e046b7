"""Measurements, a module for each topic; a new module is found by itself."""
