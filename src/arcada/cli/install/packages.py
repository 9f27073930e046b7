"""Debian packages that Python cannot bring: looked for first, so that nothing is half done when one is missing."""

import os
import shutil
import subprocess
from collections.abc import Iterable

from arcada.cli.install import environment
from arcada.cli.install.checkout import PYTHON, SetupTrouble, say

PAPERS = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core", "fonts-liberation")
"""What WeasyPrint draws text with; the papers are set in Liberation Sans, DejaVu has the signs that it lacks."""
BROWSER = ("chromium", "poppler-utils")
"""A browser to drive, and the programs that look into a PDF."""
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")


def needed(*, pages: bool, browser: bool) -> tuple[str, ...]:
    """Return the packages that a command needs."""
    venv = () if PYTHON.exists() or environment.can_make() else ("python3-venv",)
    return (*venv, *(PAPERS if pages else ()), *(BROWSER if browser else ()))


def missing(wanted: Iterable[str]) -> tuple[str, ...]:
    """Return those that are not installed, in the given order."""
    names = tuple(wanted)
    if not names:
        return ()
    program = shutil.which("dpkg-query")
    if program is None:
        say(f"This is no Debian, so nobody can look: please see to it that these are there: {', '.join(names)}.")
        return ()
    answer = subprocess.run(
        [program, "--show", "--showformat", "${Package} ${db:Status-Status}\n", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    there = {line.split()[0] for line in answer.stdout.splitlines() if line.endswith(" installed")}
    return tuple(name for name in names if name not in there)


def ensure(wanted: Iterable[str]) -> None:
    """Install what is missing when we are root; else say the one line that does and stop."""
    lacking = missing(wanted)
    if not lacking:
        return
    line = " ".join((*INSTALL, *lacking))
    if os.geteuid() != 0:
        raise SetupTrouble(
            f"These Debian packages are missing: {', '.join(lacking)}.\nRun this line, then the same command again:\n\n"
            f"    sudo {line}\n"
        )
    say(f"Installing Debian packages: {', '.join(lacking)} ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (("apt-get", "update"), (*INSTALL, *lacking)):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if missing(lacking):
        raise SetupTrouble(f"The packages cannot be installed. The line was:\n\n    {line}\n\n{done.stderr.strip()}")
