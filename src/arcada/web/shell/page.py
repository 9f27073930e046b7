"""What every staff page puts into its context: `page_context(request, patient=..., tab=...)`.

    nav, who, place         the rail, the person, the practice with its own date and time
    finder_url              where Ctrl K asks
    patient_header          on a patient's page: name, facts, alerts, tabs, the step of the journey

A view adds its own names to the dictionary and hands it to the template.
"""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

from arcada.display.frame import Who
from arcada.patients.models import Patient
from arcada.practice.access import Member
from arcada.practice.models import Practice, Provider
from arcada.web.shell.header import patient_header
from arcada.web.shell.rail import address, rail

AT_HAND = "patient_at_hand"


def page_context(
    request: HttpRequest, *, patient: Patient | None = None, tab: str = "", mini: str = ""
) -> dict[str, Any]:
    """Give the frame of a page; `tab` is the room whose tab is lit, `mini` a drawing of the mouth for the header."""
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    context = {
        "nav": rail(member, here=_here(request), at_hand=_at_hand(request, patient)),
        "who": who(member),
        "place": f"{member.practice.name} · {moment(now, member.practice)}",
        "practice_name": member.practice.name,
        "idle_minutes": member.practice.idle_minutes,
        "finder_url": address("shell:find"),
        "today": local_date(now, member.practice),
    }
    if patient is not None:
        context["patient"] = patient_card(patient)
        context["patient_header"] = patient_header(patient, member=member, now=now, tab=tab, mini=mini)
    return context


def patient_card(patient: Patient) -> dict[str, Any]:
    """Give the few words of a patient that addresses and sentences need; never the row itself."""
    return {
        "id": patient.pk,
        "name": f"{patient.given_name} {patient.family_name}",
        "given_name": patient.given_name,
    }


def who(member: Any) -> Who:
    """Give the person at the screen; a provider has a hue."""
    name = str(member.user)
    provider = Provider.objects.filter(membership=member, active=True).first()
    return Who(
        initials=provider.initials if provider else initials(name),
        name=name,
        role=member.get_role_display().lower(),
        hue=provider.hue if provider else 0,
    )


def initials(name: str) -> str:
    """Take the first letters of the first and the last word."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in (*words[:1], *words[1:][-1:]))


def local_date(now: datetime, practice: Practice) -> Any:
    """Give the practice's own day."""
    return now.astimezone(ZoneInfo(practice.time_zone)).date()


def moment(now: datetime, practice: Practice) -> str:
    """Write a moment on the practice's wall clock: 'Sat 21 Nov, 10:42'."""
    local = now.astimezone(ZoneInfo(practice.time_zone))
    return f"{local:%a} {local.day} {local:%b, %H:%M}"


def _here(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _at_hand(request: HttpRequest, patient: Patient | None) -> UUID | None:
    """Remember the patient of this page; on other pages, recall the last one of this practice."""
    member: Member = request.membership  # type: ignore[attr-defined]
    key = f"{AT_HAND}:{member.practice_id}"
    if patient is not None:
        if request.session.get(key) != str(patient.pk):
            request.session[key] = str(patient.pk)
        return patient.pk
    kept = request.session.get(key)
    return UUID(kept) if kept else None
