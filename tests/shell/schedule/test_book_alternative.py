"""All visits of a plan in one click, as early as the calendar allows; or nothing, and why."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from planned import STROKES, dearer, make_version

from arcada.cases.actions.accept import accept_alternative
from arcada.cases.actions.present import present
from arcada.cases.actions.sign import Pen, sign
from arcada.cases.models import PlannedVisit
from arcada.practice.access import NotAllowed
from arcada.practice.models import Closure, Provider
from arcada.schedule.actions.appointments import Slot, book, set_state
from arcada.schedule.actions.book_alternative import book_alternative, fingerprint, propose
from arcada.schedule.models import Appointment, Block

CHICAGO = ZoneInfo("America/Chicago")


def days(made):
    return [row.starts_at.astimezone(CHICAGO).date().isoformat() for row in made]


def test_every_visit_is_booked_at_its_earliest_legal_time(desk, at, clinic, alternative):
    made = book_alternative(by=desk, at=at, alternative=alternative)
    assert days(made) == ["2026-03-03", "2026-03-06", "2026-03-09", "2026-04-21", "2026-05-12", "2026-05-13"]


def test_the_plan_takes_the_dates_of_its_appointments(desk, at, clinic, alternative):
    made = book_alternative(by=desk, at=at, alternative=alternative)
    dates = [row.date.isoformat() for row in PlannedVisit.objects.filter(alternative=alternative)]
    assert dates == days(made)


def test_a_second_click_books_nothing_twice(desk, at, clinic, alternative):
    book_alternative(by=desk, at=at, alternative=alternative)
    again = book_alternative(by=desk, at=at, alternative=alternative)
    assert (again.code, Appointment.objects.count()) == ("nothing_to_book", 6)


def test_closed_days_blocks_and_bookings_are_respected(desk, at, clinic, alternative, patient):
    practice = alternative.practice
    Closure.objects.create(
        practice=practice, first_date=dt.date(2026, 3, 3), last_date=dt.date(2026, 3, 3), reason="Inventory"
    )
    day = dt.datetime(2026, 3, 4, 9, tzinfo=CHICAGO)
    Block.objects.create(practice=practice, starts_at=day, ends_at=day + dt.timedelta(hours=3), reason="Training")
    (first, *_) = book_alternative(by=desk, at=at, alternative=alternative)
    assert first.starts_at.astimezone(CHICAGO) == dt.datetime(2026, 3, 4, 12, tzinfo=CHICAGO)


def test_nothing_is_booked_when_one_visit_finds_no_place(desk, at, clinic, alternative):
    alternative.visits.filter(number=5).update(role="periodontist")
    refusal = book_alternative(by=desk, at=at, alternative=alternative)
    assert (refusal.code, refusal.where, Appointment.objects.count()) == ("no_role", "visit 5", 0)
    assert "up to visit 4" in refusal.text


def test_what_can_be_booked_is_booked_when_asked_for(desk, at, clinic, alternative):
    alternative.visits.filter(number=5).update(role="periodontist")
    assert len(book_alternative(by=desk, at=at, alternative=alternative, upto=4)) == 4
    Provider.objects.filter(name="Dr Amara Osei").update(clinical_roles=["dentist", "periodontist"])
    rest = book_alternative(by=desk, at=at, alternative=alternative)
    assert [row.visit.number for row in rest] == [5, 6]
    assert days(rest)[0] == "2026-05-12"


def test_a_plan_waits_for_the_day_that_was_asked_for(desk, at, clinic, alternative):
    made = book_alternative(by=desk, at=at, alternative=alternative, not_before=dt.date(2026, 6, 1))
    assert days(made)[0] == "2026-06-01"


def test_only_an_accepted_alternative_is_booked(desk, at, clinic, alternative):
    other = alternative.version.alternatives.get(tier="premium")
    assert book_alternative(by=desk, at=at, alternative=other).code == "not_accepted"


def test_a_practice_without_hours_says_so(desk, at, alternative):
    assert book_alternative(by=desk, at=at, alternative=alternative).code == "no_hours"


def test_a_missed_visit_can_be_booked_again(desk, at, clinic, alternative):
    (first, *_) = book_alternative(by=desk, at=at, alternative=alternative)
    set_state(by=desk, at=first.ends_at, appointment=first, state="missed")
    (again,) = book_alternative(by=desk, at=at, alternative=alternative, upto=1)
    assert (again.visit, again.pk != first.pk) == (first.visit, True)


def test_a_new_plan_gives_the_dates_of_the_old_one_back(desk, member, at, clinic, alternative):
    (first, *_) = book_alternative(by=desk, at=at, alternative=alternative)
    set_state(by=desk, at=first.ends_at, appointment=first, state="done")
    later = first.ends_at + dt.timedelta(hours=1)
    by = member("coordinator")
    newer = make_version(alternative.case, by, later)
    proposal = present(by=by, at=later, alternative=newer.alternatives.get(tier="economy"))
    accepted = accept_alternative(by=by, at=later, alternative=proposal.alternative)
    shown = propose(alternative=accepted, at=later)
    made = book_alternative(by=desk, at=later, alternative=accepted, seen=fingerprint(shown))
    states = [row.state for row in Appointment.objects.filter(visit__alternative=alternative)]
    assert states == ["done", *["cancelled"] * 5]
    assert [row.starts_at for row in made] == [one.start for one in shown.placements]


def test_a_signed_plan_is_booked_though_a_newer_one_is_being_made(desk, member, at, clinic, alternative):
    proposal = alternative.proposals.get()
    pen = Pen(STROKES, "Mara Okafor")
    sign(by=member("coordinator"), at=at, proposal=proposal, pen=pen, make_sealed=lambda *_: b"%PDF")
    make_version(alternative.case, member("coordinator"), at, dearer())
    assert len(book_alternative(by=desk, at=at, alternative=alternative)) == 6


def test_an_unsigned_plan_is_not_booked_once_a_newer_one_is_made(desk, member, at, clinic, alternative):
    make_version(alternative.case, member("coordinator"), at)
    assert book_alternative(by=desk, at=at, alternative=alternative).code == "not_accepted"


def test_a_hygienist_does_not_book_whole_plans(member, at, clinic, alternative):
    with pytest.raises(NotAllowed):
        book_alternative(by=member("hygienist"), at=at, alternative=alternative)


def test_a_visit_of_its_own_is_not_booked_over(desk, at, clinic, alternative, patient):
    """The patient is somewhere else in the clinic at that time."""
    nine = dt.datetime(2026, 3, 3, 9, tzinfo=CHICAGO)
    slot = Slot(clinic["providers"][1], clinic["chairs"][1], nine, 60)
    book(by=desk, at=at, patient=patient, slot=slot)
    (first, *_) = book_alternative(by=desk, at=at, alternative=alternative)
    assert first.starts_at >= nine + dt.timedelta(minutes=60)
