"""Reading outreach: who may see what, which channels a patient may be reached by, what is silenced."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from arcada.outreach.addresses import address_of, hashed
from arcada.outreach.models import Cause, Consent, ConsentKind, Inbound, Purpose, Silence, Thread
from arcada.patients.models import Channel, Patient
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership

WRITTEN = (Channel.SMS, Channel.EMAIL)
"""Channels by which the machine writes; calls and letters are tasks of people."""


def may_see(member: Membership, row: Thread | Inbound) -> bool:
    """Whether a member may see a thread or a message."""
    return may(member, Permission.READ_MESSAGES, row)


def visible_to(member: Membership) -> QuerySet[Thread]:
    """The threads that a member may see."""
    rows = Thread.objects.filter(practice_id=member.practice_id)
    return rows if may(member, Permission.READ_MESSAGES) else rows.none()


def inbound_visible_to(member: Membership) -> QuerySet[Inbound]:
    """The messages that came in and that a member may see."""
    rows = Inbound.objects.filter(practice_id=member.practice_id)
    return rows if may(member, Permission.READ_MESSAGES) else rows.none()


def consents_of(patient: Patient, purpose: str = Purpose.CARE) -> frozenset[str]:
    """The channels with consent in force for the address that is on file now."""
    found: dict[str, Consent] = {}
    for row in Consent.objects.filter(patient=patient, purpose=purpose).order_by("at", "id"):
        found[row.channel] = row
    return frozenset(
        channel
        for channel, row in found.items()
        if row.kind == ConsentKind.GIVEN and row.address == address_of(patient, channel)
    )


def silences_of(patient: Patient, channels: Iterable[str] = WRITTEN) -> frozenset[str]:
    """The channels that are silenced; `all` when every one is. What was lifted later counts no more."""
    found: set[str] = set()
    for channel in channels:
        row = _latest(patient, channel)
        if row is not None and row.cause != Cause.LIFTED:
            found.add(row.channel or "all")
    return frozenset(found)


def _latest(patient: Patient, channel: str) -> Silence | None:
    """The last word about an address on a channel."""
    rows = Silence.objects.filter(
        practice_id=patient.practice_id,
        address_hash=hashed(patient.practice_id, channel, address_of(patient, channel)),
        channel__in=("", channel),
    )
    return rows.order_by("-at", "-id").first()


def open_inbound(member: Membership, at: datetime) -> QuerySet[Inbound]:
    """What waits for a person, the shortest clock first."""
    rows = inbound_visible_to(member).filter(handled_at__isnull=True, due_at__isnull=False)
    return rows.filter(received_at__lte=at).select_related("patient", "thread").order_by("due_at", "id")
