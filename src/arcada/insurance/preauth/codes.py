"""The clinic's own codes of procedures, as it writes them on papers to insurers; none is shipped."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from arcada.practice.models import ClinicCode


def codes_of(practice_id: UUID, procedures: Sequence[str]) -> Mapping[str, str]:
    """The clinic's code of each procedure that has one; of several the one that gives the fee, else the first."""
    rows = ClinicCode.objects.filter(practice_id=practice_id, procedure__in=list(procedures)).exclude(code="")
    rows = rows.order_by("gives_fee", "-code")
    return {row.procedure: str(row.code)[:40] for row in rows}
