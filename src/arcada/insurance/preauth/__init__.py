"""Asking an insurer first: where packs stand, which items they cover, what waits for them, what is written in them."""
