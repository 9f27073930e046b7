"""The clinic's own codes: what each stands for in our catalogue, said once by a person and kept."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.interop.fee_table import LONGEST_CODE, LONGEST_MATERIAL, LONGEST_NAME, key_of
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, require
from arcada.practice.models import ClinicCode, Membership


def map_code(
    *,
    by: Membership,
    at: datetime,
    code: str,
    name: str,
    material: str = "",
    procedure: str = "",
    gives_fee: bool = True,
) -> ClinicCode | Refusal:
    """Say what a code or name stands for; an empty procedure says that it is not one of the catalogue."""
    require(by, Permission.SETTINGS)
    code, name, material = (" ".join(one.split()) for one in (code, name, material))
    if fault := _fault(code, name, material, procedure):
        return fault
    with transaction.atomic():
        own = ClinicCode.objects.select_for_update().filter(practice_id=by.practice_id, key=key_of(code, name))
        kept = own.first() or ClinicCode(practice_id=by.practice_id, key=key_of(code, name))
        before = kept.procedure
        kept.code, kept.name, kept.procedure, kept.gives_fee = code, name, procedure, gives_fee
        kept.material = material or kept.material
        kept.save()
        detail = {"code": code, "name": name, "before": before, "procedure": procedure, "gives_fee": gives_fee}
        record(by=by, at=at, verb="mapped", noun="clinic_code", noun_id=kept.pk, detail=detail)
    return kept


def forget_code(*, by: Membership, at: datetime, code: ClinicCode) -> ClinicCode:
    """Know a code no more; the next file asks about it again."""
    require(by, Permission.SETTINGS, code)
    with transaction.atomic():
        detail = {"code": code.code, "name": code.name, "before": code.procedure}
        record(by=by, at=at, verb="forgot", noun="clinic_code", noun_id=code.pk, detail=detail)
        ClinicCode.objects.filter(pk=code.pk).delete()
    return code


def _fault(code: str, name: str, material: str, procedure: str) -> Refusal | None:
    if not code and not name:
        return Refusal("code_missing", "Write your code or what you call the service.", "code")
    for field, text, most in (
        ("code", code, LONGEST_CODE),
        ("name", name, LONGEST_NAME),
        ("material", material, LONGEST_MATERIAL),
    ):
        if len(text) > most:
            return Refusal("too_long", f"Write at most {most} letters.", field)
    if procedure and procedure not in load_library().procedures:
        return Refusal("procedure_unknown", "Choose a procedure of the catalogue from the list.", "procedure")
    return None
