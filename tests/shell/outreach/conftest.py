import datetime as dt

import pytest


@pytest.fixture
def reachable(patient, coordinator, at):
    """A patient with a telephone and an e-mail address, and consent for both."""
    from arcada.outreach.models import Consent

    patient.phone, patient.phone_digits, patient.email = "(312) 555-0142", "3125550142", "ana@example.org"
    patient.save()
    for channel, address in (("sms", patient.phone), ("email", patient.email)):
        Consent.objects.create(
            practice=patient.practice,
            patient=patient,
            kind="given",
            channel=channel,
            address=address,
            source="form of registration, version 3",
            by=coordinator,
            at=at - dt.timedelta(days=30),
        )
    return patient


@pytest.fixture
def coordinator(member):
    return member("coordinator")


@pytest.fixture
def thread(reachable, at):
    """A thread that was written to once."""
    return _thread(reachable, at, "one", state="touched", touches=[at - dt.timedelta(days=1)])


@pytest.fixture
def second_thread(reachable, at):
    """Another of the same patient, not written to yet."""
    return _thread(reachable, at, "two", state="eligible")


def _thread(patient, at, key, **given):
    from arcada.outreach.models import Thread

    return Thread.objects.create(
        practice=patient.practice,
        patient=patient,
        ground="signed",
        key=key,
        diagnosed_date=at.date() - dt.timedelta(days=20),
        entered_date=at.date() - dt.timedelta(days=5),
        due_date=at.date(),
        **given,
    )


@pytest.fixture
def outbound(thread, at):
    """What was sent about the first thread, and what waits to go about it."""
    from arcada.outreach.models import Outbound

    def made(key, state, **given):
        return Outbound.objects.create(
            practice=thread.practice,
            thread=thread,
            patient=thread.patient,
            key=key,
            script="first",
            language="en",
            channel="sms",
            address=thread.patient.phone,
            text="Hi Ana, Maple. Reply 1, 2, or CALL. STOP to opt out",
            state=state,
            due_at=at,
            made_at=at,
            **given,
        )

    return made("t1", "sent", sent_at=at - dt.timedelta(days=1)), made("t2", "waiting")
