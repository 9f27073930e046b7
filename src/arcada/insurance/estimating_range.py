"""What nobody knows of a coverage, and between which ends it is counted.

    not known              best for the patient              worst for the patient
    percent:crowns         the plan pays all of it           the plan pays nothing
    deductibles            none                              100 a person and year
    maximums               none                              1,000 a person and year
    accumulators           deductible met, nothing used      deductible open, this year's maximum used up
    cob                    adds up to what is owed           pays only beyond the first plan's payment
    waiting_periods        none                              12 months, not for check-ups and cleaning
    missing_tooth_clause   replaces such teeth               does not
    network                as the contract says              no contract
    when a tooth went      while covered                     before the coverage began

source: judgement; deductibles of 50 to 100 and maximums from 1,000 on are what US plans usually sell. Anything else
that is not known (frequency, age_limits, downgrades) cannot be counted and is only said.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from arcada.core.benefits.line import Question
from arcada.core.teeth.notation import universal
from arcada.insurance.queries import unknown_of
from arcada.insurance.question import Asked

Case = dict[str, Any]
Terms = dict[str, Any]
DEDUCTIBLE, MAXIMUM, WAITING = 100, 1000, 12
SPARED = ("diagnostic", "preventive")
PERCENT = "percent"
LOST = "lost"
ONLY_SAID = ("frequency", "age_limits", "downgrades")


class End(Enum):
    """Which of the two ends a case is taken to, as the patient sees it."""

    BEST = "best"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that is not known of one coverage; `detail` is a category or the teeth in question."""

    code: str
    coverage: str
    detail: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether the estimate has a best and a worst end for it."""
        return self.code not in ONLY_SAID


def unknowns(told: Asked, question: Question) -> tuple[Unknown, ...]:
    """What is not known and can be counted, of each coverage in paying order."""
    return tuple(one for one in all_unknowns(told, question) if one.counted)


def all_unknowns(told: Asked, question: Question) -> tuple[Unknown, ...]:
    """Everything that is not known, of each coverage in paying order."""
    return tuple(dict.fromkeys(one for one in _unknowns(told, question) if one.code in ENDS or not one.counted))


def _unknowns(told: Asked, question: Question) -> Iterator[Unknown]:
    for row in told.coverages:
        for name in unknown_of(row):
            code, _, detail = name.partition(":")
            if code != "cob" or row is not told.coverages[0]:
                yield Unknown(code, str(row.pk), (detail,) if detail else ())
    for coverage in question.coverages:
        clause = coverage.missing_tooth
        if clause is not None and coverage.effective is not None:
            teeth = {tooth for line in question.lines if clause.scope.holds(line) for tooth in line.replaces}
            missing = tuple(tooth for tooth in told.gaps.lost if tooth in teeth and told.gaps.lost[tooth] is None)
            if missing:
                yield Unknown(LOST, coverage.id, missing)


def variations(case: Mapping[str, Any], found: Sequence[Unknown]) -> tuple[Case, Case]:
    """The case at its best and at its worst for the patient."""
    return _at(case, found, End.BEST), _at(case, found, End.WORST)


def _at(case: Mapping[str, Any], found: Sequence[Unknown], end: End) -> Case:
    made: Case = copy.deepcopy(dict(case))
    for unknown in found:
        terms = next(one for one in made["coverages"] if one["id"] == unknown.coverage)
        ENDS[unknown.code](made, terms, unknown, end)
    return made


def _percent(_case: Case, terms: Terms, unknown: Unknown, end: End) -> None:
    scope = f"cat:{unknown.detail[0]}" if unknown.detail else "all"
    entry = {"scope": scope, "pct": 100 if end is End.BEST else 0, "member_override": True, "priority": -1}
    terms["percent"] = [*terms.get("percent", ()), entry]


def _deductibles(_case: Case, terms: Terms, _unknown: Unknown, end: End) -> None:
    if end is End.WORST and not terms.get("deductibles"):
        terms["deductibles"] = [
            {"scope": "all", "amount": DEDUCTIBLE},
            *({"scope": f"cat:{name}", "amount": 0} for name in SPARED),
        ]


def _maximums(_case: Case, terms: Terms, _unknown: Unknown, end: End) -> None:
    if end is End.WORST and not terms.get("maximums"):
        terms["maximums"] = [{"scope": "all", "amount": MAXIMUM}]


def _accumulators(case: Case, terms: Terms, unknown: Unknown, end: End) -> None:
    key, kind = ("deductible", "deductibles") if end is End.BEST else ("used", "maximums")
    most = sum((Decimal(str(one["amount"])) for one in terms.get(kind, ())), Decimal(0))
    if most:
        entry = {"coverage": unknown.coverage, "date": case["as_of"], key: most}
        case["adjustments"] = [*case.get("adjustments", ()), entry]


def _cob(_case: Case, terms: Terms, _unknown: Unknown, end: End) -> None:
    terms["cob"] = "standard" if end is End.BEST else "non_duplication"


def _waiting(case: Case, terms: Terms, _unknown: Unknown, end: End) -> None:
    if end is End.BEST or terms.get("waiting_periods"):
        return
    terms["waiting_periods"] = [
        {"scope": "all", "months": WAITING},
        *({"scope": f"cat:{name}", "months": 0} for name in SPARED),
    ]
    terms.setdefault("effective_date", case["as_of"])


def _clause(_case: Case, terms: Terms, _unknown: Unknown, end: End) -> None:
    terms["missing_tooth_clause"] = end is End.WORST


def _network(_case: Case, terms: Terms, _unknown: Unknown, end: End) -> None:
    if end is End.WORST:
        terms["in_network"] = False
        terms["fees"] = {}


def _lost(case: Case, terms: Terms, unknown: Unknown, end: End) -> None:
    began = date.fromisoformat(terms["effective_date"])
    day = began if end is End.BEST else began - timedelta(days=1)
    losses = case["patient"].setdefault("tooth_losses", {})
    losses |= {universal(tooth): day.isoformat() for tooth in unknown.detail}


ENDS: Mapping[str, Callable[[Case, Terms, Unknown, End], None]] = {
    PERCENT: _percent,
    "deductibles": _deductibles,
    "maximums": _maximums,
    "accumulators": _accumulators,
    "cob": _cob,
    "waiting_periods": _waiting,
    "missing_tooth_clause": _clause,
    "network": _network,
    LOST: _lost,
}
