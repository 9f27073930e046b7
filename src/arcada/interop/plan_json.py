"""The case and the answer of `./arcada plan` as JSON-shaped values (the shapes of the command's contract).

Reading refuses what cannot be a case, with the field; words that are only unusual are kept and asked about.
Writing gives the same bytes for the same plans: keys in a fixed order, money as text with two decimals.
"""

from collections.abc import Mapping
from typing import Any

from arcada.core.chart.finding import Evidence, Finding
from arcada.core.kernel import Refusal
from arcada.core.planning.case import NAMED, Case
from arcada.core.planning.library import Library
from arcada.core.risk.patient import Patient, Plain
from arcada.core.teeth.number import is_tooth, unknown_tooth
from arcada.core.teeth.surface import NAMES, read_surfaces
from arcada.interop.knowledge.kinds import EVIDENCE
from arcada.interop.plan_edits import read_edits
from arcada.interop.plan_fields import Field, ReadError
from arcada.interop.plan_writing import write_answer

__all__ = ["EVIDENCE", "read_case", "refused", "write_answer"]

PLACES = ("mouth", "upper_arch", "lower_arch")
SCOPES = ("tooth", "arch", "mouth")
OLDEST, WEIGHTS, CIGARETTES, PREGNANCY_WEEKS = 125, (0.3, 650), 200, 45
"""Bounds of what a person can be, wide enough for anybody (source: judgement)."""
ASA_CLASSES = 6
SURFACE_WORDS = {name: letter for letter, name in NAMES.items()} | {"facial": "B", "labial": "B", "palatal": "L"}
"""Surfaces as people write them out, each with its letter."""
LONGEST_DAYS = 36_525
"""A hundred years: no image is older, no event further ahead."""


def read_case(told: Mapping[str, Any], library: Library) -> Case | Refusal:
    """The case, or the first thing in it that cannot be."""
    try:
        return _case(Field(told, ""), library)
    except ReadError as error:
        return error.refusal


def refused(case_id: str, refusal: Refusal) -> dict[str, Any]:
    """The answer to a case that cannot be planned."""
    return {"id": case_id, "refused": {"code": refusal.code, "text": refusal.text, "where": refusal.where}}


def _case(told: Field, library: Library) -> Case:
    terms = {name: kind.term for kind in library.kinds.values() for name in (kind.term, *kind.aliases)}
    return Case(
        id=told.text("id"),
        patient=_patient(told.at("patient")),
        findings=tuple(_finding(one, terms) for one in told.each("findings")),
        wishes=tuple(one.as_text() for one in told.each("patient_wishes")),
        missing_teeth=tuple(dict.fromkeys(_tooth(one) for one in told.each("missing_teeth"))),
        events=tuple((one.text("event"), _ahead(one)) for one in told.each("external_events")),
        existing=told.mapping("existing") or None,
        edits=read_edits(told),
        country=told.optional_text("country").upper(),
        dose_country=told.optional_text("dose_country").upper(),
    )


def _patient(told: Field) -> Patient:
    return Patient(
        age_years=told.amount("age_years", 0, OLDEST),
        weight_kg=told.amount("weight_kg", *WEIGHTS),
        growth_complete=told.truth("growth_complete"),
        asa=told.count("asa", 1, ASA_CLASSES),
        cigarettes=told.amount("smoking_cigarettes_per_day", 0, CIGARETTES) or 0,
        medications=tuple(one.as_text() for one in told.each("medications")),
        allergies=tuple(one.as_text() for one in told.each("allergies")),
        conditions=tuple(one.as_text() for one in told.each("conditions")),
        results=_plain(told.mapping("results")),
        pregnancy_weeks=told.count("pregnancy_weeks", 0, PREGNANCY_WEEKS),
    )


def _finding(told: Field, terms: Mapping[str, str]) -> Finding:
    said = told.text("finding")
    term = terms.get(said.strip().lower())
    if term is None:
        text = f"'{said}' is not a known finding; the terms stand in knowledge/findings.yaml."
        raise ReadError(Refusal("unknown_finding", text, told.path("finding")))
    where = tuple(dict.fromkeys(_place(one) for one in told.each("where")))
    if not where:
        raise ReadError(Refusal("no_place", "A finding needs a tooth, an arch or the mouth.", told.path("where")))
    severity = told.mapping("severity")
    return Finding(
        id=told.text("fid"),
        term=term,
        where=where,
        scope=_scope(told),  # type: ignore[arg-type]
        surfaces=told.optional_text("surfaces") or _surfaces(where, severity.get("surfaces")),
        severity=_plain(severity) | ({} if said.strip().lower() == term else {NAMED: said.strip().lower()}),
        evidence=tuple(_evidence(one) for one in told.each("evidence")),
        status="suspected" if severity.get("suspected") or told.optional_text("status") == "suspected" else "confirmed",
    )


def _surfaces(where: tuple[str, ...], said: object) -> str:
    """The surfaces told with the severity, as letters or as words; what no tooth of the place has is left aside.

    Words of a severity are free: one that cannot be read is kept as it was said and never refuses the case.
    """
    parts = [part for part in (said if isinstance(said, list) else [said]) if isinstance(part, str)]
    words = " ".join(parts).lower().replace(",", " ").replace("-", " ").replace("/", " ").split()
    letters = "".join(SURFACE_WORDS.get(word, word.upper()) for word in words)
    teeth = [place for place in where if is_tooth(place)]
    return "" if any(isinstance(read_surfaces(tooth, letters), Refusal) for tooth in teeth) else letters


def _scope(told: Field) -> str:
    scope = told.text("scope")
    if scope not in SCOPES:
        text = f"'{scope}' is no scope; it is tooth, arch or mouth."
        raise ReadError(Refusal("unknown_scope", text, told.path("scope")))
    return scope


def _place(told: Field) -> str:
    place = told.as_text()
    if place not in PLACES and not is_tooth(place):
        raise ReadError(unknown_tooth(place, told.where))
    return place


def _tooth(told: Field) -> str:
    tooth = told.as_text()
    if not is_tooth(tooth):
        raise ReadError(unknown_tooth(tooth, told.where))
    return tooth


def _evidence(told: Field) -> Evidence:
    kind = told.text("type")
    if kind not in EVIDENCE:
        text = f"'{kind}' is not a known type of evidence; known are {', '.join(sorted(EVIDENCE))}."
        raise ReadError(Refusal("unknown_evidence", text, told.path("type")))
    age = told.number("age_days")
    if age is not None and age < 0:
        text = f"Expected an age of 0 days or more: evidence cannot be {-age:g} days in the future."
        raise ReadError(Refusal("evidence_from_the_future", text, told.path("age_days")))
    return Evidence(kind, told.count("age_days", 0, LONGEST_DAYS))


def _ahead(told: Field) -> int:
    """The day of an outside event; what lies behind belongs into the history."""
    day = told.whole("in_days")
    if day < 0:
        raise told.wrong("in_days", f"Expected 0 or more days from the start of the plan on, found {day}.")
    return day


def _plain(told: Mapping[str, Any]) -> dict[str, Plain]:
    """Values as they are; lists and mappings become text, because rules ask for words and numbers only."""
    return {
        str(key): value if isinstance(value, str | int | float | bool) or value is None else str(value)
        for key, value in told.items()
    }
