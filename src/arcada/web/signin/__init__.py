"""Signing in and out, choosing a practice, second factors, idle log-off; pages that say what went wrong."""
