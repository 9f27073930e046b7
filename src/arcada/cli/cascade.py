"""`./arcada cascade CLINIC.json | CLINICS.jsonl | -`: one visit missed or moved in, the new timetable out.

Needs no database. A move that cannot be followed is answered with its refusal. Exit 2: the input could not be read.
"""

import sys
from typing import Any

from arcada.cli.plan import InputTrouble, read, written
from arcada.core.daybook.neighbours import follow_with_neighbours
from arcada.core.kernel import Refusal
from arcada.interop.clinic_json import read_clinic, write_cascade
from arcada.interop.plan_json import refused

USAGE = "usage: ./arcada cascade CLINIC.json | CLINICS.jsonl | -"


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
    """The new timetable of one clinic, or the refusal."""
    case = read_clinic(told, moving=True)
    if isinstance(case, Refusal):
        return refused(told["id"], case)
    found = follow_with_neighbours(case.situation)
    return refused(case.id, found) if isinstance(found, Refusal) else write_cascade(case.id, found, case.clinic)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
