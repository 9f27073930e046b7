"""Take a list of members over: looked at first, taken by a person, all of it or nothing.

    upload    the file is kept; nothing of it counts
    look      what each row would do, and what is wrong with which row and field
    take      new payers and plans, new coverages, the payer's figures of the year; one transaction

A patient who has the plan already gets the newer days and figures; a plan that is not on file is written with every
benefit unknown, because a list of members says nothing of benefits. What nobody told stays unknown.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.insurance.actions.consequences import estimates_follow, estimates_stand
from arcada.insurance.actions.import_looking import Look, Shelf, look_at, new_plan, plan_of, shelf_of, told_figures
from arcada.insurance.actions.used import KNOWN, UsedTold, keep_used
from arcada.insurance.models import BenefitPlan, Coverage, CoverageFile, EntryKind, LedgerEntry, Policy, Source
from arcada.interop.coverage_csv import MOST_FAULTS, CoverageRow, CoverageTable
from arcada.patients.models import Patient
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


def take_coverages(*, by: Membership, at: datetime, file: CoverageFile, table: CoverageTable) -> CoverageFile | Refusal:
    """Take the whole list over, or nothing where one row cannot be."""
    require(by, Permission.PRICE, file)
    with transaction.atomic():
        kept = CoverageFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if kept.taken_at is not None:
            return Refusal("taken_already", "This list was taken over already.", "file")
        look = look_at(by=by, at=at, table=table)
        if look.faults:
            first = look.faults[0]
            return Refusal("list_has_faults", f"Nothing was taken over. {first.where}: {first.text}", first.where)
        outcome = _take(by, at, look, shelf_of(by, table))
        if isinstance(outcome, Refusal):
            transaction.set_rollback(True)
            return outcome
        kept.taken_at, kept.taken_by = at, by
        kept.summary = {"new": len(look.new), "known": len(look.known), "payers": len(look.new_payers)}
        kept.columns = file.columns
        kept.content = {}
        kept.save(update_fields=["taken_at", "taken_by", "summary", "columns", "content"])
        record(by=by, at=at, verb="took over", noun="coverage file", noun_id=kept.pk, detail=kept.summary)
        return kept


def _take(by: Membership, at: datetime, look: Look, shelf: Shelf) -> Refusal | None:
    touched = [shelf.patients[row.chart] for row in look.new] + [one.patient for _, one in look.known]
    concerned = list(
        Patient.objects.filter(pk__in={one.pk for one in touched}, cases__closed_at__isnull=True).distinct()
    )
    estimates_stand(by=by, at=at, patients=concerned)
    made = list(_added(by, look, shelf))
    alone = _alone(made)
    entries = [
        _entry(by, at, row, coverage) for row, coverage in made if coverage.policy_id in alone and told_figures(row)
    ]
    for row, coverage in [*(one for one in made if one[1].policy_id not in alone), *look.known]:
        fault = _told(by, at, row, coverage)
        if fault is not None:
            return fault.at(f"row {row.number}")
    LedgerEntry.objects.bulk_create(entries, batch_size=2000)
    text = "A list of members was taken over."
    estimates_follow(by=by, at=at, patients=concerned, cause="coverage_changed", text=text)
    return None


def _alone(made: list[tuple[CoverageRow, Coverage]]) -> set[Any]:
    """The policies that have no ledger yet: the payer's figure is the whole of what is used."""
    policies = {coverage.policy_id for _, coverage in made}
    return policies - set(
        Coverage.objects.filter(policy__in=policies, entries__isnull=False).values_list("policy", flat=True)
    )


def _entry(by: Membership, at: datetime, row: CoverageRow, coverage: Coverage) -> LedgerEntry:
    return LedgerEntry(
        practice_id=by.practice_id,
        coverage=coverage,
        kind=EntryKind.ADJUSTMENT,
        on=row.as_of or row.verified or at.date(),
        paid=row.used,
        deductible=row.met,
        reason="As the payer told it.",
        source=Source.FILE,
        at=at,
        by=by,
    )


def _added(by: Membership, look: Look, shelf: Shelf) -> Iterator[tuple[CoverageRow, Coverage]]:
    """Write payers, plans, policies and coverages, each kind at once."""
    plans: dict[int, BenefitPlan] = {}
    for row in look.new:
        found = plan_of(row, shelf.plans) or new_plan(row, shelf, Look())
        plans[row.number] = found
    for payer in [one for one in shelf.payers.values() if one.practice_id is None]:
        payer.practice_id = by.practice_id
        payer.save()
    for plan in {id(one): one for one in plans.values() if one.practice_id is None}.values():
        plan.practice_id, plan.payer = by.practice_id, plan.payer
        plan.save()
    policies = _policies(by, look, plans, shelf)
    coverages = {row.number: _coverage(by, row, policies[row.number], shelf) for row in sorted(look.new, key=_place)}
    Coverage.objects.bulk_create(coverages.values(), batch_size=2000)
    return iter([(row, coverages[row.number]) for row in look.new])


def _policies(by: Membership, look: Look, plans: Mapping[int, BenefitPlan], shelf: Shelf) -> dict[int, Policy]:
    """The policy of each row: members with one member ID of one plan share it, and its family limits."""
    numbers = {row.member_id for row in look.new if row.member_id}
    on_file = Policy.objects.filter(practice_id=by.practice_id, member_id__in=numbers)
    shared: dict[tuple[Any, str], Policy] = {(one.plan_id, one.member_id): one for one in on_file}
    found: dict[int, Policy] = {}
    fresh: list[Policy] = []
    for row in sorted(look.new, key=lambda one: (one.relationship != "self", one.number)):
        key = (plans[row.number].pk, row.member_id)
        policy = shared.get(key) if row.member_id else None
        if policy is None:
            policy = _policy(by, row, plans[row.number], shelf)
            fresh.append(policy)
            shared[key] = policy
        found[row.number] = policy
    Policy.objects.bulk_create(fresh, batch_size=2000)
    return found


def _place(row: CoverageRow) -> tuple[str, int, int]:
    return row.chart, row.order or MOST_FAULTS, row.number


def _policy(by: Membership, row: CoverageRow, plan: BenefitPlan, shelf: Shelf) -> Policy:
    own = row.relationship == "self"
    return Policy(
        practice_id=by.practice_id,
        plan=plan,
        subscriber=shelf.patients[row.chart] if own else None,
        subscriber_name="" if own else row.subscriber,
        member_id=row.member_id,
    )


def _coverage(by: Membership, row: CoverageRow, policy: Policy, shelf: Shelf) -> Coverage:
    patient = shelf.patients[row.chart]
    mine = shelf.coverages.setdefault(patient.pk, [])
    coverage = Coverage(
        practice_id=by.practice_id,
        patient=patient,
        policy=policy,
        relationship=row.relationship,
        position=max((one.position for one in mine), default=0) + 1,
        begins=row.begins,
        ends=row.ends,
        unknown=[] if row.used is not None or row.met is not None else [KNOWN],
        source=Source.FILE,
        verified_on=row.verified,
        verified_by=by if row.verified else None,
    )
    mine.append(coverage)
    return coverage


def _told(by: Membership, at: datetime, row: CoverageRow, coverage: Coverage) -> Refusal | None:
    """The newer days of a coverage that is there, and the payer's figures of either."""
    changed: dict[str, Any] = {
        name: value
        for name, value in (("begins", row.begins), ("ends", row.ends), ("verified_on", row.verified))
        if value is not None and value != getattr(coverage, name)
    }
    for name, value in changed.items():
        setattr(coverage, name, value)
    on = row.as_of or row.verified
    if on is not None and (row.used is not None or row.met is not None):
        told = UsedTold(on=on, used=row.used, deductible=row.met, source=Source.FILE)
        fault = keep_used(by=by, at=at, coverage=coverage, told=told)
        if fault is not None:
            return fault
        coverage.unknown = [word for word in coverage.unknown if word != KNOWN]
        changed["unknown"] = coverage.unknown
    if changed:
        coverage.revision += 1
        coverage.save(update_fields=[*changed, "revision"])
    return None
