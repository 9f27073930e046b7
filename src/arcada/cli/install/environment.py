"""The virtual environment: made from hashed locks, known by a stamp, mended when it was interrupted.

The stamp holds the digest of each lock that was installed to the end. No stamp, or another digest: pip runs again,
which is quick when little is missing. An environment whose Python does not start is made anew.
"""

import hashlib
import json
import subprocess
import sys
from importlib.util import find_spec

from arcada.cli.install.checkout import ENVIRONMENT, LOCKS, PYTHON, SetupTrouble, say

STAMP = ENVIRONMENT / "arcada-locks.json"
PIP_INSTALL = (
    *(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"),
    *("--require-hashes", "--no-deps"),
)
RUN, TEST = "run", "test"


def digest(lock: str) -> str:
    """Return the digest of a lock file."""
    return hashlib.sha256((LOCKS / f"{lock}.txt").read_bytes()).hexdigest()


def stamped() -> dict[str, str]:
    """Return the locks that were installed to the end, with their digests."""
    try:
        found = json.loads(STAMP.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_current(lock: str) -> bool:
    """Say whether the environment holds this lock as it stands now."""
    return PYTHON.exists() and stamped().get(lock) == digest(lock)


def ensure(lock: str) -> None:
    """Make the environment hold this lock."""
    if is_current(lock):
        return
    if not _starts():
        say(f"Making the virtual environment in {ENVIRONMENT.name} ...")
        _run(
            [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)],
            "The virtual environment cannot be made",
        )
    say(f"Installing the Python packages of requirements/{lock}.txt (the first time takes a minute or two) ...")
    _run(
        [*PIP_INSTALL, "-r", str(LOCKS / f"{lock}.txt")],
        "The Python packages cannot be installed",
    )
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(json.dumps({**stamped(), lock: digest(lock)}), encoding="ascii")
    unfinished.replace(STAMP)


def can_make() -> bool:
    """Say whether this Python can make environments; Debian packs that apart, as python3-venv."""
    return find_spec("ensurepip") is not None and find_spec("venv") is not None


def _starts() -> bool:
    """Say whether the environment's Python starts, has pip and is of a release that suits."""
    ask = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    try:
        return subprocess.run([PYTHON, "-c", ask], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _run(command: list[str], trouble: str) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise SetupTrouble(f"{trouble}; what it said stands above. Run the same command again when it is mended.")
