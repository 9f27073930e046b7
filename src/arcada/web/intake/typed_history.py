"""The form of the medical history as it was typed: read from a request, filled from a record, checked all at once.

typed (words as they stand in the fields) --told()--> `Told` for the action, and a sentence for each fault
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from arcada.patients.actions.take_history import Told, faults
from arcada.patients.models import MedicalHistory
from arcada.patients.plausible import MEASURES
from arcada.patients.queries import read_date

NUMBERS = {
    "weight_kg": "Weight is a number of kilograms, such as 71 or 71.5",
    "smoking_cigarettes_per_day": "Cigarettes a day are a whole number; 0 for none",
    "pregnancy_weeks": "Weeks of pregnancy are a whole number",
    "asa": "ASA is a class from 1 to 6",
}
GROWTH = {"": None, "yes": True, "no": False}
ALLERGY = re.compile(r"^(?P<what>[^(]*?)\s*(?:\((?P<how>.*)\))?$")
PLAIN_NUMBER = re.compile(r"[0-9]{1,6}([.,][0-9]{1,4})?")
ASA_CLASSES = range(1, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the fields, untouched."""

    conditions: tuple[str, ...] = ()
    medications: tuple[str, ...] = ()
    allergies: tuple[tuple[str, str], ...] = ()
    results: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    growth: str = ""


def from_request(post: Any) -> Typed:
    """Read what a form sent; empty rows are left out."""
    pairs = zip(post.getlist("allergy"), post.getlist("reaction"), strict=False)
    return Typed(
        conditions=_said(post.getlist("condition")),
        medications=_said(post.getlist("medication")),
        allergies=tuple((what.strip(), how.strip()) for what, how in pairs if what.strip()),
        results={name: text for name in MEASURES if (text := post.get(f"result_{name}", "").strip())},
        dates={name: text for name in MEASURES if (text := post.get(f"date_{name}", "").strip())},
        numbers={name: text for name in NUMBERS if (text := post.get(name, "").strip())},
        growth=post.get("growth_complete", "") if post.get("growth_complete") in GROWTH else "",
    )


def from_record(last: MedicalHistory | None) -> Typed:
    """Fill the fields from the history on record."""
    if last is None:
        return Typed()
    numbers = {name: getattr(last, name) for name in NUMBERS}
    return Typed(
        conditions=tuple(last.conditions),
        medications=tuple(last.medications),
        allergies=tuple(allergy(entry) for entry in last.allergies),
        results={name: f"{value:g}" if isinstance(value, float) else str(value)
                 for name, value in last.results.items()},
        dates=dict(last.result_dates),
        numbers={name: f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
                 for name, value in numbers.items() if value is not None},
        growth=next(word for word, value in GROWTH.items() if value is last.growth_complete),
    )  # fmt: skip


def allergy(entry: str) -> tuple[str, str]:
    """Take 'penicillin (rash)' apart into what and how."""
    found = ALLERGY.match(entry.strip())
    return (found["what"], found["how"] or "") if found else (entry, "")


def told(typed: Typed, today: date) -> tuple[Told, Mapping[str, str]]:
    """Give what was told, and the sentence of each fault by the field where it stands."""
    wrong: dict[str, str] = {}
    days = {name: _day(name, text, wrong) for name, text in typed.dates.items() if name in typed.results}
    numbers = {name: _number(name, typed.numbers.get(name, ""), wrong) for name in NUMBERS}
    value = Told(
        conditions=typed.conditions,
        medications=typed.medications,
        allergies=tuple(f"{what} ({how})" if how else what for what, how in typed.allergies),
        results=typed.results,
        result_dates={name: day for name, day in days.items() if day is not None},
        growth_complete=GROWTH[typed.growth],
        **numbers,
    )
    for fault in faults(value, today):
        wrong.setdefault(fault.where, fault.text)
    return value, wrong


def _day(name: str, text: str, wrong: dict[str, str]) -> date | None:
    day = read_date(text)
    if day is None:
        label = MEASURES[name].label
        wrong[f"results.{name}"] = f"{label}: '{text}' does not read as a day. Write it as 2 March 2026."
    return day


def _number(name: str, text: str, wrong: dict[str, str]) -> Any:
    if not text:
        return None
    value = Decimal(text.replace(",", ".")) if PLAIN_NUMBER.fullmatch(text) else None
    whole = name != "weight_kg"
    if value is None or (whole and value != value.to_integral_value()):
        wrong[name] = f"{NUMBERS[name]}: '{text}' does not read."
        return None
    if name == "asa" and value not in ASA_CLASSES:
        wrong[name] = f"{NUMBERS[name]}, not {text}."
        return None
    return int(value) if whole else value.quantize(Decimal("0.1"))


def _said(entries: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.strip() for entry in entries if entry.strip()))
