"""From the words and numbers of a history to facts that rules can ask about.

    'warfarin 5 mg' in medications         patient.anticoagulant
    blood_pressure '190/112' in results    patient.systolic 190, patient.diastolic 112
    age 14                                 patient.child, patient.age 14

Words are matched without regard to case, as whole words from their beginning ("penicillin" finds "penicillins").
What an entry denies ("no steroid", "denies chest pain", "none known") is not read. What no rule knows is returned
apart, so that somebody can be asked what it means.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from arcada.core.risk.elapsed import days_ago, days_lasting
from arcada.core.risk.patient import Patient, Plain
from arcada.core.risk.readings import readings
from arcada.core.risk.rules import FactRule

DENIED = re.compile(
    r"\b(?:no(?! longer)|none|nil|denies|denied|without|never|negative for|nkd?a|not (?:known|aware))\b[^,;.()]*",
    re.IGNORECASE,
)
"""A clause that says what is not there; it ends with the next stop of the sentence."""
WEEKS = re.compile(r"(\d{1,2})\s*(?:\+\s*\d\s*)?(?:weeks?|wks?)|weeks?\s*(\d{1,2})", re.IGNORECASE)
PREGNANT = re.compile(r"\b(?:pregnan|gestation)", re.IGNORECASE)
SECOND_TRIMESTER = 14
"""The first of the weeks that are best for treatment (S75)."""
FULL_TERM = 40
"""Weeks from the first day of the last period to birth (source: judgement)."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ADULT_YEARS = 18


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{word})" for word in words), re.IGNORECASE)


def matches(words: tuple[str, ...], texts: Iterable[str]) -> bool:
    """Whether one of the words begins somewhere in one of the texts."""
    return bool(words) and any(_pattern(words).search(text) for text in texts)


def place_in(words: tuple[str, ...], text: str) -> int | None:
    """Where the first of the words begins in the text, None where none does."""
    found = _pattern(words).search(text) if words else None
    return None if found is None else found.start()


def read_facts(
    patient: Patient, events: Mapping[str, int], known: Mapping[str, object], rules: tuple[FactRule, ...]
) -> dict[str, object]:
    """All facts of the patient, each under `patient.<name>`, results under `result.<name>`.

    `known` are facts from elsewhere (kinds of finding, records) that rules may ask for.
    """
    facts = _numbers(patient) | {f"event.{name}": day for name, day in events.items()} | dict(known)
    facts |= _birth(facts)
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
        if affirmed(entry) and not any(matches(getattr(rule, name), (entry,)) for rule in rules)
    )


def affirmed(entry: str) -> str:
    """The entry without the clauses that deny something; empty where nothing is left."""
    return DENIED.sub("", entry).strip(" ,;.()")


def _holds(rule: FactRule, patient: Patient, facts: Mapping[str, object]) -> bool:
    said = (
        _said(rule, rule.conditions, patient.conditions)
        or _said(rule, rule.medications, patient.medications)
        or _said(rule, rule.allergies, patient.allergies)
    )
    return said or (rule.when is not None and rule.when.holds(facts))


def _said(rule: FactRule, words: tuple[str, ...], entries: Iterable[str]) -> bool:
    """Whether one entry says it, is not one of the exceptions, and lies in the time that the rule asks for."""
    return any(
        matches(words, (text,)) and not matches(rule.unless, (text,)) and _in_time(rule, text)
        for text in map(affirmed, entries)
        if text
    )


def _in_time(rule: FactRule, text: str) -> bool:
    since, lasting = days_ago(text), days_lasting(text)
    if rule.within_days is not None and (since is None or since > rule.within_days):
        return False
    return rule.over_days is None or (lasting is not None and lasting > rule.over_days)


def _birth(facts: Mapping[str, object]) -> dict[str, object]:
    """Days by the weeks of pregnancy: when the second trimester begins, and birth where nobody gave a date."""
    weeks = facts.get("patient.pregnancy_weeks")
    if not isinstance(weeks, int):
        return {}
    days: dict[str, object] = {"event.EVENT_second_trimester": max(SECOND_TRIMESTER - weeks, 0) * 7}
    return days if "event.EVENT_birth" in facts else days | {"event.EVENT_birth": max(FULL_TERM - weeks, 0) * 7}


def _weeks_told(patient: Patient) -> int | None:
    """Weeks of pregnancy: as given, else as a condition says."""
    if patient.pregnancy_weeks is not None:
        return patient.pregnancy_weeks
    for text in map(affirmed, patient.conditions):
        found = WEEKS.search(text) if PREGNANT.search(text) else None
        if found:
            return int(found[1] or found[2])
    return None


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
        "patient.pregnancy_weeks": _weeks_told(patient),
    }
    for name, value in patient.results.items():
        facts[f"result.{name.lower()}"] = as_number(value)
    told = [affirmed(text) for text in (*patient.conditions, *patient.medications)]
    return facts | readings(patient.results, told)


def as_number(value: Plain) -> object:
    """The number that a text begins with ('2.8', '38.6 C'), otherwise the value itself, words in lower case."""
    if not isinstance(value, str):
        return value
    found = NUMBER.match(value.strip())
    return float(found[0]) if found else value.strip().lower()
