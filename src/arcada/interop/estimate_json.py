"""The JSON of `estimate`, read into core values.

Amounts are exact decimals. Teeth come in Universal numbers, as US payers write them; FDI numbers stay inside. A field
that cannot be read refuses the case and says where it stands.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from arcada.core.benefits.line import Actual, Line, Question
from arcada.core.kernel import Refusal
from arcada.core.teeth.notation import from_universal
from arcada.interop.estimate_coverage import read_coverage
from arcada.interop.estimate_fields import (
    must_have_day,
    read_amount,
    read_area,
    read_day,
    read_known,
    read_maybe,
    read_teeth,
    read_texts,
)
from arcada.interop.estimate_history import is_answer, read_adjustment, read_predetermination, read_service
from arcada.interop.estimate_settings import read_defaults, read_settings
from arcada.interop.plan_fields import Field, ReadError

MOST_UNITS = 100


def read_question(told: Mapping[str, Any]) -> Question | Refusal:
    """The case, or why it cannot be read and where."""
    try:
        return _question(Field(told, ""))
    except ReadError as error:
        return error.refusal


def _question(case: Field) -> Question:
    patient, switches = case.at("patient"), case.at("settings")
    person = patient.optional_text("id") or "patient"
    defaults = read_defaults(switches)
    coverages = tuple(read_coverage(one, defaults) for one in case.each("coverages"))
    _distinct(case, "coverages", [one.id for one in coverages])
    if len({one.order for one in coverages}) < len(coverages):
        raise case.wrong("coverages", "Two coverages have the same order; say which pays first.")
    _one_currency(case)
    names = {one.id for one in coverages}
    for rank, one in enumerate(coverages):
        for name in one.credit_from:
            read_known(Field({}, f"coverages[{rank}]"), "credit_from", name, names - {one.id})
    lines = tuple(_line(one, names) for one in case.each("procedures"))
    _distinct(case, "procedures", [one.id for one in lines])
    born = read_day(patient, "birth_date")
    _after_birth(case, born, person)
    return Question(
        id=case.text("id"),
        as_of=_as_of(case, lines),
        person=person,
        coverages=coverages,
        lines=lines,
        birth_date=born,
        lost=_lost(patient),
        services=tuple(read_service(one, person, names, coverages) for one in case.each("history")),
        adjustments=tuple(read_adjustment(one, person, names) for one in case.each("adjustments")),
        predeterminations=tuple(
            read_predetermination(one, person, names) for one in case.each("history") if is_answer(one)
        ),
        settings=read_settings(switches),
    )


def _as_of(case: Field, lines: Sequence[Line]) -> date:
    """The day of the estimate; the first visit's where it is not said."""
    told = read_day(case, "as_of")
    if told is None and not lines:
        raise case.wrong("as_of", "Expected a date as 2026-06-15.")
    return told or min(line.on for line in lines)


def _one_currency(case: Field) -> None:
    """All amounts of a case are of one currency."""
    told = case.optional_text("currency")
    for one in case.each("coverages"):
        own = one.optional_text("currency")
        if own and told and own != told:
            raise one.wrong("currency", f"The case is in {told}; a coverage in {own} cannot be added to it.")
        told = told or own


def _after_birth(case: Field, born: date | None, person: str) -> None:
    """Nothing was done before the patient was born."""
    if born is None:
        return
    for key in ("procedures", "history"):
        for one in case.each(key):
            on = read_day(one, "date")
            mine = (one.optional_text("patient") or person) == person
            if mine and on is not None and on < born:
                raise one.wrong("date", "The date lies before the patient's birth.")


def _distinct(case: Field, key: str, ids: list[str]) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise case.wrong(key, f"The id {twice[0]!r} is used twice.")


def _lost(patient: Field) -> dict[str, date | None]:
    found: dict[str, date | None] = {}
    losses = patient.at("tooth_losses")
    for key in patient.mapping("tooth_losses"):
        tooth = from_universal(key)
        if tooth is None:
            raise patient.wrong("tooth_losses", f"There is no tooth {key!r} in Universal numbers.")
        if losses.get(key) == "congenital":
            found[tooth] = None
        elif (lost := read_day(losses, key)) is not None:
            found[tooth] = lost
    return found


def _line(told: Field, names: set[str]) -> Line:
    def by_coverage(key: str) -> list[tuple[str, Field]]:
        named = told.mapping(key)
        return [
            (name, Field(one, f"{told.path(key)}.{name}"))
            for name, one in named.items()
            if read_known(told, key, name, names)
        ]

    return Line(
        id=told.text("id"),
        procedure=told.text("proc"),
        categories=read_texts(told, "categories"),
        fee=read_amount(told, "fee"),
        on=must_have_day(told, "date"),
        units=told.count("units", 1, MOST_UNITS) or 1,
        area=read_area(told),
        replaces=read_teeth(told, "replaces_teeth"),
        prepared=read_day(told, "preparation_date"),
        service=told.optional_text("service_id"),
        upgrade=read_maybe(told, "upgrade") or Decimal(0),
        actual={name: _actual(one) for name, one in by_coverage("actual")},
        overrides={name: read_amount(one, "insurer_pays") for name, one in by_coverage("overrides")},
        claim=told.optional_text("claim"),
    )


def _actual(told: Field) -> Actual:
    return Actual(
        read_amount(told, "insurer_pays"),
        read_maybe(told, "write_off"),
        read_maybe(told, "deductible") or Decimal(0),
        read_maybe(told, "allowed"),
    )
