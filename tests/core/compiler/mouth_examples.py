"""What a worked example of planning says: a mouth, and what a dentist would want of its plans, by which rule.

Each names the rule (R) of the clinical fact sheet and the source (S) that it rests on. `held` are families that every
tier holds, `somewhere` those of at least one tier, `never` those of none; `family@place` says where, and several
families joined with a bar mean that one of them will do. `waits` are days that lie between two families, `days_apart`
those between two visits of one family.
"""

from dataclasses import dataclass, field
from typing import Any

UPPER = "17 16 15 14 13 12 11 21 22 23 24 25 26 27"
LOWER = "37 36 35 34 33 32 31 41 42 43 44 45 46 47"
WISDOM = ["18", "28", "38", "48"]


@dataclass(frozen=True, slots=True)
class Wait:
    """The least and most days from the end of one family to the start of another on shared places."""

    before: str
    after: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A mouth and what its plans have to be like."""

    says: str
    rule: str
    told: dict[str, Any]
    held: tuple[str, ...] = ()
    somewhere: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    waits: tuple[Wait, ...] = ()
    provisional: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    recall: tuple[int, int] = (1, 24)
    most_visits: dict[str, int] = field(default_factory=dict)
    days_apart: dict[str, int] = field(default_factory=dict)


def gone(*places: str) -> list[str]:
    """Teeth that are missing, wisdom teeth among them."""
    return [*WISDOM, *(tooth for place in places for tooth in place.split())]


RE_CHECK = Wait("subgingival_instrumentation", "periodontal_re_evaluation", 28, 120)
