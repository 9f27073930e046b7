"""The table of commands: what each does and what must be there before it runs.

A new command is one line here and one module with `run(arguments) -> exit code`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command of `./arcada`."""

    name: str
    module: str
    summary: str
    pages: bool = True
    """Makes pages or papers: needs the Debian packages of the PDF maker and the browser parts."""
    tests: bool = False
    """Needs the tools of the tests."""
    browser: bool = False
    """Needs a browser to drive, unless told --no-browser or --core."""


COMMANDS = {
    each.name: each
    for each in (
        Command(
            "demo",
            "demonstrate",
            "a sample practice to click through (--once: do the main job and end)",
        ),
        Command(
            "test",
            "check",
            "all checks (--core: no database; --no-browser; -k WORDS)",
            tests=True,
            browser=True,
        ),
        Command("serve", "serve", "the pages for a practice, with one worker (--port 8000, --host 127.0.0.1)"),
        Command("worker", "worker", "one more worker for jobs in the background"),
        Command(
            "plan",
            "plan",
            "three plans for a case written as JSON, from a file or - (standard input)",
            pages=False,
        ),
        Command(
            "estimate",
            "estimate",
            "what procedures cost under a coverage, line by line, for a case written as JSON",
            pages=False,
        ),
        Command(
            "knowledge",
            "knowledge",
            "check the knowledge files (--pages docs/protocols: write them out)",
            pages=False,
        ),
        Command(
            "book",
            "book",
            "a plan's visits into a calendar, for a clinic written as JSON",
            pages=False,
        ),
        Command(
            "cascade",
            "cascade",
            "the new timetable after one visit was missed or moved, for a clinic written as JSON",
            pages=False,
        ),
        Command(
            "triage",
            "triage",
            "what to do with each reply of a patient, for replies written as JSON Lines",
            pages=False,
        ),
        Command("bench", "bench", "measured figures beside their targets (names choose among them)", tests=True),
        Command("doctor", "doctor", "what is missing or wrong here, in sentences", pages=False),
        Command("shell", "shell", "Python with the database open"),
        Command("manage", "manage", "Django's own commands, as in: manage migrate --plan"),
    )
}


def usage() -> str:
    """Return what there is, one line a command."""
    width = max(len(name) for name in COMMANDS)
    lines = [f"  {name:<{width}}  {command.summary}" for name, command in COMMANDS.items()]
    return "\n".join(("Usage: ./arcada COMMAND ...", "", *lines))
