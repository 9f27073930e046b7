"""One day of the day book as columns on the wall.

open hours     white       lunch, before and after work   hatched
missed         stays where it was, in red, until somebody acts; cancelled leaves its place
figure         what the plan visits of a column are worth, for those who may see prices
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse

from arcada.display.daybook import HOUR, Block, BlockState, Column, DayPage, Placed, lay_out_day
from arcada.display.phrases import Voice, clock, count, duration, money
from arcada.schedule.models import Appointment, Kind, State
from arcada.schedule.queries import Axis, DayBook, Span
from arcada.schedule.queries import Column as Lane

LOOKS: Mapping[str, BlockState] = {
    State.PLANNED: "booked",
    State.CONFIRMED: "confirmed",
    State.ARRIVED: "confirmed",
    State.SEATED: "confirmed",
    State.DONE: "done",
    State.MISSED: "missed",
}
HERE: Mapping[str, str] = {State.ARRIVED: "Arrived", State.SEATED: "In the chair"}
ICONS: Mapping[str, str] = {Kind.TREATMENT: "chart", Kind.EXAM: "search", Kind.CONSULTATION: "msg"}
OPENS, CLOSES = 8 * HOUR, 17 * HOUR
LONGEST_LUNCH = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One appointment in the list of the day, as a phone shows it."""

    column: str
    time: str
    length: str
    placed: Placed


@dataclass(frozen=True, slots=True)
class Wall:
    """The day as drawn, what it is worth, and how many come."""

    page: DayPage
    rows: tuple[Row, ...]
    closed: str
    production: str
    summary: str


@dataclass(frozen=True, slots=True)
class Setting:
    """How the wall is looked at: whose clock and money, which moment, which appointment is chosen."""

    zone: ZoneInfo
    voice: Voice
    now: datetime
    axis: Axis
    chosen: UUID | None = None
    prices: bool = True


def wall(book: DayBook, at: Setting) -> Wall:
    """Draw a day."""
    missed = [row for row in book.freed if row.state == State.MISSED]
    rows = [row for lane in book.columns for row in lane.booked]
    here = at.now.astimezone(at.zone)
    spans = [span for lane in book.columns for span in lane.open]
    opens = min((_minute(span.starts_at, book.day, at.zone) for span in spans), default=OPENS)
    closes = max((_minute(span.ends_at, book.day, at.zone) for span in spans), default=CLOSES)
    page = lay_out_day(
        [_column(book, lane, missed, (opens, closes), at) for lane in book.columns],
        opens=opens,
        closes=closes,
        now=here.hour * HOUR + here.minute if here.date() == book.day else None,
    )
    worth = _worth(rows)
    return Wall(
        page=page,
        rows=_rows(page, at.voice),
        closed="" if spans else book.closed or "Nobody works on this day",
        production=money(worth, at.voice) if at.prices and worth else "",
        summary=count(len(rows), "appointment"),
    )


def _rows(page: DayPage, voice: Voice) -> tuple[Row, ...]:
    """The same appointments as one list in the order of the day, each with the name of its column."""
    found = [(column.head.label, one) for column in page.columns for one in column.blocks]
    shown = [one for one in found if one[1].block.state != "closed"]
    return tuple(
        Row(label, clock(_time(one.block.start), voice), duration(one.block.minutes), one)
        for label, one in sorted(shown, key=lambda one: (one[1].block.start, one[0], one[1].block.key))
    )


def _time(minutes: int) -> time:
    return time(minutes // HOUR % 24, minutes % HOUR)


def link(day: date, axis: Axis, chosen: UUID | None = None) -> str:
    """The address of a day, with an appointment opened."""
    asked = {"date": day.isoformat(), "by": f"{axis}s"} | ({"open": str(chosen)} if chosen else {})
    return f"{reverse('schedule:daybook')}?{urlencode(asked)}" + ("#appointment" if chosen else "")


def _column(book: DayBook, lane: Lane, missed: Sequence[Appointment], hours: tuple[int, int], at: Setting) -> Column:
    key = f"{book.axis}_id"
    mine = [*lane.booked, *(row for row in missed if str(getattr(row, key)) == lane.id)]
    blocks = [_block(book, row, at) for row in mine]
    blocks += [_shut(span, book.day, at.zone) for span in lane.blocked]
    blocks += closed_spans(lane.open, book.day, hours, at.zone, reason=book.closed)
    worth = _worth(lane.booked)
    who, hue = _whose(lane) if book.axis == "chair" else ("", lane.hue)
    initials = lane.initials or _initials(lane)
    return Column(
        label=lane.title,
        sub=who or count(len(lane.booked), "patient"),
        initials=initials,
        hue=hue,
        figure=money(worth, at.voice) if at.prices and worth else "",
        figure_sub="planned" if at.prices and worth else "",
        blocks=tuple(blocks),
    )


def _whose(lane: Lane) -> tuple[str, int]:
    """Who works most at this chair today."""
    known = Counter(row.provider for row in lane.booked).most_common(1)
    return (known[0][0].name, known[0][0].hue) if known else ("nobody booked", 0)


def _initials(lane: Lane) -> str:
    known = Counter(row.provider.initials for row in lane.booked).most_common(1)
    return known[0][0] if known else ""


def _block(book: DayBook, row: Appointment, at: Setting) -> Block:
    here = HERE.get(row.state, "")
    words = " · ".join(one for one in (here, _work(row)) if one)
    start = _minute(row.starts_at, book.day, at.zone)
    looks = LOOKS[State(row.state)]
    return Block(
        start=max(start, 0),
        minutes=max(5, _minute(row.ends_at, book.day, at.zone) - max(start, 0)),
        title=f"{row.patient.given_name} {row.patient.family_name}",
        text=words,
        state=looks,
        hue=0 if looks in {"done", "missed"} else row.provider.hue,
        icon=ICONS[row.kind],
        url=link(book.day, book.axis, row.pk),
        key=str(row.pk),
        action="Call and rebook" if looks == "missed" else "",
        selected=row.pk == at.chosen,
    )


def _work(row: Appointment) -> str:
    """What is done: the words of the visit, with its number where it belongs to a plan."""
    title = row.title[:1].upper() + row.title[1:]
    return f"Visit {row.visit.number}: {title}" if row.visit is not None else title


def closed_spans(
    spans: Sequence[Span], day: date, hours: tuple[int, int], zone: ZoneInfo, *, reason: str = ""
) -> list[Block]:
    """What is hatched: the time outside the spans of work; a short gap between two of them is lunch."""
    opens, closes = hours
    marks = [(opens, opens), *((_minute(s.starts_at, day, zone), _minute(s.ends_at, day, zone)) for s in spans)]
    marks.append((closes, closes))
    found = []
    for place, ((_, end), (start, _)) in enumerate(pairwise(marks)):
        if start <= end:
            continue
        inner = 0 < place < len(marks) - 2
        words = "Lunch" if inner and start - end <= LONGEST_LUNCH else reason or "Not worked"
        found.append(Block(start=end, minutes=start - end, title=words, state="closed"))
    return found


def _shut(span: Span, day: date, zone: ZoneInfo) -> Block:
    start = max(_minute(span.starts_at, day, zone), 0)
    end = min(_minute(span.ends_at, day, zone), 24 * HOUR)
    return Block(start=start, minutes=max(5, end - start), title=span.words or "Blocked", state="closed")


def _minute(moment: datetime, day: date, zone: ZoneInfo) -> int:
    """Minutes of the wall clock from the day's midnight."""
    here = moment.astimezone(zone)
    return ((here.date() - day) // timedelta(days=1)) * 24 * HOUR + here.hour * HOUR + here.minute


def _worth(rows: Sequence[Appointment]) -> Decimal:
    return sum((row.visit.price for row in rows if row.visit is not None and row.visit.price), Decimal(0))
