"""Worked benefit cases: what a payer's own figures say must come out to the cent.

Each case of `cases.jsonl` names the source its figures were read from. A case whose figures rest on a convention of
that source alone is only asked for what a correct engine returns instead, where that is known. `own_cases.jsonl` holds
cases worked by hand from the rules, one rule a case.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from arcada.cli.estimate import answer

FOLDER = Path(__file__).parents[2] / "data" / "benefits"
FILES = ("cases.jsonl", "own_cases.jsonl")
SUMMARIES = {"totals", "accumulators", "schedule", "rollover_years"}


def worked() -> list[dict[str, Any]]:
    """The cases that have figures to be met."""
    texts = [line for name in FILES for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    told = [json.loads(line, parse_float=Decimal) for line in texts]
    return [one for one in told if not one.get("peculiar") or "correct_expected" in one]


def leaves(tree: Mapping[Any, Any], path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The figures of a tree with their paths."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from leaves(value, (*path, key))
        elif isinstance(value, list):
            yield from leaves(dict(enumerate(value)), (*path, key))
        else:
            yield (*path, key), value


def at(tree: Any, path: tuple[Any, ...]) -> Any:
    """What stands at a path."""
    for key in path:
        tree = tree[key]
    return tree


@pytest.mark.parametrize("case", worked(), ids=lambda case: f"{case['id']} {case['title']}")
def test_figures_are_met(case: dict[str, Any]) -> None:
    wanted = case.get("correct_expected") or case["expected"]
    found = answer({key: value for key, value in case.items() if key not in {"expected", "correct_expected"}})
    for path, value in leaves(wanted):
        tree = found if path[0] in SUMMARIES else found["lines"]
        given = at(tree, path)
        assert (Decimal(given) if isinstance(value, int | Decimal) else given) == value, ".".join(map(str, path))


@pytest.mark.parametrize("case", worked(), ids=lambda case: case["id"])
def test_every_line_adds_up_and_says_why(case: dict[str, Any]) -> None:
    found = answer(case)
    for line in case["procedures"]:
        parts = found["lines"][line["id"]]
        own = [part for name, part in parts.items() if isinstance(part, dict)]
        total = sum(Decimal(part["insurer_pays"]) + Decimal(part["write_off"]) for part in own)
        assert total + Decimal(parts["patient_pays"]) == Decimal(line["fee"]) * line.get("units", 1)
        assert any(part["reasons"] for part in own)
        assert all(step["code"] and step["text"] for part in own for step in part["reasons"])
    assert found["guarantee"] is False


TRAPS = range(1, 27)
"""What estimates of real systems get wrong, by the numbers that the own cases name in `traps`."""


def test_every_known_trap_has_a_case() -> None:
    assert sorted({trap for case in worked() for trap in case.get("traps", ())}) == list(TRAPS)


SAID = {
    "a claim compared whole": ("OWN-62", "cob_standard"),
    "answered beforehand": ("OWN-65", "predetermined"),
    "answered beforehand, and cut by today's maximum": ("OWN-65", "maximum"),
    "not approved": ("OWN-70", "preauthorization_missing"),
    "a penalty": ("OWN-72", "preauthorization_penalty"),
    "set by hand": ("OWN-86", "set_by_hand"),
    "set by hand above the maximum": ("OWN-86", "exceeds_maximum"),
    "over the usual fee": ("OWN-80", "over_allowance"),
    "a late entrant": ("OWN-88", "waiting_period"),
    "not asked for this": ("OWN-98", "not_asked"),
    "an upgrade": ("OWN-104", "upgrade"),
    "replaced too soon": ("OWN-110", "replacement"),
    "a bundle over months": ("OWN-112", "bundled"),
    "a decided line": ("OWN-119", "adjudicated"),
}


@pytest.mark.parametrize(("name", "code"), SAID.values(), ids=list(SAID))
def test_what_changed_a_figure_is_said(name: str, code: str) -> None:
    found = answer(next(case for case in worked() if case["id"] == name))
    parts = [part for line in found["lines"].values() for part in line.values() if isinstance(part, dict)]
    texts = [step["text"] for part in parts for step in part["reasons"] if step["code"] == code]
    assert texts
    assert all(text.endswith(".") for text in texts)


def test_the_same_case_gives_the_same_bytes() -> None:
    for case in worked():
        assert json.dumps(answer(case)) == json.dumps(
            answer(json.loads(json.dumps(case, default=str), parse_float=Decimal))
        )
