"""Rows as the clinic and the plan that core.daybook books, and the days of visits.

A provider works at a site in some hours, and a chair stands at a site; a plan is booked at one site at a time,
so a clinic is made for each. Lags between visits come from the plan: between two items the window that placed
the later one, inside one item over several visits the days that the plan left between them.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from arcada.cases.models import Alternative, PlannedVisit
from arcada.core.daybook import clinic as core
from arcada.core.daybook.timetable import DayLag, Visit
from arcada.practice.models import Chair, Closure, Practice, Provider, Site, WorkingHours
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment, Block

A_DAY = timedelta(days=1)
USUAL_REST = 1  # days between any two visits of a plan (contract of `plan`)
REST_AFTER_ANAESTHETIC = 3  # days where both are anaesthetised (contract of `plan`)


def zone_of(practice: Practice) -> ZoneInfo:
    """The clinic's clock."""
    return ZoneInfo(practice.time_zone)


def clinics(
    practice: Practice, first: datetime, until: datetime, *, without: frozenset[UUID] = frozenset()
) -> dict[Site, core.Clinic]:
    """What can be booked at each site in a span, with all that is booked (but `without`) or closed."""
    rows = _overlapping(Appointment.objects.filter(HOLDS_ITS_PLACE).exclude(id__in=without), first, until)
    booked = tuple(_booked(rows))
    closed = tuple(_closed(row) for row in _overlapping(Block.objects.all(), first, until))
    found = {}
    for site in Site.objects.order_by("name"):
        chairs = Chair.objects.filter(site=site, active=True)
        providers = _providers(practice, site, first, until)
        if not providers or not chairs:
            continue
        found[site] = core.Clinic(
            timezone=practice.time_zone,
            providers=providers,
            chairs=tuple(core.Chair(str(chair.id), frozenset(chair.equipment)) for chair in chairs),
            appointments=booked,
            closures=(*closed, *_site_closures(practice, site, first, until)),
        )
    return found


def _overlapping(rows: Any, first: datetime, until: datetime) -> Any:
    return rows.filter(starts_at__lt=until, ends_at__gt=first)


def _booked(rows: QuerySet[Appointment]) -> Iterator[core.Appointment]:
    """What is booked; read as plain values, because it is thousands of rows."""
    for key, patient, provider, chair, start, end in rows.values_list(
        "id", "patient_id", "provider_id", "chair_id", "starts_at", "ends_at"
    ):
        yield core.Appointment(
            id=str(key), patient=str(patient), provider=str(provider), chair=str(chair), start=start, end=end
        )


def _closed(row: Block) -> core.Closure:
    return core.Closure(row.starts_at, row.ends_at, _id(row.provider_id), _id(row.chair_id))


def _id(key: object) -> str:
    return str(key) if key else ""


def _providers(practice: Practice, site: Site, first: datetime, until: datetime) -> tuple[core.Provider, ...]:
    """Who works at the site, in which hours, with their days off in the span."""
    zone = zone_of(practice)
    days = (first.astimezone(zone).date(), until.astimezone(zone).date())
    hours: dict[UUID, list[core.Hours]] = {}
    for row in WorkingHours.objects.filter(site=site, provider__active=True):
        hours.setdefault(row.provider_id, []).append(core.Hours(row.weekday, row.starts, row.ends))
    off: dict[UUID | None, set[date]] = {}
    own = Closure.objects.filter(provider__isnull=False, first_date__lte=days[1], last_date__gte=days[0])
    for shut in own.filter(Q(site__isnull=True) | Q(site=site)):
        away = _days(max(shut.first_date, days[0]), min(shut.last_date, days[1]))
        off.setdefault(shut.provider_id, set()).update(away)
    return tuple(
        core.Provider(str(one.id), frozenset(one.clinical_roles), tuple(hours[one.id]), frozenset(off.get(one.id, ())))
        for one in Provider.objects.filter(id__in=list(hours))
    )


def _days(first: date, last: date) -> list[date]:
    return [first + A_DAY * rank for rank in range((last - first).days + 1)]


def _site_closures(practice: Practice, site: Site, first: datetime, until: datetime) -> tuple[core.Closure, ...]:
    """Days on which the whole site or practice is closed, as spans of the clinic's clock."""
    zone = zone_of(practice)
    rows = Closure.objects.filter(provider__isnull=True).filter(Q(site__isnull=True) | Q(site=site))
    rows = rows.filter(first_date__lte=until.date() + A_DAY, last_date__gte=first.date() - A_DAY)
    return tuple(
        core.Closure(
            datetime.combine(row.first_date, time(), zone),
            datetime.combine(row.last_date + A_DAY, time(), zone),
        )
        for row in rows
    )


def visits_to_book(alternative: Alternative, rows: Sequence[PlannedVisit], not_before: date) -> tuple[Visit, ...]:
    """The visits that have no date yet, with their lags; lags to dated visits become fixed days.

    A visit that waits for an insurer is not among `rows`: others are not measured from it.
    """
    lags = visit_lags(alternative.content(), {row.number: row.day for row in alternative.visits.all()})
    dated = {row.number: row.date for row in alternative.visits.all() if row.date is not None}
    placed = {*dated, *(row.number for row in rows)}
    return tuple(
        _visit(row, {one: lag for one, lag in lags.get(row.number, {}).items() if one in placed}, dated, not_before)
        for row in rows
    )


def _visit(
    row: PlannedVisit, lags: Mapping[int, tuple[int, int | None]], dated: Mapping[int, date], not_before: date
) -> Visit:
    after, first, last = [], not_before, None
    for earlier, (min_days, max_days) in sorted(lags.items()):
        if earlier not in dated:
            after.append(DayLag(name_of(earlier), min_days, max_days))
            continue
        first = max(first, dated[earlier] + A_DAY * min_days)
        if max_days is not None:
            latest = dated[earlier] + A_DAY * max_days
            last = latest if last is None else min(last, latest)
    return Visit(name_of(row.number), row.minutes, (row.role,), after=tuple(after), not_before=first, not_after=last)


def days_allowed(visit: PlannedVisit) -> tuple[date | None, date | None]:
    """The first and the last day on which a visit may lie, as the plan's other dated visits stand."""
    rows = list(visit.alternative.visits.all())
    lags = visit_lags(visit.alternative.content(), {row.number: row.day for row in rows})
    dated = {row.number: row.date for row in rows if row.date is not None}
    first: list[date] = []
    last: list[date] = []
    for earlier, (least, most) in lags.get(visit.number, {}).items():
        if earlier in dated:
            first.append(dated[earlier] + A_DAY * least)
            last += [] if most is None else [dated[earlier] + A_DAY * most]
    for later, day in dated.items():
        window = lags.get(later, {}).get(visit.number)
        if window is not None:
            last.append(day - A_DAY * window[0])
            first += [] if window[1] is None else [day - A_DAY * window[1]]
    return max(first, default=None), min(last, default=None)


def name_of(number: int) -> str:
    """How a visit is called in the calendar's sentences."""
    return f"visit {number}"


def number_of(name: str) -> int:
    """The number of a visit by its name."""
    return int(name.rsplit(" ", 1)[-1])


def visit_lags(content: Mapping[str, Any], days: Mapping[int, int]) -> dict[int, dict[int, tuple[int, int | None]]]:
    """For each visit the days to keep from earlier ones: visit -> earlier visit -> (at least, at most)."""
    lags: dict[int, dict[int, tuple[int, int | None]]] = {}
    items = {item["id"]: item for item in content["items"]}
    for item in content["items"]:
        for lag in item["after"]:
            earlier = items.get(lag["item"])
            if earlier is not None:
                _keep(lags, days, earlier["last_visit"], item["visit"], lag["min_days"], lag["max_days"])
        if item["last_visit"] > item["visit"]:
            planned = days[item["last_visit"]] - days[item["visit"]]
            _keep(lags, days, item["visit"], item["last_visit"], planned, None)
    numbers = sorted(days)
    numbed = {visit["visit"]: visit.get("anaesthetised", False) for visit in content["visits"]}
    for earlier, later in pairwise(numbers):
        both = numbed.get(earlier, False) and numbed.get(later, False)
        _keep(lags, days, earlier, later, REST_AFTER_ANAESTHETIC if both else USUAL_REST, None)
    return lags


def _keep(
    lags: dict[int, dict[int, tuple[int, int | None]]],
    days: Mapping[int, int],
    earlier: int,
    later: int,
    min_days: int,
    max_days: int | None,
) -> None:
    """Add a lag between two visits; the plan itself kept it, so a window that leaves the plan out is not meant."""
    if earlier >= later:
        return
    planned = days[later] - days[earlier]
    least = min(min_days, planned)
    most = max_days if max_days is not None and max_days >= planned else None
    known = lags.setdefault(later, {}).get(earlier)
    if known is not None:
        least = max(least, known[0])
        most = min((one for one in (most, known[1]) if one is not None), default=None)
    lags[later][earlier] = (least, most)
