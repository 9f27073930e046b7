"""Asking insurers first: the packs of a patient, one pack from its draft to its end, what waits for insurers."""
