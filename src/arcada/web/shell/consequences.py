"""What follows from a history for dental care, in full sentences.

history (words and numbers) --facts of knowledge/risk--> flags --> one sentence each
words that no rule reads --> a question to a person, because silence would look like "no risk"
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from arcada.core.planning.library import Library
from arcada.core.risk.facts import matches, read_facts, unknown_words
from arcada.core.risk.flags import raise_flags
from arcada.core.risk.patient import Patient as Person
from arcada.interop.knowledge import KnowledgeError, load_library
from arcada.patients.models import MedicalHistory, Patient

DAYS_A_YEAR = 365.25
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
        results=with_ages(history.results, history.result_dates, today),
        pregnancy_weeks=history.pregnancy_weeks,
    )


def with_ages(results: Mapping[str, object], dates: Mapping[str, str], today: date) -> dict[str, object]:
    """Add to each dated result how old it is: 'inr_age_days'."""
    ages = {f"{name}_age_days": (today - date.fromisoformat(day)).days for name, day in dates.items()}
    return dict(results) | ages


def consequences(patient: Patient, history: MedicalHistory, today: date) -> Sequence[Consequence]:
    """Give every sentence that follows, the warnings first."""
    library = rules()
    if library is None:
        return (UNREADABLE,)
    someone = person(patient, history, today)
    facts = read_facts(someone, {}, library.facts)
    warned = raise_flags(library.flags, facts, frozenset(library.families))
    asked = unknown_words(someone, library.facts)
    return (
        *(Consequence(kind="warn", text=one.text, flag=one.flag) for one in warned),
        *(Consequence(kind="info", text=_question(where, entry)) for where, entry in asked),
    )


def _question(where: str, entry: str) -> str:
    return f"No rule reads the {LISTS[where]} “{entry}”: a clinician judges whether it changes care."


def telling_medicines(history: MedicalHistory) -> Sequence[str]:
    """Give the medicines that a rule of the practice asks about: those stand in the header."""
    library = rules()
    if library is None:
        return tuple(history.medications)
    return tuple(
        entry for entry in history.medications if any(matches(rule.medications, (entry,)) for rule in library.facts)
    )
