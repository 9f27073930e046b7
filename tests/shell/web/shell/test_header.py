"""The header says who lies in the chair and what must be seen before anything is done."""

import datetime as dt

import pytest

from arcada.patients.models import Interview, MedicalHistory
from arcada.web.shell.alerts import alerts, alerts_of, fear, short, substance
from arcada.web.shell.header import age, facts, full_name
from arcada.web.shell.page import initials

TODAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (dt.date(1984, 5, 17), dt.date(2026, 5, 16), 41),
        (dt.date(1984, 5, 17), dt.date(2026, 5, 17), 42),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), 0),
        (dt.date(2024, 2, 29), dt.date(2025, 3, 1), 1),
    ],
)
def test_age_is_in_whole_years(born, today, years):
    assert age(born, today) == years


def test_the_facts_are_one_line(patient):
    assert facts(patient, TODAY) == "41 y · 17 May 1984 · No. 1001 · Phone call"
    patient.guardian_name = "Ruth Okafor"
    assert facts(patient, TODAY).endswith("guardian Ruth Okafor")


def test_the_name_says_how_somebody_likes_to_be_called(patient):
    patient.preferred_name = "Mo"
    assert full_name(patient) == "Mara “Mo” Okafor"


@pytest.mark.parametrize(
    ("entry", "said"),
    [("penicillin (rash)", "Penicillin"), ("Latex allergy", "Latex"), ("codeine: nausea", "Codeine")],
)
def test_the_substance_is_taken_out_of_the_entry(entry, said):
    assert substance(entry) == said


@pytest.mark.parametrize(
    ("history", "shown"),
    [
        pytest.param({}, [], id="nothing to warn of"),
        pytest.param({"allergies": ["penicillin (rash)"]}, [("danger", "Penicillin allergy")], id="allergy"),
        pytest.param({"results": {"blood_pressure": "138/84"}}, [], id="usual pressure"),
        pytest.param({"results": {"blood_pressure": "152/94"}}, [("warn", "Blood pressure 152/94")], id="raised"),
        pytest.param(
            {"results": {"blood_pressure": "150/112"}},
            [("danger", "Blood pressure 150/112")],
            id="lower figure",
        ),
        pytest.param({"pregnancy_weeks": 0}, [("warn", "Pregnant, week 0")], id="pregnancy, just known"),
    ],
)
def test_what_a_history_raises(history, shown):
    assert [(flag.kind, flag.text) for flag in alerts(MedicalHistory(**history))] == shown


def test_a_patient_whom_nobody_asked_is_not_called_healthy(patient):
    assert [flag.text for flag in alerts_of(patient)] == ["No medical history yet"]


@pytest.mark.parametrize(
    ("name", "letters"), [("Dr Amara Osei", "AO"), ("Nadia", "N"), ("Kim van der Berg", "KB"), ("", "")]
)
def test_initials_leave_titles_out(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("alendronate 70 mg weekly, 6 years", "Alendronate"),
        ("warfarin", "Warfarin"),
        ("denosumab (Prolia)", "Denosumab"),
        ("5-fluorouracil", "5-fluorouracil"),
    ],
)
def test_a_medicine_stands_in_the_header_by_its_name(entry, name):
    assert short(entry) == name


def test_only_medicines_and_conditions_that_change_care_stand_in_the_header():
    history = MedicalHistory(medications=["amlodipine 5 mg", "apixaban 5 mg"], conditions=["gout", "haemophilia"])
    assert [flag.text for flag in alerts(history)] == ["Apixaban", "Haemophilia"]


def test_the_mouth_stands_in_small_for_those_who_read_the_chart(client_for, patient, member, at):
    from arcada.cases.models import Chart, Finding

    chart = Chart.objects.create(practice=patient.practice, patient=patient, revision=1)
    Finding.objects.create(
        practice=patient.practice,
        chart=chart,
        number=1,
        term="root caries",
        scope="tooth",
        where=["36"],
        status="suspected",
        found_date=at.date(),
        recorded_by=member("dentist"),
        recorded_at=at,
    )
    assert 'class="mini"' in client_for("hygienist").get(f"/patients/{patient.pk}/").text
    assert 'class="mini"' not in client_for("desk").get(f"/patients/{patient.pk}/").text


@pytest.mark.parametrize(
    ("role", "seen"),
    [("dentist", True), ("hygienist", True), ("manager", True), ("desk", False), ("owner", False)],
)
def test_the_chart_has_a_tab_for_those_who_read_it_and_those_who_may_open_it_with_a_reason(
    member, patient, at, monkeypatch, role, seen
):
    from arcada.web.shell import header

    monkeypatch.setattr(header, "address", lambda page, *_: f"/{page}/")
    tabs = header.patient_header(patient, member=member(role), now=at).tabs
    assert ("Chart" in [tab.label for tab in tabs]) is seen


@pytest.mark.parametrize(
    ("anxiety", "conditions", "shown"),
    [
        pytest.param("strong", [], ["Very anxious"], id="said so strongly"),
        pytest.param("some", ["dental anxiety"], ["Anxious"], id="said so, and told before"),
        pytest.param("", ["dental anxiety"], ["Anxious"], id="only the history tells"),
        pytest.param("none", [], [], id="at ease"),
    ],
)
def test_fear_is_seen_before_anything_is_done(anxiety, conditions, shown):
    found = fear(Interview(anxiety=anxiety), MedicalHistory(conditions=conditions))
    assert [flag.text for flag in found] == shown
