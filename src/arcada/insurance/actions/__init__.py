"""Verbs of insurance: each is one click, and writes its own audit."""
