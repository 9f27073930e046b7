"""Rehearse a text: replay the latest cases of the practice through it, some at a time, without touching a plan.

The page asks for the next few until all are done, so it can be left at any time and shows how far it is. What was
replayed stays with a name made of both sets of protocols: a rehearsal of another text, or of another day's
protocols, is never shown as that of this one.
"""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.models import PlanVersion
from arcada.cases.replay import replayed
from arcada.core.kernel import Refusal
from arcada.interop.knowledge import OwnProtocol, load_library
from arcada.practice.access import Permission, require
from arcada.practice.actions.protocols import fault_refusal
from arcada.practice.models import Membership, Rehearsal
from arcada.practice.protocols import Owns, faults_of, library_of, own_in_force, with_one

USUAL, MOST = 20, 500
AT_ONCE = 3  # two compilations a case, so that the page moves every second or two. source: measured


def start_rehearsal(*, by: Membership, at: datetime, own: OwnProtocol, cases: int = USUAL) -> Rehearsal | Refusal:
    """Choose the cases whose plans are newest; nothing is replayed yet."""
    require(by, Permission.APPROVE_CLINICAL)
    if not 1 <= cases <= MOST:
        return Refusal("too_many_cases", f"Choose between 1 and {MOST} cases.", "cases")
    faults = faults_of(by.practice_id, own)
    if faults:
        return fault_refusal(faults)
    newest = PlanVersion.objects.filter(practice_id=by.practice_id, active=True).order_by("-compiled_at", "-id")
    sought = [str(key) for key in newest.values_list("pk", flat=True)[:cases]]
    if not sought:
        text = "No case of this practice has a plan yet, so there is nothing to replay. Compile one first."
        return Refusal("no_cases", text, "cases")
    with transaction.atomic():
        made = Rehearsal.objects.create(
            practice_id=by.practice_id,
            protocol=own.id,
            text=own.text,
            switched_off=not own.text,
            content=content_of(by.practice_id, own),
            sought=sought,
            started_by=by,
            started_at=at,
        )
        title = load_library().protocols[own.id].title
        detail = {"protocol": title, "cases": len(sought), "name": own.id}
        record(by=by, at=at, verb="rehearsed", noun="protocol", noun_id=made.pk, detail=detail)
    return made


def carry_on(*, by: Membership, rehearsal: Rehearsal, most: int = AT_ONCE) -> Rehearsal:
    """Replay the next few cases; done cases are not done again, whoever asks."""
    require(by, Permission.APPROVE_CLINICAL, rehearsal)
    with transaction.atomic():
        row = Rehearsal.objects.select_for_update(of=("self",)).get(pk=rehearsal.pk)
        waiting = row.sought[len(row.results) : len(row.results) + most]
        if not waiting:
            return row
        now = own_in_force(by.practice_id)
        then = with_one(now, OwnProtocol(row.protocol, _number(row), row.text))
        found = PlanVersion.objects.in_bulk(waiting)
        row.results = [*row.results, *(replayed(found[UUID(key)], now, then) for key in waiting)]
        row.save(update_fields=["results"])
        return row


def _number(row: Rehearsal) -> int:
    """Any number does: it stands in labels, which nobody compares."""
    return load_library().protocols[row.protocol].version + 1


def content_of(practice_id: UUID, own: OwnProtocol) -> str:
    """A name for the text and for what is in force beside it."""
    now = own_in_force(practice_id)
    return _content(now, with_one(now, OwnProtocol(own.id, 0, own.text)))


def _content(now: Owns, then: Owns) -> str:
    libraries = (library_of(now), library_of(then))
    told = [one.code if isinstance(one, Refusal) else one.version for one in libraries]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def last_rehearsal(practice_id: UUID, own: OwnProtocol) -> Rehearsal | None:
    """The newest rehearsal of this very text beside what is in force now."""
    rows = Rehearsal.objects.filter(practice_id=practice_id, protocol=own.id, content=content_of(practice_id, own))
    return rows.first()
