"""Who did or read what, when and why: one append-only table, sealed into a chain per practice."""
