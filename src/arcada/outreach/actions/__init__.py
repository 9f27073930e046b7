"""Verbs of outreach: each is one click or one message that came in, and writes its own audit."""
