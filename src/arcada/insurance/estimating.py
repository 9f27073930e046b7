"""The estimate of an alternative as it stands now: computed when it is looked at, so never stale.

    rows -> case (question.py) -> core -> lines with their reasons, totals, the range where something is not known

`runs` holds the best and the worst answer for each thing that nobody knows; low and high are the least and the most
that the patient may pay over all of them. An estimate is never a guarantee.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from arcada.cases.models import Alternative
from arcada.core.benefits.answer import Estimate as Answer
from arcada.core.benefits.answer import LineEstimate
from arcada.core.benefits.estimate import estimate
from arcada.core.benefits.line import Question
from arcada.core.kernel import Refusal
from arcada.insurance.estimating_range import Unknown, unknowns, variations
from arcada.insurance.models import Coverage
from arcada.insurance.question import Asked, Ground, asked, ground_of
from arcada.insurance.question_lines import PlanLine
from arcada.interop.estimate_json import read_question
from arcada.interop.estimate_writing import write_estimate

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Widening:
    """One thing that is not known, and between which shares of the patient it lets the estimate lie."""

    unknown: Unknown
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class EstimateNow:
    """An estimate with the rows behind it."""

    asked: Asked
    question: Question
    answer: Answer
    runs: tuple[Answer, ...] = ()
    widened: tuple[Widening, ...] = ()

    @cached_property
    def by_item(self) -> Mapping[str, LineEstimate]:
        """The lines of the answer by the item of the plan."""
        return {line.id: line for line in self.answer.lines}

    def lines(self) -> tuple[tuple[PlanLine, LineEstimate], ...]:
        """Each line of the plan with its answer, in the order in which they are completed."""
        return tuple((line, self.by_item[line.item.item]) for line in self.asked.lines)

    @property
    def complete(self) -> bool:
        """Whether every line has a fee."""
        return not self.asked.unpriced

    @property
    def charge(self) -> Decimal:
        """The fees of all lines that have one."""
        return sum((line.charge for line in self.answer.lines), ZERO)

    @property
    def insurers_pay(self) -> Decimal:
        """What all insurers pay."""
        return sum((line.insurers_pay for line in self.answer.lines), ZERO)

    @property
    def write_off(self) -> Decimal:
        """What the contracts do not let the practice charge."""
        return sum((line.write_off for line in self.answer.lines), ZERO)

    @property
    def patient_pays(self) -> Decimal:
        """The patient's share as far as it is known."""
        return self.answer.patient_pays

    @property
    def low(self) -> Decimal:
        """The least that the patient may pay."""
        return self.range_of(None)[0]

    @property
    def high(self) -> Decimal:
        """The most that the patient may pay."""
        return self.range_of(None)[1]

    @property
    def certain(self) -> bool:
        """Whether nothing that is not known moves the patient's share."""
        return self.low == self.high

    def range_of(self, items: Collection[str] | None) -> tuple[Decimal, Decimal]:
        """The least and the most that the patient may pay for some lines; None means all."""
        sums = [_share(one, items) for one in (self.answer, *self.runs)]
        return min(sums), max(sums)

    def payer_range(self, coverage: str, items: Collection[str] | None = None) -> tuple[Decimal, Decimal]:
        """The least and the most that a coverage is expected to pay for some lines; None means all."""
        sums = [_paid(one, coverage, items) for one in (self.answer, *self.runs)]
        return min(sums), max(sums)

    def insurers_range(self, items: Collection[str] | None = None) -> tuple[Decimal, Decimal]:
        """The least and the most that all coverages together are expected to pay."""
        sums = [_paid(one, "", items) for one in (self.answer, *self.runs)]
        return min(sums), max(sums)

    def written(self) -> dict[str, Any]:
        """The answer as the `estimate` command gives it."""
        return write_estimate(self.answer)


def estimate_of(
    alternative: Alternative,
    *,
    as_of: date,
    dates: Mapping[int, date] | None = None,
    coverages: Sequence[Coverage] | None = None,
) -> EstimateNow | Refusal:
    """The estimate of an alternative today; `dates` and `coverages` suppose others than the record's."""
    ground = ground_of(alternative.case, as_of=as_of, coverages=coverages)
    return answered(asked(alternative, ground, dates=dates))


def estimates_of(alternatives: Sequence[Alternative], *, as_of: date) -> dict[UUID, EstimateNow | Refusal]:
    """The estimates of several alternatives, by their keys; what those of one case have in common is read once."""
    grounds: dict[UUID, Ground] = {}
    found: dict[UUID, EstimateNow | Refusal] = {}
    for one in alternatives:
        if one.case_id not in grounds:
            grounds[one.case_id] = ground_of(one.case, as_of=as_of)
        found[one.pk] = answered(asked(one, grounds[one.case_id]))
    return found


def answered(told: Asked) -> EstimateNow | Refusal:
    """The answer to a case, with the range where something is not known."""
    question = read_question(told.case)
    if isinstance(question, Refusal):
        return question
    answer = estimate(question)
    found = unknowns(told, question)
    widened: list[Widening] = []
    runs: list[Answer] = []
    for unknown in found:
        ends = [_answer(case) for case in variations(told.case, (unknown,))]
        known = [one for one in ends if one is not None]
        sums = [_share(one, None) for one in (*known, answer)]
        widened.append(Widening(unknown, min(sums), max(sums)))
        runs += known
    if len(found) > 1:
        runs += [one for case in variations(told.case, found) if (one := _answer(case)) is not None]
    return EstimateNow(told, question, answer, tuple(runs), tuple(widened))


def _answer(case: Mapping[str, Any]) -> Answer | None:
    question = read_question(case)
    return None if isinstance(question, Refusal) else estimate(question)


def _share(answer: Answer, items: Collection[str] | None) -> Decimal:
    return sum((line.patient_pays for line in answer.lines if items is None or line.id in items), ZERO)


def _paid(answer: Answer, coverage: str, items: Collection[str] | None) -> Decimal:
    """What a coverage pays, or all of them where none is named."""
    return sum(
        (
            part.insurer_pays
            for line in answer.lines
            if items is None or line.id in items
            for part in line.parts
            if coverage in {"", part.coverage}
        ),
        ZERO,
    )
