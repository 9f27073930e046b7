"""The whole way of one patient, from the first call to the day when a visit is missed."""

import datetime as dt
import io
import re
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import booking_pages as booking
import chart_page as chart
import intake_pages as intake
import plan_pages as plans
import time_machine
from django.conf import settings
from intake_pages import RUTH, RUTHIE
from playwright.sync_api import expect
from pypdf import PdfReader

from arcada.documents.authority import ensure_authority
from arcada.documents.seal import verify

COMPLAINT = "The lower left wakes me at night."


def test_a_patient_goes_the_whole_way(sits_down):
    nadia = sits_down("coordinator")
    patient = somebody_new_is_registered(nadia)
    she_tells_her_history(nadia, patient)
    a_case_is_opened(nadia, patient)
    amara = sits_down("dentist")
    she_charts_the_mouth(amara, patient)
    a_suspicion_counts_for_nothing_until_confirmed(amara, patient)
    what_proves_the_findings_is_added(amara, patient)
    three_plans_are_made(nadia, patient)
    the_dentist_asks_why_and_recommends(amara, patient)
    the_patient_sees_the_proposal_and_accepts(nadia, patient)
    she_signs_on_the_screen(nadia, patient)
    visits = all_visits_are_booked_at_once(nadia, patient)
    the_day_book_shows_them(nadia, visits)
    the_journey_knows_what_is_done(nadia, patient)
    the_mouth_walks_from_was_to_became(amara, patient)
    on_the_day_she_does_not_come(sits_down, visits)


def somebody_new_is_registered(nadia):
    # given a practice that knows nobody yet
    nadia.looks_around("today-empty")
    nadia.opens("/patients/")
    nadia.sees("No patients yet")
    nadia.looks_around("patients-empty")
    # when the coordinator registers somebody, and then somebody very like her
    patient = intake.registers(nadia, RUTH)
    nadia.looks_around("overview-new")
    intake.begins_to_register(nadia, RUTHIE)
    # then she is asked whether the two are one, before anything is saved
    intake.is_asked_about(nadia, RUTH, same=("same", "1979"))
    nadia.looks_around("new-patient-known")
    nadia.follows("Open that one")
    assert nadia.path == patient
    nadia.opens("/patients/")
    nadia.sees("1 patient")
    nadia.looks_around("patients")
    return patient


def she_tells_her_history(nadia, patient):
    # when the coordinator takes the history
    intake.takes_the_history(nadia, patient, allergy="penicillin", reaction="rash")
    # then what follows from it is said while she types
    nadia.sees("penicillin")
    nadia.looks_around("history")
    intake.keeps_the_history(nadia)
    # and the allergy stands over every page of the patient
    assert any("enicillin" in one for one in intake.alerts(nadia))
    intake.holds_the_interview(nadia, patient, complaint=COMPLAINT)
    nadia.looks_around("interview")
    intake.keeps_the_interview(nadia)
    nadia.sees(COMPLAINT)
    nadia.looks_around("overview")


def a_case_is_opened(nadia, patient):
    nadia.opens(f"{patient}case/")
    nadia.looks_around("case-none")
    intake.opens_a_case(nadia, patient, "Lower left pain", dentist="Dr Amara Osei")
    nadia.looks_around("case-open")


def she_charts_the_mouth(amara, patient):
    # given an empty chart, numbered as the practice's country does
    amara.opens(f"{patient}chart/")
    amara.looks_around("chart-empty")
    # when the dentist charts by the typed line alone
    chart.adds(amara, "14 mo car", said="14 MO: cavitated dentine caries, confirmed.")
    chart.adds(amara, "19 irreversible", said="19: irreversible pulpitis, confirmed.")
    chart.adds(amara, "1 16 17 32 missing", said="charted")
    chart.adds(amara, "mouth gingivitis", said="gingivitis, confirmed.")
    # and when she chooses several teeth by mouse, and a surface
    chart.drags_over(amara, "37", "36")
    assert chart.chosen(amara) == ["36", "37"]
    chart.points_at(amara, "15", "13")
    assert chart.chosen(amara) == ["13", "15"]
    chart.adds(amara, "root caries", said="root caries, confirmed.")
    chart.points_at_surface(amara, "46", "O")
    chart.adds(amara, "cavitated", said="30 O: cavitated dentine caries, confirmed.")
    # then all of it stands in the list, and each tooth says what is on it
    assert "cavity" in chart.marks_on(amara, "26")
    assert "missing" in chart.marks_on(amara, "38")
    amara.looks_around("chart")


def a_suspicion_counts_for_nothing_until_confirmed(amara, patient):
    # given caries that the dentist only suspects
    amara.opens(f"{patient}chart/")
    before = chart.findings(amara).count()
    chart.types_a_line(amara, "3 o defective")
    amara.ticks("only suspected")
    amara.presses("Add")
    chart.hears(amara, "3 O: defective restoration, suspected.")
    assert "suspected" in chart.marks_on(amara, "16")
    # then plans would be made from all findings but this one
    amara.opens(f"{patient}plan/")
    amara.sees(re.compile(rf"{before}\s+confirmed findings"))
    amara.looks_around("plan-ready")
    # when she confirms it
    amara.opens(f"{patient}chart/")
    detail = chart.opens_finding(amara, "Defective restoration")
    amara.looks_around("chart-finding")
    detail.get_by_role("button", name="Confirm").click()
    chart.hears(amara, "confirmed")
    # then it counts like any other
    amara.opens(f"{patient}plan/")
    amara.sees(re.compile(rf"{before + 1}\s+confirmed findings"))


def what_proves_the_findings_is_added(amara, patient):
    # given findings whose proof is not on record
    amara.opens(f"{patient}chart/")
    missing = amara.part(re.compile("^Records incomplete")).get_by_role("link", name=re.compile("^Of another day"))
    assert missing.count() > 3
    # when the dentist adds one after the other
    lacks = amara.page.locator("#detail .lack")
    while missing.count():
        missing.first.click()
        amara.waits()
        expect(lacks.first).to_be_visible()
        before = lacks.count()
        amara.page.locator("#detail").get_by_role("button", name="Add evidence").click()
        expect(lacks).to_have_count(before - 1)
    # then nothing is missing any more
    amara.sees("Records are complete for these findings.")


def three_plans_are_made(nadia, patient):
    # when the coordinator asks for plans, she sees how far they are
    plans.makes_the_plans(nadia, patient)
    # then three stand side by side, each finding answered or accounted for
    plans.sees_three_plans(nadia)
    nadia.sees("Every finding answered or accounted for")
    nadia.looks_around("plans")


def the_dentist_asks_why_and_recommends(amara, patient):
    amara.opens(f"{patient}plan/")
    # when the dentist opens the reason of a line
    reason = plans.asks_why(amara, re.compile("."))
    # then it says what for, by which rule, and what else was possible
    expect(reason).to_contain_text("version 1")
    amara.looks_around("plans-why")
    amara.types("Escape")
    expect(reason).to_be_hidden()
    # and what she recommends is marked
    amara.presses("Recommend balanced")
    amara.sees("Balanced is marked as recommended.")


def the_patient_sees_the_proposal_and_accepts(nadia, patient):
    # when the coordinator presents the balanced plan
    nadia.opens(f"{patient}plan/")
    plans.opens_the_letter(nadia, "Balanced")
    nadia.sees(re.compile("You are allergic to penicillin"))
    nadia.looks_around("proposal")
    letter = plans.downloads(nadia, "Download the PDF")
    assert letter.content.startswith(b"%PDF-")
    assert len(PdfReader(io.BytesIO(letter.content)).pages) == 1
    plans.presents_it(nadia)
    # and the patient accepts it
    nadia.looks_around("consent-choose")
    plans.accepts(nadia, "Balanced")
    # then the others are set aside
    nadia.opens(f"{patient}plan/")
    expect(plans.plan(nadia, "Balanced")).to_contain_text("accepted")
    for other in ("Premium", "Economy"):
        expect(plans.plan(nadia, other)).to_contain_text("set aside")


def she_signs_on_the_screen(nadia, patient):
    nadia.opens(f"{patient}consent/")
    # when the patient writes her name and draws her signature
    nadia.writes("Name of the person who signs", "Ruth Abernathy")
    plans.draws_a_signature(nadia)
    nadia.looks_around("consent-sign")
    nadia.presses("Sign the balanced plan")
    # then it is sealed, and its fingerprint is that of the file that comes down
    nadia.sees("Signed, cannot change")
    nadia.looks_around("consent-signed")
    paper = plans.downloads(nadia, "Download the signed PDF")
    nadia.sees(paper.fingerprint)
    authority = ensure_authority(settings.HOME / "seal", at=dt.datetime.now(dt.UTC))
    with ThreadPoolExecutor() as beside:  # the seal's reader wants a thread without the browser's loop
        assert beside.submit(verify, paper.content, authority=authority).result().good


def all_visits_are_booked_at_once(nadia, patient):
    # when the coordinator books the plan
    nadia.follows("Book the visits")
    expect(nadia.page.get_by_role("region", name="Visits in time")).to_be_visible(timeout=booking.OFFERED)
    nadia.looks_around("schedule-offer")
    count = booking.books_all(nadia)
    # then every visit has its date in one click, in the plan's order
    visits = booking.visits(nadia)
    assert len(visits) == count
    assert all(one.address for one in visits)
    nadia.looks_around("schedule-booked")
    return visits


def the_day_book_shows_them(nadia, visits):
    first = visits[0]
    # when the day of the first visit is opened, by chair and by provider
    nadia.opens(first.address)
    booking.by(nadia, "Chairs")
    expect(booking.appointment(nadia, first.chair, "Abernathy")).to_be_visible()
    nadia.looks_around("daybook-chairs")
    booking.by(nadia, "Providers")
    # then it stands in both
    expect(booking.appointment(nadia, first.provider, "Abernathy")).to_be_visible()
    nadia.looks_around("daybook-providers")


def the_journey_knows_what_is_done(nadia, patient):
    # then the journey reads from the record what is done, without a tick by hand
    nadia.opens(f"{patient}case/")
    for step in ("retrieve_patient_profile", "document_treatment_options", "finalise_and_sign"):
        expect(nadia.page.locator(f"#step-{step}")).to_have_class("done")
    nadia.looks_around("case")


def the_mouth_walks_from_was_to_became(amara, patient):
    # given the chart as it is today
    amara.opens(f"{patient}chart/")
    stops = amara.page.get_by_role("navigation", name="Walk the mouth from was to became").get_by_role("link")
    assert "cavity" in chart.marks_on(amara, "26")
    # when the dentist walks to the last visit by key
    for at in range(1, stops.count()):
        amara.types("]")
        expect(stops.nth(at)).to_have_attribute("aria-current", "step")
    # then the mouth shows what it will have become, and walking back shows what was
    expect(chart.tooth(amara, "26")).not_to_have_attribute("aria-label", re.compile("cavity"))
    amara.looks_around("chart-became")
    stops.first.click()
    expect(chart.tooth(amara, "26")).to_have_attribute("aria-label", re.compile("cavity"))


def on_the_day_she_does_not_come(sits_down, visits):
    # given the afternoon of the first visit
    first = visits[0]
    day = dt.date.fromisoformat(re.search(r"date=(\d{4}-\d\d-\d\d)", first.address)[1])
    evening = dt.datetime.combine(day, dt.time(16, 50), ZoneInfo("America/Chicago"))
    with time_machine.travel(evening, tick=True):
        sam = sits_down("desk")
        sam.looks_around("today-desk")
        # when the desk marks the visit as missed
        sam.opens(first.address)
        sam.looks_around("daybook-appointment")
        sam.presses("Missed")
        # then it stays where it was, in red, and somebody has to call
        sam.sees("Ruth Abernathy: missed.")
        missed = sam.page.locator("a.ev.missed").filter(has_text="Abernathy")
        expect(missed).to_be_visible()
        expect(booking.calls(sam)).to_contain_text("visit 1 of the plan waits")
        expect(booking.calls(sam).get_by_role("link", name=re.compile("^Call Ruth Abernathy")).first).to_be_visible()
        sam.looks_around("daybook-missed")
