"""When nothing fits between the neighbours: at most two of them give way.

    blocked     v3 |  n1 | n2 |            no hole of 100 minutes before the deadline
    one moves   v3 [======v3======]   n1 -> later that day

Only where the plan alone has no timetable. A neighbour may move when it is not locked, not part of a plan and has not
begun; it keeps its length, goes to a provider with all the roles of its own and a chair with all the equipment, as
near to its old time as can be. One neighbour is tried before two; nobody moves who could have stayed. What comes out
is a proposal: whoever is asked may say no.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta

from arcada.core.daybook.calendar import Calendar, compile_calendar
from arcada.core.daybook.cascade import (
    Cascade,
    Move,
    Situation,
    attempt,
    follow,
    openings_of,
    placement,
    pushed,
    unready,
)
from arcada.core.daybook.clinic import Appointment, Chair, Clinic, Provider
from arcada.core.daybook.mask import runs, span
from arcada.core.daybook.openings import Openings, Start
from arcada.core.daybook.timetable import Placement
from arcada.core.kernel import Reason, Refusal

MOST_NEIGHBOURS = 2
REACH_DAYS = 7  # how far a neighbour may be asked to move, either way; source: judgement
WINDOW_DAYS = 42  # how far after its earliest day a hole is looked for; source: judgement
MOST_TRIALS = 200


@dataclass(frozen=True, slots=True)
class Way:
    """A place that would be free if these neighbours gave way."""

    start: Start
    until: int
    provider: str
    chair: str
    neighbours: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """The calendar without what may move, and the neighbours by day."""

    situation: Situation
    calendar: Calendar
    movable: dict[int, tuple[tuple[Appointment, int], ...]]


def follow_with_neighbours(situation: Situation) -> Cascade | Refusal:
    """The plan's own moves where they suffice, else those with the fewest neighbours, else the refusal."""
    alone = follow(situation)
    if isinstance(alone, Cascade) or unready(situation):
        return alone
    ground = _ground(situation)
    emptied = compile_calendar(_without_neighbours(ground))
    if isinstance(attempt(situation, emptied), Refusal):
        return alone
    for rank, way in enumerate(_ways(ground, emptied)):
        found = _given_way(ground, way) if rank < MOST_TRIALS else None
        if found is not None:
            return found
        if rank >= MOST_TRIALS:
            break
    return alone


def _ground(situation: Situation) -> Ground:
    calendar = compile_calendar(situation.without())
    movable: dict[int, list[tuple[Appointment, int]]] = {}
    for booked in calendar.clinic.appointments:
        if booked.id in situation.fixed or booked.patient == situation.plan.patient or booked.start < situation.now:
            continue
        day, bits = _bits(calendar, booked)
        movable.setdefault(day, []).append((booked, bits))
    return Ground(situation, calendar, {day: tuple(found) for day, found in movable.items()})


def _bits(calendar: Calendar, booked: Appointment) -> tuple[int, int]:
    """Local day and increments of an appointment, begun ones whole."""
    start, end = booked.start.astimezone(calendar.zone), booked.end.astimezone(calendar.zone)
    step = calendar.clinic.increment_minutes
    low = (start.hour * 60 + start.minute) // step
    return start.toordinal(), span(low, max(low + 1, -(-(end.hour * 60 + end.minute) // step)))


def _without_neighbours(ground: Ground) -> Clinic:
    """The clinic as if all who may move were gone."""
    gone = {booked.id for found in ground.movable.values() for booked, _ in found}
    clinic = ground.calendar.clinic
    return replace(clinic, appointments=tuple(one for one in clinic.appointments if one.id not in gone))


def _ways(ground: Ground, emptied: Calendar) -> Iterator[Way]:
    """Places for the visits that move, fewest neighbours first, then earliest."""
    start = emptied.first_slot(ground.situation.now)
    openings = openings_of(ground.situation, emptied)
    trial = pushed(openings, start)
    trial.run()
    found: list[tuple[int, Start, int, Way]] = []
    for number, one in enumerate(openings[ground.situation.place :]):
        if one.only is None:
            places = _places(ground, one, trial.at[one.visit.id], trial.latest(one))
            found.extend((len(way.neighbours), way.start, number, way) for way in places)
    for _, _, _, way in sorted(found, key=lambda each: (*each[:3], each[3].provider, each[3].chair)):
        yield way


def _places(ground: Ground, one: Openings, first: Start, latest: int) -> Iterator[Way]:
    """Places of one visit that one or two neighbours stand on."""
    for day in range(first[0], min(latest, first[0] + WINDOW_DAYS) + 1):
        starts = one.starts(day)
        slot = first[1] if day == first[0] else 0
        starts >>= slot
        while starts:
            step = (starts & -starts).bit_length() - 1
            slot, starts = slot + step, starts >> (step + 1)
            for provider, chair in one.seats((day, slot)):
                way = _way(ground, (day, slot), slot + one.length, provider, chair)
                if way is not None:
                    yield way
            slot += 1


def _way(ground: Ground, start: Start, until: int, provider: Provider, chair: Chair) -> Way | None:
    need = span(start[1], until)
    standing = tuple(
        booked
        for booked, bits in ground.movable.get(start[0], ())
        if bits & need and (booked.provider == provider.id or booked.chair == chair.id)
    )
    if not 1 <= len(standing) <= MOST_NEIGHBOURS:
        return None
    return Way(start, until, provider.id, chair.id, tuple(sorted(standing, key=lambda one: one.id)))


def _given_way(ground: Ground, way: Way) -> Cascade | None:
    """The whole timetable when these neighbours have moved; None where one finds no place or it does not help."""
    board = _lifted(ground.calendar, way.neighbours)
    begin, end = board.moment(*way.start), board.moment(way.start[0], way.until)
    reserved = _copied(board)
    patient = ground.situation.plan.patient
    reserved.take((("provider", way.provider), ("chair", way.chair), ("patient", patient)), begin, end)
    moves = []
    for neighbour in way.neighbours:
        new = _nearest(ground.situation, reserved, neighbour)
        if new is None:
            return None
        for one in (reserved, board):
            _take(one, neighbour.patient, new)
        old = placement(board, "", neighbour)
        moves.append(Move(neighbour.id, "", neighbour.patient, old, new))
    found = attempt(ground.situation, board)
    if isinstance(found, Refusal):
        return None
    needed = tuple(move for move in moves if _in_the_way(move, (*found.moves, *moves)))
    if len(needed) < len(moves):
        return None
    why = Reason("neighbours", f"{_count(len(moves))} by agreement, since without it no day fits")
    return Cascade((*found.moves, *needed), (*found.why, why))


def _count(number: int) -> str:
    return "1 other appointment moves" if number == 1 else f"{number} other appointments move"


def _in_the_way(move: Move, others: Sequence[Move]) -> bool:
    """Whether the neighbour could not have stayed where it stood."""
    return any(
        other.appointment != move.appointment
        and other.new.start < move.old.end
        and move.old.start < other.new.end
        and (other.new.provider == move.old.provider or other.new.chair == move.old.chair)
        for other in others
    )


def _take(calendar: Calendar, patient: str, new: Placement) -> None:
    calendar.take((("provider", new.provider), ("chair", new.chair), ("patient", patient)), new.start, new.end)


def _copied(calendar: Calendar) -> Calendar:
    return replace(calendar, busy={owner: dict(found) for owner, found in calendar.busy.items()})


def _lifted(calendar: Calendar, gone: Iterable[Appointment]) -> Calendar:
    """The calendar without some appointments; what else their owners have is taken anew."""
    left = {one.id for one in gone}
    owners = {owner for one in gone for owner in _owners(one)}
    board = _copied(calendar)
    for owner in sorted(owners):
        board.busy[owner] = {}
    for booked in calendar.clinic.appointments:
        if booked.id not in left:
            mine = [owner for owner in _owners(booked) if owner in owners]
            if mine:
                board.take(mine, booked.start, booked.end)
    return board


def _owners(booked: Appointment) -> tuple[tuple[str, str], ...]:
    return ("provider", booked.provider), ("chair", booked.chair), ("patient", booked.patient)


def _nearest(situation: Situation, calendar: Calendar, neighbour: Appointment) -> Placement | None:
    """The free place nearest to where the neighbour stands: same provider and chair before others."""
    clinic = calendar.clinic
    roles = next((one.roles for one in clinic.providers if one.id == neighbour.provider), frozenset())
    kit = next((one.equipment for one in clinic.chairs if one.id == neighbour.chair), frozenset())
    stands, _ = _bits(calendar, neighbour)
    now = calendar.first_slot(situation.now)
    seats = [
        (provider, chair)
        for provider in clinic.providers
        if roles <= provider.roles
        for chair in clinic.chairs
        if kit <= chair.equipment
    ]
    best: tuple[tuple[int, bool, bool, str, str], Placement] | None = None
    for away in range(REACH_DAYS + 1):
        for day in sorted({stands - away, stands + away}):
            for provider, chair in seats:
                for slot in _slots(calendar, neighbour, provider.id, chair.id, day):
                    if (day, slot) < now:
                        continue
                    new = _placed(calendar, neighbour, provider, chair, (day, slot))
                    far = abs(int((new.start - neighbour.start).total_seconds()))
                    key = (
                        far,
                        provider.id != neighbour.provider,
                        chair.id != neighbour.chair,
                        provider.id,
                        chair.id,
                    )
                    if best is None or key < best[0]:
                        best = key, new
        if best is not None:
            return best[1]
    return None


def _slots(calendar: Calendar, neighbour: Appointment, provider: str, chair: str, day: int) -> Iterator[int]:
    """Starts of a day at which the neighbour fits."""
    _, bits = _bits(calendar, neighbour)
    mask = calendar.working(provider, day) & calendar.clock(day)
    for kind, name in (("provider", provider), ("chair", chair), ("patient", neighbour.patient)):
        mask &= calendar.free(kind, name, day)
    starts = runs(mask, bits.bit_count())
    slot = 0
    while starts >> slot:
        if starts >> slot & 1:
            yield slot
        slot += 1


def _placed(calendar: Calendar, neighbour: Appointment, provider: Provider, chair: Chair, start: Start) -> Placement:
    begin = calendar.moment(*start)
    length = neighbour.end.astimezone(UTC) - neighbour.start.astimezone(UTC)
    end = (begin.astimezone(UTC) + timedelta(seconds=length.total_seconds())).astimezone(calendar.zone)
    return Placement("", provider.id, chair.id, begin, end)
