"""Signing in and out, choosing a practice, second factors, idle log-off, and pages that say in words what went wrong."""
