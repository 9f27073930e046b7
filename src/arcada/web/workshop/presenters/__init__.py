"""Protocols, their versions and rehearsals in words."""
