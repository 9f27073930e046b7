"""The queue of the sample practice: consents from the form of registration, messages that went out, answers that came.

Four of five patients who can be reached gave consent. The first threads were written to on one of the last days; some
of these patients answered, each with something else to read. What they say is invented. source: judgement
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from arcada.cli.demo.riverside import House

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from arcada.outreach.models import Thread

FORM = "form of registration, version 3"
ONE_IN = 5  # one in so many gave no consent
ANSWERS = (
    "Been busy, sorry. Since yesterday my cheek is swollen and I can hardly open my mouth. Is that normal?",
    "how much will that be after my insurance? can I pay it over the year",
    "hm maybe, it depends on work. who would I see?",
    "You charged me twice last time and nobody called me back. I want that settled first.",
    "I had it done at another office, thanks",
    "please stop sending me these",
    "I'm really scared of the drill, is there any way to be asleep for it",
)
GATHERED = timedelta(days=4)
SILENT = 5  # so many more were written to and have not answered


def bring_back(house: House, now: datetime) -> int:
    """Gather the queue, write to its first threads, take in the answers; gives how many threads there are."""
    from arcada.outreach.actions.find_threads import find_threads
    from arcada.outreach.models import Thread

    practice = house.owner.practice
    _consents(house, now)
    find_threads(practice=practice, at=now - GATHERED)
    rows = _one_a_patient(Thread.objects.filter(state="eligible").select_related("patient"))
    for place, row in enumerate(rows[: len(ANSWERS) + SILENT]):
        sent_at = now - timedelta(days=1 + place % 3, hours=place % 5)
        _written(row, sent_at)
        if place < len(ANSWERS):
            _answered(house, row, ANSWERS[place], now - timedelta(minutes=8 + 37 * place))
    return Thread.objects.count()


def _one_a_patient(rows: "QuerySet[Thread]") -> list["Thread"]:
    """The first thread of each patient: what one writes lets all of them rest."""
    found: dict[UUID, Thread] = {}
    for row in rows.order_by("entered_date", "key"):
        found.setdefault(row.patient_id, row)
    return list(found.values())


def _consents(house: House, now: datetime) -> None:
    from arcada.outreach.addresses import address_of
    from arcada.outreach.models import Consent, ConsentKind
    from arcada.outreach.queries import WRITTEN
    from arcada.patients.models import Patient

    desk = house.member("desk")
    Consent.objects.bulk_create(
        Consent(
            practice_id=patient.practice_id,
            patient=patient,
            kind=ConsentKind.GIVEN,
            channel=channel,
            address=address_of(patient, channel),
            source=FORM,
            language=patient.language,
            risk_said=True,
            by=desk,
            at=min(patient.registered_at, now),
        )
        for place, patient in enumerate(Patient.objects.order_by("chart_number"))
        if place % ONE_IN
        for channel in WRITTEN
        if address_of(patient, channel)
    )


def _written(row: "Thread", sent_at: datetime) -> None:
    """The first message, as it stands in the script that ships."""
    from arcada.cli.demo.sure import sure
    from arcada.core.recovery.script import filled
    from arcada.core.recovery.thread import Event
    from arcada.interop.scripts_file import load_scripts
    from arcada.outreach.actions.moving import move_thread
    from arcada.outreach.models import Outbound, OutboundState
    from arcada.patients.models import Channel

    patient = row.patient
    script = load_scripts().script("first", patient.language)
    words = {
        "first_name": patient.preferred_name or patient.given_name,
        "practice": row.practice.name,
        "visit_day": f"{row.diagnosed_date:%b} {row.diagnosed_date.day}",
        "offer_1": "Tue 9:00",
        "offer_2": "Thu 2:30",
    }
    Outbound.objects.create(
        practice_id=row.practice_id,
        thread=row,
        patient=patient,
        key=f"{row.pk}:1",
        script=script.id,
        language=script.language,
        channel=Channel.SMS,
        address=patient.phone,
        text=sure(filled(script, words)),
        state=OutboundState.DELIVERED,
        due_at=sent_at,
        sent_at=sent_at,
        delivered_at=sent_at,
        made_at=sent_at,
    )
    sure(move_thread(thread=row, event=Event("touch", sent_at), by=None))


def _answered(house: House, row: "Thread", text: str, at: datetime) -> None:
    from arcada.outreach.actions.receive import Incoming, receive

    incoming = Incoming("sms", f"sample-{row.pk}", row.patient.phone, text, sent_at=at)
    receive(practice=house.owner.practice, incoming=incoming, at=at)
