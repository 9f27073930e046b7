"""Who comes first in the queue, and why: points with a sentence each; the sum ranks.

A crown found yesterday is not a plan nine months old: age rises to its peak at a month and falls again, never to
nothing, and each thread shows its band of age. Weights are judgement and settings of the practice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BANDS = ((7, "0-7 days"), (30, "8-30 days"), (90, "31-90 days"), (180, "91-180 days"))
OLDER = "over 180 days"
URGENCY = {"urgent": 40, "disease": 25, "restoring": 10}
URGENCY_WORDS = {
    "urgent": "Urgent treatment waits.",
    "disease": "Disease is not under control.",
    "restoring": "Teeth wait to be restored.",
}
OTHER_URGENCY = 5
MOST_VALUE, MOST_AGE, LEAST_AGE, MOST_BENEFIT = 20, 20, 5, 15
FRESH_DAYS, PEAK_DAYS, COLD_DAYS = 2, 30, 270
BENEFIT_DAYS = 90
A_FAILURE, MOST_FAILURES = 5, 3
MOST_RULE = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """What ranking knows of a thread; money in the practice's currency, dates local."""

    id: str
    diagnosed: date
    urgency: str
    value: Decimal | None
    benefit_ends: date | None = None
    benefit_left: Decimal | None = None
    failures: int = 0
    rule_points: int = 0
    rule_reason: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """So many points for a reason that can be read out."""

    code: str
    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A thread with its points; `band` is the age of the recommendation."""

    id: str
    band: str
    points: tuple[Point, ...]

    @property
    def score(self) -> int:
        """The sum."""
        return sum(point.points for point in self.points)


def ranked(candidates: Iterable[Candidate], today: date) -> tuple[Ranked, ...]:
    """All, best first; equal ones by age, then by id."""
    every = tuple(candidates)
    steps = _steps([one.value for one in every if one.value is not None])
    found = [(one, Ranked(one.id, band_of(one.diagnosed, today), tuple(_points(one, steps, today)))) for one in every]
    found.sort(key=lambda pair: (-pair[1].score, pair[0].diagnosed, pair[0].id))
    return tuple(ranking for _, ranking in found)


def band_of(diagnosed: date, today: date) -> str:
    """The band of age of a recommendation; a date ahead counts as today."""
    days = (today - diagnosed).days
    return next((words for last, words in BANDS if days <= last), OLDER)


def _points(one: Candidate, steps: Sequence[Decimal], today: date) -> list[Point]:
    points = [
        Point("urgency", URGENCY.get(one.urgency, OTHER_URGENCY), URGENCY_WORDS.get(one.urgency, "Nothing presses.")),
        _value(one.value, steps),
        _age((today - one.diagnosed).days),
    ]
    if (benefit := _benefit(one, today)) is not None:
        points.append(benefit)
    if one.failures > 0:
        times = min(one.failures, MOST_FAILURES)
        words = (
            "1 visit was missed or cancelled"
            if one.failures == 1
            else f"{one.failures} visits were missed or cancelled"
        )
        points.append(
            Point("failures", -A_FAILURE * times, f"{words} within a year: a call may do more than a message.")
        )
    if one.rule_points:
        points.append(Point("rule", max(-MOST_RULE, min(MOST_RULE, one.rule_points)), one.rule_reason))
    return points


def _steps(values: list[Decimal]) -> tuple[Decimal, ...]:
    """Borders that cut the practice's open values into equal parts, one for each point."""
    ordered = sorted(values)
    return tuple(ordered[len(ordered) * part // MOST_VALUE] for part in range(MOST_VALUE)) if ordered else ()


def _value(value: Decimal | None, steps: Sequence[Decimal]) -> Point:
    if value is None:
        return Point("value", 0, "The value is not known: a fee is missing.")
    above = sum(1 for step in steps if value > step)
    share = 100 * above // MOST_VALUE
    return Point("value", above, f"Worth {value:,.2f}, more than {share} in 100 of what is open.")


def _age(days: int) -> Point:
    if days <= FRESH_DAYS:
        return Point("age", 0, "Found in the last two days: still fresh in mind.")
    if days <= PEAK_DAYS:
        points = MOST_AGE * (days - FRESH_DAYS) // (PEAK_DAYS - FRESH_DAYS)
    else:
        fallen = (MOST_AGE - LEAST_AGE) * min(days, COLD_DAYS) - (MOST_AGE - LEAST_AGE) * PEAK_DAYS
        points = MOST_AGE - fallen // (COLD_DAYS - PEAK_DAYS)
    return Point("age", points, f"Found {days} days ago.")


def _benefit(one: Candidate, today: date) -> Point | None:
    if one.benefit_ends is None or not one.benefit_left or one.benefit_left <= 0:
        return None
    days = (one.benefit_ends - today).days
    if not 0 <= days <= BENEFIT_DAYS:
        return None
    points = max(1, MOST_BENEFIT * (BENEFIT_DAYS - days) // BENEFIT_DAYS)
    return Point(
        "benefits", points, f"{one.benefit_left:,.2f} of the insurance is left until {one.benefit_ends:%d %B}."
    )
