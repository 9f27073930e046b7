"""Keep a payer's electronic answer, and take it over when a person has looked at it.

It goes to the plan, for everybody who has it, or to this member alone, above the plan. What is used is entered so that
nothing counts twice; what the payer did not say stays as it was.
"""

from datetime import date, datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.insurance.actions.consequences import estimates_follow, estimates_stand, under_policies
from arcada.insurance.actions.plans import PlanTold, change_plan
from arcada.insurance.actions.used import KNOWN, UsedTold, keep_used
from arcada.insurance.answer_merge import general_used, merged, own_rules
from arcada.insurance.models import Coverage, CoverageFile, FileKind, Source
from arcada.insurance.queries import standing_coverages
from arcada.insurance.sound_benefits import fault_of_benefits
from arcada.insurance.sound_coverage import Span, fault_of_span
from arcada.interop.fhir_claim import Asked, Person
from arcada.interop.fhir_eligibility import Eligibility, read_eligibility
from arcada.patients.models import Patient
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership

LONGEST_NAME = 200


def keep_answer(
    *, by: Membership, at: datetime, coverage: Coverage, name: str, content: bytes
) -> CoverageFile | Refusal:
    """Read a file against a patient's coverage and keep it; nothing of it counts yet."""
    require(by, Permission.PRICE, coverage)
    read = read_for(by, coverage, content)
    if isinstance(read, Refusal):
        return read
    with transaction.atomic():
        row = CoverageFile.objects.create(
            practice_id=by.practice_id,
            kind=FileKind.ANSWER,
            name=name[-LONGEST_NAME:] or "answer",
            content={"answer": content.decode("utf-8-sig"), "coverage": str(coverage.pk)},
            patient_id=coverage.patient_id,
            by=by,
            at=at,
        )
        _told(by, at, "uploaded", row)
        return row


def read_for(by: Membership, coverage: Coverage, content: bytes) -> Eligibility | Refusal:
    """The answer, or why it is none for this patient."""
    patient = coverage.patient
    asked = Asked(
        id="",
        number="",
        use="",
        currency=by.practice.currency,
        patient=_person(patient),
        fees={},
        member_id=coverage.policy.member_id,
    )
    return read_eligibility(content, asked)


def take_answer(
    *, by: Membership, at: datetime, file: CoverageFile, coverage: Coverage, everybody: bool
) -> Coverage | Refusal:
    """Take a kept answer over, all of it or nothing."""
    require(by, Permission.PRICE, coverage)
    with transaction.atomic():
        kept = CoverageFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if kept.taken_at is not None:
            return Refusal("taken_already", "This answer was taken over already.", "file")
        answer = read_for(by, coverage, str(kept.content["answer"]).encode())
        outcome = answer if isinstance(answer, Refusal) else _taken(by, at, coverage, answer, everybody=everybody)
        if isinstance(outcome, Refusal):
            transaction.set_rollback(True)
            return outcome
        kept.taken_at, kept.taken_by = at, by
        kept.save(update_fields=["taken_at", "taken_by"])
        _told(by, at, "took over", kept)
        return outcome


def _taken(
    by: Membership, at: datetime, coverage: Coverage, answer: Eligibility, *, everybody: bool
) -> Coverage | Refusal:
    today = local_day(at, by.practice)
    if answer.in_force is False:
        text = "The payer says that this coverage is not in force. End it, or ask the payer again."
        return Refusal("not_in_force", text, "insurance[0].inforce")
    if answer.created > today:
        return Refusal("day_to_come", f"The answer is of {answer.created}, a day to come.", "created")
    row = Coverage.objects.select_for_update(of=("self",)).select_related("patient", "policy__plan").get(pk=coverage.pk)
    patients = under_policies([row.policy_id])
    estimates_stand(by=by, at=at, patients=patients)
    fault = _benefits(by, at, row, answer, everybody=everybody) or _days(row, answer, today)
    if fault is not None:
        return fault
    row.verified_on, row.verified_by, row.source = answer.created, by, Source.FHIR
    row.note = _note(row, answer)
    used, met = general_used(answer.said.maximums), general_used(answer.said.deductibles)
    if used is not None or met is not None:
        told = UsedTold(on=answer.created, used=used, deductible=met, source=Source.FHIR)
        fault = keep_used(by=by, at=at, coverage=row, told=told)
        if fault is not None:
            return fault
        row.unknown = [word for word in row.unknown if word != KNOWN]
    row.revision += 1
    row.save()
    text = "The payer's electronic answer was taken over."
    estimates_follow(by=by, at=at, patients=patients, cause="coverage_changed", text=text)
    return row


def _benefits(by: Membership, at: datetime, row: Coverage, answer: Eligibility, *, everybody: bool) -> Refusal | None:
    """Put what is said of benefits into the plan, or above it for this member."""
    plan = row.policy.plan
    row.unknown = list(merged({}, row.unknown, answer.said).unknown)
    if not everybody:
        row.overrides = own_rules(plan.benefits, row.overrides, answer.said)
        return fault_of_benefits(row.overrides, member=True)
    after = merged(plan.benefits, plan.unknown, answer.said)
    told = PlanTold(
        name=plan.name,
        group_number=plan.group_number,
        benefits=after.benefits,
        settings=plan.settings,
        unknown=after.unknown,
        source=Source.FHIR,
        verified_on=answer.created,
    )
    outcome = change_plan(by=by, at=at, plan=plan, told=told, revision=plan.revision)
    return outcome if isinstance(outcome, Refusal) else None


def _days(row: Coverage, answer: Eligibility, today: date) -> Refusal | None:
    """The first day, where none is known; a benefit period says nothing of the last one."""
    if row.begins is None and answer.begins is not None:
        row.begins = answer.begins
    span = Span(
        patient=row.patient,
        plan=row.policy.plan,
        subscriber=None,
        subscriber_birth_date=None,
        relationship=row.relationship,
        begins=row.begins,
        ends=row.ends,
        key=row.pk,
    )
    return fault_of_span(span, standing_coverages(row.patient), today)


def _note(row: Coverage, answer: Eligibility) -> str:
    """The note with what the payer wants to be asked first, once."""
    names = ", ".join(scope.partition(":")[2].replace("_", " ") for scope in answer.said.ask_first)
    line = f"The payer wants to be asked first: {names}." if names else ""
    return row.note if not line or line in row.note else f"{row.note} {line}".strip()


def _person(patient: Patient) -> Person:
    return Person(
        id=str(patient.pk),
        chart_number=patient.chart_number,
        given=patient.given_name,
        family=patient.family_name,
        birth_date=patient.birth_date,
    )


def _told(by: Membership, at: datetime, verb: str, row: CoverageFile) -> None:
    record(
        by=by,
        at=at,
        verb=verb,
        noun="coverage file",
        noun_id=row.pk,
        patient_id=row.patient_id,
        detail={"name": row.name},
    )
