"""Rows written as a case of the `estimate` command: the same question asked anywhere gives the same answer to the byte.

    plan items        -> procedures    day, fee and units, place, teeth that are replaced, what payers have decided
    coverages         -> coverages     the plan's benefits with the member's own above them, agreed fees, dates
    chart             -> tooth_losses  which teeth are gone, since when
    ledger            -> history, adjustments
    plan, contract    -> settings      those of the first payer stand above the later ones' and the practice's

A coverage without a contract binds nobody: its members are out of network, and the usual fee of the payer, where one
is known, is what it reckons from. A line without a fee is left out and named: the estimate is then incomplete.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from arcada.cases.models import Alternative, Case, PlanItem
from arcada.core.teeth.notation import universal
from arcada.insurance.ledger import adjustments_of, services_of
from arcada.insurance.models import Coverage, EntryKind, LedgerEntry
from arcada.insurance.models.exact import ExactEncoder
from arcada.insurance.preauth.answers import answers_of
from arcada.insurance.queries import coverages_of
from arcada.insurance.question_fees import Lists, lists_for
from arcada.insurance.question_lines import PlanLine, days_of, line_value, plan_lines
from arcada.insurance.question_teeth import Gaps, Lost, gaps_of, lost_by
from arcada.insurance.question_variants import Names, spread, target
from arcada.practice.models import FeeKind

PRACTICE_SETTINGS: Mapping[str, Any] = {"line_order": "same_day_highest_percent_first", "fee_missing": "unknown"}
"""What the practice asks for where no payer says otherwise; see docs/algorithms/benefits.md."""
OWN_KINDS = ("percent", "deductibles", "maximums", "frequency", "age_limits", "waiting_periods")
DECIDED = (EntryKind.PAID, EntryKind.DENIED)
SCALED = ("fees", "ucr_fees")
AMOUNTS = {
    "fees": FeeKind.CONTRACT,
    "ucr_fees": FeeKind.USUAL,
    "copays": FeeKind.COPAY,
    "fixed_benefits": FeeKind.FIXED,
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What every alternative of a case stands on: who covers, at which fees, what was paid and decided, which teeth."""

    as_of: date
    coverages: tuple[Coverage, ...]
    lists: Lists
    history: list[dict[str, Any]]
    adjustments: list[dict[str, Any]]
    decided: Mapping[tuple[str, str], dict[str, Any]]
    lost: Lost


@dataclass(frozen=True, slots=True)
class Asked:
    """A case with the rows that it was written from; `unpriced` lines have no fee and are not in it."""

    case: dict[str, Any]
    lines: tuple[PlanLine, ...]
    unpriced: tuple[PlanLine, ...]
    coverages: tuple[Coverage, ...]
    gaps: Gaps
    days: Mapping[int, date]


def case_of(
    alternative: Alternative,
    *,
    as_of: date,
    dates: Mapping[int, date] | None = None,
    coverages: Sequence[Coverage] | None = None,
) -> dict[str, Any]:
    """The case of an alternative; `dates` and `coverages` stand in for those of the record."""
    return asked(alternative, ground_of(alternative.case, as_of=as_of, coverages=coverages), dates=dates).case


def written(case: Mapping[str, Any]) -> str:
    """The case as one line of JSON, as the `estimate` command reads it; the same rows give the same bytes."""
    return json.dumps(case, cls=ExactEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(case: Mapping[str, Any]) -> str:
    """The same for the same question, read from rows or from what was kept."""
    return hashlib.sha256(written(case).encode()).hexdigest()


def ground_of(case: Case, *, as_of: date, coverages: Sequence[Coverage] | None = None) -> Ground:
    """What all alternatives of a case have in common, read once; `coverages` stand in for those of the record."""
    covers = tuple(coverages_of(case.patient, as_of) if coverages is None else coverages)
    return Ground(
        as_of=as_of,
        coverages=covers,
        lists=lists_for(case, [one.policy.plan.payer_id for one in covers]),
        history=services_of(covers) if covers else [],
        adjustments=adjustments_of(covers) if covers else [],
        decided=_decided(covers) if covers else {},
        lost=lost_by(case.patient),
    )


def asked(alternative: Alternative, ground: Ground, *, dates: Mapping[int, date] | None = None) -> Asked:
    """The case with everything that it was written from."""
    patient, covers, lists, as_of = alternative.case.patient, ground.coverages, ground.lists, ground.as_of
    days = days_of(alternative, as_of, dates)
    all_lines = plan_lines(alternative, days, lists)
    lines = tuple(one for one in all_lines if one.fee is not None)
    gaps = gaps_of(ground.lost, [(one.item, one.on) for one in all_lines])
    names = Names()
    named = [(line, names.name(line.item.procedure, line.part, _amounts(line, covers, lists))) for line in lines]
    case = {
        "id": f"{alternative.version.case.number}.{alternative.version.number}-{alternative.tier}",
        "as_of": as_of.isoformat(),
        "patient": {
            "id": str(patient.pk),
            "birth_date": patient.birth_date.isoformat(),
            "tooth_losses": {universal(tooth): when for tooth, when in gaps.known.items()},
        },
        "coverages": [_coverage(rank, one, named, names, lists, as_of) for rank, one in enumerate(covers, 1)],
        "history": [*ground.history, *answers_of(alternative, covers, _allowed(named, covers, lists))],
        "adjustments": ground.adjustments,
        "procedures": [
            line_value(line, name, gaps.replaced_by(line.item)) | _actual(line, ground.decided) for line, name in named
        ],
        "settings": settings_of(covers, lists, as_of),
    }
    return Asked(case, lines, tuple(one for one in all_lines if one.fee is None), covers, gaps, days)


def _allowed(
    named: Sequence[tuple[PlanLine, str]], coverages: Sequence[Coverage], lists: Lists
) -> list[tuple[PlanItem, str, Decimal | None]]:
    """Each item with its name in the case and what the first coverage allows for all its units; None is the fee."""
    found: list[tuple[PlanItem, str, Decimal | None]] = []
    for line, name in named:
        listed = _listed(coverages[0], "fees", FeeKind.CONTRACT, lists, line.on) if coverages else {}
        allowed = listed.get(line.item.procedure)
        found.append((line.item, name, allowed * line.part * line.units if allowed is not None else line.charge))
    return found


def settings_of(coverages: Iterable[Coverage], lists: Lists, as_of: date) -> dict[str, Any]:
    """The switches in force: the practice's, under those of each payer, the first payer's on top."""
    found = dict(PRACTICE_SETTINGS)
    for one in reversed(tuple(coverages)):
        plan = one.policy.plan
        contract = lists.contract(plan.payer_id, as_of)
        found |= dict(plan.settings) | (dict(contract.settings) if contract else {})
    return dict(sorted(found.items()))


def _amounts(line: PlanLine, coverages: Sequence[Coverage], lists: Lists) -> tuple[object, ...]:
    """What payers have agreed for a line on its day: lines that differ in it are told apart."""
    procedure = line.item.procedure
    return tuple(
        _listed(one, key, kind, lists, line.on).get(name)
        for one in coverages
        for key, kind in AMOUNTS.items()
        for name in (procedure, *_instead(one, procedure))
    )


def _listed(coverage: Coverage, key: str, kind: FeeKind, lists: Lists, on: date) -> dict[str, Decimal]:
    """The amounts of one kind on a day: those of the plan itself, under what was agreed with the payer."""
    plan = coverage.policy.plan
    own = {name: Decimal(str(amount)) for name, amount in plan.benefits.get(key, {}).items()}
    if key == "fees" and not in_network(coverage, lists, on):
        return own
    return own | dict(lists.agreed(plan.payer_id, kind, on))


def in_network(coverage: Coverage, lists: Lists, on: date) -> bool:
    """Whether a contract with the payer binds the office on a day; a plan may say that it never does."""
    told = coverage.policy.plan.benefits.get("in_network")
    bound = lists.contract(coverage.policy.plan.payer_id, on) is not None
    return bound if told is None else bool(told)


def _instead(coverage: Coverage, procedure: str) -> tuple[str, ...]:
    """What the plan may pay instead of a procedure."""
    rules = coverage.policy.plan.benefits.get("downgrades", ())
    return tuple(str(one["to"]) for one in rules if one.get("from") == procedure and one.get("to"))


def _coverage(
    rank: int,
    coverage: Coverage,
    named: Sequence[tuple[PlanLine, str]],
    names: Names,
    lists: Lists,
    as_of: date,
) -> dict[str, Any]:
    """One coverage of the case; the order is that in which they pay."""
    plan = coverage.policy.plan
    benefits = spread(_with_own(plan.benefits, coverage.overrides), names)
    value: dict[str, Any] = {
        **{key: benefits[key] for key in sorted(benefits)},
        "id": str(coverage.pk),
        "order": rank,
        "in_network": in_network(coverage, lists, as_of),
    }
    for key, kind in AMOUNTS.items():
        told = _priced(coverage, key, kind, named, lists, as_of)
        value.pop(key, None)
        if told:
            value[key] = dict(sorted(told.items()))
    if coverage.begins is not None:
        value["effective_date"] = coverage.begins.isoformat()
    if coverage.ends is not None:
        value["termination_date"] = coverage.ends.isoformat()
    if coverage.waiting_credit_months:
        value["waiting_credit_months"] = coverage.waiting_credit_months
    return value


def _priced(
    coverage: Coverage,
    key: str,
    kind: FeeKind,
    named: Sequence[tuple[PlanLine, str]],
    lists: Lists,
    as_of: date,
) -> dict[str, Decimal]:
    """The amounts that the lines need, each under the name of its line; a fee follows the line's proportion."""
    usual = _listed(coverage, key, kind, lists, as_of)
    bundles = coverage.policy.plan.benefits.get("bundles", ())
    found = {str(one["paid_as"]): usual[str(one["paid_as"])] for one in bundles if str(one["paid_as"]) in usual}
    for line, name in named:
        listed, procedure = _listed(coverage, key, kind, lists, line.on), line.item.procedure
        part = line.part if key in SCALED else Decimal(1)
        for wanted, under in (
            (procedure, name),
            *((other, target(other, name)) for other in _instead(coverage, procedure)),
        ):
            if wanted in listed:
                found.setdefault(under, (listed[wanted] * part).quantize(Decimal("0.01")))
    return found


def _with_own(benefits: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The plan's benefits with the member's own entries, which stand above them."""
    merged = {key: value for key, value in benefits.items() if key not in {"id", "order", "in_network"}}
    for key in OWN_KINDS:
        if own.get(key):
            merged[key] = [*merged.get(key, ()), *({**one, "member_override": True} for one in own[key])]
    return merged


def _decided(coverages: Sequence[Coverage]) -> dict[tuple[str, str], dict[str, Any]]:
    """What payers have decided of services, by the service and the coverage: parts of one service are one."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    rows = LedgerEntry.objects.filter(
        coverage__in=[one.pk for one in coverages], kind__in=DECIDED, reverses__isnull=True, reversals__isnull=True
    ).exclude(service="")
    for row in rows.order_by("on", "at", "id"):
        told = found.setdefault((row.service, str(row.coverage_id)), {"insurer_pays": Decimal(0)})
        told["insurer_pays"] += row.paid or Decimal(0)
        for key, amount in (("write_off", row.write_off), ("deductible", row.deductible)):
            if amount is not None:
                told[key] = told.get(key, Decimal(0)) + amount
    return found


def _actual(line: PlanLine, decided: Mapping[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    """What payers have decided of a line."""
    own = {name: told for (service, name), told in sorted(decided.items()) if service == str(line.item.pk)}
    return {"actual": own} if own else {}
