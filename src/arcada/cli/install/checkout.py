"""Places in the checkout, and sentences for the person at the terminal."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
SOURCE = ROOT / "src"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
LOCKS = ROOT / "requirements"


class SetupTrouble(Exception):
    """The set-up cannot go on; the text says why and what to do."""


def say(sentence: str) -> None:
    """Tell the person what is going on; results of commands go to the other stream."""
    print(sentence, file=sys.stderr, flush=True)
