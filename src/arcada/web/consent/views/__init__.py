"""The proposal and consent: presenting, choosing, signing, and what was signed."""
