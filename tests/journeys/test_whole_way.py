"""The whole way of one patient, from the first call to the day when a visit is missed."""

import re

import chart_page as chart
import intake_pages as intake
from intake_pages import RUTH, RUTHIE

COMPLAINT = "The lower left wakes me at night."


def test_a_patient_goes_the_whole_way(sits_down):
    nadia = sits_down("coordinator")
    patient = somebody_new_is_registered(nadia)
    she_tells_her_history(nadia, patient)
    a_case_is_opened(nadia, patient)
    amara = sits_down("dentist")
    she_charts_the_mouth(amara, patient)
    a_suspicion_counts_for_nothing_until_confirmed(amara, patient)


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
