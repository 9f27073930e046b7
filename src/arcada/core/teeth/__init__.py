"""Tooth numbers and names, surfaces, regions, neighbours, and what a coordinator types for them."""
