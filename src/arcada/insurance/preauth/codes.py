"""The clinic's own codes of procedures, as it writes them on papers to insurers; none is shipped."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps


def codes_of(practice_id: UUID, procedures: Sequence[str], _on: date) -> Mapping[str, str]:
    """The clinic's code of each procedure that has one."""
    try:
        model: Any = apps.get_model("practice", "ClinicCode".lower())
    except LookupError:
        return {}
    rows = model.objects.filter(practice_id=practice_id, procedure__in=list(procedures)).order_by("-id")
    return {row.procedure: str(row.code)[:40] for row in rows}
