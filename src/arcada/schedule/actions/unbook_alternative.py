"""Take a whole plan out of the day book again, as long as nobody was promised a time."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from arcada.audit.actions import record
from arcada.cases.models import Alternative
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership
from arcada.schedule.actions.appointments import bring_to
from arcada.schedule.actions.money import Cause, money_follows
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment, State


def unbook_alternative(*, by: Membership, at: datetime, alternative: Alternative) -> Alternative | Refusal:
    """Cancel every visit of the plan that is only planned; refused once one of them was confirmed or begun."""
    require(by, Permission.BOOK)
    with transaction.atomic():
        row = Alternative.objects.select_for_update(of=("self",)).get(pk=alternative.pk)
        booked = list(booked_visits(row).select_for_update(of=("self",)))
        refused = _why_not(booked)
        if refused is not None:
            return refused
        cause = Cause("plan_unbooked", "The visits of the plan were taken out of the day book.")
        with money_follows(row.case.patient, cause, by=by, at=at):
            for one in booked:
                bring_to(by=by, at=at, appointment=one, state=State.CANCELLED)
        record(
            by=by,
            at=at,
            verb="unbooked a plan",
            noun="alternative",
            noun_id=row.id,
            patient_id=row.case.patient_id,
            detail={"visits": [one.visit.number for one in booked if one.visit]},
        )
        return row


def may_be_unbooked(alternative: Alternative) -> bool:
    """Whether every visit in the day book is still only planned."""
    return _why_not(list(booked_visits(alternative))) is None


def booked_visits(alternative: Alternative) -> QuerySet[Appointment]:
    """The appointments of a plan that hold a place."""
    rows = Appointment.objects.filter(HOLDS_ITS_PLACE, visit__alternative=alternative)
    return rows.select_related("visit", "provider").order_by("starts_at")


def _why_not(booked: list[Appointment]) -> Refusal | None:
    if not booked:
        return Refusal("nothing_booked", "No visit of this plan is in the day book.", "alternative")
    for one in booked:
        if one.state != State.PLANNED and one.visit is not None:
            said = one.get_state_display().lower()
            text = f"Visit {one.visit.number} is {said} already. Move or cancel the others one by one."
            return Refusal("promised", text, "alternative")
    return None
