"""`./arcada manage`: Django's own commands. Those that make tables run as the owner, others as arcada_app."""

import os
import subprocess
import sys

from arcada.cli.database import as_owner, joined

OWNERS = ("migrate", "makemigrations", "sqlmigrate", "showmigrations", "optimizemigration")


def run(arguments: list[str]) -> int:
    """Run one of Django's commands in a process of its own."""
    makes_tables = bool(arguments) and arguments[0] in OWNERS
    with joined(migrate=not makes_tables) as server:
        environ = as_owner(server) if makes_tables else os.environ
        return subprocess.run([sys.executable, "-m", "django", *arguments], env=environ, check=False).returncode
