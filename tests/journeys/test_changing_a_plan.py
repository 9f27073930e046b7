"""A plan that changes after it was signed: compared, changed with a reason, read as a difference, consented to anew."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

REASON = "The patient grinds at night and wants the strongest cover."


@pytest.fixture
def patient(clinic):
    """Somebody whose plans were made, whose balanced one is signed."""
    from planned import STROKES

    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.compile_plan import compile_plan
    from arcada.cases.actions.open_case import open_case
    from arcada.cases.actions.present import present
    from arcada.cases.actions.sign import Pen, sign
    from arcada.cli.demo import stories
    from arcada.cli.demo.courses import chart_story
    from arcada.patients.models import Patient

    story, now = stories.CHARTED[3], dt.datetime.now(dt.UTC)
    with clinic.inside():
        dentist, coordinator = clinic.house.member("dentist"), clinic.house.member("coordinator")
        row = Patient.objects.create(
            practice_id=dentist.practice_id,
            given_name="Mara",
            family_name="Okafor",
            birth_date=dt.date(1984, 5, 17),
            sex="female",
            chart_number="9001",
            registered_at=now,
        )
        chart_story(dentist, now, row, story)
        case = open_case(by=coordinator, at=now, patient=row, title=story.title)
        version = compile_plan(by=coordinator, at=now, case=case)
        chosen = version.alternatives.get(tier="balanced")
        proposal = present(by=coordinator, at=now, alternative=chosen)
        accept_alternative(by=coordinator, at=now, alternative=chosen)
        pen = Pen(STROKES, "Mara Okafor")
        sign(by=coordinator, at=now, proposal=proposal, pen=pen, make_sealed=lambda *_: b"%PDF")
    return f"/patients/{row.pk}/"


def opens_a_line(person):
    """Open what can be done with the first line, and wait for what its other ways would cost."""
    person.page.locator("[data-line] a[data-why]").first.click()
    drawer = person.page.get_by_role("dialog", name="Change a line")
    expect(drawer.get_by_text("in the plan now").first).to_be_visible(timeout=30_000)
    return drawer


def test_a_signed_plan_is_changed_and_consent_is_asked_anew(sits_down, patient):
    # given that the coordinator compares the three plans in figures
    nadia = sits_down("coordinator")
    nadia.opens(f"{patient}plan/")
    expect(nadia.page.get_by_role("region", name="Side by side")).to_contain_text("Findings treated")
    nadia.looks_around("plan-side-by-side")
    # when the dentist opens the plan and takes another way for a finding, with a reason
    amara = sits_down("dentist")
    amara.opens(f"{patient}plan/balanced/edit/")
    amara.looks_around("plan-edit")
    drawer = opens_a_line(amara)
    amara.looks_around("plan-edit-line")
    way = drawer.locator(".wayset > .way input:not([disabled]):not(:checked)").first
    way.check()
    drawer.locator(".ways textarea").first.fill(REASON)
    drawer.get_by_role("button", name="Take this way").first.click()
    # then she reads what that changed, and why
    amara.sees("The other way is taken and the plans are made again.")
    expect(amara.page.get_by_text("What version 2 changed")).to_be_visible()
    expect(amara.page.locator(".whys")).to_contain_text(REASON)
    amara.looks_around("plan-changed")
    # and the coordinator is told to ask the patient again, the signed paper still there
    nadia.opens(f"{patient}plan/")
    nadia.sees("Consent is to be renewed.")
    nadia.looks_around("plan-renewal")
    nadia.follows("See what changed")
    expect(nadia.page.get_by_role("heading", name=re.compile("From version 1 to version 2"))).to_be_visible()
    nadia.looks_around("plan-changes")
    nadia.opens(f"{patient}consent/")
    nadia.sees("Signed before")
    nadia.opens("/")
    nadia.sees("Plan changed, ask again")
    # until the dentist takes it back: what was signed is the plan again
    amara.page.get_by_role("button", name=re.compile("^Take back")).first.click()
    amara.sees("The change is taken back and the plans are made again.")
    nadia.opens(f"{patient}consent/")
    nadia.sees("This signature covers version 3 too.")
    nadia.opens(f"{patient}plan/versions/")
    nadia.looks_around("plan-versions")


ANSWERED = re.compile("The order is kept from now on|The plan does not hold with this change")


def test_an_order_is_kept_with_the_arrows_and_by_dragging(sits_down, patient):
    amara = sits_down("dentist")
    amara.opens(f"{patient}plan/economy/edit/")
    # by the keyboard: the last line before the one above it
    amara.page.get_by_role("button", name=re.compile("^Put .* before ")).last.press("Enter")
    expect(amara.page.locator("body")).to_contain_text(ANSWERED, timeout=30_000)
    # by the mouse: the second line onto the first
    amara.opens(f"{patient}plan/economy/edit/")
    lines = amara.page.locator("[data-line]")
    lines.nth(1).drag_to(lines.first)
    expect(amara.page.locator("body")).to_contain_text(ANSWERED, timeout=30_000)
