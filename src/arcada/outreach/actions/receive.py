"""Take in a message from a patient: the order is the safety.

    known already? -> the same row again
    whose is it? -> pause every thread, drop what waits -> read -> silence, if asked -> a person, or the end

All in one transaction: nothing can go out between a message and what it asks for. Nothing is booked and nothing sent
here: what may run by itself is proposed, and goes through the same gates as any other message.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from arcada.audit.actions import System, record
from arcada.cases.mapping import age_in_years
from arcada.core.recovery.clock import due
from arcada.core.recovery.decide import decide
from arcada.core.recovery.reply import Context, Decision, Reply
from arcada.core.recovery.thread import ENDED, Event
from arcada.interop.triage_json import write_decision
from arcada.interop.word_book import load_word_book
from arcada.outreach.actions.moving import move_all, move_thread
from arcada.outreach.actions.silence import drop_pending, silence_patient
from arcada.outreach.addresses import spelled
from arcada.outreach.models import Cause, Inbound, Outbound, OutboundState, Thread
from arcada.outreach.practice_rules import sending_rules
from arcada.patients.models import Channel, Patient
from arcada.practice.models import Practice

ADULT = 18
LONGEST = 5000
SENT = (OutboundState.SENT, OutboundState.DELIVERED, OutboundState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as a provider hands it over; `provider_id` is never the same for two."""

    channel: str
    provider_id: str
    address: str
    text: str
    sent_at: datetime | None = None


def receive(*, practice: Practice, incoming: Incoming, at: datetime) -> Inbound:
    """The message as it was kept, with what was read out of it; one that came before is the same row."""
    incoming = replace(incoming, text=incoming.text.replace("\x00", " "))
    with transaction.atomic():
        known = Inbound.objects.filter(
            practice=practice, channel=incoming.channel, provider_id=incoming.provider_id
        ).first()
        if known is not None:
            return known
        patient = whose(practice, incoming)
        last = _last_sent(patient)
        thread = _thread_of(patient, last)
        decision = _read(practice, incoming, patient, last, at)
        row = _kept(practice, incoming, patient, thread, decision, at)
        if patient is not None:
            drop_pending(patient=patient, why="the patient wrote")
            move_all(patient_id=patient.pk, event=Event("inbound", at, decision.route), by=None)
            _carried_out(row, patient, thread, decision, at)
        record(
            by=System(practice.pk),
            at=at,
            verb="received",
            noun="message",
            noun_id=row.pk,
            patient_id=patient.pk if patient else None,
            detail={"route": decision.route, "why": list(decision.why), "opted_out": decision.opted_out},
        )
    return row


def whose(practice: Practice, incoming: Incoming) -> Patient | None:
    """The patient who has the address; of several, the one who was written to last; None when that is nobody."""
    found = _with_address(practice, incoming)
    if len(found) <= 1:
        return found[0] if found else None
    last = (
        Outbound.objects.filter(patient__in=[one.pk for one in found], state__in=SENT)
        .order_by("-sent_at")
        .select_related("patient")
        .first()
    )
    return last.patient if last else None


def _with_address(practice: Practice, incoming: Incoming) -> list[Patient]:
    rows = Patient.objects.filter(practice=practice, archived_at__isnull=True)
    wanted = spelled(incoming.channel, incoming.address)
    if not wanted:
        return []
    if incoming.channel == Channel.EMAIL:
        return list(rows.filter(email__iexact=wanted).order_by("pk"))
    near = rows.filter(Q(phone_digits=wanted) | Q(phone_digits=wanted.removeprefix("1")))
    return list(near.order_by("pk"))


def _last_sent(patient: Patient | None) -> Outbound | None:
    if patient is None:
        return None
    return Outbound.objects.filter(patient=patient, state__in=SENT).order_by("-sent_at").first()


def _thread_of(patient: Patient | None, last: Outbound | None) -> Thread | None:
    """The thread that the last message was about, else the patient's newest open one."""
    if patient is None:
        return None
    if last is not None and last.thread_id is not None:
        return Thread.objects.get(pk=last.thread_id)
    rows = Thread.objects.filter(patient=patient).exclude(state__in=ENDED)
    return rows.order_by("-entered_date", "-pk").first()


def _read(
    practice: Practice, incoming: Incoming, patient: Patient | None, last: Outbound | None, at: datetime
) -> Decision:
    """What the message says, with all that the thread knows; a stranger's message is never more than a question."""
    local = at.astimezone(ZoneInfo(practice.time_zone))
    minor = patient is not None and age_in_years(patient.birth_date, local.date()) < ADULT
    context = Context(
        now=local.replace(tzinfo=None),
        last_outbound=last.text if last else "",
        minor=minor,
        contact="guardian" if patient is not None and patient.guardian_name else "",
        channel=incoming.channel,
    )
    return decide(Reply(incoming.provider_id, incoming.text[:LONGEST], context=context), load_word_book())


def _kept(
    practice: Practice,
    incoming: Incoming,
    patient: Patient | None,
    thread: Thread | None,
    decision: Decision,
    at: datetime,
) -> Inbound:
    rules = sending_rules(practice, at.astimezone(ZoneInfo(practice.time_zone)).date())
    waits = patient is None or not _ends(decision)
    written: dict[str, Any] = write_decision(incoming.provider_id, decision)
    return Inbound.objects.create(
        practice=practice,
        channel=incoming.channel,
        provider_id=incoming.provider_id,
        address=incoming.address,
        patient=patient,
        thread=thread,
        text=incoming.text[:LONGEST],
        sent_at=incoming.sent_at,
        received_at=at,
        route=decision.route,
        decision=written,
        due_at=due(decision.route, decision.intents, at, rules) if waits else None,
    )


def _ends(decision: Decision) -> bool:
    """Whether nobody has to look: the wish is carried out, and nothing else was said."""
    return decision.route in {"stop_opt_out", "stop_wrong_person"}


def _carried_out(row: Inbound, patient: Patient, thread: Thread | None, decision: Decision, at: datetime) -> None:
    """Silence where it was asked for; else the thread goes to a person, with what was read as a proposal."""
    if decision.opted_out or decision.route == "stop_wrong_person":
        cause = Cause.WRONG_NUMBER if decision.route == "stop_wrong_person" else Cause.REPLY
        silence_patient(patient=patient, at=at, by=None, cause=cause, words=row.text[:LONGEST])
        return
    if thread is not None:
        move_thread(thread=thread, event=Event("handed", at, decision.route), by=None, detail={"inbound": str(row.pk)})
