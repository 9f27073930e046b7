"""What a history says in its own words, as facts: classes of medicines, doses, durations, denials, units, allergies."""

from typing import Any

import pytest

from arcada.core.risk.elapsed import days_ago, days_lasting
from arcada.core.risk.facts import affirmed, read_facts, unknown_words
from arcada.core.risk.patient import Patient
from arcada.core.risk.readings import readings
from arcada.interop.knowledge import load_library

LIBRARY = load_library()


def facts_of(told: dict[str, Any]) -> dict[str, object]:
    events = told.pop("events", {})
    return read_facts(Patient(**told), events, {"mouth.findings": frozenset()}, LIBRARY.facts)


def medicine(*words: str) -> dict[str, Any]:
    return {"medications": words}


def condition(*words: str) -> dict[str, Any]:
    return {"conditions": words}


def allergy(*words: str) -> dict[str, Any]:
    return {"allergies": words}


WORDS: list[tuple[str, dict[str, Any], str, bool]] = [
    ("S37 brand names of direct anticoagulants", medicine("Xarelto 20 mg"), "doac", True),
    ("S37 a medicine that was stopped thins nothing", medicine("warfarin, stopped in May"), "bleeding_drug", False),
    ("S37 two platelet inhibitors are dual therapy", medicine("aspirin 75 mg", "ticagrelor 90 mg"),
     "dual_antiplatelet", True),
    ("S37 one platelet inhibitor is not", medicine("clopidogrel 75 mg"), "dual_antiplatelet", False),
    ("S38 a stent of four months is time-limited therapy", condition("drug-eluting stent 4 months ago"),
     "time_limited_thinner", True),
    ("S38 a stent of five years is not", condition("coronary stent 5 years ago"), "time_limited_thinner", False),
    ("S37 a clot of six weeks is recent", condition("DVT 6 weeks ago"), "time_limited_thinner", True),
    ("S37 a clot of two years is not", condition("deep vein thrombosis 2 years ago"), "time_limited_thinner", False),
    ("S34 a repaired valve", condition("mitral valve repair with annuloplasty ring"), "endocarditis_risk", True),
    ("S34 a defect closed by a device three months ago", condition("ASD closed with a device 3 months ago"),
     "endocarditis_risk", True),
    ("S34 a defect closed by a device four years ago", condition("ASD closed with a device 4 years ago"),
     "endocarditis_risk", False),
    ("S34 a murmur", condition("heart murmur"), "endocarditis_risk", False),
    ("S34 a pacemaker", condition("pacemaker"), "endocarditis_risk", False),
    ("S48 an infarction of five weeks", condition("myocardial infarction 5 weeks ago"), "recent_cardiac_event", True),
    ("S48 an infarction of four years", condition("myocardial infarction 4 years ago"), "recent_cardiac_event", False),
    ("S41 yearly infusion for three years is low risk", medicine("zoledronic acid 5 mg yearly for 3 years"),
     "mronj_high", False),
    ("S41 an infusion every four weeks is a cancer dose", medicine("zoledronic acid 4 mg every 4 weeks"),
     "mronj_high", True),
    ("S41 six-monthly is the dose for osteoporosis", medicine("denosumab 60 mg six-monthly"), "mronj_high", False),
    ("S41 so is ibandronate once a month", medicine("ibandronate 150 mg monthly for 2 years"), "mronj_high", False),
    ("S41 monthly denosumab is not", medicine("denosumab monthly"), "mronj_high", True),
    ("S41 the distance of two doses is not a duration", medicine("denosumab 60 mg every 6 months"),
     "long_antiresorptive", False),
    ("S41 more than five years", medicine("alendronic acid 70 mg once weekly, 8 years"), "mronj_high", True),
    ("S41 five years are not more than five", medicine("risedronate 35 mg weekly for 5 years"), "mronj_high", False),
    ("S41 with a steroid at any duration", medicine("ibandronate 150 mg monthly for 1 year", "prednisolone 5 mg"),
     "mronj_high", True),
    ("S41 an inhaled steroid does not count, nor hide another", medicine("Prolia", "budesonide inhaler (steroid)"),
     "mronj_high", False),
    ("S41 a tablet counts beside an inhaler", medicine("Prolia", "steroid inhaler", "prednisone 10 mg"),
     "mronj_high", True),
    ("S41 'no steroid' is no steroid", medicine("alendronate 3 years, no steroid"), "steroid", False),
    ("S41 denosumab wears off after nine months", medicine("denosumab stopped 2 years ago"), "mronj", False),
    ("S42 a medicine that is only planned", condition("osteoporosis, zoledronic acid planned"), "mronj", False),
    ("S42 is a reason to extract before it", condition("osteoporosis, zoledronic acid planned"),
     "antiresorptive_ahead", True),
    ("S43 radiation of the jaw years ago", condition("66 Gy to the mandible 6 years ago"), "irradiated", True),
    ("S43 radiation of the breast", condition("breast cancer, radiotherapy 5 years ago"), "irradiated", False),
    ("S43 planned radiation is not past", condition("radiotherapy of the larynx planned"), "irradiated", False),
    ("S43 planned radiation", condition("radiotherapy of the larynx planned"), "radiotherapy_ahead", True),
    ("S75 weeks said in words", condition("pregnant, 8 weeks"), "first_trimester", True),
    ("S75 trying for a child is not pregnant", condition("trying to become pregnant"), "pregnant", False),
    ("S34 severe reaction", allergy("penicillin (anaphylaxis)"), "severe_penicillin_allergy", True),
    ("S34 rash", allergy("amoxicillin (rash)"), "severe_penicillin_allergy", False),
    ("nothing known is no allergy", allergy("no known drug allergies"), "penicillin_allergy", False),
    ("sulphite rules out adrenaline", allergy("sulphites"), "no_adrenaline", True),
    ("S76 platelets a microlitre", {"results": {"platelet_count": 42000}}, "bleeding_disorder", True),
    ("S76 platelets in billions", {"results": {"platelets": 180}}, "bleeding_disorder", False),
    ("S47 HbA1c in mmol/mol", {"results": {"HbA1c": "83 mmol/mol"}}, "poor_diabetes", True),
    ("S47 HbA1c 53 mmol/mol is 7.0 percent", {"results": {"hba1c": 53}}, "poor_diabetes", False),
    ("S47 HbA1c in a sentence", condition("type 2 diabetes, HbA1c 9.5%"), "poor_diabetes", True),
    ("S47 glucose in mmol/l", {"results": {"glucose": "14 mmol/l"}}, "poor_diabetes", True),
    ("S47 glucose in mg/dl", {"results": {"fasting_glucose": 126}}, "poor_diabetes", False),
    ("S48 pressure as two numbers", {"results": {"systolic": 150, "diastolic": 112}}, "severe_hypertension", True),
    ("S48 pressure in a sentence", condition("hypertension, 182 over 96 today"), "severe_hypertension", True),
    ("a denied disease", condition("hypertension, no diabetes"), "diabetes", False),
    ("class ending: -olol", medicine("bisoprolol 5 mg"), "hypertension", True),
    ("class ending: -gliflozin", medicine("dapagliflozin"), "diabetes", True),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "told", "fact", "holds"), WORDS, ids=[row[0] for row in WORDS])
def test_words_become_facts(rule: str, told: dict[str, Any], fact: str, holds: bool) -> None:
    assert bool(facts_of(dict(told)).get(f"patient.{fact}")) is holds, rule


@pytest.mark.parametrize(
    ("text", "since", "lasting"),
    [
        ("stroke 3 months ago", 90, 90),
        ("drug-eluting stent four months ago", 120, 120),
        ("alendronate 70 mg weekly for 7 years", 2555, 2555),
        ("denosumab 60 mg every 6 months, last dose 5 months ago", 150, 150),
        ("zoledronic acid 4 mg every 4 weeks", None, None),
        ("heart attack last month", 30, None),
        ("measured yesterday", 1, None),
        ("hypertension", None, None),
    ],
)
def test_how_long_ago_and_for_how_long(text: str, since: int | None, lasting: int | None) -> None:
    assert (days_ago(text), days_lasting(text)) == (since, lasting)


@pytest.mark.parametrize(
    ("results", "facts"),
    [
        ({"INR": "2.8 (9 days ago)"}, {"patient.inr": 2.8, "patient.inr_age": 9}),
        ({"inr": 3.1, "inr_age_days": 1}, {"patient.inr": 3.1, "patient.inr_age": 1}),
        ({"bp": "190 / 115 mmHg"}, {"patient.systolic": 190, "patient.diastolic": 115}),
        ({"temperature": 101.3}, {"patient.temperature": 38.5}),
        ({"hba1c_mmol_mol": 64}, {"patient.hba1c": 8.0}),
        ({"blood_sugar": 11.5}, {"patient.glucose": 207.0}),
        ({"plaque_score_percent": 70, "inr": None}, {}),
    ],
)
def test_results_in_any_spelling_and_unit(results: dict[str, Any], facts: dict[str, object]) -> None:
    assert readings(results, ()) == facts


def test_a_target_is_not_a_measurement() -> None:
    assert readings({}, ("warfarin, INR target 2 to 3",)) == {}


def test_what_an_entry_denies_is_cut_out_of_it() -> None:
    assert affirmed("alendronate 3 years, no steroid, osteoporosis") == "alendronate 3 years, , osteoporosis"
    assert affirmed("no known allergies") == ""


def test_denials_and_known_classes_raise_no_question() -> None:
    patient = Patient(
        conditions=("none", "rheumatoid arthritis", "polymyalgia rheumatica"),
        medications=("letrozole", "donepezil 10 mg", "furosemide", "zorblaxin 3 puffs"),
        allergies=("no known allergies", "purple dye 7"),
    )
    assert unknown_words(patient, LIBRARY.facts) == (
        ("medications", "zorblaxin 3 puffs"),
        ("allergies", "purple dye 7"),
    )


def test_weeks_of_pregnancy_give_a_day_of_birth_where_no_date_is_told() -> None:
    assert facts_of({"pregnancy_weeks": 22})["event.EVENT_birth"] == 126
    assert facts_of({"pregnancy_weeks": 22, "events": {"EVENT_birth": 120}})["event.EVENT_birth"] == 120
