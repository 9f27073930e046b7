"""From the words and numbers of a history to facts that rules can ask about.

    'warfarin 5 mg' in medications         patient.anticoagulant
    blood_pressure '190/112' in results    patient.systolic 190, patient.diastolic 112
    age 14                                 patient.child, patient.age 14

Words are matched without regard to case, as whole words from their beginning ("penicillin" finds "penicillins").
What no rule knows is returned apart, so that somebody can be asked what it means.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from arcada.core.risk.patient import Patient, Plain
from arcada.core.risk.rules import FactRule

PRESSURE = re.compile(r"(\d{2,3})\s*/\s*(\d{2,3})")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ADULT_YEARS = 18
LAST_WEEK = 42


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{word})" for word in words), re.IGNORECASE)


def matches(words: tuple[str, ...], texts: Iterable[str]) -> bool:
    """Whether one of the words begins somewhere in one of the texts."""
    return bool(words) and any(_pattern(words).search(text) for text in texts)


def read_facts(
    patient: Patient, events: Mapping[str, int], known: Mapping[str, object], rules: tuple[FactRule, ...]
) -> dict[str, object]:
    """All facts of the patient, each under `patient.<name>`, results under `result.<name>`.

    `known` are facts from elsewhere (kinds of finding, records) that rules may ask for.
    """
    facts = _numbers(patient) | {f"event.{name}": day for name, day in events.items()} | dict(known)
    for rule in rules:
        if _holds(rule, patient, facts):
            facts[f"patient.{rule.fact}"] = True
    return facts


def unknown_words(patient: Patient, rules: tuple[FactRule, ...]) -> tuple[tuple[str, str], ...]:
    """Entries of the history that no rule reads, as (list, entry)."""
    lists = {
        "conditions": patient.conditions,
        "medications": patient.medications,
        "allergies": patient.allergies,
    }
    return tuple(
        (name, entry)
        for name, entries in lists.items()
        for entry in sorted(set(entries))
        if not any(matches(getattr(rule, name), (entry,)) for rule in rules)
    )


def _holds(rule: FactRule, patient: Patient, facts: Mapping[str, object]) -> bool:
    if matches(rule.unless, (*patient.conditions, *patient.medications)):
        return False
    said = (
        matches(rule.conditions, patient.conditions)
        or matches(rule.medications, patient.medications)
        or matches(rule.allergies, patient.allergies)
    )
    return said or (rule.when is not None and rule.when.holds(facts))


def _numbers(patient: Patient) -> dict[str, object]:
    facts: dict[str, object] = {
        "patient.age": patient.age_years,
        "patient.weight": patient.weight_kg,
        "patient.asa": patient.asa,
        "patient.cigarettes": patient.cigarettes,
        "patient.smoker": patient.cigarettes > 0,
        "patient.child": patient.age_years is not None and patient.age_years < ADULT_YEARS,
        "patient.growing": patient.growth_complete is False,
        "patient.growth_unknown": patient.growth_complete is None,
        "patient.pregnancy_weeks": patient.pregnancy_weeks,
    }
    for name, value in patient.results.items():
        facts[f"result.{name.lower()}"] = as_number(value)
    pressure = PRESSURE.search(str(patient.results.get("blood_pressure", "")))
    if pressure:
        facts["patient.systolic"], facts["patient.diastolic"] = int(pressure[1]), int(pressure[2])
    return facts


def as_number(value: Plain) -> object:
    """The number that a text begins with ('2.8', '38.6 C'), otherwise the value itself, words in lower case."""
    if not isinstance(value, str):
        return value
    found = NUMBER.match(value.strip())
    return float(found[0]) if found else value.strip().lower()
