"""What the order of work could not keep is told in sentences; no key of an item shows."""

import pytest
from plan_cases import LIBRARY, case, finding

from arcada.cli.plan import answer
from arcada.core.compiler.wording import unmet_sentences
from arcada.core.planning.draft import Draft, Link
from arcada.core.protocols.protocol import DayWindow
from arcada.core.sequencing.problem import Answer, Placement, Problem, Reason


def draft(procedure: str, place: str, *links: Link) -> Draft:
    return Draft(procedure, LIBRARY.procedures[procedure], (place,), ("a",), "why", "p@1", "definitive", links=links)


def answer_of(days: dict[str, int]) -> Answer:
    placed = tuple(
        Placement(name, (rank,), (day,), 1, Reason("free", "")) for rank, (name, day) in enumerate(days.items(), 1)
    )
    return Answer(placed, ())


@pytest.mark.parametrize(
    ("window", "days", "says"),
    [
        (DayWindow(56), 42, "would be better 56 days or more after Removal of the tooth"),
        (DayWindow(0, 0), 3, "in the visit of Removal of the tooth, lower left first molar (it comes 3 days after it)"),
        (DayWindow(42, 180), 200, "42 to 180 days after"),
        (DayWindow(0, 1), 1, ""),
        (DayWindow(0), -2, "(it comes 2 days before it)"),
    ],
)
def test_a_wait_that_was_wished_for(window: DayWindow, days: int, says: str) -> None:
    first = draft("extraction", "36")
    then = draft("composite_filling", "36", Link(first.key, (window,), strength="preference"))
    told = unmet_sentences([first, then], Problem(()), answer_of({first.key: 10, then.key: 10 + days}))
    assert len(told) == bool(says)
    assert not told or (says in told[0] and "|" not in told[0] and told[0].endswith("."))


def test_plans_never_show_keys() -> None:
    teeth = ("11", "21", "13", "48", "38", "36")
    found = answer(case(*(finding(f"f{tooth}", tooth, "non-restorable tooth") for tooth in teeth)), LIBRARY)
    told = [text for plan in found["alternatives"] for text in plan["unmet_preferences"]]
    assert not any("|" in text for text in told)
    assert not any("|" in item["held"] for plan in found["alternatives"] for item in plan["items"])
