"""Questions about the machine and the checkout: answered without a database."""

import os
import platform
import re
import sys
from collections.abc import Callable
from importlib import metadata

from arcada.cli.examinations.finding import Wrong
from arcada.cli.install import browser_parts, environment, packages
from arcada.cli.install.checkout import LOCKS
from arcada.store.postgres import default_home


def python() -> str:
    """Ask for the release of Python."""
    return f"{platform.python_version()} from {sys.base_prefix}"


def locks() -> str:
    """Ask whether what is installed is what the locks name."""
    if not environment.is_current(environment.RUN) and not environment.is_current(environment.TEST):
        raise Wrong("the locks have changed since the packages were installed; any ./arcada command installs them")
    pins: dict[str, set[str]] = {}  # a package may have a release for each Python
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", (LOCKS / "run.txt").read_text("ascii"), re.MULTILINE):
        pins.setdefault(name, set()).add(version)
    found = _installed()
    other = sorted(name for name, versions in pins.items() if name in found and found[name] not in versions)
    if other:
        raise Wrong(f"other releases than the lock's are installed: {', '.join(other)}; remove .venv and start again")
    return f"{len(pins)} are pinned, and those installed are of the pinned releases"


def _installed() -> dict[str, str]:
    return {each.metadata["Name"].lower().replace("_", "-"): each.version for each in metadata.distributions()}


def debian() -> str:
    """Ask for the Debian packages of papers and of tests."""
    lacking = packages.missing((*packages.PAPERS, *packages.BROWSER))
    if not lacking:
        return "all are installed"
    need = [name for name in lacking if name in packages.PAPERS]
    line = f"sudo {' '.join((*packages.INSTALL, *lacking))}"
    if need:
        raise Wrong(f"missing: {', '.join(lacking)}; run: {line}")
    return f"those of the product are installed (only for tests, missing: {', '.join(lacking)}; {line})"


def browser() -> str:
    """Ask for the parts that run in the browser."""
    if not browser_parts.is_current():
        raise Wrong("they are missing or older than package-lock.json; ./arcada serve fetches them")
    return f"{', '.join(browser_parts.files())} as locked"


def home() -> str:
    """Ask whether the home can be written to."""
    place = default_home()
    above = next(each for each in (place, *place.parents) if each.exists())
    if not os.access(above, os.W_OK):
        raise Wrong(f"{place} cannot be written to by this user; name another folder in ARCADA_HOME")
    return str(place)


QUESTIONS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("Python", python),
    ("Python packages", locks),
    ("Debian packages", debian),
    ("Browser parts", browser),
    ("Home for data", home),
)
