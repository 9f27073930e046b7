"""A coverage is entered, the estimate explains itself, a visit moves over New Year and the share follows, with why."""

import datetime as dt
import re

import pytest
from insured import make_plan
from planned import make_version
from playwright.sync_api import expect

from arcada.cli.demo.riverside import holidays
from arcada.cli.demo.sample import ZONE

LAST = 6  # the visit that moves
SHARE = 967.5  # half of the implant crown's 1,985.00, less the new year's deductible


def working_day(first):
    """The first weekday from a day on on which the practice works."""
    shut = {one for year in (first.year, first.year + 1) for one, _ in holidays(dt.date(year, 1, 1))}
    days = (first + dt.timedelta(days=n) for n in range(30))
    return next(day for day in days if day.weekday() < 4 and day not in shut)


@pytest.fixture
def plan(clinic):
    """An accepted plan; its last visit is booked in December, when the others have used the year's maximum."""
    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.open_case import open_case
    from arcada.cases.actions.present import present
    from arcada.cases.models import PlannedVisit
    from arcada.patients.models import Patient
    from arcada.schedule.actions.appointments import Slot, book

    now = dt.datetime.now(dt.UTC)
    with clinic.inside():
        house = clinic.house
        by = house.member("coordinator")
        make_plan(by.practice)
        patient = Patient.objects.create(
            practice=by.practice, given_name="Mara", family_name="Okafor", birth_date=dt.date(1984, 5, 17),
            chart_number="9000", phone="(312) 555-0142", registered_at=now,
        )  # fmt: skip
        version = make_version(open_case(by=by, at=now, patient=patient, title="Upper left pain"), by, now)
        proposal = present(by=by, at=now, alternative=version.alternatives.get(tier="premium"))
        accepted = accept_alternative(by=by, at=now, alternative=proposal.alternative)
        soon = now.astimezone(ZONE).date() + dt.timedelta(days=2)
        december = working_day(max(soon, dt.date((soon + dt.timedelta(days=2)).year, 12, 14)))
        visits = PlannedVisit.objects.filter(alternative=accepted)
        visits.filter(number__lt=LAST).update(date=december - dt.timedelta(days=1))
        visits.filter(number=LAST).update(day=1)
        slot = Slot(
            house.providers["Dr Amara Osei"], house.chairs[0], dt.datetime.combine(december, dt.time(10), ZONE), 60
        )
        row = book(by=by, at=now, patient=patient, slot=slot, title="crown", visit=visits.get(number=LAST))
        assert row.pk
    return {"patient": patient, "appointment": row, "january": working_day(dt.date(december.year + 1, 1, 11))}


def share(person):
    """The patient's share as the head of the money page tells it."""
    text = person.page.get_by_role("region", name="Who pays what").locator(".you b").inner_text()
    return float(re.sub(r"[^\d.]", "", text))


def test_a_coverage_makes_an_estimate_that_follows_a_visit_over_new_year(sits_down, plan):
    money = f"/patients/{plan['patient'].pk}/money/"

    # given a patient whom nobody insures yet
    nadia = sits_down("coordinator")
    nadia.opens(money)
    nadia.sees("No insurance is on record.")
    assert share(nadia) == 9925

    # when the coordinator enters the coverage
    nadia.follows("Enter a coverage")
    nadia.page.get_by_role("link", name=re.compile("Add|Enter")).first.click()
    nadia.page.get_by_role("link", name=re.compile("Prairie Dental")).first.click()
    nadia.page.locator("input[name=used]").fill("0")
    nadia.page.locator("input[name=deductible_met]").fill("0")
    nadia.presses("Keep the coverage")
    nadia.page.wait_for_url("**/money/coverage/")

    # then the estimate says who pays what, line by line
    nadia.opens(money)
    before = share(nadia)
    assert before == 8425
    nadia.sees("This is an estimate, not a guarantee.")
    nadia.looks_around("money-estimate")

    # and every figure opens its reason without leaving the page, by the keyboard too
    figure = nadia.page.locator("table.est tbody .you button").last
    figure.focus()
    nadia.types("Enter")
    expect(nadia.page.get_by_role("heading", name="What the patient pays")).to_be_visible()
    nadia.types("Escape")
    expect(figure).to_be_focused()

    # when she asks what another day would change
    nadia.follows("What if")
    nadia.page.get_by_label("A visit on another day").select_option(str(LAST))
    nadia.writes("That day", plan["january"].isoformat())
    nadia.presses("Show it")
    nadia.sees("Mara would pay $967.50 less.")
    nadia.looks_around("money-what-if")

    # and the desk really moves the visit over New Year
    row = plan["appointment"]
    desk = sits_down("desk")
    desk.opens(f"/daybook/?date={row.starts_at.astimezone(ZONE).date().isoformat()}&open={row.pk}")
    desk.types("m")
    card = desk.page.locator("#appointment")
    card.locator("form.apt-form input[name=day]").fill(plan["january"].isoformat())
    card.locator("form.apt-form input[name=time]").fill("10:00")
    desk.presses("Move here")

    # then the desk hears at once what it means for the patient
    toast = desk.page.get_by_role("status").filter(has_text="Mara Okafor moved to")
    expect(toast).to_contain_text("Mara pays $967.50 less than before")
    expect(toast).to_contain_text("a new yearly maximum, a new deductible")

    # and the money page tells the share with the reason
    nadia.opens(money)
    assert share(nadia) == before - SHARE
    nadia.sees(f"moved into {plan['january'].year}: a new yearly maximum, a new deductible")
    nadia.looks_around("money-after-the-move")

    # and taking the move back restores the share
    toast.get_by_role("button", name="Undo").click()
    expect(desk.page.get_by_role("status").filter(has_text="Mara Okafor is back at")).to_be_visible()
    nadia.opens(money)
    assert share(nadia) == before
