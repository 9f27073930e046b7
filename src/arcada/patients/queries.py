"""Reading patients: who may see one, which ones a list shows, how they are found, who may be the same person.

A search takes what people type at the desk, all at once and in any order:

    'oka mar'        beginnings of names            '5550142'      the end or any part of a phone number
    '17 may 1984'    a birth date in most spellings '1001'         a chart number
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from arcada.patients.models import Patient
from arcada.practice.access import Member, Permission, may

PHONE_PART = 4  # digits that say something about a phone number
PHONE_TAIL = 7  # digits without country and area: the same line, however it was written
FIRST_LETTERS = 3  # of a given name: Mar finds Mara and Marian
SHOWN = 4
YEARS = range(1800, 2200)
DATE_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
DATE_TEXT = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}|[A-Za-z]{3,9}\s+\d{1,2},?\s+\d{4}"
)


def may_see(membership: Member, patient: Patient) -> bool:
    """Tell whether a member may open this patient's record."""
    return may(membership, Permission.SEE_PATIENTS, patient)


def visible_to(membership: Member) -> QuerySet[Patient]:
    """List the patients whose record a member may open."""
    if not may(membership, Permission.SEE_PATIENTS):
        return Patient.objects.none()
    return Patient.objects.filter(practice_id=membership.practice_id)


def one(membership: Member, patient_id: UUID) -> Patient | None:
    """Give a patient that the member may see; None for any other, of whichever practice."""
    return visible_to(membership).select_related("practice", "guarantor").filter(pk=patient_id).first()


def find(membership: Member, text: str, *, archived: bool = False) -> QuerySet[Patient]:
    """List patients that fit everything in the text; no text lists all."""
    found = visible_to(membership)
    if not archived:
        found = found.filter(archived_at__isnull=True)
    written = DATE_TEXT.search(text)
    born = read_date(written[0]) if written else None
    if written and born:
        found = found.filter(birth_date=born)
        text = text.replace(written[0], " ")
    for word in _words(text):
        found = found.filter(_fits(word))
    return found


def read_date(text: str) -> date | None:
    """Read a day in one of the usual spellings, in a year that somebody can mean."""
    bare = re.sub(r"\s+", " ", text.replace(",", " ")).strip()
    for form in DATE_FORMS:
        try:
            day = datetime.strptime(bare, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day if day.year in YEARS else None
    return None


def _words(text: str) -> list[str]:
    """Split into words; digits with phone signs between them are one word."""
    joined = re.sub(r"(?<=[\d)])[\s().-]+(?=\d)|^\s*\+|\((?=\d)", "", text)
    return [word for word in re.split(r"[\s,]+", joined) if word.strip("().-+")]


def _fits(word: str) -> Q:
    digits = re.sub(r"\D", "", word)
    if digits and not re.search(r"[A-Za-z]", word):
        same = Q(chart_number__istartswith=word) | Q(chart_number__iexact=digits)
        return same | Q(phone_digits__contains=digits) if len(digits) >= PHONE_PART else same
    found = Q(names__contains=f" {word.casefold()}")
    if digits:
        found |= Q(chart_number__istartswith=word)
    return found | Q(email__istartswith=word) if "@" in word else found


@dataclass(frozen=True, slots=True)
class Likeness:
    """A patient who may be the person that is being registered, and what the two have in common."""

    patient: Patient
    alike: tuple[str, ...]


def look_alikes(membership: Member, **typed: Any) -> Sequence[Likeness]:
    """Find patients who share two of name, birth date, phone and e-mail, or a whole name, with what was typed."""
    digits = re.sub(r"\D", "", typed.get("phone") or "")
    email = (typed.get("email") or "").strip()
    given, family = (typed.get(name, "").strip() for name in ("given_name", "family_name"))
    near = Q(pk__in=[])
    if family and given:
        near |= Q(family_name__iexact=family, given_name__istartswith=given[:FIRST_LETTERS])
        near |= Q(family_name__iexact=family, preferred_name__istartswith=given[:FIRST_LETTERS])
        near |= Q(family_name__iexact=given, given_name__iexact=family)
    if typed.get("birth_date"):
        near |= Q(birth_date=typed["birth_date"])
    if len(digits) >= PHONE_PART:
        near |= Q(phone_digits__endswith=digits[-PHONE_TAIL:])
    if email:
        near |= Q(email__iexact=email)
    rows = visible_to(membership).filter(near)
    found = [Likeness(row, _alike(row, given, family, digits, email, typed.get("birth_date"))) for row in rows]
    return sorted((like for like in found if _enough(like.alike)), key=lambda like: -len(like.alike))[:SHOWN]


def _alike(row: Patient, given: str, family: str, digits: str, email: str, born: date | None) -> tuple[str, ...]:
    same_family = row.family_name.casefold() == family.casefold()
    firsts = {row.given_name.casefold(), row.preferred_name.casefold()} - {""}
    beginning = given.casefold()[:FIRST_LETTERS]
    near_given = bool(beginning) and any(first.startswith(beginning) for first in firsts)
    swapped = (row.given_name.casefold(), row.family_name.casefold()) == (family.casefold(), given.casefold())
    told = {
        "name": (same_family and near_given) or swapped,
        "birth date": born is not None and row.birth_date == born,
        "phone": len(digits) >= PHONE_PART and row.phone_digits.endswith(digits[-PHONE_TAIL:]),
        "e-mail": bool(email) and row.email.casefold() == email.casefold(),
    }
    return tuple(name for name, holds in told.items() if holds)


def _enough(alike: tuple[str, ...]) -> bool:
    """A name alone is worth a look; a family shares phone or e-mail, so these count only beside another."""
    return "name" in alike or len(alike) > 1
