"""One appointment: booked, moved, followed; never two at once on a chair or a provider."""

import datetime as dt
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from clinic_made import make_clinic
from django.db import IntegrityError, transaction
from made import make_member, make_practice

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.patients.models import Patient
from arcada.practice.access import NotAllowed
from arcada.practice.models import Closure
from arcada.schedule.actions.appointments import Slot, book, mark_missed, move, set_state
from arcada.schedule.models import Appointment, Block
from arcada.schedule.queries import day_book, may_see, plan_timeline, visible_to
from arcada.store.tenancy import in_practice

CHICAGO = ZoneInfo("America/Chicago")
TEN = dt.datetime(2026, 3, 3, 10, tzinfo=CHICAGO)


LATER = TEN + dt.timedelta(hours=5)


@pytest.fixture
def other(patient):
    """Another patient of the practice."""
    row = Patient.objects.get(pk=patient.pk)
    row.pk, row.chart_number, row.given_name = None, "1002", "Noor"
    row.save(force_insert=True)
    return row


def slot(clinic, provider=0, chair=0, start=TEN, minutes=60):
    return Slot(clinic["providers"][provider], clinic["chairs"][chair], start, minutes)


@pytest.mark.parametrize(
    ("description", "second", "code"),
    [
        ("same chair, overlapping", {"provider": 1, "start": TEN + dt.timedelta(minutes=59)}, "slot_taken"),
        ("same provider, other chair", {"chair": 1}, "slot_taken"),
        ("right after", {"start": TEN + dt.timedelta(minutes=60)}, ""),
        ("other chair and provider", {"provider": 1, "chair": 1}, ""),
        ("no time at all", {"minutes": 0}, "bad_length"),
    ],
)
def test_double_booking(description, second, code, desk, at, clinic, patient, other):
    book(by=desk, at=at, patient=patient, slot=slot(clinic))
    made = book(by=desk, at=at, patient=other, slot=slot(clinic, **second))
    assert (made.code if isinstance(made, Refusal) else "") == code, description


def test_a_patient_is_in_one_place_at_a_time(desk, at, clinic, patient):
    book(by=desk, at=at, patient=patient, slot=slot(clinic))
    refusal = book(by=desk, at=at, patient=patient, slot=slot(clinic, provider=1, chair=1))
    assert (refusal.code, refusal.text) == ("patient_busy", "Mara Okafor is with Dr Amara Osei at 10:00 that day.")


def test_the_sentence_names_who_is_taken_and_when(desk, at, clinic, patient, other):
    book(by=desk, at=at, patient=patient, slot=slot(clinic))
    refusal = book(by=desk, at=at, patient=other, slot=slot(clinic, chair=1))
    assert refusal.text.startswith("Dr Amara Osei was just taken, Tue 3 Mar 10:00 to 11:00.")


def test_the_database_refuses_what_slips_through(desk, at, clinic, patient):
    first = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    with pytest.raises(IntegrityError, match=r"appointment_(chair|provider|patient)_once"), transaction.atomic():
        Appointment.objects.create(
            practice=patient.practice, patient=patient, provider=first.provider, chair=first.chair,
            starts_at=first.starts_at, ends_at=first.ends_at, booked_by=desk, booked_at=at,
        )  # fmt: skip


def test_the_database_refuses_a_patient_in_two_places(desk, at, clinic, patient):
    first, elsewhere = book(by=desk, at=at, patient=patient, slot=slot(clinic)), slot(clinic, provider=1, chair=1)
    with pytest.raises(IntegrityError, match="appointment_patient_once"), transaction.atomic():
        Appointment.objects.create(
            practice=patient.practice, patient=patient, provider=elsewhere.provider, chair=elsewhere.chair,
            starts_at=first.starts_at, ends_at=first.ends_at, booked_by=desk, booked_at=at,
        )  # fmt: skip


@pytest.mark.parametrize("freed", ["cancelled", "missed"])
def test_a_freed_place_can_be_booked(freed, desk, at, clinic, patient):
    first = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    set_state(by=desk, at=LATER, appointment=first, state=freed)
    assert isinstance(book(by=desk, at=at, patient=patient, slot=slot(clinic)), Appointment)


def test_two_people_race_for_one_chair(committed, at):
    """Two real transactions; one wins, the other gets a sentence."""
    from django.db import connections

    practice = make_practice("Lindenhof Dental")
    with in_practice(practice.pk):
        by = make_member(practice, "desk")
        clinic = make_clinic(practice)
        patients = [
            Patient.objects.create(
                practice=practice, given_name=name, family_name="Okafor", birth_date="1984-05-17",
                chart_number=name, registered_at=at,
            )
            for name in ("Mara", "Noor")
        ]  # fmt: skip
    together, ended = Barrier(2), []

    def try_to_book(provider):
        together.wait()
        with in_practice(practice.pk):
            ended.append(book(by=by, at=at, patient=patients[provider], slot=slot(clinic, provider=provider)))
        connections.close_all()

    threads = [Thread(target=try_to_book, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (lost,) = [one for one in ended if isinstance(one, Refusal)]
    assert (lost.code, lost.text[:23]) == ("slot_taken", "Chair 1 was just taken,")
    with in_practice(practice.pk):
        assert Appointment.objects.count() == 1


def test_a_blocked_time_is_refused_with_its_reason(desk, at, clinic, patient):
    Block.objects.create(
        practice=patient.practice, chair=clinic["chairs"][0], starts_at=TEN, ends_at=TEN + dt.timedelta(hours=1),
        reason="Chair 1 is serviced",
    )  # fmt: skip
    refusal = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    assert (refusal.code, refusal.text.startswith("Chair 1 is serviced")) == ("blocked", True)


def test_moving_keeps_the_appointment_and_its_history(desk, at, clinic, patient):
    first = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    later = slot(clinic, chair=1, start=TEN + dt.timedelta(days=1))
    moved = move(by=desk, at=at, appointment=first, slot=later, expected_revision=0)
    assert (moved.pk, moved.starts_at, moved.revision) == (first.pk, later.starts_at, 1)
    assert move(by=desk, at=at, appointment=first, slot=later, expected_revision=0).code == "stale_appointment"


@pytest.mark.parametrize(
    ("description", "to", "state", "told"),
    [
        (
            "another day",
            {"start": TEN + dt.timedelta(days=1)},
            "planned",
            {"state_was": "confirmed", "state": "planned"},
        ),
        ("another person", {"provider": 1}, "planned", {"state_was": "confirmed", "state": "planned"}),
        ("another chair at the same time", {"chair": 1}, "confirmed", {}),
    ],
)
def test_what_was_confirmed_is_planned_again_when_it_moves(description, to, state, told, desk, at, clinic, patient):
    first = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    first = set_state(by=desk, at=at, appointment=first, state="confirmed")
    moved = move(by=desk, at=at, appointment=first, slot=slot(clinic, **to), expected_revision=1)
    moved.refresh_from_db()
    assert moved.state == state, description
    event = Event.objects.get(verb="moved", noun_id=moved.pk)
    assert {name: event.detail[name] for name in ("state_was", "state") if name in event.detail} == told


def test_moving_onto_another_is_refused_and_changes_nothing(desk, at, clinic, patient, other):
    book(by=desk, at=at, patient=other, slot=slot(clinic))
    second = book(by=desk, at=at, patient=patient, slot=slot(clinic, start=TEN + dt.timedelta(hours=2)))
    assert move(by=desk, at=at, appointment=second, slot=slot(clinic), expected_revision=0).code == "slot_taken"
    second.refresh_from_db()
    assert second.starts_at == TEN + dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("way", "refused"),
    [
        (["confirmed", "arrived", "seated", "done"], ""),
        (["missed", "done"], "done"),
        (["cancelled", "confirmed"], "confirmed"),
        (["done", "cancelled"], "cancelled"),
    ],
)
def test_the_way_of_an_appointment(way, refused, desk, at, clinic, patient):
    row = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    stopped = [
        state for state in way if isinstance(set_state(by=desk, at=LATER, appointment=row, state=state), Refusal)
    ]
    assert stopped == ([refused] if refused else [])


def test_nobody_has_missed_what_is_to_come(desk, at, clinic, patient):
    row = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    assert mark_missed(by=desk, at=at, appointment=row).code == "still_to_come"
    assert mark_missed(by=desk, at=TEN + dt.timedelta(hours=2), appointment=row).state == "missed"


def test_nothing_is_done_before_it_began(desk, at, clinic, patient):
    row = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    assert set_state(by=desk, at=at, appointment=row, state="done").code == "still_to_come"


def test_a_closed_day_is_refused_with_its_reason(desk, at, clinic, patient):
    day = TEN.date()
    Closure.objects.create(practice=patient.practice, first_date=day, last_date=day, reason="Inventory")
    refusal = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    assert refusal.text == "The practice does not work on 03 Mar 2026 (Inventory)."


def test_a_hygienist_books_only_her_own_column(member, at, clinic, patient):
    hygienist = member("hygienist")
    own = clinic["providers"][1]
    own.membership = hygienist
    own.save()
    assert isinstance(book(by=hygienist, at=at, patient=patient, slot=slot(clinic, provider=1)), Appointment)
    with pytest.raises(NotAllowed):
        book(by=hygienist, at=at, patient=patient, slot=slot(clinic, chair=1))


@pytest.mark.parametrize("axis", ["chair", "provider"])
def test_the_day_book_shows_each_appointment_in_one_column(axis, desk, at, clinic, patient, other):
    book(by=desk, at=at, patient=patient, slot=slot(clinic))
    book(by=desk, at=at, patient=other, slot=slot(clinic, provider=1, chair=1))
    gone = book(by=desk, at=at, patient=patient, slot=slot(clinic, start=TEN + dt.timedelta(hours=3)))
    set_state(by=desk, at=at, appointment=gone, state="cancelled")
    page = day_book(desk, dt.date(2026, 3, 3), axis)
    assert [len(column.booked) for column in page.columns] == [1, 1]
    assert [one.pk for one in page.freed] == [gone.pk]
    assert [(span.starts_at.hour, span.ends_at.hour) for span in page.columns[0].open] == [(9, 17)]


def test_the_day_is_the_clinics_own(desk, at, clinic, patient):
    """Half past eleven in the evening in Chicago is already tomorrow in UTC."""
    late = dt.datetime(2026, 3, 3, 23, 0, tzinfo=CHICAGO)
    book(by=desk, at=at, patient=patient, slot=slot(clinic, start=late, minutes=30))
    assert sum(len(one.booked) for one in day_book(desk, dt.date(2026, 3, 3)).columns) == 1
    assert sum(len(one.booked) for one in day_book(desk, dt.date(2026, 3, 4)).columns) == 0


def test_the_timeline_tells_planned_booked_and_done(desk, at, clinic, alternative):
    from arcada.schedule.actions.book_alternative import book_alternative

    (first, second, *_) = book_alternative(by=desk, at=at, alternative=alternative, upto=3)
    set_state(by=desk, at=first.ends_at, appointment=first, state="done")
    set_state(by=desk, at=second.ends_at, appointment=second, state="missed")
    line = plan_timeline(desk, alternative, dt.date(2026, 3, 7))
    assert [stop.state for stop in line] == ["done", "missed", "booked", "planned", "planned", "planned"]
    assert [str(stop.paid_for) for stop in line][:2] == ["190.00", "190.00"]
    assert alternative.items.filter(state="done").count() == 1


@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk", "manager", "owner"])
def test_who_may_see_one_sees_it_in_the_list(role, member, desk, at, clinic, patient):
    row = book(by=desk, at=at, patient=patient, slot=slot(clinic))
    assert may_see(member(role), row) is (row in visible_to(member(role)))
