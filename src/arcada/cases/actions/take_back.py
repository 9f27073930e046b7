"""A dentist takes a word about a plan back: it stays on record, and the plans are made again without it."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.actions.compile_plan import compile_plan
from arcada.cases.models import Case, Override
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def take_back(*, by: Membership, at: datetime, override: Override) -> Override | Refusal:
    """Withdraw the word; one that was withdrawn already is given back as it is."""
    require(by, Permission.OVERRIDE, override)
    try:
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).get(pk=override.case_id)
            row = Override.objects.get(pk=override.pk)
            if row.withdrawn_at is not None:
                return row
            row.withdrawn_by, row.withdrawn_at = by, at
            row.save(update_fields=["withdrawn_by", "withdrawn_at"])
            record(
                by=by,
                at=at,
                verb="took back a change of",
                noun="plan version" if row.version_id else "case",
                noun_id=row.version_id or case.pk,
                patient_id=case.patient_id,
                detail={"act": row.act, "procedure": row.procedure, "where": row.where, "reason": row.reason},
            )
            _made_again(by, at, case)
            return row
    except _Refused as told:
        return told.refusal


def _made_again(by: Membership, at: datetime, case: Case) -> None:
    outcome = compile_plan(by=by, at=at, case=case)
    if isinstance(outcome, Refusal):
        raise _Refused(outcome)
