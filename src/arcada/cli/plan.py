"""`./arcada plan CASE.json | CASES.jsonl | -`: findings in, three explained plans out. Needs no database.

    CASE.json      one case, one answer
    CASES.jsonl    one case a line, one answer a line, in the same order
    -              the same from standard input
    --improve N    look for the best order of the visits of every plan, with N deterministic seconds for each (a count
                   of the work done: the same everywhere); 0 gives the first order. Usual: small plans, at once

A case that cannot be planned is answered with its refusal. Exit 2: the input could not be read; standard error
names file, line and field.
"""

import json
import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from arcada.core.compiler import compile_plans
from arcada.core.kernel import Refusal
from arcada.core.planning.library import Library
from arcada.interop.knowledge import KnowledgeError, load_library
from arcada.interop.plan_json import read_case, refused, write_answer

if TYPE_CHECKING:
    from arcada.solvers.improve import Searches

USAGE = "usage: ./arcada plan (CASE.json | CASES.jsonl | -) [--improve SECONDS]"
LONGEST_SEARCH = 600.0


class InputTrouble(Exception):
    """The input cannot be read; the text names file, line and field."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case as it was read, with the place it came from."""

    told: dict[str, Any]
    place: str


def run(arguments: list[str]) -> int:
    """Answer all cases; 0 when all were read."""
    asked = _asked(arguments)
    if asked is None:
        print(USAGE, file=sys.stderr)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    name, seconds = asked
    try:
        library = load_library()
        lines = list(read(name))
    except (InputTrouble, KnowledgeError) as trouble:
        print(trouble, file=sys.stderr)
        return 2
    for number, line in enumerate(lines, 1):
        if sys.stderr.isatty():
            print(f"PROGRESS {number}/{len(lines)}", file=sys.stderr)
        sys.stdout.write(written(answer(line.told, library, seconds)) + "\n")
    return 0


def _asked(arguments: list[str]) -> tuple[str, float | None] | None:
    """The input, and the seconds that a search for a better order may take; None for other words."""
    match arguments:
        case [name]:
            return None if name.startswith("--") or name == "-h" else (name, None)
        case [name, "--improve", wanted] | ["--improve", wanted, name]:
            pass
        case _:
            return None
    try:
        seconds = float(wanted)
    except ValueError:
        return None
    return (name, seconds) if 0 <= seconds <= LONGEST_SEARCH else None


def answer(told: dict[str, Any], library: Library, seconds: float | None = 0.0) -> dict[str, Any]:
    """The answer to one case: plans, or the refusal."""
    case = read_case(told, library)
    if isinstance(case, Refusal):
        return refused(told["id"], case)
    searches = _searches(seconds)
    plans = compile_plans(case, library, improve=searches)
    if isinstance(plans, Refusal):
        return refused(case.id, plans)
    written_answer = write_answer(plans)
    if searches is not None:
        written_answer["engine"]["order"] = searches.facts()
    return written_answer


def _searches(seconds: float | None) -> "Searches | None":
    """The search for better orders; the solver is loaded only where it is wanted, for that takes half a second."""
    if seconds == 0:
        return None
    from arcada.solvers.found import Effort
    from arcada.solvers.improve import AtOnce, Searches

    return AtOnce() if seconds is None else Searches(Effort(seconds))


def written(value: dict[str, Any]) -> str:
    """One line of JSON; the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(name: str, number: Callable[[str], Any] | None = None) -> Iterator[Line]:
    """All cases of the file or of standard input; `number` reads what has a decimal point."""
    number = number or _finite
    if name == "-":
        yield from _lines(sys.stdin.buffer.read(), "standard input", number)
        return
    path = Path(name)
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{name}: cannot be opened: {error.strerror}"
        raise InputTrouble(message) from None
    if path.suffix == ".jsonl":
        yield from _lines(content, name, number)
    else:
        yield _case(_decoded(content, name), name, 1, number)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{name}: is not UTF-8 text at byte {error.start}"
        raise InputTrouble(message) from None


def _lines(content: bytes, name: str, number: Callable[[str], Any]) -> Iterator[Line]:
    for place, text in enumerate(_decoded(content, name).split("\n"), 1):
        if text.strip():
            yield _case(text, name, place, number)


def _case(text: str, name: str, place: int, number: Callable[[str], Any]) -> Line:
    try:
        told = json.loads(text, parse_constant=_no_number, parse_float=number)
        json.dumps(told, ensure_ascii=False, default=str).encode("utf-8")
    except json.JSONDecodeError as error:
        line = place + error.lineno - 1
        message = f"{name}:{line}: is not JSON: {error.msg} at column {error.colno}"
        raise InputTrouble(message) from None
    except UnicodeEncodeError:
        message = f"{name}:{place}: is not text: half of a pair of \\u escapes stands alone; write both or neither"
        raise InputTrouble(message) from None
    except RecursionError:
        message = f"{name}:{place}: is nested too deeply for a case"
        raise InputTrouble(message) from None
    except ValueError as error:
        message = f"{name}:{place}: is not JSON: {error}"
        raise InputTrouble(message) from None
    if not isinstance(told, dict):
        message = f"{name}:{place}: expected an object with one case"
        raise InputTrouble(message)
    if not isinstance(told.get("id"), str) or not told["id"]:
        message = f"{name}:{place}: id: expected a text that names the case"
        raise InputTrouble(message)
    return Line(told, f"{name}:{place}")


def _no_number(word: str) -> float:
    message = f"{word} is no number; leave the field out or write null"
    raise ValueError(message)


def _finite(text: str) -> float:
    """A number that a computer holds; `1e999` is none."""
    value = float(text)
    return value if math.isfinite(value) else _no_number(text[:40])


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
