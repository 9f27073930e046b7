"""Today as values: visits by time, what waits by kind, tasks by day.

visits   the member's own column where they have one, else every column; each with the alerts of the patient
waiting  one click leads to the place where it is done
tasks    one's own, and those of the role that nobody has taken
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from arcada.coordination.queries import worklist
from arcada.coordination.waiting import Waiting, waiting
from arcada.display import phrases
from arcada.display.frame import Flag
from arcada.display.phrases import Voice
from arcada.patients.models import Interview, MedicalHistory
from arcada.practice.models import Membership, Provider
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment, State
from arcada.schedule.queries import day_book, visible_to
from arcada.web.case.beside import TaskLine, task_line
from arcada.web.shell.alerts import alerts, fear, sentence_case
from arcada.web.shell.rail import address

SHOWN = 6
LOOK_AHEAD = timedelta(days=21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of waiting: its heading, what to do, the page on which it is done, its mark."""

    heading: str
    act: str
    page: str
    icon: str
    urgent: bool = False


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "missed": Kind(
            heading="Missed, not booked again", act="Rebook", page="schedule:show", icon="phone", urgent=True
        ),
        "confirm": Kind(heading="Findings to confirm", act="Look", page="chart:show", icon="eye"),
        "plan": Kind(heading="Ready to be planned", act="Plan", page="plan:show", icon="plan"),
        "present": Kind(heading="Plans to present", act="Present", page="consent:proposal", icon="doc"),
        "sign": Kind(heading="Waiting for a signature", act="Sign", page="consent:show", icon="pen"),
        "renew": Kind(heading="Plan changed, ask again", act="Ask again", page="consent:show", icon="pen"),
        "older": Kind(heading="Booked for an older plan", act="Look", page="schedule:show", icon="day"),
        "verify": Kind(heading="Coverage to confirm", act="Confirm", page="cover:show", icon="phone"),
        "insurer": Kind(heading="Insurers to answer or to ask", act="Open", page="preauth:show", icon="send"),
        "book": Kind(heading="Signed, not booked", act="Book", page="schedule:show", icon="day"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One appointment of the day."""

    at: datetime
    minutes: str
    name: str
    url: str
    title: str
    provider: str
    initials: str
    hue: int
    chair: str
    state: str
    word: str
    now: bool
    alerts: Sequence[Flag]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that waits."""

    name: str
    text: str
    since: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Things of one kind, the longest waiting first; the `rest` is folded away."""

    kind: str
    heading: str
    act: str
    icon: str
    urgent: bool
    count: int
    lines: Sequence[Line]
    rest: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """The whole page."""

    day: str
    own: bool
    everybody: bool
    closed: str
    earlier: Sequence[Visit]
    visits: Sequence[Visit]
    count: int
    left: int
    ahead: str
    coming: Sequence[Visit]
    groups: Sequence[Group]
    tasks: Sequence[TaskLine]
    need: int


def today_page(member: Membership, *, now: datetime, today: date, voice: Voice, everybody: bool) -> TodayPage:
    """Gather the page."""
    own = Provider.objects.filter(membership=member, active=True).first()
    column = own if own and not everybody else None
    rows, closed = _visits_on(member, today, column)
    ahead = None if rows else _next_day(member, column, now, voice)
    coming = _visits_on(member, ahead, column)[0] if ahead else []
    told = alerts_by_patient([row.patient_id for row in (*rows, *coming)])
    shown = [(row, _visit(row, now, told.get(row.patient_id, ()))) for row in rows]
    groups = tuple(_group(kind, found, now, voice) for kind, found in waiting(member, now).items())
    tasks = tuple(task_line(row, today, voice) for row in worklist(member))
    return TodayPage(
        day=phrases.day(today, voice, style="long"),
        own=own is not None,
        everybody=everybody,
        closed=closed,
        earlier=tuple(visit for row, visit in shown if _past(row, now)),
        visits=tuple(visit for row, visit in shown if not _past(row, now)),
        count=len(rows),
        left=sum(row.ends_at > now and row.state not in (State.DONE, State.MISSED) for row in rows),
        ahead=phrases.day(ahead, voice, style="long") if ahead else "",
        coming=tuple(_visit(row, now, told.get(row.patient_id, ())) for row in coming),
        groups=groups,
        tasks=tasks,
        need=sum(group.count for group in groups) + len(tasks),
    )


def _visits_on(member: Membership, day: date, column: Provider | None) -> tuple[list[Appointment], str]:
    """Give the visits of a day by time, missed ones with them, and why nobody works if so."""
    book = day_book(member, day, "provider")
    found = {row.pk: row for column_ in book.columns for row in column_.booked} | {row.pk: row for row in book.freed}
    rows = [row for row in found.values() if row.state != State.CANCELLED]
    if column:
        rows = [row for row in rows if row.provider_id == column.pk]
    return sorted(rows, key=lambda row: (row.starts_at, str(row.pk))), book.closed


def _next_day(member: Membership, column: Provider | None, now: datetime, voice: Voice) -> date | None:
    """Give the next day with a visit, within the coming weeks."""
    rows = visible_to(member).filter(HOLDS_ITS_PLACE, starts_at__gt=now, starts_at__lt=now + LOOK_AHEAD)
    if column:
        rows = rows.filter(provider=column)
    first = rows.order_by("starts_at").first()
    return phrases.local(first.starts_at, voice).date() if first else None


def alerts_by_patient(patients: Sequence[UUID]) -> Mapping[UUID, Sequence[Flag]]:
    """Give the alerts of several patients at once."""
    taken = MedicalHistory.objects.filter(patient_id__in=patients).order_by("patient_id", "-number")
    held = Interview.objects.filter(patient_id__in=patients).order_by("patient_id", "-number")
    told = {row.patient_id: alerts(row) for row in taken.distinct("patient_id")}
    for row in held.distinct("patient_id"):
        told[row.patient_id] = (*told.get(row.patient_id, ()), *fear(row))
    return told


def _past(row: Appointment, now: datetime) -> bool:
    """Tell whether a visit can be put aside: over, and nobody has to act on it."""
    return row.ends_at <= now and row.state != State.MISSED


def _visit(row: Appointment, now: datetime, told: Sequence[Flag]) -> Visit:
    return Visit(
        at=row.starts_at,
        minutes=phrases.duration(int((row.ends_at - row.starts_at).total_seconds() // 60)),
        name=f"{row.patient.given_name} {row.patient.family_name}",
        url=address("intake:show", row.patient_id),
        title=sentence_case(row.title or row.get_kind_display()),
        provider=row.provider.name,
        initials=row.provider.initials,
        hue=row.provider.hue,
        chair=row.chair.name,
        state=row.state,
        word=row.get_state_display(),
        now=row.starts_at <= now < row.ends_at and row.state not in (State.DONE, State.MISSED),
        alerts=tuple(flag for flag in told if flag.kind != "info"),
    )


def _group(kind: str, found: Sequence[Waiting], now: datetime, voice: Voice) -> Group:
    told = KINDS[kind]
    return Group(
        kind=kind,
        heading=told.heading,
        act=told.act,
        icon=told.icon,
        urgent=told.urgent,
        count=len(found),
        lines=tuple(_line(one, told, now, voice) for one in found[:SHOWN]),
        rest=tuple(_line(one, told, now, voice) for one in found[SHOWN:]),
    )


def _line(one: Waiting, kind: Kind, now: datetime, voice: Voice) -> Line:
    return Line(
        name=one.name,
        text=_text(one),
        since=since(one.since, now, voice),
        url=address(kind.page, one.patient_id) or address("case:show", one.patient_id),
    )


def _text(one: Waiting) -> str:
    if one.kind == "confirm":
        return phrases.count(one.count, "suspected finding")
    if one.kind == "sign":
        return f"{one.tier} plan accepted, {one.what}" if one.tier else f"no plan chosen yet, {one.what}"
    if one.kind == "book":
        return f"{one.tier} plan, {phrases.count(one.count, 'visit')} without a date"
    if one.kind == "renew":
        return f"the {one.tier} plan was accepted before, {one.what}"
    if one.kind == "older":
        return f"{phrases.count(one.count, 'visit')} to move or to free"
    return one.what


def since(moment: datetime, now: datetime, voice: Voice) -> str:
    """Write how long something waits: 'today', '1 day', '34 days'."""
    days = (phrases.local(now, voice).date() - phrases.local(moment, voice).date()).days
    return phrases.count(days, "day") if days > 0 else "today"
