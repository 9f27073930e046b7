"""The gallery: each component once, in both themes and all states. What is not here is not used."""
