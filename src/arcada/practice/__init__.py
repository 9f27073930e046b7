"""Practices, their sites, chairs, people and roles, hours and fees; and who may do what."""
