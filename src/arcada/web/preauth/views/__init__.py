"""What is asked of packs to insurers."""
