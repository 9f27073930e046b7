"""Laboratory and chairside values in the units that rules ask for, however they were written down.

    'HbA1c': '83 mmol/mol'          patient.hba1c 9.7 (percent)
    'glucose': 14                   patient.glucose 252 (mg/dl)
    'bp': '190 / 115'               patient.systolic 190, patient.diastolic 115
    'INR': '2.8 (9 days ago)'       patient.inr 2.8, patient.inr_age 9 (days)

Values may also stand in a sentence of the history ("type 2 diabetes, HbA1c 9.5%", "BP 182/100"). A value that names
no unit is read as the unit in which a figure of that size can occur.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from arcada.core.risk.elapsed import days_ago
from arcada.core.risk.patient import Plain

NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
PRESSURE = re.compile(r"\b(\d{2,3})\s*(?:/|over)\s*(\d{2,3})\b", re.IGNORECASE)
SAID = {
    "hba1c": re.compile(r"(?:hb\s?a1c|\ba1c)\D{0,12}(\d+(?:[.,]\d+)?\s*(?:%|percent|mmol\S*)?)", re.IGNORECASE),
    "inr": re.compile(r"\binr\b\D{0,12}(\d+(?:[.,]\d+)?)", re.IGNORECASE),
    "glucose": re.compile(r"(?:glucose|blood sugar)\D{0,20}(\d+(?:[.,]\d+)?\s*(?:mg\S*|mmol\S*)?)", re.IGNORECASE),
}
"""How the values stand in a sentence of the history."""
HIGHEST_PERCENT = 20
"""An HbA1c above this is in mmol/mol: nobody has 20 percent, nobody lives below 20 mmol/mol (source: judgement)."""
HIGHEST_MMOL = 40
"""A glucose above this is in mg/dl: 40 mmol/l would be 720 mg/dl (source: judgement)."""
MG_PER_MMOL = 18
"""Milligrams of glucose a decilitre for one millimole a litre (molar mass 180 g; source: judgement)."""
IFCC_SLOPE, IFCC_OFFSET = 0.0915, 2.15
"""HbA1c percent = 0.0915 x mmol/mol + 2.15, the master equation of the units (source: judgement)."""
WARMEST_CELSIUS = 45
PER_MICROLITRE = 1000
"""A platelet or neutrophil count of this size and above is cells a microlitre, not billions a litre."""


def readings(results: Mapping[str, Plain], told: Iterable[str]) -> dict[str, object]:
    """Facts from the results, and from sentences where the results do not say."""
    found: dict[str, object] = {}
    for text in told:
        found = _spoken(text) | found
    for name in sorted(results):
        found |= _result(name.lower(), results[name])
    return {f"patient.{name}": value for name, value in found.items() if value is not None}


def _spoken(text: str) -> dict[str, object]:
    found: dict[str, object] = {}
    if re.search("target|range", text, re.IGNORECASE):
        return found
    for name, pattern in SAID.items():
        match = pattern.search(text)
        if match:
            found |= _result(name, match[1])
    return found | (_pressure(text) if re.search(r"\bbp\b|pressure|hypertens", text, re.IGNORECASE) else {})


def _result(name: str, value: Plain) -> dict[str, object]:
    if value is None or isinstance(value, bool):
        return {}
    if "inr" in re.split(r"[^a-z]+", name):
        return {"inr_age": _number(value)} if re.search("age|days", name) else _inr(value)
    for words, read in READERS:
        if re.search(words, name):
            return read(name, value)
    return {}


def _inr(value: Plain) -> dict[str, object]:
    found: dict[str, object] = {"inr": _number(value)}
    days = days_ago(value) if isinstance(value, str) else None
    return found if days is None else found | {"inr_age": days}


def _number(value: Plain) -> float | None:
    if isinstance(value, int | float):
        return value
    match = NUMBER.search(str(value))
    return float(match[0].replace(",", ".")) if match else None


def _pressure(text: str) -> dict[str, object]:
    match = PRESSURE.search(text)
    return {"systolic": int(match[1]), "diastolic": int(match[2])} if match else {}


def _one_pressure(name: str, value: Plain) -> dict[str, object]:
    if re.search("diastol|dbp", name):
        return {"diastolic": _number(value)}
    if re.search("systol|sbp", name):
        return {"systolic": _number(value)}
    return _pressure(str(value)) or {"systolic": _number(value)}


def _hba1c(name: str, value: Plain) -> dict[str, object]:
    number = _number(value)
    if number is None:
        return {}
    if "mmol" in f"{name} {value}".lower() or number > HIGHEST_PERCENT:
        number = round(IFCC_SLOPE * number + IFCC_OFFSET, 1)
    return {"hba1c": number}


def _glucose(name: str, value: Plain) -> dict[str, object]:
    number = _number(value)
    if number is None:
        return {}
    told = f"{name} {value}".lower()
    millimoles = "mmol" in told or ("mg" not in told and number <= HIGHEST_MMOL)
    return {"glucose": number * MG_PER_MMOL if millimoles else number}


def _temperature(_name: str, value: Plain) -> dict[str, object]:
    number = _number(value)
    if number is not None and number > WARMEST_CELSIUS:
        number = round((number - 32) / 1.8, 1)
    return {"temperature": number}


def _count(name: str, value: Plain) -> dict[str, object]:
    number = _number(value)
    word = "platelets" if re.search("platelet|thrombocyt", name) else "neutrophils"
    return {word: number / PER_MICROLITRE if number is not None and number >= PER_MICROLITRE else number}


READERS: tuple[tuple[str, Callable[[str, Plain], dict[str, object]]], ...] = (
    (r"pressure|systol|diastol|\bbp\b|^bp|^[sd]bp|^rr$", _one_pressure),
    (r"a1c|glycated", _hba1c),
    (r"glucose|sugar|glyc[ae]?emia", _glucose),
    (r"temp|fever", _temperature),
    (r"platelet|thrombocyt|neutrophil", _count),
)
