"""From findings to a sealed signature without a mouse: plans made, compared, recommended, presented, chosen, signed."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def patient(clinic):
    """Somebody with decay at several teeth, charted and with an open case."""
    from arcada.cases.actions.open_case import open_case
    from arcada.cli.demo import stories
    from arcada.cli.demo.courses import chart_story
    from arcada.patients.models import Patient

    story = stories.CHARTED[3]
    now = dt.datetime.now(dt.UTC)
    with clinic.inside():
        row = Patient.objects.create(
            practice_id=clinic.house.owner.practice_id,
            given_name="Mara",
            family_name="Okafor",
            birth_date=dt.date(1984, 5, 17),
            sex="female",
            chart_number="9001",
            registered_at=now,
        )
        chart_story(clinic.house.member("dentist"), now, row, story)
        open_case(by=clinic.house.member("coordinator"), at=now, patient=row, title=story.title)
    return f"/patients/{row.pk}/"


def makes_the_plans(person, patient):
    person.opens(f"{patient}plan/")
    person.types("m")
    expect(person.page.get_by_text("Nobody is working in the queue")).to_be_visible(timeout=15_000)
    expect(person.page.locator("[data-plan]")).to_have_count(3, timeout=15_000)
    person.page.wait_for_load_state()


def focused_plan(person):
    return person.page.evaluate("document.activeElement.closest('[data-plan]')?.dataset.plan")


def reason(person):
    return person.page.get_by_role("dialog", name="Why")


def test_the_dentist_makes_compares_and_decides_by_keys(sits_down, patient):
    amara = sits_down("dentist")
    # given that no worker runs, the page makes the plans itself and says so
    makes_the_plans(amara, patient)
    # when she goes to the second plan and asks why it costs that
    amara.types("2")
    assert focused_plan(amara) == "balanced"
    amara.types("w")
    expect(reason(amara)).to_contain_text("the sum of its")
    amara.looks_around("plan-why-price")
    amara.types("Escape")
    expect(reason(amara)).to_have_count(0)
    assert focused_plan(amara) == "balanced"
    # and why the first line is there that differs
    amara.types("d", "w")
    expect(reason(amara)).to_contain_text("Less invasive")
    expect(reason(amara)).to_contain_text("In the other plans")
    amara.looks_around("plan-why-line")
    amara.types("Escape")
    # and recommends the plan
    amara.presses("Recommend balanced")
    amara.sees("Dr Amara Osei recommends")
    amara.looks_around("plan")


def test_the_coordinator_presents_and_the_patient_signs_by_typing(sits_down, patient):
    nadia = sits_down("coordinator")
    makes_the_plans(nadia, patient)
    # when the letter of the balanced plan is presented
    nadia.types("2", "a")
    nadia.sees("Your treatment plan")
    nadia.looks_around("proposal-draft")
    nadia.types("p")
    nadia.sees("Which way?")
    nadia.looks_around("consent-choose")
    # and chosen, thought over, and chosen again
    nadia.presses("Accept balanced")
    nadia.sees("Balanced is chosen")
    nadia.presses("Think again")
    nadia.sees("Which way?")
    nadia.presses("Accept balanced")
    # then it is not signed without a hand or a tick
    nadia.presses("Sign the balanced plan")
    nadia.sees("Not signed yet.")
    nadia.looks_around("consent-not-signed")
    # but by the typed name it is
    nadia.ticks("My typed name is my signature")
    nadia.presses("Sign the balanced plan")
    nadia.sees("Signed, cannot change")
    nadia.sees("The seal is whole: not a letter was changed since.")
    nadia.looks_around("consent-signed")
    # and the way back shows the signed state
    nadia.opens(f"{patient}plan/")
    nadia.goes_back()
    nadia.sees("Signed, cannot change")
    nadia.opens(f"{patient}plan/")
    expect(nadia.page.get_by_role("button", name=re.compile("^Accept"))).to_have_count(0)
    nadia.looks_around("plan-signed")
