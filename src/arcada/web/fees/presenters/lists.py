"""The fee lists of the practice: what each is, where and when it holds, how much stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.insurance.models import Contract
from arcada.interop.knowledge import load_library
from arcada.practice.access import Member
from arcada.practice.fees import holding_on
from arcada.practice.models import Fee, FeeImport, FeeKind, FeeSchedule, ImportState
from arcada.practice.queries import visible_to

SAID = {
    FeeKind.OFFICE: "What you charge without a contract.",
    FeeKind.CONTRACT: "The most you may charge the members of a payer.",
    FeeKind.USUAL: "What a payer reckons from where there is no contract.",
    FeeKind.COPAY: "What the patient pays for one service.",
    FeeKind.FIXED: "What the payer pays for one service.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One list; `state` says whether it is charged by today."""

    id: UUID
    name: str
    reach: str
    days: str
    fees: int
    state: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The lists of one kind."""

    name: str
    said: str
    lines: Sequence[ListLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file that came in, or an undo."""

    id: UUID
    number: int
    name: str
    list_name: str
    when: str
    who: str
    said: str
    state: str
    draft: bool
    applied: bool


def kinds_of_lists(member: Member, voice: Voice, today: date) -> tuple[Kind, ...]:
    """The lists by kind, those that are charged by first."""
    rows = visible_to(member, FeeSchedule).select_related("site", "provider").order_by("-usual", "name")
    counted = dict(
        visible_to(member, Fee)
        .filter(holding_on(today))
        .order_by()
        .values_list("schedule")
        .annotate(number=Count("id"))
    )
    agreed = _payers_of_lists(member)
    lines = {
        kind: [
            line_of(row, counted.get(row.pk, 0), voice, today, agreed.get(row.pk)) for row in rows if row.kind == kind
        ]
        for kind in FeeKind
    }
    return tuple(Kind(name=kind.label, said=SAID[kind], lines=tuple(found)) for kind, found in lines.items() if found)


def line_of(row: FeeSchedule, fees: int, voice: Voice, today: date, payers: Sequence[str] | None = None) -> ListLine:
    """One list in words."""
    return ListLine(
        id=row.pk,
        name=row.name,
        reach=reach_of(row) if row.kind == FeeKind.OFFICE else ", ".join(payers or ("no contract yet",)),
        days=days_of(row.begins, row.ends, voice) if row.kind == FeeKind.OFFICE else "",
        fees=fees,
        state=_state(row, today),
        currency="" if row.currency == voice.currency else row.currency,
    )


def _payers_of_lists(member: Member) -> dict[UUID, list[str]]:
    """Who is paid by which list, by name."""
    rows = Contract.objects.filter(practice_id=member.practice_id).order_by("payer__name").distinct()
    found: dict[UUID, list[str]] = {}
    for schedule, payer in rows.values_list("schedule", "payer__name"):
        if payer not in found.setdefault(schedule, []):
            found[schedule].append(payer)
    return found


def reach_of(row: FeeSchedule | Contract) -> str:
    """Where and with whom it holds."""
    said = [one.name for one in (row.provider, row.site) if one is not None]
    return " at ".join(said) if said else "everywhere"


def days_of(begins: date | None, ends: date | None, voice: Voice) -> str:
    """From when until when, in words."""
    first, last = (phrases.day(one, voice, style="year") for one in (begins, ends))
    if begins and ends:
        return f"{first} to {last}"
    return f"from {first}" if begins else f"until {last}" if ends else "always"


def _state(row: FeeSchedule, today: date) -> str:
    if row.begins and row.begins > today:
        return "to come"
    if row.ends and row.ends < today:
        return "over"
    return "charged by" if row.usual else ""


def procedures_in_catalogue() -> int:
    """How many procedures could have a fee."""
    return len(load_library().procedures)


def files_of(member: Member, voice: Voice, schedule: FeeSchedule | None = None, most: int = 8) -> tuple[FileLine, ...]:
    """The last files, the newest first; dropped ones are left out."""
    rows = (
        visible_to(member, FeeImport)
        .exclude(state=ImportState.DROPPED)
        .select_related("schedule", "undoes", "started_by__user")
    )
    if schedule is not None:
        rows = rows.filter(schedule=schedule)
    return tuple(_file(row, voice) for row in rows.defer("content", "before", "after").order_by("-started_at")[:most])


def _file(row: FeeImport, voice: Voice) -> FileLine:
    counts = row.counts
    changed = [f"{counts[one]} {one}" for one in ("new", "changed") if counts.get(one)]
    said = f"takes back version {row.undoes.number}" if row.undoes else ", ".join(changed)
    return FileLine(
        id=row.pk,
        number=row.number,
        name=row.file_name or "Undo",
        list_name=row.schedule.name,
        when=phrases.moment(row.started_at, voice),
        who=row.started_by.user.name,
        said=said,
        state=row.get_state_display(),
        draft=row.state == ImportState.DRAFT,
        applied=row.state == ImportState.APPLIED,
    )
