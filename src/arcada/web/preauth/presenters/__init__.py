"""Packs to insurers in words."""
