"""Who may already be known, side by side with what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from arcada.patients.queries import Likeness
from arcada.web.shell.rail import address

FIELDS = (
    ("name", "Name"),
    ("birth date", "Birth date"),
    ("phone", "Phone"),
    ("e-mail", "E-mail"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field of both: what was typed, what is on record, whether they agree."""

    label: str
    typed: str
    known: str
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One patient on record who may be meant."""

    url: str
    name: str
    number: str
    alike: str
    lines: Sequence[Line]
    put_away: bool


def known_people(found: Sequence[Likeness], typed: Mapping[str, Any], today: date) -> tuple[Known, ...]:  # noqa: ARG001
    """Lay each look-alike beside what was typed."""
    return tuple(_known(one, typed) for one in found)


def _known(one: Likeness, typed: Mapping[str, Any]) -> Known:
    row = one.patient
    here = {
        "name": f"{typed['given_name']} {typed['family_name']}",
        "birth date": _day(typed["birth_date"]),
        "phone": typed.get("phone", ""),
        "e-mail": typed.get("email", ""),
    }
    there = {
        "name": f"{row.given_name} {row.family_name}",
        "birth date": _day(row.birth_date),
        "phone": row.phone,
        "e-mail": row.email,
    }
    return Known(
        url=address("intake:show", row.pk),
        name=there["name"],
        number=row.chart_number,
        alike=" and ".join(one.alike),
        lines=tuple(
            Line(
                label=label,
                typed=here[key] or "not given",
                known=there[key] or "not given",
                same=key in one.alike,
            )
            for key, label in FIELDS
        ),
        put_away=row.archived_at is not None,
    )


def _day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"
