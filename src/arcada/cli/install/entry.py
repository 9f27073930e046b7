"""From a fresh checkout to a running command: look, install, hand over."""

import fcntl
import os
from collections.abc import Sequence
from typing import NoReturn

from arcada.cli.commands import COMMANDS, Command, usage
from arcada.cli.install import browser_parts, environment, packages
from arcada.cli.install.checkout import LOCKS, PYTHON, ROOT, SOURCE, SetupTrouble, say
from arcada.cli.install.variables import read_variables

WITHOUT_DATABASE = "--core"
WITHOUT_BROWSER = "--no-browser"


def enter(arguments: Sequence[str]) -> int:
    """Set up what the command needs and become the command; returns only when there is nothing to run."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say(usage())
        return 0 if arguments else 2
    command = COMMANDS.get(arguments[0])
    if command is None:
        say(f"There is no command {arguments[0]!r}.\n\n{usage()}")
        return 2
    read_variables(ROOT / ".env", os.environ)
    try:
        prepare(command, arguments[1:])
    except SetupTrouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        say("Stopped. The same command goes on where this one was.")
        return 130
    return _become(command, arguments[1:])


def _become(command: Command, arguments: Sequence[str]) -> NoReturn:
    """Replace this process by the command's own, in the environment."""
    os.environ["PYTHONPATH"] = str(SOURCE)
    os.execv(PYTHON, [str(PYTHON), "-m", "arcada.cli", command.name, *arguments])


def prepare(command: Command, arguments: Sequence[str]) -> None:
    """Look for everything first; install only when nothing is missing that we may not install."""
    core_only = command.tests and WITHOUT_DATABASE in arguments
    pages = command.pages and not core_only
    browser = command.browser and not core_only and WITHOUT_BROWSER not in arguments
    packages.ensure(packages.needed(pages=pages, browser=browser))
    lock = environment.TEST if command.tests else environment.RUN
    if environment.is_current(lock) and (not pages or browser_parts.is_current()):
        return
    with (LOCKS / f"{lock}.in").open("rb") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        environment.ensure(lock)
        if pages:
            browser_parts.ensure()
