"""One list as a dense table: every procedure of the catalogue with its fee of a day, or 'no fee'."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from arcada.core.kernel import money as cents
from arcada.core.protocols.catalogue import Procedure
from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.interop.knowledge import load_library
from arcada.practice.access import Member
from arcada.practice.fees import office_fees
from arcada.practice.models import ClinicCode, Fee, FeeKind, FeeSchedule
from arcada.practice.queries import visible_to
from arcada.web.fees.presenters.lists import SAID, days_of, reach_of

GROUPS: Mapping[str, str] = MappingProxyType(
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
        "": "Other procedures",
    }
)
MOST_CODES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The fee of one procedure on a day; `amount` is empty where there is none, `typed` what its field shows."""

    procedure: str
    name: str
    amount: str
    typed: str
    since: str
    following: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One procedure; `share` is what a contract leaves of the office fee."""

    cell: Cell
    family: str
    codes: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Procedures of one kind."""

    id: str
    heading: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list as it is searched; `without` counts the procedures of the whole catalogue that have no fee."""

    id: UUID
    name: str
    said: str
    kind: str
    usual: bool
    currency: str
    reach: str
    days: str
    on: date
    shows_share: bool
    groups: Sequence[Group]
    shown: int
    total: int
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was asked for: words, a group, only what has no fee, the day."""

    on: date
    typed: str = ""
    group: str = ""
    without: bool = False


def voice_of_list(schedule: FeeSchedule, voice: Voice) -> Voice:
    """Speak in the list's own currency."""
    return replace(voice, currency=schedule.currency)


def fee_table(member: Member, schedule: FeeSchedule, voice: Voice, look: Look) -> Table:
    """Lay out the list as it was asked for."""
    own = voice_of_list(schedule, voice)
    rows = _rows_by_procedure(member, schedule)
    held = {one: fee for one, each in rows.items() if (fee := held_on(each, look.on))}
    procedures = load_library().procedures
    found = [
        one
        for one in procedures.values()
        if fits(one, look.typed)
        and not (look.without and one.id in held)
        and look.group in ("", group_of(one) or "other")
    ]
    office = {} if schedule.kind == FeeKind.OFFICE else office_fees(schedule.practice_id, look.on)
    codes = _codes(member)
    shown = [
        (group_of(one), _row(one, rows.get(one.id, ()), look.on, own, office.get(one.id), codes.get(one.id, "")))
        for one in sorted(found, key=lambda one: one.name)
    ]
    return Table(
        id=schedule.pk,
        name=schedule.name,
        said=SAID[FeeKind(schedule.kind)],
        kind=schedule.get_kind_display(),
        usual=schedule.usual,
        currency=schedule.currency,
        reach=reach_of(schedule),
        days=days_of(schedule.begins, schedule.ends, voice),
        on=look.on,
        shows_share=bool(office),
        groups=tuple(
            Group(
                id=group or "other", heading=heading, rows=tuple(row for own_group, row in shown if own_group == group)
            )
            for group, heading in GROUPS.items()
            if any(own_group == group for own_group, _ in shown)
        ),
        shown=len(found),
        total=len(procedures),
        without=sum(one not in held for one in procedures),
    )


def fits(procedure: Procedure, typed: str) -> bool:
    """Tell whether every word that was typed stands in the procedure's name, family or id."""
    said = f"{procedure.name} {procedure.family} {procedure.id}".replace("_", " ").casefold()
    return all(word in said for word in typed.replace("_", " ").casefold().split())


def group_of(procedure: Procedure) -> str:
    """The group under which a procedure stands; '' for others."""
    family = load_library().families.get(procedure.family)
    return family.kind if family and family.kind in GROUPS else ""


def held_on(rows: Sequence[Fee], on: date) -> Fee | None:
    """The row that holds on a day."""
    holding = (row for row in rows if (row.begins is None or row.begins <= on) and (row.ends is None or on <= row.ends))
    return next(holding, None)


def cell_of(procedure: Procedure, rows: Sequence[Fee], on: date, voice: Voice) -> Cell:
    """The fee of a day in words, and what follows it."""
    held = held_on(rows, on)
    later = sorted((row for row in rows if row.begins and row.begins > on), key=lambda row: row.begins or on)
    following = ""
    if later and later[0].begins:
        amount = phrases.money(later[0].amount, voice, exact=True)
        following = f"{amount} from {phrases.day(later[0].begins, voice, style='year')}"
    elif held and held.ends:
        following = f"no fee after {phrases.day(held.ends, voice, style='year')}"
    return Cell(
        procedure=procedure.id,
        name=procedure.name,
        amount=phrases.money(held.amount, voice, exact=True) if held else "",
        typed=plain(held.amount, voice) if held else "",
        since=phrases.day(held.begins, voice, style="year") if held and held.begins else "",
        following=following,
    )


def plain(amount: Decimal, voice: Voice) -> str:
    """Write an amount as a field shows it: no symbol, no thousands' sign."""
    return f"{amount:.2f}".replace(".", voice.customs.decimal)


def _row(procedure: Procedure, rows: Sequence[Fee], on: date, voice: Voice, office: Decimal | None, codes: str) -> Row:
    held = held_on(rows, on)
    share = f"{cents(100 * held.amount / office):.0f} %" if held and office else ""
    family = procedure.family.replace("_", " ")
    return Row(cell=cell_of(procedure, rows, on, voice), family=family, codes=codes, share=share)


def _rows_by_procedure(member: Member, schedule: FeeSchedule) -> dict[str, list[Fee]]:
    found: dict[str, list[Fee]] = defaultdict(list)
    for row in visible_to(member, Fee).filter(schedule=schedule):
        found[row.procedure].append(row)
    return found


def _codes(member: Member) -> dict[str, str]:
    """The clinic's own codes by procedure, the first few of each."""
    found: dict[str, list[str]] = defaultdict(list)
    for procedure, code in visible_to(member, ClinicCode).exclude(procedure="").values_list("procedure", "code"):
        if code:
            found[procedure].append(code)
    return {
        one: ", ".join(codes[:MOST_CODES]) + (" and more" if len(codes) > MOST_CODES else "")
        for one, codes in found.items()
    }
