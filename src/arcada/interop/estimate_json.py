"""The JSON of `estimate`, read into core values.

Amounts are exact decimals. Teeth come in Universal numbers, as US payers write them; FDI numbers stay inside. A field
that cannot be read refuses the case and says where it stands.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from arcada.core.benefits.line import STATUSES, Actual, Adjustment, Line, Question, Service
from arcada.core.benefits.settings import CHOICES, SWITCHES, Settings
from arcada.core.kernel import Refusal
from arcada.core.teeth.notation import from_universal
from arcada.interop.estimate_coverage import read_coverage
from arcada.interop.estimate_fields import read_amount, read_area, read_day, read_teeth, read_texts, read_word
from arcada.interop.plan_fields import Field, ReadError

MOST_UNITS = 100


def read_question(told: Mapping[str, Any]) -> Question | Refusal:
    """The case, or why it cannot be read and where."""
    try:
        return _question(Field(told, ""))
    except ReadError as error:
        return error.refusal


def _question(case: Field) -> Question:
    patient = case.at("patient")
    person = patient.optional_text("id") or "patient"
    coverages = tuple(read_coverage(one) for one in case.each("coverages"))
    _distinct(case, "coverages", [one.id for one in coverages])
    if len({one.order for one in coverages}) < len(coverages):
        raise case.wrong("coverages", "Two coverages have the same order; say which pays first.")
    names = {one.id for one in coverages}
    lines = tuple(_line(one, names) for one in case.each("procedures"))
    _distinct(case, "procedures", [one.id for one in lines])
    born = read_day(patient, "birth_date")
    as_of = read_day(case, "as_of")
    for rank, line in enumerate(lines):
        if born is not None and line.on < born:
            raise case.wrong(f"procedures[{rank}].date", "The date lies before the patient's birth.")
    return Question(
        id=case.text("id"),
        as_of=as_of or min((line.on for line in lines), default=date.min),
        person=person,
        coverages=coverages,
        lines=lines,
        birth_date=born,
        lost=_lost(patient),
        services=tuple(_service(one, person, names) for one in case.each("history")),
        adjustments=tuple(_adjustment(one, person, names) for one in case.each("adjustments")),
        settings=_settings(case.at("settings")),
    )


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
    units = told.get("units")
    if units is not None and (isinstance(units, bool) or not isinstance(units, int) or not 1 <= units <= MOST_UNITS):
        raise told.wrong("units", "Expected a whole number of units from 1 to 100.")
    on = read_day(told, "date")
    if on is None:
        raise told.wrong("date", "Expected a date as 2026-06-15.")
    return Line(
        id=told.text("id"),
        procedure=told.text("proc"),
        categories=read_texts(told, "categories"),
        fee=read_amount(told, "fee"),
        on=on,
        units=units or 1,
        area=read_area(told),
        replaces=read_teeth(told, "replaces_teeth"),
        prepared=read_day(told, "preparation_date"),
        service=told.optional_text("service_id"),
        actual={
            name: _actual(Field(one, f"{told.path('actual')}.{name}"))
            for name, one in told.mapping("actual").items()
            if read_known(told, "actual", name, names)
        },
    )


def _actual(told: Field) -> Actual:
    off = None if told.get("write_off") is None else read_amount(told, "write_off")
    taken = Decimal(0) if told.get("deductible") is None else read_amount(told, "deductible")
    return Actual(read_amount(told, "insurer_pays"), off, taken)


def _service(told: Field, person: str, names: set[str]) -> Service:
    on = read_day(told, "date")
    if on is None:
        raise told.wrong("date", "Expected a date as 2026-06-15.")
    coverage = told.text("coverage")
    read_known(told, "coverage", coverage, names)

    def amount(key: str) -> Decimal | None:
        return None if told.get(key) is None else read_amount(told, key)

    return Service(
        coverage=coverage,
        procedure=told.text("proc"),
        categories=read_texts(told, "categories"),
        on=on,
        status=read_word(told, "status", STATUSES, "paid"),
        person=told.optional_text("patient") or person,
        paid=amount("paid"),
        estimated=amount("estimated"),
        deductible=amount("deductible"),
        area=read_area(told),
        service_id=told.optional_text("service_id"),
    )


def _adjustment(told: Field, person: str, names: set[str]) -> Adjustment:
    coverage = told.text("coverage")
    read_known(told, "coverage", coverage, names)
    on = read_day(told, "date")
    if on is None:
        raise told.wrong("date", "Expected a date as 2026-06-15.")

    def amount(key: str) -> Decimal:
        return Decimal(0) if told.get(key) is None else read_amount(told, key)

    return Adjustment(coverage, told.optional_text("patient") or person, on, amount("used"), amount("deductible"))


def read_known(told: Field, key: str, name: str, names: set[str]) -> bool:
    """Whether the case has the coverage; it must."""
    if name not in names:
        raise told.wrong(key, f"There is no coverage {name!r} in this case.")
    return True


def _settings(told: Field) -> Settings:
    chosen: dict[str, Any] = {
        key: read_word(told, key, words, words[0]) for key, words in CHOICES.items() if told.get(key) is not None
    }
    for key in SWITCHES:
        answer = told.truth(key)
        if answer is not None:
            chosen[key] = answer
    if told.get("family_members") is not None:
        chosen["family_members"] = told.whole("family_members")
    return Settings(**chosen)
