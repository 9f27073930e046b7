"""The gate of every view: who may, which patient, and the reading put on record.

    @gate(Permission.SEE_PATIENTS)          a page of the practice
    def patients(request): ...

    patient = patient_or_404(request, patient_id, noun="history")    a page of one patient

Another practice's patient is not there (404), and an own patient's record leaves a reading in the audit.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from arcada.audit.actions import record_read
from arcada.patients.models import Patient
from arcada.patients.queries import one
from arcada.practice.access import NotAllowed, Permission, may_some, why_not

View = Callable[..., HttpResponseBase]


def gate(*open_to: Permission) -> Callable[[View], View]:
    """Let a member pass who has one of the permissions; others get the page that says why not."""

    def around(view: View) -> View:
        @wraps(view)
        def passed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            member = request.membership  # type: ignore[attr-defined]
            if not any(may_some(member, permission) for permission in open_to):
                raise NotAllowed(why_not(member, open_to[0]))
            return view(request, *args, **kwargs)

        return passed

    return around


def patient_or_404(request: HttpRequest, patient_id: UUID, *, noun: str = "") -> Patient:
    """Give the patient of a page; with a noun ('chart', 'history'), record that this member read it."""
    member = request.membership  # type: ignore[attr-defined]
    patient = one(member, patient_id)
    if patient is None:
        raise Http404
    if noun:
        record_read(by=member, at=timezone.now(), noun=noun, noun_id=patient.pk, patient_id=patient.pk)
    return patient
