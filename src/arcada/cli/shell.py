"""`./arcada shell`: Python with the database open, as the role that serves."""

from arcada.cli import manage


def run(arguments: list[str]) -> int:
    """Open Django's shell."""
    return manage.run(["shell", *arguments])
