"""`./arcada estimate CASE.json | CASES.jsonl | -`: procedures and coverage in, an explained estimate out. No database.

Same shapes as `plan`: one object a case, or JSON Lines. A case that cannot be estimated is answered with its refusal.
Exit 2: the input could not be read; standard error names file, line and field.
"""

import sys
from decimal import Decimal
from typing import Any

from arcada.cli.plan import InputTrouble, read, written
from arcada.core.benefits.estimate import estimate
from arcada.core.kernel import Refusal
from arcada.interop.estimate_json import read_question
from arcada.interop.estimate_writing import write_estimate
from arcada.interop.plan_json import refused

USAGE = "usage: ./arcada estimate CASE.json | CASES.jsonl | -"


def run(arguments: list[str]) -> int:
    """Answer all cases; 0 when all were read."""
    if len(arguments) != 1 or arguments[0] in {"-h", "--help"}:
        print(USAGE, file=sys.stderr)
        return 0 if arguments and arguments[0] in {"-h", "--help"} else 2
    try:
        lines = list(read(arguments[0], number=Decimal))
    except InputTrouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    for number, line in enumerate(lines, 1):
        if sys.stderr.isatty():
            print(f"PROGRESS {number}/{len(lines)}", file=sys.stderr)
        sys.stdout.write(written(answer(line.told)) + "\n")
    return 0


def answer(told: dict[str, Any]) -> dict[str, Any]:
    """The answer to one case: the estimate, or the refusal."""
    question = read_question(told)
    if isinstance(question, Refusal):
        return refused(told["id"], question)
    return write_estimate(estimate(question))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
