"""The pages of bringing back: the queue with its reasons, a thread with its story, what a person decides."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from arcada.outreach.models import Silence, Thread
from arcada.outreach.queries import silences_of


@pytest.fixture
def thread(patient):
    now = timezone.now()
    return Thread.objects.create(
        practice=patient.practice,
        patient=patient,
        ground="signed",
        key="plan:one",
        state="human",
        why="handoff_clinical",
        urgency="urgent",
        value="2570.00",
        families=["crown"],
        diagnosed_date=now.date() - dt.timedelta(days=34),
        entered_date=now.date() - dt.timedelta(days=3),
        due_date=now.date(),
    )


@pytest.fixture
def page(thread):
    return reverse("followup:thread", args=[thread.pk])


@pytest.mark.parametrize(
    ("role", "status"), [("coordinator", 200), ("dentist", 200), ("manager", 200), ("hygienist", 403), ("desk", 403)]
)
def test_who_may_read_the_queue(role, status, client_for, thread):
    assert client_for(role).get(reverse("followup:queue")).status_code == status


def test_the_queue_says_who_why_and_how_much(client_for, thread):
    shown = client_for("coordinator").get(reverse("followup:queue")).content.decode()
    for words in ("Mara Okafor", "Signed, not booked", "$2,570", "31-90 days", "Urgent treatment waits."):
        assert words in shown


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("show=people", True),
        ("show=running", False),
        ("show=people&ground=missed", False),
        ("show=people&band=31-90+days", True),
        ("show=people&band=0-7+days", False),
        ("show=people&ground=nonsense", True),
    ],
)
def test_the_queue_can_be_narrowed(query, there, client_for, thread):
    shown = client_for("coordinator").get(f"{reverse('followup:queue')}?{query}").content.decode()
    assert ("Mara Okafor" in shown) == there


def test_a_group_that_is_not_there_is_not_found(client_for, thread):
    assert client_for("coordinator").get(f"{reverse('followup:queue')}?show=all").status_code == 404


def test_a_thread_of_another_practice_is_not_there(client_for, thread, other_practice):
    from arcada.store.tenancy import in_practice

    with in_practice(other_practice.pk):
        from made import make_member

        other = make_member(other_practice, "coordinator")
    from django.test import Client

    client = Client()
    client.force_login(other.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("followup:thread", args=[thread.pk])).status_code == 404


def test_a_person_lets_a_thread_rest_and_go_on(client_for, thread, page):
    client = client_for("coordinator")
    until = timezone.localdate() + dt.timedelta(days=30)
    sent = {"act": "snoozed", "until": until.isoformat(), "hesitation": "travel", "why": "back in January"}
    assert client.post(f"{page}settle/", sent).status_code == 302
    thread.refresh_from_db()
    assert (thread.state, thread.hesitation, thread.why) == ("snoozed", "travel", "back in January")
    assert client.post(f"{page}settle/", {"act": "resumed"}).status_code == 302
    thread.refresh_from_db()
    assert (thread.state, thread.until, thread.released) == ("eligible", None, True)
    assert "back in January" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"act": "closed"}, "Say why"),
        ({"act": "snoozed", "why": "later"}, "until when"),
        ({"act": "snoozed", "until": "2020-01-01"}, "must lie ahead"),
        ({"act": "vanish"}, "Select a valid choice"),
        ({}, "This field is required"),
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_is_lost(sent, said, client_for, thread, page):
    answer = client_for("coordinator").post(f"{page}settle/", sent | {"why": sent.get("why", "")})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    thread.refresh_from_db()
    assert thread.state == "human"


def test_silence_is_one_click(client_for, thread, page):
    assert client_for("coordinator").post(f"{page}silence/", {"words": "rang and said no more"}).status_code == 302
    thread.refresh_from_db()
    assert thread.state == "opted_out"
    assert silences_of(thread.patient) == {"all"}
    assert Silence.objects.first().words == "rang and said no more"
    assert "Asked for silence" in client_for("coordinator").get(page).content.decode()


def test_a_dentist_reads_and_decides_nothing(client_for, thread, page):
    client = client_for("dentist")
    assert "Note it" not in client.get(page).content.decode()
    assert client.post(f"{page}settle/", {"act": "closed", "why": "no"}).status_code == 403


def test_looking_again_gathers_and_says_what_it_did(client_for, thread):
    client = client_for("coordinator")
    answer = client.post(reverse("followup:look"), follow=True)
    assert "0 new, 1 settled" in answer.content.decode()
    thread.refresh_from_db()
    assert thread.state == "closed"
