"""The gate of every view: who may, which patient, and the reading put on record.

    @gate(Permission.SEE_PATIENTS)          a page of the practice
    def patients(request): ...

    patient = patient_or_404(request, patient_id, noun="history")    a page of one patient

Another practice's patient is not there (404), and an own patient's record leaves a reading in the audit. Who may
break the glass is asked for a reason before a chart opens to them, for reading alone.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from arcada.audit.actions import record_read
from arcada.patients.models import Patient
from arcada.patients.queries import one
from arcada.patients.record_access import may_read_record
from arcada.practice.access import NotAllowed, Permission, may, may_some, why_not

View = Callable[..., HttpResponseBase]


def gate(*open_to: Permission) -> Callable[[View], View]:
    """Let a member pass who has one of the permissions; others get the page that says why not."""

    def around(view: View) -> View:
        @wraps(view)
        def passed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            member = request.membership  # type: ignore[attr-defined]
            if not any(may_some(member, permission) for permission in open_to):
                question = _outside_the_role(request, open_to, kwargs.get("patient_id"))
                if question:
                    return redirect(question)
            return view(request, *args, **kwargs)

        return passed

    return around


def _outside_the_role(request: HttpRequest, open_to: Sequence[Permission], patient_id: UUID | None) -> str:
    """Refuse, but let a record be read that was opened with a reason; give the page that asks for one, if any."""
    member = request.membership  # type: ignore[attr-defined]
    reading = Permission.READ_CHART in open_to and request.method in ("GET", "HEAD")
    patient = one(member, patient_id) if reading and patient_id else None
    if patient is not None:
        if may_read_record(member, patient, at=timezone.now()):
            return ""
        if may(member, Permission.BREAK_GLASS, patient):
            return f"{reverse('record:open', args=[patient.pk])}?{urlencode({'next': request.get_full_path()})}"
    raise NotAllowed(why_not(member, open_to[0]))


def patient_or_404(request: HttpRequest, patient_id: UUID, *, noun: str = "") -> Patient:
    """Give the patient of a page; with a noun ('chart', 'history'), record that this member read it."""
    member = request.membership  # type: ignore[attr-defined]
    patient = one(member, patient_id)
    if patient is None:
        raise Http404
    if noun:
        record_read(by=member, at=timezone.now(), noun=noun, noun_id=patient.pk, patient_id=patient.pk)
    return patient
