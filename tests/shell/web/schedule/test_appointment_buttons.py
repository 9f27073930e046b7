"""Buttons of an appointment: its way from planned to done, and another time; each with its refusals."""

import datetime as dt

import pytest
from django.utils import timezone

from arcada.schedule.actions.appointments import Slot, book
from arcada.schedule.models import Appointment

MAY_BOOK = ["dentist", "coordinator", "desk", "manager", "owner"]


def _state(client, row, state):
    return client.post(f"/daybook/appointments/{row.pk}/state/", {"state": state})


def _move(client, row, key="m1", **changes):
    start = row.starts_at
    given = {
        "key": key, "revision": row.revision, "day": "", "time": "11:00", "minutes": 40,
        "provider": row.provider_id, "chair": row.chair_id,
    } | changes  # fmt: skip
    given["day"] = given["day"] or start.astimezone(dt.UTC).date().isoformat()
    return client.post(f"/daybook/appointments/{row.pk}/move/", given)


@pytest.mark.parametrize("role", MAY_BOOK)
def test_who_may_book_confirms(client_for, role, appointment):
    assert _state(client_for(role), appointment, "confirmed").status_code == 302
    appointment.refresh_from_db()
    assert appointment.state == "confirmed"


def test_a_hygienist_changes_her_own_column_only(client_for, appointment, clinic):
    hygienist = client_for("hygienist")
    assert _state(hygienist, appointment, "confirmed").status_code == 403
    assert "does not change it" in hygienist.get(f"/daybook/?open={appointment.pk}").text
    Appointment.objects.filter(pk=appointment.pk).update(provider=clinic["providers"][1])
    assert _state(hygienist, appointment, "confirmed").status_code == 302


def test_pressed_twice_it_is_confirmed_once(client_for, appointment):
    desk = client_for("desk")
    assert [_state(desk, appointment, "confirmed").status_code for _ in range(2)] == [302, 302]
    appointment.refresh_from_db()
    assert (appointment.state, appointment.revision) == ("confirmed", 1)


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        ("missed", 409, "It begins only on"),
        ("asleep", 422, "Choose a state"),
        ("", 422, "Choose a state"),
    ],
)
def test_what_cannot_be_is_said(client_for, appointment, state, status, words):
    page = _state(client_for("desk"), appointment, state)
    assert (page.status_code, words in page.text) == (status, True)


def test_done_does_not_become_cancelled(client_for, appointment):
    Appointment.objects.filter(pk=appointment.pk).update(state="done")
    page = _state(client_for("desk"), appointment, "cancelled")
    assert (page.status_code, "It is done; it cannot become cancelled." in page.text) == (409, True)


def test_tomorrow_offers_no_done_and_no_missed(client_for, appointment):
    page = client_for("desk").get(f"/daybook/?open={appointment.pk}").text
    offered = [state for state in ("confirmed", "done", "missed", "seated") if f'value="{state}"' in page]
    assert offered == ["confirmed"]


def test_yesterday_asks_whether_it_was_done_or_missed(client_for, appointment):
    gone = timezone.now() - dt.timedelta(days=1, hours=2)
    Appointment.objects.filter(pk=appointment.pk).update(starts_at=gone, ends_at=gone + dt.timedelta(minutes=40))
    page = client_for("desk").get(f"/daybook/?open={appointment.pk}").text
    offered = [state for state in ("confirmed", "done", "missed", "seated") if f'value="{state}"' in page]
    assert offered == ["done", "missed"]


def test_free_times_are_offered_and_one_click_moves_there(client_for, appointment, tomorrow):
    import re

    desk = client_for("desk")
    page = desk.get(f"/daybook/?open={appointment.pk}").text
    times = re.findall(r'name="day" value="([\d-]+)"><input type="hidden" name="time" value="([\d:]+)"', page)
    assert len(times) == 4
    day, time = times[1]
    assert _move(desk, appointment, day=day, time=time).status_code == 302
    before = appointment.starts_at
    appointment.refresh_from_db()
    assert appointment.starts_at != before
    assert appointment.revision == 1


def test_moved_twice_by_one_form_it_moves_once(client_for, appointment):
    desk = client_for("desk")
    assert [_move(desk, appointment).status_code for _ in range(2)] == [302, 302]
    appointment.refresh_from_db()
    assert appointment.revision == 1


def test_a_taken_time_is_refused_and_what_was_typed_stays(client_for, appointment, clinic, member, patient):
    from arcada.patients.models import Patient

    other = Patient.objects.create(
        practice=patient.practice, given_name="Ivo", family_name="Kessler", birth_date=dt.date(1980, 1, 1),
        chart_number="1002", registered_at=timezone.now(),
    )  # fmt: skip
    start = appointment.starts_at + dt.timedelta(hours=4)
    book(
        by=member("desk"), at=timezone.now(), patient=other,
        slot=Slot(clinic["providers"][0], clinic["chairs"][1], start, 60),
    )  # fmt: skip
    here = start.astimezone(appointment.starts_at.tzinfo)
    page = _move(client_for("desk"), appointment, day=here.date().isoformat(), time="14:10", minutes=45)
    assert page.status_code == 409
    assert "was just taken" in page.text
    assert 'value="14:10"' in page.text
    assert 'value="45"' in page.text
    appointment.refresh_from_db()
    assert appointment.revision == 0


def test_who_comes_second_is_told_what_it_is_now(client_for, appointment):
    _state(client_for("coordinator"), appointment, "confirmed")
    page = _move(client_for("desk"), appointment, revision=0)
    assert (page.status_code, "Somebody else changed it meanwhile: it is confirmed now." in page.text) == (409, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "soon"}, "Write the day as"),
        ({"time": "26:00"}, "Write the time as"),
        ({"minutes": "0"}, "greater than or equal"),
        ({"minutes": "many"}, "Minutes are a number"),
        ({"chair": "00000000-0000-0000-0000-000000000000"}, "valid choice"),
        ({"provider": "nobody"}, "valid choice"),
    ],
)
def test_a_form_that_cannot_be_read_says_where(client_for, appointment, changes, words):
    page = _move(client_for("desk"), appointment, **changes)
    assert (page.status_code, words in page.text) == (422, True)


def test_a_form_without_its_key_does_nothing(client_for, appointment):
    page = _move(client_for("desk"), appointment, key="")
    assert (page.status_code, "without its key" in page.text) == (409, True)


def test_a_visit_of_a_plan_keeps_its_place_in_the_order(client_for, clinic, accepted, member):
    from arcada.schedule.actions.book_alternative import book_alternative

    first, second, *_ = book_alternative(by=member("desk"), at=timezone.now(), alternative=accepted)
    day = first.starts_at.date() - dt.timedelta(days=0)
    page = _move(client_for("desk"), second, day=day.isoformat(), time="16:00", minutes=30)
    assert (page.status_code, "follows earlier visits of the plan: not before" in page.text) == (409, True)
    far = (second.starts_at + dt.timedelta(days=400)).date().isoformat()
    page = _move(client_for("desk"), second, key="m2", day=far, minutes=30)
    assert (page.status_code, "Move those first" in page.text) == (409, True)
