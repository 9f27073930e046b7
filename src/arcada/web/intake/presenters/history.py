"""The form of the medical history as the page draws it, and what its present content raises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arcada.core.kernel import Refusal
from arcada.display.frame import Flag
from arcada.patients.actions.take_history import Told
from arcada.patients.models import MedicalHistory, Patient
from arcada.patients.plausible import MEASURES, result_value
from arcada.web.intake.suggestions import suggestions
from arcada.web.intake.typed_history import Typed
from arcada.web.shell.alerts import alerts
from arcada.web.shell.consequences import Consequence, consequences

BLANK_ROWS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A condition that can be ticked."""

    word: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TickGroup:
    """Conditions under their heading."""

    heading: str
    ticks: Sequence[Tick]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultField:
    """One result with its day; `error` is the sentence of its fault."""

    name: str
    label: str
    unit: str
    value: str
    day: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """All fields, with what was typed in them."""

    groups: Sequence[TickGroup]
    other_conditions: Sequence[str]
    medications: Sequence[str]
    allergies: Sequence[tuple[str, str]]
    results: Sequence[ResultField]
    numbers: Mapping[str, str]
    errors: Mapping[str, str]
    growth: str
    above: Sequence[str]
    medicine_words: Sequence[str]
    allergy_words: Sequence[str]
    reaction_words: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """What a history raises: the alerts of the header and the sentences that explain them."""

    alerts: Sequence[Flag]
    sentences: Sequence[Consequence]


def history_page(typed: Typed, wrong: Mapping[str, str]) -> HistoryPage:
    """Lay out the form."""
    offered = suggestions()
    listed = {word for words in offered.conditions.values() for word in words}
    fields = {f"results.{name}" for name in MEASURES} | {"weight_kg", "smoking_cigarettes_per_day"}
    fields |= {"pregnancy_weeks", "asa"}
    return HistoryPage(
        groups=tuple(
            TickGroup(
                heading=heading,
                ticks=tuple(Tick(word=w, label=w[:1].upper() + w[1:], ticked=w in typed.conditions) for w in words),
            )
            for heading, words in offered.conditions.items()
        ),
        other_conditions=(*(one for one in typed.conditions if one not in listed), *[""] * BLANK_ROWS),
        medications=(*typed.medications, *[""] * BLANK_ROWS),
        allergies=(*typed.allergies, *[("", "")] * BLANK_ROWS),
        results=tuple(_result(name, typed, wrong) for name in MEASURES),
        numbers=typed.numbers,
        errors=dict(wrong),
        growth=typed.growth,
        above=tuple(text for where, text in wrong.items() if where not in fields),
        medicine_words=offered.medications,
        allergy_words=offered.allergies,
        reaction_words=offered.reactions,
    )


def _result(name: str, typed: Typed, wrong: Mapping[str, str]) -> ResultField:
    measure = MEASURES[name]
    return ResultField(
        name=name,
        label=measure.label,
        unit=measure.unit,
        value=typed.results.get(name, ""),
        day=typed.dates.get(name, ""),
        error=wrong.get(f"results.{name}", ""),
    )


def raised(patient: Patient, told: Told, wrong: Mapping[str, str], today: date) -> Raised:
    """Say what the history would raise if it were kept as it stands; faulty figures are left out."""
    results = {
        name: value
        for name, typed in told.results.items()
        if not isinstance(value := result_value(name, typed), Refusal)
    }
    history = MedicalHistory(
        conditions=list(told.conditions),
        medications=list(told.medications),
        allergies=list(told.allergies),
        results=results,
        result_dates={name: day.isoformat() for name, day in told.result_dates.items() if day <= today},
        weight_kg=told.weight_kg if "weight_kg" not in wrong else None,
        growth_complete=told.growth_complete,
        asa=told.asa,
        smoking_cigarettes_per_day=told.smoking_cigarettes_per_day,
        pregnancy_weeks=told.pregnancy_weeks,
    )
    return Raised(alerts=alerts(history), sentences=consequences(patient, history, today))
