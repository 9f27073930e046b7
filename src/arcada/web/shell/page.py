"""What every staff page puts into its context: `page_context(request, patient=..., tab=...)`.

    nav, more               the rail; what of it a phone opens with More
    who, place              the person; the practice with its own date and time
    finder_url, voice       where Ctrl K asks; how the practice writes money, days and teeth
    patient, patient_header on a patient's page: id and name; facts, alerts, tabs, the step of the journey
    money_tabs              on the money pages of a patient (`tab="money"`): the row that joins them

A view adds its own names to the dictionary and hands it to the template.
"""

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from arcada.coordination.queries import worklist
from arcada.core.teeth.notation import Notation
from arcada.display import phrases
from arcada.display.frame import AccountLink, Who
from arcada.patients.models import Patient
from arcada.practice.models import Membership, Practice, Provider
from arcada.web.shell.header import age, patient_header
from arcada.web.shell.journey import JourneyHere, journey_here
from arcada.web.shell.mini import mini_of
from arcada.web.shell.money import MONEY, money_tabs
from arcada.web.shell.rail import address, rail

AT_HAND = "patient_at_hand"


def page_context(
    request: HttpRequest,
    *,
    patient: Patient | None = None,
    tab: str = "",
    mini: SafeString | str = "",
    journey: JourneyHere | None = None,
) -> dict[str, Any]:
    """Give the frame of a page.

    `tab` is the room whose tab is lit, `mini` another drawing for the header than today's mouth, `journey` the
    journey where the page has read it already.
    """
    member = request.membership  # type: ignore[attr-defined]
    now = timezone.now()
    today, voice = local_date(now, member.practice), voice_of(member.practice)
    if patient is not None:
        keep_at_hand(request, patient)
    counts = {"today:show": worklist(member).filter(due_date__lte=today).count()}
    nav = rail(member, here=_here(request), at_hand=patient_at_hand(request), counts=counts)
    context: dict[str, Any] = {
        "nav": nav,
        "more": tuple(item for item in nav if not item.phone),
        "who": who(member),
        "account": account(),
        "place": f"{member.practice.name} · {phrases.moment(now, voice)}",
        "finder_url": address("shell:find"),
        "voice": voice,
        "today": today,
    }
    if patient is not None:
        context["patient"] = patient_card(patient)
        context["patient_header"] = patient_header(
            patient,
            member=member,
            now=now,
            tab=tab,
            mini=mini or mini_of(member, patient, age(patient.birth_date, today)),
            journey=journey or journey_here(member, patient, now),
        )
        if tab == MONEY:
            context["money_tabs"] = money_tabs(member, patient.pk, room=_here(request).partition(":")[0])
    return context


def patient_card(patient: Patient) -> dict[str, Any]:
    """Give the few words of a patient that addresses and sentences need; never the row itself."""
    name = f"{patient.given_name} {patient.family_name}"
    return {"id": patient.pk, "name": name, "given_name": patient.preferred_name or patient.given_name}


def voice_of(practice: Practice) -> phrases.Voice:
    """Give how a practice writes money, days and teeth."""
    return phrases.Voice(
        currency=practice.currency,
        country=practice.country,
        zone=ZoneInfo(practice.time_zone),
        notation=cast(Notation, practice.numbering),  # the column's choices are these words
    )


def who(member: Membership) -> Who:
    """Give the person at the screen; a provider has a hue."""
    name = str(member.user)
    provider = Provider.objects.filter(membership=member, active=True).first()
    return Who(
        initials=provider.initials if provider else initials(name),
        name=name,
        role=member.get_role_display().lower(),
        hue=provider.hue if provider else 0,
    )


def account() -> tuple[AccountLink, ...]:
    """List what somebody may do with their own account."""
    links = (
        AccountLink(icon="lock", label="Second step and passkeys", url=address("mfa_index")),
        AccountLink(icon="edit", label="Change the password", url=address("account_change_password")),
        AccountLink(icon="swap", label="Another practice", url=address("choose_practice")),
        AccountLink(icon="out", label="Sign out", url=address("sign_out"), post=True),
    )
    return tuple(link for link in links if link.url)


def initials(name: str) -> str:
    """Take the first letters of the first and the last word, titles such as 'Dr' left out."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalpha() and word != "Dr"]
    return "".join(word[0].upper() for word in (*words[:1], *words[1:][-1:]))


def local_date(now: datetime, practice: Practice) -> date:
    """Give the practice's own day."""
    return now.astimezone(ZoneInfo(practice.time_zone)).date()


def keep_at_hand(request: HttpRequest, patient: Patient) -> None:
    """Remember the patient whose page this is, so that the rail leads back."""
    key = f"{AT_HAND}:{patient.practice_id}"
    if request.session.get(key) != str(patient.pk):
        request.session[key] = str(patient.pk)


def patient_at_hand(request: HttpRequest) -> UUID | None:
    """Give the patient last looked at in this practice."""
    kept = request.session.get(f"{AT_HAND}:{request.membership.practice_id}")  # type: ignore[attr-defined]
    return UUID(kept) if kept else None


def _here(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""
