"""The front desk at the day book without a mouse: walk the wall, open, confirm, move, and see it moved."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from arcada.cli.demo.riverside import holidays
from arcada.cli.demo.sample import ZONE

FULL_DAY = 4  # appointments on the day that is looked at


@pytest.fixture
def day(clinic):
    """A working day of the week after next with four appointments of the general dentist, the first at nine."""
    from arcada.patients.models import Patient
    from arcada.schedule.actions.appointments import Slot, book

    now = dt.datetime.now(dt.UTC)
    with clinic.inside():
        house = clinic.house
        monday = now.date() - dt.timedelta(days=now.weekday())
        shut = {one for one, _ in holidays(monday)}
        day = next(one for n in range(14, 19) if (one := monday + dt.timedelta(days=n)) not in shut)
        provider = house.providers["Dr Amara Osei"]
        for place, name in enumerate(["Mara", "Ivo", "Tess", "Leo"][:FULL_DAY]):
            row = Patient.objects.create(
                practice_id=house.owner.practice_id,
                given_name=name,
                family_name="Okafor",
                birth_date=dt.date(1984, 5, 17 + place),
                chart_number=f"900{place}",
                phone=f"(312) 555-010{place}",
                registered_at=now,
            )
            start = dt.datetime.combine(day, dt.time(9 + place), ZONE)
            booked = book(
                by=house.member("desk"),
                at=now,
                patient=row,
                slot=Slot(provider, house.chairs[0], start, 40),
                title="filling",
            )
            assert booked.pk
    return day


def focused(person):
    return person.page.evaluate("document.activeElement.querySelector?.('.nm')?.textContent ?? ''")


def test_the_desk_opens_confirms_and_moves_an_appointment_by_keys(sits_down, day):
    # given a day with four appointments
    desk = sits_down("desk")
    desk.opens(f"/daybook/?date={day.isoformat()}")
    wall = desk.page.locator("[data-daybook]")
    expect(wall.locator("a.ev")).to_have_count(FULL_DAY)

    # when arrows walk the wall
    desk.types("ArrowDown")
    assert focused(desk) == "Mara Okafor"
    desk.types("ArrowDown")
    assert focused(desk) == "Ivo Okafor"

    # and Enter opens the second
    desk.types("Enter")
    card = desk.page.locator("#appointment")
    expect(card.get_by_role("heading", name="Ivo Okafor")).to_be_visible()
    expect(wall.locator("a.ev.sel")).to_be_focused()
    desk.looks_around("day-book-open")

    # then it can be confirmed
    desk.presses("Confirm")
    expect(card.get_by_text("Confirmed", exact=True)).to_be_visible()

    expect(wall.locator("a.ev.sel")).to_be_focused()  # the page has settled

    # and M offers free times, of which Enter takes the first
    desk.types("m")
    first = card.get_by_role("button").filter(has_text="Chair").first
    expect(first).to_be_focused()
    words = first.inner_text()
    desk.types("Enter")
    expect(desk.page.get_by_role("status").filter(has_text="Ivo Okafor moved to")).to_be_visible()
    expect(card.get_by_text(words.rpartition(",")[0].rpartition(",")[2].strip()).first).to_be_visible()

    # and the days turn by brackets
    expect(wall.locator("a.ev.sel")).to_be_focused()
    here = desk.page.url
    desk.types("]")
    expect(desk.page).not_to_have_url(here)
    expect(card).to_have_count(0)


def test_the_calls_show_who_missed_a_visit_and_lead_to_a_new_time(sits_down, clinic, day):
    from arcada.schedule.models import Appointment

    # given somebody who did not come two days ago
    with clinic.inside():
        row = Appointment.objects.order_by("starts_at")[0]
        gone = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
        Appointment.objects.filter(pk=row.pk).update(
            starts_at=gone, ends_at=gone + dt.timedelta(minutes=40), state="missed"
        )

    # when the desk opens the day book
    desk = sits_down("desk")
    desk.opens("/daybook/")
    desk.page.get_by_role("link", name="Mara Okafor").first.click()

    # then the way to a new time is one step
    desk.follows("Find a new time")
    expect(desk.page.get_by_label("Patient", exact=True)).to_have_value("Mara Okafor, No. 9000")
    desk.looks_around("new-appointment")
