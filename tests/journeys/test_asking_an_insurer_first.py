"""An insurer is asked first: its work waits alone; denied, the plan is adjusted and consent asked anew."""

import datetime as dt
import re

import pytest
from pack_made import covered
from planned import STROKES
from playwright.sync_api import expect

SAID = "A filling would restore the tooth; benefits are limited to the least costly adequate treatment."
REASON = "The insurer pays for the simpler way, and the patient wants what is covered."


@pytest.fixture
def patient(clinic):
    """Somebody with a coverage whose balanced plan is signed; what it does can be done in another way as well."""
    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.compile_plan import compile_plan
    from arcada.cases.actions.open_case import open_case
    from arcada.cases.actions.present import present
    from arcada.cases.actions.sign import Pen, sign
    from arcada.cli.demo import stories
    from arcada.cli.demo.courses import chart_story
    from arcada.insurance.models import BenefitPlan, Payer
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
        payer = Payer.objects.create(practice_id=row.practice_id, name="Blue Harbor Dental")
        benefits = {"plan_type": "ppo", "in_network": True, "percent": [{"scope": "cat:general", "pct": 50}]}
        plan = BenefitPlan.objects.create(
            practice_id=row.practice_id, payer=payer, name="PPO Gold", group_number="G-100", benefits=benefits
        )
        covered(row, plan)
        chart_story(dentist, now, row, story)
        case = open_case(by=coordinator, at=now, patient=row, title=story.title, dentist=None)
        version = compile_plan(by=coordinator, at=now, case=case)
        chosen = version.alternatives.get(tier="balanced")
        proposal = present(by=coordinator, at=now, alternative=chosen)
        accept_alternative(by=coordinator, at=now, alternative=chosen)
        sign(
            by=coordinator,
            at=now,
            proposal=proposal,
            pen=Pen(STROKES, "Mara Okafor"),
            make_sealed=lambda *_: b"%PDF",
        )
    return f"/patients/{row.pk}/"


def test_denied_adjusted_asked_anew(sits_down, patient, clinic):
    # given that the coordinator asks about the dearest line, in words that are drawn from the record
    nadia = sits_down("coordinator")
    nadia.opens(f"{patient}money/preauthorisation/")
    nadia.sees("Nobody was asked yet")
    nadia.looks_around("preauth-none")
    nadia.follows("Ask an insurer")
    nadia.looks_around("preauth-new")
    boxes = nadia.page.locator("input[name=items]")
    for box in boxes.all():
        box.uncheck()
    dearest(nadia.page).check()
    nadia.presses("Write the pack")
    nadia.sees("As the insurer reads it")
    expect(nadia.page.locator("#preview")).to_contain_text("Found:")
    # the preview follows what is typed, before anything is kept
    nadia.page.locator("#narrative").fill("The tooth has lost its walls.\n\nA filling was tried and failed.")
    expect(nadia.page.locator("#preview")).to_contain_text("A filling was tried and failed.")
    nadia.presses("Keep the narrative")
    nadia.sees("The narrative is kept.")
    nadia.looks_around("preauth-draft")
    here = nadia.page.url
    nadia.presses("It was sent")
    nadia.sees("Sent. What it asks about is not booked")
    nadia.looks_around("preauth-sent")
    the_work_waits_and_the_rest_is_booked(nadia, patient)
    # when the insurer denies it
    nadia.opens(here.removeprefix(nadia.address))
    nadia.page.locator("select[name='state-1']").select_option("denied")
    nadia.page.locator("textarea[name='reason-1']").fill(SAID)
    nadia.presses("Record the answer")
    nadia.sees("The answer is on record")
    expect(nadia.page.get_by_text(SAID).first).to_be_visible()
    nadia.looks_around("preauth-denied")
    nadia.opens("/insurers/")
    nadia.sees("Denied: appeal or adjust")
    nadia.looks_around("preauth-worklist")
    nadia.opens("/insurers/clocks/")
    nadia.looks_around("preauth-clocks")
    # then the dentist takes another way, and everybody sees what that changed
    amara = sits_down("dentist")
    amara.opens(here.removeprefix(amara.address))
    amara.follows(re.compile("^Adjust to what is covered"))
    amara.looks_around("preauth-adjust")
    amara.page.locator("input[name=way]:not([disabled])").first.check()
    amara.page.locator("textarea[name=why]").fill(REASON)
    amara.presses("Make the plan with it")
    amara.sees("The plan was made again with what is covered.")
    expect(amara.page.get_by_role("heading", name=re.compile("From version 1 to version 2"))).to_be_visible()
    amara.looks_around("preauth-changes")
    # and the patient is asked anew
    nadia.opens(f"{patient}consent/")
    nadia.sees("Consent is to be renewed.")


def the_work_waits_and_the_rest_is_booked(nadia, patient):
    """What was asked about waits in the calendar, with its reason."""
    nadia.opens(f"{patient}schedule/")
    expect(nadia.page.get_by_text("has not answered yet").first).to_be_visible()
    nadia.looks_around("preauth-schedule")
    book = nadia.page.get_by_role("button", name=re.compile("^Book (all|this)"))
    if book.count():
        book.click()
        nadia.sees("What is left waits for the insurer.")


def dearest(page):
    """The box of the line with the highest fee that names a tooth."""
    rows = page.locator(".chooselines li")
    fees = [
        (float(re.sub(r"[^0-9.]", "", row.locator(".amount").inner_text()) or 0), rank)
        for rank, row in enumerate(rows.all())
    ]
    return rows.nth(max(fees)[1]).locator("input")
