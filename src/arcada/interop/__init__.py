"""Outside formats and core values: bytes in, values out, and back; no network."""
