"""The medical history: who takes it, what it raises at once, what is refused, what is kept."""

import pytest

from arcada.web.intake.suggestions import suggestions
from arcada.web.intake.typed_history import allergy, from_record


def _typed(number=0, **fields):
    return {"key": "h1", "number": str(number), **fields}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("dentist", 200),
        ("coordinator", 200),
        ("hygienist", 200),
        ("desk", 403),
        ("manager", 403),
        ("owner", 403),
    ],
)
@pytest.mark.parametrize("page", ["history", "interview"])
def test_who_takes_it(client_for, patient, role, status, page):
    assert client_for(role).get(f"/patients/{patient.pk}/{page}/").status_code == status


def test_what_was_told_is_kept_and_stands_in_the_header(client_for, patient):
    client = client_for("hygienist")
    typed = _typed(
        allergy=["penicillin", ""],
        reaction=["rash", ""],
        medication=["warfarin 5 mg", ""],
        condition=["hypertension", "gout", ""],
        result_blood_pressure="152/94",
        date_blood_pressure="2026-02-27",
        weight_kg="71,5",
    )
    assert client.post(f"/patients/{patient.pk}/history/", typed).status_code == 302
    kept = patient.histories.get()
    assert (kept.allergies, kept.medications, kept.conditions) == (
        ["penicillin (rash)"],
        ["warfarin 5 mg"],
        ["hypertension", "gout"],
    )
    page = client.get(f"/patients/{patient.pk}/").text
    assert "Penicillin allergy" in page
    assert "Blood pressure 152/94" in page
    assert "27 Feb 2026" in page


def test_sent_twice_it_is_one_history(client_for, patient):
    client = client_for("dentist")
    for _ in range(2):
        client.post(f"/patients/{patient.pk}/history/", _typed(allergy=["latex"], reaction=[""]))
    assert patient.histories.count() == 1


def test_two_at_once_do_not_overwrite_each_other(client_for, patient):
    client_for("dentist").post(f"/patients/{patient.pk}/history/", _typed(key="a", medication=["insulin"]))
    late = client_for("hygienist").post(f"/patients/{patient.pk}/history/", _typed(key="b", medication=["metformin"]))
    assert late.status_code == 422
    assert "Somebody else took this history" in late.text
    assert 'value="metformin"' in late.text
    assert patient.histories.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"result_blood_pressure": "15294"}, "Write both figures", id="pressure in one figure"),
        pytest.param({"result_blood_pressure": "84/138"}, "cannot be", id="pressure upside down"),
        pytest.param({"result_inr": "28"}, "INR lies between", id="decimal point forgotten"),
        pytest.param({"result_inr": "2.8", "date_inr": "2131-01-01"}, "lies in the future", id="tomorrow's result"),
        pytest.param({"weight_kg": "heavy"}, "Weight is a number of kilograms", id="weight in words"),
        pytest.param({"weight_kg": "NaN"}, "Weight is a number of kilograms", id="no number at all"),
        pytest.param({"asa": "9"}, "ASA is a class from 1 to 6", id="no such class"),
        pytest.param({"pregnancy_weeks": "12.5"}, "Weeks of pregnancy are a whole number", id="half a week"),
        pytest.param({"smoking_cigarettes_per_day": "-1"}, "whole number", id="fewer than none"),
    ],
)
def test_bad_input_says_what_and_keeps_what_was_typed(client_for, patient, fields, sentence):
    page = client_for("dentist").post(f"/patients/{patient.pk}/history/", _typed(medication=["insulin"]) | fields)
    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="insulin"' in page.text
    assert all(f'value="{value}"' in page.text for value in fields.values())
    assert not patient.histories.exists()


def test_what_is_typed_is_weighed_at_once_and_not_kept(client_for, patient):
    typed = _typed(allergy=["penicillin"], reaction=["hives"], result_blood_pressure="190/100")
    said = client_for("hygienist").post(f"/patients/{patient.pk}/history/check/", typed).text
    assert "Penicillin allergy" in said
    assert "Blood pressure 190/100" in said
    assert not patient.histories.exists()


def test_the_form_is_filled_with_the_last_history(client_for, patient):
    client = client_for("dentist")
    client.post(
        f"/patients/{patient.pk}/history/",
        _typed(allergy=["latex"], reaction=["hives"], result_inr="2.8", weight_kg="70"),
    )
    typed = from_record(patient.histories.get())
    assert (typed.allergies, typed.results["inr"], typed.numbers["weight_kg"]) == (
        (("latex", "hives"),),
        "2.8",
        "70",
    )
    page = client.get(f"/patients/{patient.pk}/history/").text
    assert 'value="latex"' in page
    assert 'name="number" value="1"' in page


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        ("penicillin (rash)", ("penicillin", "rash")),
        ("latex", ("latex", "")),
        ("codeine (nausea (mild))", ("codeine", "nausea (mild)")),
    ],
)
def test_an_allergy_is_what_and_how(entry, parts):
    assert allergy(entry) == parts


def test_the_interview_is_kept_in_the_patients_words(client_for, patient):
    client = client_for("coordinator")
    said = {
        "key": "i1",
        "number": "0",
        "complaint": "It hurts when I chew",
        "wish": ["whitening"],
        "wish_more": "no metal, ",
        "anxiety": "strong",
        "time": ["mon am", "fri am", "tue pm"],
        "budget_monthly": "250",
    }
    for _ in range(2):
        assert client.post(f"/patients/{patient.pk}/interview/", said).status_code == 302
    kept = patient.interviews.get()
    assert kept.wishes == ["whitening", "no metal"]
    page = client.get(f"/patients/{patient.pk}/").text
    assert "It hurts when I chew" in page
    assert "Mon and Fri mornings, Tue afternoons" in page
    assert "$250 a month" in page
    assert "Very anxious" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"budget": "-5"}, "zero or more"),
        ({"budget": "a lot"}, "Enter a number"),
        ({"anxiety": "panic"}, "Select a valid choice"),
        ({"time": ["mon noon"]}, "is not a half day"),
    ],
)
def test_a_bad_interview_keeps_what_was_said(client_for, patient, fields, sentence):
    said = {"key": "i2", "number": "0", "complaint": "Loose crown"}
    page = client_for("coordinator").post(f"/patients/{patient.pk}/interview/", said | fields)
    assert page.status_code == 422
    assert sentence in page.text
    assert "Loose crown" in page.text


def test_the_offered_words_are_each_offered_once():
    offered = suggestions()
    words = [word for group in offered.conditions.values() for word in group]
    assert len(words) == len(set(words)) > 20
    assert "penicillin" in offered.allergies


def test_each_offered_word_is_one_that_the_rules_read():
    from arcada.core.risk.facts import matches
    from arcada.interop.knowledge import load_library

    rules, offered = load_library().facts, suggestions()
    words = {
        "conditions": [word for group in offered.conditions.values() for word in group],
        "medications": offered.medications,
        "allergies": offered.allergies,
    }
    unread = [
        word
        for name, entries in words.items()
        for word in entries
        if not any(matches(getattr(rule, name), (word,)) for rule in rules)
    ]
    assert sorted(unread) == sorted(offered.unread)


@pytest.mark.parametrize(
    ("typed", "alert", "sentence"),
    [
        pytest.param(
            {"medication": "warfarin 5 mg"}, "Warfarin", "only the prescriber may change it", id="anticoagulant"
        ),
        pytest.param(
            {"medication": "alendronate 70 mg, 6 years"}, "Alendronate", "healing of the jaw", id="bone medicine"
        ),
        pytest.param({"condition": "prosthetic heart valve"}, "Prosthetic heart valve", "antibiotic", id="heart valve"),
        pytest.param(
            {"result_blood_pressure": "184/100"}, "Blood pressure 184/100", "at or above 180/110", id="pressure"
        ),
        pytest.param({"pregnancy_weeks": "20"}, "Pregnant, week 20", "weeks 14 to 28", id="pregnancy"),
        pytest.param({"allergy": "latex", "reaction": "hives"}, "Latex allergy", "Latex-free", id="latex"),
    ],
)
def test_what_follows_is_said_in_a_sentence_at_once(client_for, patient, typed, alert, sentence):
    said = client_for("hygienist").post(f"/patients/{patient.pk}/history/check/", _typed(**typed)).text
    assert alert in said
    assert sentence in said


def test_a_word_that_no_rule_reads_becomes_a_question(client_for, patient):
    said = client_for("dentist").post(f"/patients/{patient.pk}/history/check/", _typed(medication="zzyvax")).text
    assert "No rule reads the medicine “zzyvax”" in said


def test_a_healthy_history_raises_nothing(client_for, patient):
    said = client_for("dentist").post(f"/patients/{patient.pk}/history/check/", _typed()).text
    assert "Nothing so far changes dental care" in said


def test_what_stands_in_the_header_are_facts_that_the_rules_know():
    from arcada.web.shell.consequences import TELLING, rules

    assert {rule.fact for rule in rules().facts} >= TELLING
