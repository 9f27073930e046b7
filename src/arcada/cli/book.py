"""`./arcada book CLINIC.json | CLINICS.jsonl | -`: a plan's visits in, calendar proposals out. Needs no database.

A plan that cannot be booked is answered with its refusal. Exit 2: the input could not be read.
"""

import sys
from typing import Any

from arcada.cli.plan import InputTrouble, read, written
from arcada.core.daybook.book import book
from arcada.core.daybook.calendar import compile_calendar
from arcada.core.kernel import Refusal
from arcada.interop.clinic_json import read_clinic, write_booking
from arcada.interop.plan_json import refused

USAGE = "usage: ./arcada book CLINIC.json | CLINICS.jsonl | -"


def run(arguments: list[str]) -> int:
    """Answer all cases; 0 when all were read."""
    if len(arguments) != 1 or arguments[0] in {"-h", "--help"}:
        print(USAGE, file=sys.stderr)
        return 0 if arguments and arguments[0] in {"-h", "--help"} else 2
    try:
        lines = list(read(arguments[0]))
    except InputTrouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    for line in lines:
        sys.stdout.write(written(answer(line.told)) + "\n")
    return 0


def answer(told: dict[str, Any]) -> dict[str, Any]:
    """The proposals for one clinic, or the refusal."""
    case = read_clinic(told, moving=False)
    if isinstance(case, Refusal):
        return refused(told["id"], case)
    booking = book(compile_calendar(case.clinic), case.plan, now=case.now)
    return refused(case.id, booking) if isinstance(booking, Refusal) else write_booking(case.id, booking)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
