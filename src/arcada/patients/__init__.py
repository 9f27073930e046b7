"""Patients: who they are, how to reach them, and their medical history."""
