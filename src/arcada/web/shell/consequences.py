"""What follows from a history for dental care, in full sentences.

history (words and numbers) --facts of knowledge/risk--> flags --> one sentence each
words that no rule reads --> a question to a person, because silence would look like "no risk"
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from arcada.core.planning.library import Library
from arcada.core.risk.facts import matches, read_facts, unknown_words
from arcada.core.risk.flags import raise_flags
from arcada.core.risk.patient import Patient as Person
from arcada.interop.knowledge import KnowledgeError, load_library
from arcada.patients.mapping import results_on
from arcada.patients.models import MedicalHistory, Patient

DAYS_A_YEAR = 365.25
SHOWN_AT_EACH_VISIT = frozenset({"local_anaesthetic_dose_limit"})
TELLING = frozenset(
    {
        "vitamin_k_antagonist",
        "doac",
        "heparin",
        "antiplatelet",
        "bleeding_disorder",
        "platelet_inhibitor",
        "endocarditis_risk",
        "prosthetic_valve",
        "past_endocarditis",
        "cyanotic_heart",
        "heart_repaired_lately",
        "transplant_valvulopathy",
        "stent",
        "recent_cardiac_event",
        "antiresorptive",
        "bisphosphonate",
        "denosumab",
        "romosozumab",
        "antiangiogenic",
        "past_mronj",
        "osteonecrosis",
        "irradiated",
        "radiotherapy_ahead",
        "steroid",
        "immunosuppressed",
        "poor_diabetes",
        "adrenaline_interaction",
        "pacemaker",
        "epilepsy",
    }
)
"""Facts of the risk rules that somebody must know before touching the patient. source: judgement (the dentist)"""
FEAR = "behaviour"
LISTS = {"conditions": "condition", "medications": "medicine", "allergies": "allergy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One sentence; `kind` is warn for what changes care, info for a question."""

    kind: str
    text: str
    flag: str = ""


UNREADABLE = Consequence(
    kind="info",
    text="The practice's own rules cannot be read just now, so what follows for treatment is not shown.",
)


@cache
def rules() -> Library | None:
    """Give the practice's rules, read once; None where a file of theirs has a fault (`doctor` names it)."""
    try:
        return load_library()
    except KnowledgeError:
        return None


def person(patient: Patient, history: MedicalHistory, today: date) -> Person:
    """Give the patient as the risk rules read one."""
    return Person(
        age_years=(today - patient.birth_date).days / DAYS_A_YEAR,
        weight_kg=float(history.weight_kg) if history.weight_kg is not None else None,
        growth_complete=history.growth_complete,
        asa=history.asa,
        cigarettes=history.smoking_cigarettes_per_day or 0,
        medications=tuple(history.medications),
        allergies=tuple(history.allergies),
        conditions=tuple(history.conditions),
        results=results_on(history, today),
        pregnancy_weeks=history.pregnancy_weeks,
    )


def consequences(patient: Patient, history: MedicalHistory, today: date) -> Sequence[Consequence]:
    """Give every sentence that follows, the warnings first."""
    library = rules()
    if library is None:
        return (UNREADABLE,)
    someone = person(patient, history, today)
    facts = read_facts(someone, {}, {}, library.facts)
    raised = raise_flags(library.flags, facts, frozenset(library.families))
    warned = {one.flag: one.text for one in raised if one.flag not in SHOWN_AT_EACH_VISIT}
    asked = unknown_words(someone, library.facts)
    return (
        *(Consequence(kind="warn", text=text, flag=flag) for flag, text in warned.items()),
        *(Consequence(kind="info", text=_question(where, entry)) for where, entry in asked),
    )


def _question(where: str, entry: str) -> str:
    return f"No rule reads the {LISTS[where]} “{entry}”: a clinician judges whether it changes care."


def telling(history: MedicalHistory) -> Sequence[str]:
    """Give the medicines and conditions that stand in the header, in the patient's words."""
    library = rules()
    if library is None:
        return tuple(history.medications)
    asking = [rule for rule in library.facts if rule.fact in TELLING]
    return (
        *(word for word in history.medications if any(matches(rule.medications, (word,)) for rule in asking)),
        *(word for word in history.conditions if any(matches(rule.conditions, (word,)) for rule in asking)),
    )


def fearful(history: MedicalHistory) -> bool:
    """Tell whether the history speaks of fear of treatment."""
    library = rules()
    asking = [rule for rule in library.facts if rule.fact == FEAR] if library else []
    return any(matches(rule.conditions, history.conditions) for rule in asking)
