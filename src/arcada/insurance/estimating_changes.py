"""Two estimates of one plan beside each other: which lines cost the patient something else, and why.

    moved to another benefit year     a new yearly maximum, a new deductible
    moved within it                   a waiting period is over, a frequency is free again, the coverage has ended
    not moved                         more or less is left, because other lines moved; the plan pays another share;
                                      the contract allows another fee; the payer has decided

Both sides are a case of the `estimate` command with its answer, as kept estimates hold them: the reason can be given
for any two of them, years later too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.line import Line, Question
from arcada.core.kernel import Refusal
from arcada.interop.estimate_json import read_question

ZERO = Decimal(0)
LIFTED = {
    "waiting_period": "the waiting period is over by then",
    "frequency": "the plan pays for it again by then",
    "age_limit": "the age limit does not apply then",
    "coverage_ended": "the coverage holds on that day",
    "not_yet_covered": "the coverage has begun by then",
    "excluded": "the plan covers it now",
    "not_on_plan": "the plan covers it now",
    "zero_percent": "the plan pays a share of it now",
    "missing_tooth": "the missing tooth is covered now",
}
FALLEN = {
    "waiting_period": "the waiting period is not over",
    "frequency": "the plan has paid for it too often by then",
    "age_limit": "the plan's age limit is passed by then",
    "coverage_ended": "the coverage has ended by then",
    "not_yet_covered": "the coverage has not begun by then",
    "excluded": "the plan excludes it",
    "not_on_plan": "the plan does not name it",
    "zero_percent": "the plan pays nothing for it",
    "missing_tooth": "the tooth was missing before the coverage began",
}
SHARES = ("percentage", "copay", "scheduled_benefit", "capitation")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the question as it was asked and the answer as it was given."""

    question: Question
    answer: Mapping[str, Any]

    def line(self, item: str) -> Line | None:
        """The line of an item of the plan."""
        return next((one for one in self.question.lines if one.id == item), None)

    def told(self, item: str) -> Mapping[str, Any]:
        """What was answered for an item."""
        found: Mapping[str, Any] = self.answer["lines"].get(item, {})
        return found

    def part(self, item: str, coverage: str) -> Mapping[str, Any]:
        """What one coverage does on an item."""
        found: Mapping[str, Any] = self.told(item).get(coverage, {})
        return found


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line whose share changed; None where it is not in that plan or had no fee."""

    item: str
    before: Decimal | None
    after: Decimal | None
    moved: bool
    reasons: tuple[str, ...]

    @property
    def difference(self) -> Decimal:
        """How much more the patient pays for it."""
        return (self.after or ZERO) - (self.before or ZERO)


def side(question: Mapping[str, Any], answer: Mapping[str, Any]) -> Side | None:
    """One side from what was kept; None where the case can no longer be read."""
    read = read_question(question)
    return None if isinstance(read, Refusal) else Side(read, answer)


def line_changes(before: Side, after: Side) -> tuple[LineChange, ...]:
    """Every line whose share changed, in the order of the plan."""
    items = dict.fromkeys([line.id for line in (*after.question.lines, *before.question.lines)])
    return tuple(_changes(before, after, items))


def _changes(before: Side, after: Side, items: Mapping[str, None]) -> Iterator[LineChange]:
    for item in items:
        old, new = before.line(item), after.line(item)
        was, now = _share(before, item), _share(after, item)
        if was == now:
            continue
        moved = old is not None and new is not None and old.on != new.on
        yield LineChange(item, was, now, moved, tuple(dict.fromkeys(_reasons(before, after, old, new))))


def _share(one: Side, item: str) -> Decimal | None:
    told = one.told(item).get("patient_pays")
    return None if told is None else Decimal(told)


def _reasons(before: Side, after: Side, old: Line | None, new: Line | None) -> Iterator[str]:
    if old is None or new is None:
        yield "it has a fee now" if old is None else "it is no longer in the plan"
        return
    known = {one.id: one for one in after.question.coverages}
    known_before = {one.id for one in before.question.coverages}
    if known_before - known.keys():
        yield "a coverage no longer counts"
    if known.keys() - known_before:
        yield "another coverage counts"
    if old.charge != new.charge:
        yield f"its fee is {new.charge:.2f}, not {old.charge:.2f}"
    for name, coverage in known.items():
        if name in known_before:
            yield from _of_coverage(before, after, (old, new), coverage)


def _of_coverage(before: Side, after: Side, pair: tuple[Line, Line], coverage: Coverage) -> Iterator[str]:
    old, new = pair
    first, then = before.part(old.id, coverage.id), after.part(new.id, coverage.id)
    was, now = _steps(first), _steps(then)
    year, next_year = coverage.year_of(old.on), coverage.year_of(new.on)
    if year != next_year:
        label = (
            str(next_year.year)
            if (next_year.month, next_year.day) == (1, 1)
            else f"the benefit year from {next_year:%d %b %Y}"
        )
        yield f"moved into {label}"
    yield from (words for code, words in LIFTED.items() if code in was and code not in now)
    yield from (words for code, words in FALLEN.items() if code in now and code not in was)
    if "adjudicated" in now and "adjudicated" not in was:
        yield f"the payer has decided and paid {now['adjudicated']['amount']}"
    yield from _meters(was, now, new_year=year != next_year)
    if not ({"excluded", "adjudicated", *FALLEN} & (was.keys() ^ now.keys())):
        yield from _terms(first, then, was, now)


def _year(begins: date) -> str:
    """A benefit year in words: 2027, or the one that begins with another month."""
    if (begins.month, begins.day) == (1, 1):
        return str(begins.year)
    return f"the benefit year from {begins.day} {begins:%b %Y}"


def _steps(part: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {one["code"]: one for one in part.get("reasons", ())}


def _meters(was: Mapping[str, Any], now: Mapping[str, Any], *, new_year: bool) -> Iterator[str]:
    """What the maximum cut off and the deductible took, before and now."""
    cut, cuts = _amount(was, "maximum"), _amount(now, "maximum")
    if cuts < cut:
        yield "a new yearly maximum" if new_year else "more is left of the yearly maximum"
    elif cuts > cut:
        yield "that year's maximum is used up by other lines" if new_year else "less is left of the yearly maximum"
    took, takes = _amount(was, "deductible"), _amount(now, "deductible")
    if takes > took:
        yield "a new deductible" if new_year else "the deductible falls on it now"
    elif takes < took:
        yield "the deductible is met by then" if new_year else "the deductible falls on another line, or is met"


def _terms(
    first: Mapping[str, Any], then: Mapping[str, Any], was: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[str]:
    """What the plan or the contract says otherwise."""
    if _share_text(was) != _share_text(now) and _share_text(now):
        yield f"the plan pays {_share_text(now)}, not {_share_text(was) or 'anything'}"
    if first.get("benefit_basis_procedure") != then.get("benefit_basis_procedure"):
        yield "the plan pays by the fee of another service"
    elif first.get("write_off") != then.get("write_off"):
        yield "the contract writes off another amount"
    elif first.get("benefit_basis") != then.get("benefit_basis"):
        yield "the plan reckons from another fee"


def _share_text(steps: Mapping[str, Any]) -> str:
    """The share in the plan's words: 'The plan pays 50% of 900.00.' gives 50%."""
    text = str(steps.get("percentage", {}).get("text", ""))
    return next((word for word in text.split() if word.endswith("%")), "")


def _amount(steps: Mapping[str, Any], code: str) -> Decimal:
    return Decimal(steps.get(code, {}).get("amount", "0"))
