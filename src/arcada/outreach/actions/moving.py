"""Move a thread by an event: the one way in which its state changes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from arcada.audit.actions import System, record
from arcada.core.kernel import Refusal
from arcada.core.recovery.thread import Event, moved
from arcada.outreach.mapping import take_value, thread_value
from arcada.outreach.models import Thread, ThreadEvent
from arcada.practice.models import Membership


def move_thread(
    *,
    thread: Thread,
    event: Event,
    by: Membership | None,
    detail: Mapping[str, Any] | None = None,
) -> Thread | Refusal:
    """The thread after the event, with the event kept and audited; a Refusal changes nothing.

    `by` is None where nobody but the machine or the patient acted.
    """
    with transaction.atomic():
        row = Thread.objects.select_for_update().get(pk=thread.pk)
        before = row.state
        found = moved(thread_value(row), event)
        if isinstance(found, Refusal):
            return found
        take_value(row, found)
        row.save()
        ThreadEvent.objects.create(
            practice_id=row.practice_id,
            thread=row,
            name=event.name,
            at=event.at,
            why=event.why,
            until=event.until,
            before=before,
            after=row.state,
            detail=dict(detail or {}),
            by=by,
        )
        record(
            by=by or System(row.practice_id),
            at=event.at,
            verb=event.name,
            noun="thread",
            noun_id=row.pk,
            patient_id=row.patient_id,
            why=event.why,
            detail={"before": before, "after": row.state},
        )
    return row


def move_all(*, patient_id: UUID, event: Event, by: Membership | None, but: Thread | None = None) -> list[Thread]:
    """Move every thread of a patient that the event can move; the others stay as they are."""
    rows = Thread.objects.filter(patient_id=patient_id).order_by("pk")
    found = [move_thread(thread=row, event=event, by=by) for row in rows if but is None or row.pk != but.pk]
    return [row for row in found if isinstance(row, Thread)]
