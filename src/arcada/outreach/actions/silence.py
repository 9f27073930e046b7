"""Silence an address, and lift a silence: carried out at once, over every thread, whoever asked and however."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import System, record
from arcada.core.kernel import Refusal
from arcada.core.recovery.thread import Event
from arcada.outreach.actions.moving import move_all
from arcada.outreach.addresses import address_of, hashed
from arcada.outreach.models import Cause, Outbound, OutboundState, Silence
from arcada.outreach.models.message import PENDING
from arcada.patients.models import Channel, Patient
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


def silence_patient(
    *,
    patient: Patient,
    at: datetime,
    by: Membership | None,
    cause: Cause,
    words: str = "",
    channel: str = "",
) -> tuple[Silence, ...]:
    """Let a patient hear nothing more, on one channel or on all: pending messages are dropped in the same transaction.

    A member of the practice who was told so may record it, whatever the role: nobody should have to ask who may.
    """
    with transaction.atomic():
        made = tuple(
            Silence.objects.create(
                practice_id=patient.practice_id,
                address_hash=hashed(patient.practice_id, one, address_of(patient, one)),
                channel=channel,
                patient=patient,
                cause=cause,
                words=words.strip(),
                by=by,
                at=at,
            )
            for one in ([channel] if channel else _reachable(patient))
        )
        dropped = drop_pending(patient=patient, why=f"silence: {cause}", channel=channel)
        if not channel:
            name = "wrong_person" if cause == Cause.WRONG_NUMBER else "opted_out"
            move_all(patient_id=patient.pk, event=Event(name, at, str(cause)), by=by)
        record(
            by=by or System(patient.practice_id),
            at=at,
            verb="silenced",
            noun="patient",
            noun_id=patient.pk,
            patient_id=patient.pk,
            why=words.strip()[:300],
            detail={"channel": channel or "all", "cause": str(cause), "dropped": dropped},
        )
    return made


def _reachable(patient: Patient) -> list[str]:
    """A channel for each different address on file; one at least, so that the wish is kept in any case."""
    found: dict[str, str] = {}
    for channel in (Channel.SMS, Channel.EMAIL, Channel.LETTER):
        if address := address_of(patient, channel):
            found.setdefault(address, str(channel))
    return list(found.values()) or [str(Channel.SMS)]


def lift_silence(*, patient: Patient, by: Membership, at: datetime, words: str) -> tuple[Silence, ...] | Refusal:
    """Let a patient be written to again, because the patient said so; the threads stay ended."""
    require(by, Permission.MESSAGES)
    if not words.strip():
        return Refusal("words_missing", "Write down how the patient asked to hear from you again.", "words")
    with transaction.atomic():
        made = tuple(
            Silence.objects.create(
                practice_id=patient.practice_id,
                address_hash=hashed(patient.practice_id, channel, address_of(patient, channel)),
                patient=patient,
                cause=Cause.LIFTED,
                words=words.strip(),
                by=by,
                at=at,
            )
            for channel in _reachable(patient)
        )
        record(
            by=by,
            at=at,
            verb="lifted_silence",
            noun="patient",
            noun_id=patient.pk,
            patient_id=patient.pk,
            why=words.strip()[:300],
        )
    return made


def drop_pending(*, patient: Patient, why: str, channel: str = "") -> int:
    """Take back what was not sent yet; gives how many messages that were."""
    rows = Outbound.objects.filter(patient=patient, state__in=PENDING, automatic=True)
    if channel:
        rows = rows.filter(channel=channel)
    return rows.update(state=OutboundState.DROPPED, trouble=why)
