"""The JSON of `book` and `cascade`: a clinic, its appointments and a plan's visits, read and written.

Moments carry their offset; hours are local wall-clock times, weekday 0 is Monday. A field that cannot be read refuses
the case and says where it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from arcada.core.daybook.cascade import Cascade, Change, Situation, Standing
from arcada.core.daybook.clinic import Appointment, Chair, Clinic, Hours, Provider
from arcada.core.daybook.timetable import Booking, DayLag, Placement, Plan, Visit
from arcada.core.kernel import Refusal
from arcada.interop.plan_fields import Field, ReadError

INCREMENTS = (5, 6, 10, 12, 15, 20, 30, 60)


@dataclass(frozen=True, slots=True)
class ClinicCase:
    """A clinic, a plan and a moment; `change` is there for a cascade."""

    id: str
    clinic: Clinic
    plan: Plan
    now: datetime
    standing: tuple[Standing, ...] = ()
    locked: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    change: Change | None = None

    @property
    def situation(self) -> Situation:
        """The same as a cascade sees it; asked only where there is a change."""
        if self.change is None:
            message = "a case without a change is no cascade"
            raise ValueError(message)
        return Situation(self.clinic, self.plan, self.standing, self.change, self.now, self.locked | self.bound)


def read_clinic(told: Mapping[str, Any], *, moving: bool) -> ClinicCase | Refusal:
    """The case, or why it cannot be read and where; `moving` asks for what was moved or missed."""
    try:
        return _case(Field(told, ""), moving=moving)
    except ReadError as error:
        return error.refusal


def _case(told: Field, *, moving: bool) -> ClinicCase:
    zone = told.text("timezone")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise told.wrong("timezone", f"There is no time zone {zone!r:.40} here.") from None
    increment = told.get("increment_minutes")
    if increment is not None and increment not in INCREMENTS:
        raise told.wrong("increment_minutes", f"Expected one of {', '.join(map(str, INCREMENTS))} minutes.")
    plan_told = told.at("plan")
    plan_id = plan_told.optional_text("id")
    plan = _plan(plan_told)
    entries = list(told.each("appointments"))
    appointments = tuple(_appointment(one) for one in entries)
    _distinct(told, "appointments", [one.id for one in appointments])
    own = [(one, booked) for one, booked in zip(entries, appointments, strict=True) if _is_own(one, plan_id)]
    clinic = Clinic(
        zone,
        tuple(_provider(one) for one in told.each("providers")),
        tuple(Chair(one.text("id"), frozenset(_texts(one, "equipment"))) for one in told.each("chairs")),
        appointments,
        increment_minutes=increment or 10,
    )
    return ClinicCase(
        told.text("id"),
        clinic,
        plan,
        _moment(told, "now"),
        tuple(Standing(one.text("visit"), booked.id, one.truth("locked") or False) for one, booked in own),
        frozenset(booked.id for one, booked in zip(entries, appointments, strict=True) if one.truth("locked")),
        frozenset(booked.id for one, booked in zip(entries, appointments, strict=True) if one.get("plan")),
        _change(told.at("moved")) if moving else None,
    )


def _is_own(told: Field, plan: str) -> bool:
    return bool(plan) and told.optional_text("plan") == plan and bool(told.optional_text("visit"))


def _change(told: Field) -> Change:
    missed = told.optional_text("missed")
    return Change(missed or told.text("visit"), _day(told, "not_before"), bool(missed))


def _provider(told: Field) -> Provider:
    off = frozenset(_read_day(one.as_text(), one) for one in told.each("off"))
    return Provider(told.text("id"), frozenset(_texts(told, "roles")), _hours(told, "hours"), off)


def _hours(told: Field, key: str) -> tuple[Hours, ...]:
    found = []
    for one in told.each(key):
        weekday = one.whole("weekday")
        if not 0 <= weekday <= 6:  # noqa: PLR2004 - Monday to Sunday
            raise one.wrong("weekday", "Expected 0 (Monday) to 6 (Sunday).")
        found.append(Hours(weekday, _clock(one, "from"), _clock(one, "to")))
    return tuple(found)


def _clock(told: Field, key: str) -> time:
    text = told.text(key)
    try:
        return time(0) if text == "24:00" else time.fromisoformat(text)
    except ValueError:
        raise told.wrong(key, f"Expected a time such as 09:00, found {text!r:.20}.") from None


def _appointment(told: Field) -> Appointment:
    start, end = _moment(told, "start"), _moment(told, "end")
    if end <= start:
        raise told.wrong("end", "The appointment ends before it begins.")
    return Appointment(told.text("id"), told.text("patient"), told.text("provider"), told.text("chair"), start, end)


def _plan(told: Field) -> Plan:
    hours = _hours(told, "patient_hours") if told.get("patient_hours") else None
    visits = tuple(_visit(one) for one in told.each("visits"))
    return Plan(told.text("patient"), visits, hours, told.optional_text("preferred_provider"))


def _visit(told: Field) -> Visit:
    lags = []
    for one in told.each("after"):
        most = one.whole("max_days") if one.get("max_days") is not None else None
        lags.append(DayLag(one.text("visit"), one.whole("min_days") if one.get("min_days") is not None else 0, most))
    return Visit(
        told.text("id"),
        told.whole("minutes"),
        (told.text("role"),),
        frozenset(_texts(told, "equipment")),
        tuple(lags),
        _day(told, "not_before"),
        _day(told, "not_after"),
    )


def _texts(told: Field, key: str) -> list[str]:
    return [one.as_text() for one in told.each(key)]


def _distinct(told: Field, key: str, ids: Sequence[str]) -> None:
    if len(set(ids)) < len(ids):
        twice = sorted(one for one in set(ids) if ids.count(one) > 1)
        raise told.wrong(key, f"The id {twice[0]!r} is used twice.")


def _day(told: Field, key: str) -> date | None:
    text = told.optional_text(key)
    return _read_day(text, Field(text, told.path(key))) if text else None


def _read_day(text: str, told: Field) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = f"Expected a date such as 2026-12-10, found {text!r:.20}."
        raise ReadError(Refusal("unreadable_field", sentence, told.where)) from None


def _moment(told: Field, key: str) -> datetime:
    text = told.text(key)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise told.wrong(key, f"Expected a time with offset, found {text!r:.40}.") from None
    if found.tzinfo is None:
        raise told.wrong(key, "The time has no offset.")
    return found


def write_booking(name: str, booking: Booking) -> dict[str, Any]:
    """The answer of `book`."""
    last = booking.last_day
    proposal = {
        "label": "earliest",
        "placements": [{"visit": one.visit} | _written(one) for one in booking.placements],
        "last_day": last.isoformat() if last else None,
        "why": [reason.text for reason in booking.why],
    }
    return {"id": name, "proposals": [proposal]}


def write_cascade(name: str, found: Cascade, clinic: Clinic) -> dict[str, Any]:
    """The answer of `cascade`."""
    return {
        "id": name,
        "moves": [
            ({"visit": move.visit} if move.visit else {"appointment": move.appointment})
            | {"from": _written(move.old), "to": _written(move.new)}
            for move in found.moves
        ],
        "untouched": len(clinic.appointments) - len(found.moves),
        "disturbed_patients": list(found.disturbed),
        "why": [reason.text for reason in found.why],
    }


def _written(one: Placement) -> dict[str, str]:
    return {
        "provider": one.provider,
        "chair": one.chair,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
    }
