"""The day book on the wall: who sees it, what stands in it, what a wrong address says."""

import datetime as dt

import pytest
from django.utils import timezone

from arcada.audit.models import Event
from arcada.display.phrases import Voice
from arcada.practice.models import Closure, Role
from arcada.schedule.actions.appointments import Slot, book, set_state
from arcada.schedule.models import Appointment, Block
from arcada.schedule.queries import Span
from arcada.store.tenancy import in_practice
from arcada.web.schedule.presenters.month import month_of
from arcada.web.schedule.presenters.wall import closed_spans

URL = "/daybook/"


def day_of(moment):
    return f"{URL}?date={moment.date().isoformat()}"


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("by", ["chairs", "providers"])
def test_every_role_sees_the_day_in_both_ways(client_for, role, by, appointment, tomorrow):
    page = client_for(role).get(f"{day_of(tomorrow)}&by={by}")
    assert page.status_code == 200
    assert page.text.count("Mara Okafor") >= 2  # on the wall, and in the list for phones
    assert ("Ines Falk" if by == "providers" else "Chair 2") in page.text


def test_who_is_not_signed_in_sees_no_day(client, appointment):
    assert client.get(URL).status_code == 302


def test_lunch_is_hatched_and_a_day_off_says_why(client_for, clinic, practice, tomorrow):
    assert "Lunch" in client_for("desk").get(day_of(tomorrow)).text
    Closure.objects.create(
        practice=practice, first_date=tomorrow.date(), last_date=tomorrow.date(), reason="Thanksgiving"
    )
    page = client_for("desk").get(day_of(tomorrow)).text
    assert "Thanksgiving." in page
    assert "Lunch" not in page


@pytest.mark.parametrize("given", ["yesterday", "2026-13-40", "0001-01-01", "9999-12-31", "x" * 400])
def test_a_day_that_is_none_is_said_and_today_is_shown(client_for, clinic, given):
    page = client_for("desk").get(URL, {"date": given})
    assert page.status_code == 200
    assert "Today is shown" in page.text


def test_an_appointment_opens_with_who_what_and_where(client_for, appointment):
    page = client_for("desk").get(f"{URL}?open={appointment.pk}").text
    for words in ("Mara Okafor", "tel:3125550142", "Dr Amara Osei", "Chair 1", "40 min", "Filling", ">Confirm<"):
        assert words in page


def test_opening_one_is_read_on_record(client_for, appointment, patient):
    client_for("desk").get(f"{URL}?open={appointment.pk}")
    assert Event.objects.filter(kind="read", noun="appointment", patient_id=patient.pk).count() == 1


@pytest.mark.parametrize("given", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_appointment_opens_nothing(client_for, clinic, given):
    page = client_for("desk").get(f"{URL}?open={given}")
    assert (page.status_code, "apt-title" in page.text) == (200, False)


def test_another_practice_sees_neither_the_day_nor_the_appointment(client_for, appointment, other_practice, tomorrow):
    from django.test import Client
    from made import make_member

    with in_practice(other_practice.pk):
        stranger = make_member(other_practice, "owner")
    there = Client()
    there.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = there.get(f"{day_of(tomorrow)}&open={appointment.pk}")
    assert (page.status_code, "Okafor" in page.text) == (200, False)
    assert there.post(f"{URL}appointments/{appointment.pk}/state/", {"state": "confirmed"}).status_code == 404


def test_prices_are_kept_from_the_hygienist(client_for, clinic, accepted, member, patient, tomorrow):
    visit = accepted.visits.get(number=2)
    visit.price = 1375
    visit.save(update_fields=["price"])
    place = Slot(clinic["providers"][0], clinic["chairs"][0], tomorrow, 60)
    book(by=member("desk"), at=timezone.now(), patient=patient, slot=place, title="gums", visit=visit)
    assert "$1,375" in client_for("desk").get(day_of(tomorrow)).text
    assert "$1,375" not in client_for("hygienist").get(day_of(tomorrow)).text


def test_missed_stays_on_the_wall_and_on_the_calls_until_there_is_a_new_time(client_for, appointment, clinic, member):
    gone = timezone.now() - dt.timedelta(days=2)
    Appointment.objects.filter(pk=appointment.pk).update(
        starts_at=gone, ends_at=gone + dt.timedelta(minutes=40), state="missed"
    )
    page = client_for("desk").get(f"{URL}?open={appointment.pk}").text
    assert "Call and rebook" in page
    assert "Call Mara Okafor" in page
    place = Slot(clinic["providers"][0], clinic["chairs"][0], timezone.now() + dt.timedelta(days=5), 40)
    book(by=member("desk"), at=timezone.now(), patient=appointment.patient, slot=place)
    assert "Call Mara Okafor" not in client_for("desk").get(URL).text


def test_a_missed_visit_of_a_plan_waits_whatever_else_is_booked(client_for, clinic, accepted, member, patient):
    from arcada.schedule.actions.book_alternative import book_alternative

    now = timezone.now()
    first, *_ = book_alternative(by=member("desk"), at=now - dt.timedelta(days=9), alternative=accepted, upto=1)
    set_state(by=member("desk"), at=first.ends_at, appointment=first, state="missed")
    place = Slot(clinic["providers"][0], clinic["chairs"][1], now + dt.timedelta(days=5), 40)
    book(by=member("desk"), at=now, patient=patient, slot=place, title="another matter")
    desk = client_for("desk")
    assert "visit 1 of the plan waits" in desk.get(URL).text
    book_alternative(by=member("desk"), at=now, alternative=accepted)
    assert "visit 1 of the plan waits" not in desk.get(URL).text


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ([(8, 12), (13, 17)], [(720, 60, "Lunch")]),
        ([(10, 17)], [(480, 120, "Not worked")]),
        ([(8, 11), (15, 17)], [(660, 240, "Not worked")]),
        ([(8, 12)], [(720, 300, "Not worked")]),
        ([], [(480, 540, "Not worked")]),
    ],
)
def test_what_is_hatched(spans, told):
    day = dt.date(2026, 3, 3)
    given = [Span(*(dt.datetime.combine(day, dt.time(hour), dt.UTC) for hour in span)) for span in spans]
    found = closed_spans(given, day, (480, 1020), dt.UTC)
    assert [(one.start, one.minutes, one.title) for one in found] == told


@pytest.mark.parametrize(("first", "heads"), [(0, "MTWTFSS"), (6, "SMTWTFS"), (5, "SSMTWTF")])
def test_a_month_begins_on_the_practices_own_day(first, heads):
    day = dt.date(2026, 2, 14)
    month = month_of(day, today=day, axis="chair", first=first, marked={dt.date(2026, 2, 20)}, voice=Voice())
    assert "".join(letter for letter, _ in month.heads) == heads
    days = [one for week in month.weeks for one in week if not one.outside]
    assert [one.number for one in days] == list(range(1, 29))
    assert [one.number for one in days if one.marked] == [20]
    assert [one.number for one in days if one.chosen] == [14]


def test_a_block_is_hatched_with_its_reason(client_for, clinic, practice, tomorrow):
    Block.objects.create(
        practice=practice, chair=clinic["chairs"][0], starts_at=tomorrow, ends_at=tomorrow + dt.timedelta(hours=1),
        reason="Chair 1 is serviced",
    )  # fmt: skip
    assert "Chair 1 is serviced" in client_for("desk").get(day_of(tomorrow)).text
