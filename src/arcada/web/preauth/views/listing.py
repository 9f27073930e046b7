"""The packs of a patient, and all packs of the practice that wait for insurers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arcada.audit.actions import record_read
from arcada.cases.queries import accepted_alternative, active_version
from arcada.display.phrases import money
from arcada.insurance.models import PreAuthState
from arcada.insurance.preauth.queries import Due, packs_of, waiting_for_insurers
from arcada.insurance.queries import coverages_of
from arcada.practice.access import Permission, may
from arcada.schedule.waiting import held, said
from arcada.web.preauth.presenters.packs import card_of, cards
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import open_case_of
from arcada.web.shell.money import MONEY
from arcada.web.shell.page import page_context
from arcada.web.shell.rail import address

GROUPS = (
    ("late", "Late", "The day is past. Call, or confirm a new day."),
    ("answer", "Waiting for an answer", ""),
    ("appeal", "Denied: appeal or adjust", "Nothing of it is booked meanwhile."),
    ("ends", "Approvals that end soon or have ended", "Book before that day, or ask again."),
    ("draft", "Drafts, not sent", "Nobody knows of them yet."),
)


@require_safe
@gate(Permission.READ_PRICE)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show who was asked about what, and what waits for it."""
    patient = patient_or_404(request, patient_id, noun="pre-authorisations")
    member = request.membership  # type: ignore[attr-defined]
    frame = page_context(request, patient=patient, tab=MONEY)
    case = open_case_of(member, patient)
    accepted = accepted_alternative(case) if case else None
    waits = held(accepted, timezone.now()) if accepted else None
    context = {
        "cards": cards(list(packs_of(member, patient)), frame["today"], frame["voice"]),
        "waits": said(waits.pauses, frame["voice"].notation) if waits and waits.pauses else "",
        "insured": bool(coverages_of(patient, frame["today"])),
        "planned": case is not None and active_version(case) is not None,
        "may_write": may(member, Permission.PRICE),
        "cover_url": address("cover:show", patient.pk),
        "plan_url": address("plan:show", patient.pk),
        "schedule_url": address("schedule:show", patient.pk),
    }
    return render(request, "web/preauth/show.html", frame | context)


@require_safe
@gate(Permission.READ_PRICE)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show every pack of the practice that somebody has to do something about, the late ones first."""
    member = request.membership  # type: ignore[attr-defined]
    frame = page_context(request)
    voice = frame["voice"]
    found = waiting_for_insurers(member, frame["today"])
    record_read(by=member, at=timezone.now(), noun="list of pre-authorisations", noun_id=str(frame["today"]))
    grouped = {kind: [card_of(one, voice) for one in found if _kind(one) == kind] for kind, _, _ in GROUPS}
    asked = sum((line.fee or 0 for one in found if one.pack.state in ("sent", "pending") for line in one.lines), 0)
    context = {
        "groups": [(kind, title, hint, grouped[kind]) for kind, title, hint in GROUPS if grouped[kind]],
        "count": len(found),
        "may_write": may(member, Permission.PRICE),
        "late": len(grouped["late"]),
        "asked": money(asked, voice) if asked else "",
    }
    return render(request, "web/preauth/waiting.html", frame | context)


def _kind(one: Due) -> str:
    pack, clock = one.pack, one.clock
    if pack.state == PreAuthState.DRAFT or clock is None:
        return "draft"
    return "late" if clock.late and clock.kind == "answer" else str(clock.kind)
