"""History to facts, facts to warnings, weight to dose: examples as tables."""

from decimal import Decimal
from typing import Any

import pytest

from arcada.core.risk.facts import as_number, read_facts, unknown_words
from arcada.core.risk.flags import raise_flags
from arcada.core.risk.patient import Patient
from arcada.interop.knowledge import load_library

LIBRARY = load_library()
FACTS: list[tuple[dict[str, Any], str, bool]] = [
    ({"medications": ("warfarin 5 mg",)}, "anticoagulant", True),
    ({"medications": ("Apixaban",)}, "anticoagulant", True),
    ({"medications": ("Apixaban",)}, "vitamin_k_antagonist", False),
    ({"medications": ("aspirin 100 mg",)}, "antiplatelet", True),
    ({"medications": ("paracetamol",)}, "bleeding_drug", False),
    ({"conditions": ("mechanical mitral valve",)}, "endocarditis_risk", True),
    ({"conditions": ("mitral valve prolapse",)}, "endocarditis_risk", False),
    ({"conditions": ("total hip replacement",)}, "prosthetic_joint", True),
    ({"conditions": ("total hip replacement",)}, "endocarditis_risk", False),
    ({"conditions": ("haemophilia A",)}, "bleeding_disorder", True),
    ({"conditions": ("von Willebrand disease",)}, "bleeding_disorder", True),
    ({"medications": ("denosumab 60 mg every 6 months",)}, "mronj", True),
    ({"medications": ("denosumab 60 mg every 6 months",)}, "mronj_high", False),
    ({"medications": ("zoledronate 4 mg monthly",)}, "mronj_high", True),
    ({"medications": ("alendronate 70 mg for 8 years",)}, "mronj_high", True),
    ({"medications": ("alendronate for 2 years",)}, "mronj_high", False),
    ({"results": {"blood_pressure": "182/95"}}, "severe_hypertension", True),
    ({"results": {"blood_pressure": "179/109"}}, "severe_hypertension", False),
    ({"conditions": ("diabetes type 2",), "results": {"hba1c": 8.4}}, "poor_diabetes", True),
    ({"conditions": ("diabetes type 2",), "results": {"hba1c": 6.8}}, "poor_diabetes", False),
    ({"pregnancy_weeks": 20}, "pregnant", True),
    ({"allergies": ("penicillin (rash)",)}, "penicillin_allergy", True),
    ({"age_years": 19, "growth_complete": None}, "growth_open", True),
    ({"age_years": 45, "growth_complete": None}, "growth_open", False),
    ({"conditions": ("severe dental anxiety",)}, "behaviour", True),
]


@pytest.mark.parametrize(("told", "fact", "holds"), FACTS)
def test_fact(told: dict[str, Any], fact: str, holds: bool) -> None:
    facts = read_facts(Patient(**told), {}, {"mouth.findings": frozenset()}, LIBRARY.facts)
    assert bool(facts.get(f"patient.{fact}")) is holds


@pytest.mark.parametrize(
    ("told", "present", "flag", "raised"),
    [
        ({"conditions": ("mechanical aortic valve",)}, {"extraction"}, "antibiotic_prophylaxis_endocarditis", True),
        ({"conditions": ("mechanical valve",)}, {"complete_denture"}, "antibiotic_prophylaxis_endocarditis", False),
        ({"conditions": ("knee replacement",)}, {"extraction"}, "antibiotic_prophylaxis_endocarditis", False),
        ({"conditions": ("knee replacement",)}, {"extraction"}, "antibiotic_prophylaxis_joint", False),
        ({"medications": ("rivaroxaban",)}, {"extraction"}, "anticoagulant_bleeding_plan", True),
        ({"medications": ("rivaroxaban",)}, {"extraction"}, "inr_check_required", False),
        ({"age_years": 9}, {"fluoride_varnish"}, "consent_by_guardian", True),
        ({"conditions": ("dementia",), "age_years": 82}, {"extraction"}, "capacity_and_consent", True),
    ],
)  # fmt: skip
def test_flag(told: dict[str, Any], present: set[str], flag: str, raised: bool) -> None:
    facts = read_facts(Patient(**told), {}, {"mouth.findings": frozenset()}, LIBRARY.facts)
    names = {warning.flag for warning in raise_flags(LIBRARY.flags, facts, frozenset(present))}
    assert (flag in names) is raised


def test_words_that_no_rule_reads_are_named() -> None:
    patient = Patient(conditions=("hypertension", "blue moon syndrome"), medications=("moonlight drops",))
    assert unknown_words(patient, LIBRARY.facts) == (
        ("conditions", "blue moon syndrome"),
        ("medications", "moonlight drops"),
    )


@pytest.mark.parametrize(
    ("age", "weight", "maximum"),
    [
        (5, 18, Decimal("79.2")),
        (40, 60, Decimal("264.0")),
        (40, 110, Decimal("300.0")),
        (40, None, None),
        (None, 50, Decimal("220.0")),
    ],
)
def test_anaesthetic_maximum(age: float | None, weight: float | None, maximum: Decimal | None) -> None:
    assert LIBRARY.doses.maximum({"patient.age": age, "patient.weight": weight}) == maximum


@pytest.mark.parametrize(
    ("value", "read"), [("2.8", 2.8), ("38.6 C", 38.6), ("High", "high"), (7, 7), (None, None), (True, True)]
)
def test_a_result_is_the_number_it_begins_with(value: Any, read: Any) -> None:
    assert as_number(value) == read
