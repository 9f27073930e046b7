"""The fee list: every procedure of the catalogue with its fee, or 'no fee'."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from arcada.core.protocols.catalogue import Procedure
from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.interop.knowledge import load_library
from arcada.practice.access import Member
from arcada.practice.fees import holding_on
from arcada.practice.models import Fee, FeeSchedule
from arcada.practice.queries import visible_to

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "record": "Examination and records",
        "talk": "Advice and letters",
        "soft": "Prevention, gums and small care",
        "restoration": "Fillings and crowns",
        "endodontic": "Root canals",
        "surgery": "Surgery",
        "prosthesis": "Replacing teeth",
        "orthodontic": "Moving teeth",
        "whitening": "Whitening",
        "review": "Reviews",
    }
)
OTHERS = "Other procedures"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One procedure; `amount` is empty where there is no fee, `typed` what its field shows."""

    procedure: str
    name: str
    family: str
    amount: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeGroup:
    """Procedures of one kind."""

    heading: str
    lines: Sequence[FeeLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChoice:
    """One of several fee lists."""

    id: UUID
    name: str
    usual: bool
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePage:
    """A fee list as it is searched; `without` counts the procedures of the whole catalogue that have no fee."""

    id: UUID
    name: str
    usual: bool
    currency: str
    symbol: str
    lists: Sequence[ListChoice]
    groups: Sequence[FeeGroup]
    shown: int
    total: int
    without: int


def lists_of(member: Member) -> list[FeeSchedule]:
    """Give the fee lists, the usual one first."""
    return list(visible_to(member, FeeSchedule).order_by("-usual", "name"))


def voice_of_list(schedule: FeeSchedule, voice: Voice) -> Voice:
    """Speak in the list's own currency."""
    return replace(voice, currency=schedule.currency)


def fee_page(
    member: Member,
    schedule: FeeSchedule,
    lists: Sequence[FeeSchedule],
    voice: Voice,
    *,
    typed: str,
    without: bool,
    on: date,
) -> FeePage:
    """Lay out the list: what fits the words that were typed; `without` keeps those that have no fee."""
    own = voice_of_list(schedule, voice)
    rows = visible_to(member, Fee).filter(holding_on(on), schedule=schedule)
    fees = dict(rows.values_list("procedure", "amount"))
    procedures = load_library().procedures
    found = [one for one in procedures.values() if fits(one, typed) and not (without and one.id in fees)]
    return FeePage(
        id=schedule.pk,
        name=schedule.name,
        usual=schedule.usual,
        currency=schedule.currency,
        symbol=phrases.SYMBOLS.get(schedule.currency, schedule.currency),
        lists=tuple(
            ListChoice(id=row.pk, name=row.name, usual=row.usual, current=row.pk == schedule.pk) for row in lists
        ),
        groups=_groups(found, fees, own),
        shown=len(found),
        total=len(procedures),
        without=sum(one not in fees for one in procedures),
    )


def fits(procedure: Procedure, typed: str) -> bool:
    """Tell whether every word that was typed stands in the procedure's name, family or id."""
    said = f"{procedure.name} {procedure.family} {procedure.id}".replace("_", " ").casefold()
    return all(word in said for word in typed.replace("_", " ").casefold().split())


def _groups(found: Sequence[Procedure], fees: Mapping[str, Decimal], voice: Voice) -> tuple[FeeGroup, ...]:
    families = load_library().families
    kinds = {one.id: families[one.family].kind if one.family in families else "" for one in found}
    headings = (*KINDS.items(), ("", OTHERS))
    laid = (
        (heading, [one for one in found if (kinds[one.id] if kinds[one.id] in KINDS else "") == kind])
        for kind, heading in headings
    )
    return tuple(
        FeeGroup(
            heading=heading,
            lines=tuple(fee_line(one, fees.get(one.id), voice) for one in sorted(each, key=lambda one: one.name)),
        )
        for heading, each in laid
        if each
    )


def fee_line(procedure: Procedure, amount: Decimal | None, voice: Voice) -> FeeLine:
    """Put a procedure and its fee into words."""
    return FeeLine(
        procedure=procedure.id,
        name=procedure.name,
        family=procedure.family.replace("_", " "),
        amount="" if amount is None else phrases.money(amount, voice, exact=True),
        typed="" if amount is None else plain(amount, voice),
    )


def plain(amount: Decimal, voice: Voice) -> str:
    """Write an amount as a field shows it: no symbol, no thousands' sign."""
    return f"{amount:.2f}".replace(".", voice.customs.decimal)
