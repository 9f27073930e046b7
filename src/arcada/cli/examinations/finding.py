"""What an examination finds."""


class Wrong(Exception):
    """Something is not as it must be; the sentence says what, and what to do."""
