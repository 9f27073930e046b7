"""The page of an estimate: the head with who pays what, the lines in groups with their sums, meters, open questions."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arcada.cases.models import PlannedVisit
from arcada.display.phrases import Voice, count, day, money
from arcada.insurance.estimating import EstimateNow
from arcada.insurance.estimating_range import all_unknowns
from arcada.web.estimate.presenters.lines import Row, Telling, rows
from arcada.web.estimate.presenters.meters import YearMeter, meters
from arcada.web.estimate.presenters.words import COLUMNS, between, not_known
from arcada.web.plan.presenters.shown import PHASES, Shown

ZERO = Decimal(0)
WHOLE = 100
GROUPINGS = ("visit", "phase", "year")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the whole: who pays it, how much, how wide it is drawn."""

    kind: str
    label: str
    amount: str
    width: str


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of some lines; `you` is a range where something is not known; `whole` and `left` are for a headline."""

    fee: str
    insurers: str
    write_off: str
    you: str
    whole: str
    left: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together, with their sums."""

    key: str
    title: str
    more: str
    rows: tuple[Row, ...]
    sums: Sums


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is not known, and how far it lets the patient's share move."""

    text: str
    spread: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that say something in this estimate."""

    payer: bool
    allowed: bool
    basis: bool
    deductible: bool
    maximum: bool
    write_off: bool
    explained: dict[str, tuple[str, str]] = field(default_factory=lambda: dict(COLUMNS))

    @property
    def between(self) -> int:
        """How many columns stand between the fee and what an insurer pays."""
        return sum((self.payer, self.allowed, self.basis, self.deductible, self.maximum)) + 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of the page below its head."""

    parts: tuple[Part, ...]
    sums: Sums
    groups: tuple[Group, ...]
    columns: Columns
    meters: tuple[YearMeter, ...]
    doubts: tuple[Doubt, ...]
    unpriced: tuple[str, ...]
    insured: bool
    certain: bool
    payers: tuple[str, ...]


def payers_of(now: EstimateNow) -> dict[str, str]:
    """The name of each coverage: its payer's, with the plan's where two have the same payer."""
    names = [row.policy.plan.payer.name for row in now.asked.coverages]
    return {
        str(row.pk): f"{name} ({row.policy.plan.name})" if names.count(name) > 1 else name
        for row, name in zip(now.asked.coverages, names, strict=True)
    }


def sheet(now: EstimateNow, shown: Shown, *, grouping: str = "visit", only: Collection[str] | None = None) -> Sheet:
    """Write the page; `only` keeps some lines."""
    payers, voice = payers_of(now), shown.voice
    all_rows = rows(Telling(now, shown, payers, voice))
    kept = tuple(row for row in all_rows if only is None or row.item in only)
    items = frozenset(row.item for row in kept)
    groups = _groups(now, kept, grouping, voice)
    low, high = now.range_of(items)
    return Sheet(
        parts=_parts(now, kept, payers, voice),
        sums=_sums(now, kept, voice),
        groups=groups,
        columns=_columns(kept, payers),
        meters=meters(now, payers, voice),
        doubts=_doubts(now, payers, voice),
        unpriced=tuple(shown.line({"procedure": one.item.procedure, "where": one.item.where})
                       for one in now.asked.unpriced),
        insured=bool(payers),
        certain=low == high,
        payers=tuple(payers.values()),
    )  # fmt: skip


def _groups(now: EstimateNow, kept: Sequence[Row], grouping: str, voice: Voice) -> tuple[Group, ...]:
    visits = {one.number: one for one in _visits(now)}
    make: Callable[[Row], tuple[str, str, str]] = {
        "phase": lambda row: (row.line.item.phase, PHASES.get(row.line.item.phase, row.line.item.phase), ""),
        "year": lambda row: (str(_year(now, row.line.on)), _year_words(now, row.line.on, voice), ""),
    }.get(grouping, lambda row: _visit(visits.get(row.line.item.last_visit), row, voice))
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in kept:
        found.setdefault(make(row), []).append(row)
    return tuple(
        Group(key, title, more, tuple(members), _sums(now, members, voice))
        for (key, title, more), members in found.items()
    )


def _visits(now: EstimateNow) -> Iterable[PlannedVisit]:
    first = next(iter((*now.asked.lines, *now.asked.unpriced)), None)
    return first.item.alternative.visits.all() if first else ()


def _visit(visit: PlannedVisit | None, row: Row, voice: Voice) -> tuple[str, str, str]:
    number = row.line.item.last_visit
    on = day(row.line.on, voice, style="full")
    if visit is None:
        return str(number), f"Visit {number}", on
    state = "done" if visit.done_at else "booked" if visit.date else "not booked, counted from"
    return str(number), f"Visit {number}", f"{on}, {state}" if state != "not booked, counted from" else f"{state} {on}"


def _year(now: EstimateNow, on: date) -> date:
    first = min(now.question.coverages, key=lambda one: one.order, default=None)
    return first.year_of(on) if first else date(on.year, 1, 1)


def _year_words(now: EstimateNow, on: date, voice: Voice) -> str:
    begins = _year(now, on)
    if (begins.month, begins.day) == (1, 1):
        return str(begins.year)
    return f"Benefit year from {day(begins, voice, style='year')}"


def _sums(now: EstimateNow, members: Sequence[Row], voice: Voice) -> Sums:
    low, high = now.range_of({row.item for row in members})
    told = [row.told for row in members]

    def written(amounts: Iterable[Decimal]) -> str:
        return money(sum(amounts, ZERO), voice, exact=True)

    least, most = now.insurers_range({row.item for row in members})

    return Sums(
        fee=written(one.charge for one in told),
        insurers=money(least, voice, exact=True) if least == most else between(least, most, voice),
        write_off=written(one.write_off for one in told),
        you=money(low, voice, exact=True) if low == high else between(low, high, voice),
        whole=money(sum((one.charge for one in told), ZERO), voice),
        left=between(low, high, voice),
    )


def _parts(now: EstimateNow, members: Sequence[Row], payers: dict[str, str], voice: Voice) -> tuple[Part, ...]:
    """Who pays which part of the fees; what is not known is a part of its own, between the patient and the insurers."""
    whole = sum((row.told.charge for row in members), ZERO)
    items = {row.item for row in members}
    low, high = now.range_of(items)
    found: list[tuple[str, str, str, Decimal]] = [("you", "Patient", between(low, high, voice), low)]
    for rank, (name, payer) in enumerate(payers.items(), 1):
        least, most = now.payer_range(name, items)
        found.append((f"payer p{min(rank, 3)}", payer, between(least, most, voice), least))
    off = sum((row.told.write_off for row in members), ZERO)
    if off:
        found.append(("off", "Written off", money(off, voice), off))
    rest = whole - sum((amount for *_, amount in found), ZERO)
    if rest > 0:
        found.insert(1, ("open", "Not known yet", money(rest, voice), rest))
    return tuple(
        Part(kind, label, text, f"{amount * WHOLE / whole:.2f}" if whole else "0")
        for kind, label, text, amount in found
    )


def _columns(members: Sequence[Row], payers: dict[str, str]) -> Columns:
    every = [payer for row in members for payer in row.payers]
    return Columns(
        payer=len(payers) > 1,
        allowed=any(one.allowed.text and one.allowed.text != row.fee.text for row in members for one in row.payers),
        basis=any(one.basis.text for one in every),
        deductible=any(one.deductible.text for one in every),
        maximum=any(one.maximum.text for one in every),
        write_off=any(one.write_off.text for one in every),
    )


def _doubts(now: EstimateNow, payers: dict[str, str], voice: Voice) -> tuple[Doubt, ...]:
    counted = [
        Doubt(
            not_known(one.unknown, payers[one.unknown.coverage], voice),
            f"moves the patient's share by up to {money(one.high - one.low, voice)}"
            if one.high != one.low
            else "does not move the patient's share",
        )
        for one in sorted(now.widened, key=lambda one: one.low - one.high)
    ]
    said = [
        Doubt(not_known(one, payers[one.coverage], voice), "not counted")
        for one in all_unknowns(now.asked, now.question)
        if not one.counted
    ]
    return (*counted, *said)


def next_visit(now: EstimateNow) -> int | None:
    """The number of the first visit that is not done."""
    open_ones = [one for one in now.asked.lines if one.item.done_at is None]
    return min((one.item.last_visit for one in open_ones), default=None)


def items_of(now: EstimateNow, *, visit: int | None = None, phase: str = "") -> frozenset[str]:
    """The lines that are completed in a visit, or belong to a phase."""
    return frozenset(
        one.item.item
        for one in now.asked.lines
        if (visit is None or one.item.last_visit == visit) and (not phase or one.item.phase == phase)
    )


def incomplete(number: int) -> str:
    """'1 line has no fee yet'."""
    return f"{count(number, 'line')} {'has' if number == 1 else 'have'} no fee yet"
