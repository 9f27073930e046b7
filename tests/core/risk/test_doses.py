"""Doses that depend on the patient: the anaesthetic of a visit (d.9) and the antibiotic before it (d.4)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from arcada.core.risk.facts import read_facts
from arcada.core.risk.flags import raise_flags
from arcada.core.risk.patient import Patient
from arcada.core.risk.prophylaxis import dose_sentence
from arcada.interop.knowledge import load_library

LIBRARY = load_library()


def facts_of(**told: Any) -> dict[str, object]:
    return read_facts(Patient(**told), {}, {"mouth.findings": frozenset()}, LIBRARY.facts)


@pytest.mark.parametrize(
    ("rule", "told", "drug"),
    [
        ("lidocaine is the usual drug", {"age_years": 40, "weight_kg": 70}, "lidocaine"),
        ("sulphite keeps adrenaline, so it is left out", {"allergies": ("sulphites",)}, "mepivacaine"),
        ("metabisulfite is the same", {"allergies": ("metabisulfite",)}, "mepivacaine"),
    ],
)
def test_the_drug_suits_the_patient(rule: str, told: dict[str, Any], drug: str) -> None:
    assert LIBRARY.doses.choice(facts_of(**told)).id == drug, rule


@pytest.mark.parametrize(
    ("rule", "country", "age", "weight", "most"),
    [
        ("S33 no country: the lowest adult table", "", 40, 60, "264.0"),
        ("S33 no country: its absolute figure", "", 50, 95, "300.0"),
        ("S31 the US table by weight", "US", 40, 60, "420.0"),
        ("S31 the US absolute figure", "US", 50, 95, "500.0"),
        ("children keep the children's table in any country", "US", 5, 18, "79.2"),
    ],
)
def test_the_table_of_the_country_holds(rule: str, country: str, age: int, weight: int, most: str) -> None:
    table = replace(LIBRARY.doses, country=country)
    assert table.maximum({"patient.age": age, "patient.weight": weight}) == Decimal(most), rule


def test_both_figures_and_their_tables_are_told() -> None:
    told = LIBRARY.doses.sentence({"patient.age": 5, "patient.weight": 18})
    assert "79.2 mg a visit, 2.2 cartridges, by the children's table (4.4 mg/kg, 300 mg in all)" in told
    assert "126.0 mg (the table of CA (7.0 mg/kg, 500 mg in all)" in told or "126.0 mg (the table of US" in told


def test_a_child_without_a_weight_is_weighed_first() -> None:
    facts = facts_of(age_years=6)
    raised = raise_flags(LIBRARY.flags, facts, frozenset({"extraction"}), LIBRARY.figures(facts))
    told = next(one.text for one in raised if one.flag == "local_anaesthetic_dose_limit")
    assert "the weight is taken before anything is numbed" in told
    assert LIBRARY.doses.maximum(facts) is None


@pytest.mark.parametrize(
    ("rule", "told", "sentence"),
    [
        ("S34 adult", {"age_years": 60}, "Amoxicillin 2000 mg"),
        ("S34 child by weight", {"age_years": 5, "weight_kg": 18}, "Amoxicillin 900 mg"),
        ("S34 no child gets more than an adult", {"age_years": 17, "weight_kg": 80}, "Amoxicillin 2000 mg"),
        ("S34 rash", {"age_years": 60, "allergies": ("penicillin (rash)",)}, "Cefalexin 2000 mg"),
        ("S34 anaphylaxis", {"age_years": 60, "allergies": ("penicillin (anaphylaxis)",)}, "Azithromycin 500 mg"),
        ("S34 unknown is taken as severe", {"age_years": 60, "allergies": ("penicillin",)}, "Azithromycin 500 mg"),
        ("S34 macrolides too", {"age_years": 60, "allergies": ("penicillin", "erythromycin")}, "Doxycycline 100 mg"),
        ("S34 nothing suits", {"age_years": 9, "allergies": ("penicillin", "macrolides")},
         "None of the usual antibiotics suits"),
    ],
)  # fmt: skip
def test_the_antibiotic_before_work(rule: str, told: dict[str, Any], sentence: str) -> None:
    assert dose_sentence(LIBRARY.regimens, facts_of(**told)).startswith(sentence), rule


def test_clindamycin_is_not_offered() -> None:
    assert not any("clinda" in one.drug.lower() for one in LIBRARY.regimens)


def test_a_country_words_the_warning_where_guidelines_differ() -> None:
    facts = facts_of(conditions=("mechanical mitral valve",), age_years=60)
    texts = {
        country: next(
            one.text
            for one in raise_flags(LIBRARY.flags, facts, frozenset({"extraction"}), LIBRARY.figures(facts), country)
            if one.flag == "antibiotic_prophylaxis_endocarditis"
        )
        for country in ("", "GB")
    }
    assert "Amoxicillin 2000 mg" in texts[""]
    assert "not given routinely" in texts["GB"]


def test_of_several_lines_of_a_flag_the_first_gives_the_sentence() -> None:
    facts = facts_of(age_years=60, allergies=("penicillin (anaphylaxis)",))
    raised = [one for one in raise_flags(LIBRARY.flags, facts, frozenset()) if one.flag == "penicillin_allergy"]
    assert [one.text.startswith("A severe reaction") for one in raised] == [True]
