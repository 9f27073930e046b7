"""While plans stand on the page, a shorter order of visits is looked for, offered, and used by a key."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from arcada.solvers import improve


@pytest.fixture
def plans(clinic, monkeypatch):
    """Somebody with plans in their first order, as large plans have it."""
    from arcada.cases.actions.compile_plan import compile_plan
    from arcada.cases.actions.open_case import open_case
    from arcada.cli.demo import stories
    from arcada.cli.demo.courses import chart_story
    from arcada.patients.models import Patient

    monkeypatch.setattr(improve, "SMALL", 0)
    now = dt.datetime.now(dt.UTC)
    with clinic.inside():
        row = Patient.objects.create(
            practice_id=clinic.house.owner.practice_id,
            given_name="Ines",
            family_name="Falk",
            birth_date=dt.date(1979, 3, 2),
            sex="female",
            chart_number="9002",
            registered_at=now,
        )
        chart_story(clinic.house.member("dentist"), now, row, stories.CHARTED[3])
        case = open_case(by=clinic.house.member("coordinator"), at=now, patient=row, title="Decay at several teeth")
        compile_plan(by=clinic.house.member("coordinator"), at=now, case=case)
    return f"/patients/{row.pk}/plan/"


def test_the_coordinator_takes_a_shorter_order(sits_down, plans):
    nadia = sits_down("coordinator")
    # when she opens the plans, the page begins to look for a shorter order
    nadia.opens(plans)
    going = nadia.page.locator("#order-search")
    expect(going).to_contain_text("Looking for a shorter order of visits", timeout=15_000)
    nadia.looks_around("order-looking")
    # then, as no worker runs, it looks itself, and says what it found, plan by plan
    expect(going).to_contain_text("A better order of the visits was found", timeout=60_000)
    expect(going).to_contain_text("instead of")
    nadia.looks_around("order-found")
    # and with one key on the button the order is in force, as the next version
    nadia.page.get_by_role("button", name="Use this order").focus()
    nadia.types("Enter")
    expect(nadia.page.get_by_text("Version 2")).to_be_visible(timeout=15_000)
    expect(nadia.page.locator("#order-search")).to_contain_text("proven best")
    nadia.looks_around("order-in-force")
