"""Others cannot; pressed twice; browser back; two people at one chart; silence; keys alone."""

import datetime as dt
import re

import chart_page as chart
import intake_pages as intake
import pytest
import time_machine
from intake_pages import RUTH, RUTHIE
from playwright.sync_api import expect

from arcada.cases.actions.findings import Found, record_finding
from arcada.cases.actions.open_case import chart_of, open_case
from arcada.patients.actions import register_patient
from arcada.patients.actions.profile import Profile
from arcada.patients.models import Patient


@pytest.fixture
def patient(clinic):
    """Ruth, with a case and one finding."""
    at = dt.datetime.now(dt.UTC)
    with clinic.inside():
        nadia, amara = clinic.house.member("coordinator"), clinic.house.member("dentist")
        profile = Profile(given_name="Ruth", family_name="Abernathy", birth_date=dt.date(1979, 4, 23))
        row = register_patient(by=nadia, at=at, profile=profile)
        open_case(by=nadia, at=at, patient=row, title="Lower left pain")
        chart_row = chart_of(by=amara, patient=row)
        caries = Found(term="cavitated dentine caries", where=("26",), surfaces="MO")
        record_finding(by=amara, at=at, chart=chart_row, expected_revision=chart_row.revision, found=caries)
        return f"/patients/{row.pk}/"


@pytest.mark.parametrize(
    ("role", "closed", "open_"),
    [
        ("hygienist", ("proposal/", "consent/"), ("chart/", "history/")),
        ("desk", ("chart/", "history/", "interview/", "proposal/"), ("", "schedule/")),
        ("manager", ("proposal/", "consent/"), ("", "schedule/")),
    ],
)
def test_others_are_told_what_is_not_theirs(sits_down, patient, role, closed, open_):
    # given somebody whose role does not do this work
    person = sits_down(role)
    for page in closed:
        # when they follow an address there, then a page says in a sentence that it is not theirs
        assert (page, person.opens(f"{patient}{page}")) == (page, 403)
        expect(person.page.get_by_role("heading", level=1)).to_be_visible()
    # and what is theirs opens
    for page in open_:
        assert (page, person.opens(f"{patient}{page}")) == (page, 200)


def test_a_manager_says_why_before_a_chart_opens(sits_down, patient):
    # given a manager, whose role does not read charts
    joyce = sits_down("manager")
    # when she goes to one, then no finding is shown and she is asked for a reason
    joyce.opens(f"{patient}chart/")
    joyce.sees(re.compile("reason", re.IGNORECASE))
    joyce.does_not_see(re.compile("caries"))


def test_a_neighbour_finds_nothing(sits_down, patient, clinic):
    # given the owner of another practice on the same database
    edith = sits_down("owner")
    edith.context.clear_cookies()
    edith.signs_in("owner@harborlane.example", clinic.password)
    # when she opens the address of Ruth, then there is no such page for her
    assert edith.opens(patient) == 404
    edith.opens("/patients/?q=Abernathy")
    edith.sees("Nobody fits")


def test_what_is_pressed_twice_happens_once(sits_down, clinic):
    # given the form of a new patient, filled in
    nadia = sits_down("coordinator")
    nadia.opens("/patients/new/")
    nadia.writes("Given name", RUTH.given)
    nadia.writes("Family name", RUTH.family)
    nadia.writes("Birth date", RUTH.born)
    # when an impatient hand presses twice
    nadia.page.get_by_role("button", name="Register", exact=True).dblclick()
    nadia.sees("Identity and contacts")
    # then there is one patient
    with clinic.inside():
        assert Patient.objects.count() == 1


def test_who_goes_back_and_sends_again_makes_nothing_new(sits_down, clinic):
    # given somebody who has registered a patient
    nadia = sits_down("coordinator")
    intake.begins_to_register(nadia, RUTHIE)
    nadia.sees("Ruthie Abernathy is registered.")
    # when she goes back in the browser and registers again
    nadia.goes_back()
    nadia.writes("Given name", RUTHIE.given)
    nadia.writes("Family name", RUTHIE.family)
    nadia.writes("Birth date", RUTHIE.born)
    nadia.presses("Register")
    nadia.page.wait_for_load_state()
    # then nothing was made twice
    with clinic.inside():
        assert Patient.objects.count() == 1


def test_of_two_at_one_chart_the_second_sees_what_changed(sits_down, patient):
    # given two people who look at the same chart
    amara, also_amara = sits_down("dentist"), sits_down("dentist")
    for one in (amara, also_amara):
        one.opens(f"{patient}chart/")
    # when the first adds a finding, and the second adds another without having seen it
    chart.adds(amara, "30 o car", said="30 O: cavitated dentine caries, confirmed.")
    chart.types_a_line(also_amara, "19 irreversible")
    also_amara.types("Enter")
    # then the second is told, sees the first's finding, and still has the line
    also_amara.sees("Somebody else was first.")
    expect(chart.finding(also_amara, "30")).to_be_visible()
    expect(chart.entry(also_amara)).to_have_value("19 irreversible")
    # and what was typed can be added now
    chart.entry(also_amara).press("Enter")
    chart.hears(also_amara, "19: irreversible pulpitis, confirmed.")


def test_who_is_silent_for_long_is_signed_out(sits_down, patient):
    # given a dentist at work
    amara = sits_down("dentist")
    amara.opens(patient)
    # when nothing is heard of her for longer than the practice allows
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=2), tick=True):
        amara.opens(patient)
    # then she is asked to sign in again, and told why
    amara.sees(re.compile("signed out after"))
    assert amara.path == "/account/login/"


def test_a_mouth_is_charted_without_a_mouse(sits_down, patient):
    # given a dentist who takes her hands from the mouse
    amara = sits_down("dentist")
    amara.opens(f"{patient}chart/")
    # when she types a line, walks to the second offer and back, and adds it
    chart.types_a_line(amara, "30 o car")
    amara.types("ArrowDown", "ArrowUp", "Enter")
    chart.hears(amara, "30 O: cavitated dentine caries, confirmed.")
    # and keeps the tooth for the next one with Tab
    chart.types_a_line(amara, "19 irreversible")
    amara.types("Tab")
    chart.hears(amara, "19: irreversible pulpitis, confirmed.")
    expect(chart.entry(amara)).to_have_value(re.compile("^19 ?$"))
    # and takes the last one back
    chart.entry(amara).fill("")
    amara.types("Escape", "Control+z")
    expect(chart.finding(amara, "Irreversible pulpitis")).to_have_count(0)
    # then the finder takes her to a patient by name
    amara.types("Control+k")
    amara.page.keyboard.type("abern")
    expect(amara.page.locator("#finder-results").get_by_role("link").first).to_contain_text("Abernathy")
