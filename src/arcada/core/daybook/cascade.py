"""One visit is missed or moves: the later visits follow, in order, with their gaps, disturbing nobody who need not be.

    v1 done   v2 missed ->  v2'      v3 stands if it still may, else v3'  ...
                            not before the day asked for, nor before the lags from what is done

What lies before the moved visit stays. Later visits keep their time if they can; a lower bound at their old time and
the same push to the right as in booking give each its least delay. A locked visit stays or refuses the move. Only
where that has no answer, at most two appointments of other patients give way. See docs/algorithms/cascade.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from arcada.core.daybook.blocking import alone, days, last_to_fit, never, unsound
from arcada.core.daybook.calendar import Calendar, compile_calendar
from arcada.core.daybook.clinic import Appointment, Clinic
from arcada.core.daybook.fixpoint import Fixpoint
from arcada.core.daybook.openings import Openings, Start
from arcada.core.daybook.seats import seat
from arcada.core.daybook.timetable import Placement, Plan, Visit
from arcada.core.kernel import Reason, Refusal

HORIZON_DAYS = 540


@dataclass(frozen=True, slots=True)
class Standing:
    """A visit of the plan as it stands in the calendar."""

    visit: str
    appointment: str
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What happened: the visit is moved, not before a day, or was missed."""

    visit: str
    not_before: date | None = None
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One appointment from where it stands to where it goes; `visit` is empty for another patient's."""

    appointment: str
    visit: str
    patient: str
    old: Placement
    new: Placement


@dataclass(frozen=True, slots=True)
class Cascade:
    """The new timetable as a difference, and why."""

    moves: tuple[Move, ...]
    why: tuple[Reason, ...]

    @property
    def disturbed(self) -> tuple[str, ...]:
        """Other patients whose appointments move."""
        return tuple(sorted({move.patient for move in self.moves if not move.visit}))


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a cascade looks at."""

    clinic: Clinic
    plan: Plan
    standing: tuple[Standing, ...]
    change: Change
    now: datetime
    fixed: frozenset[str] = frozenset()
    """Appointments of others that stay: locked, or bound to a plan of their own."""

    @property
    def booked(self) -> Mapping[str, Appointment]:
        """The plan's appointments by visit."""
        by_id = {one.id: one for one in self.clinic.appointments}
        return {one.visit: by_id[one.appointment] for one in self.standing}

    @property
    def place(self) -> int:
        """Where the moved visit stands in the plan's order."""
        return [visit.id for visit in self.plan.visits].index(self.change.visit)

    def without(self) -> Clinic:
        """The clinic without the appointments that may move: the moved visit's and those after it."""
        later = {visit.id for visit in self.plan.visits[self.place :]}
        locked = {one.visit for one in self.standing if one.locked}
        free = {one.appointment for one in self.standing if one.visit in later - locked}
        kept = tuple(one for one in self.clinic.appointments if one.id not in free)
        return replace(self.clinic, appointments=kept)


def follow(situation: Situation) -> Cascade | Refusal:
    """The moves of the plan's own visits, or a refusal that names what blocks them; nobody else is moved."""
    if fault := unready(situation):
        return fault
    return attempt(situation, compile_calendar(situation.without()))


def attempt(situation: Situation, calendar: Calendar) -> Cascade | Refusal:
    """The same over a calendar in which what may move is already taken out."""
    openings = openings_of(situation, calendar)
    for one in openings[situation.place :]:
        if one.only is None and (fault := never(one)):
            return fault
    start = calendar.first_slot(situation.now)
    fixpoint = pushed(openings, start)
    if not fixpoint.run():
        return blocked(openings, situation, start)
    return _written(situation, calendar, openings, fixpoint)


def openings_of(situation: Situation, calendar: Calendar) -> list[Openings]:
    """What may be where: settled before the moved visit, movable from it on."""
    booked = situation.booked
    locked = {one.visit for one in situation.standing if one.locked}
    found = []
    for number, visit in enumerate(situation.plan.visits):
        one = Openings(calendar, situation.plan, _asked(situation, number))
        old = booked.get(visit.id)
        if old is not None:
            stands, one.until = _slots(calendar, old)
            if number < situation.place:
                one.only, one.settled = stands, True
            elif number == situation.place:
                one.barred = stands
            elif visit.id in locked or old.start < situation.now:
                one.only = stands
            else:
                one.kept = stands
        found.append(one)
    return found


def pushed(openings: Sequence[Openings], start: Start) -> Fixpoint:
    """The push to the right, with later visits not before where they stand."""
    fixpoint = Fixpoint(openings, start, start[0] + HORIZON_DAYS)
    for one in openings:
        stands = one.only or one.kept
        if stands is not None:
            fixpoint.at[one.visit.id] = stands
    return fixpoint


def blocked(openings: Sequence[Openings], situation: Situation, start: Start) -> Refusal:
    """Which visit cannot follow, what holds it, and by how many days."""
    last_day = start[0] + HORIZON_DAYS
    for one in openings[situation.place :]:
        if one.only is None and (fault := alone(one, start, last_day)):
            return fault
    for length in range(situation.place + 1, len(openings) + 1):
        trial = pushed(openings[:length], start)
        if not trial.run():
            return _fixed(trial, situation) or last_to_fit(trial, openings[length - 1])
    message = "asked to explain a cascade that can be made"
    raise ValueError(message)


def _fixed(trial: Fixpoint, situation: Situation) -> Refusal | None:
    """The sentence for a visit that stays where it stands and is in the way."""
    stuck = trial.stuck
    if stuck is None or stuck.only is None:
        return None
    stands = _iso(stuck.only[0])
    for squeeze in trial.squeezes.values():
        if squeeze.earlier == stuck.visit.id:
            late = squeeze.later_day - stuck.only[0] - squeeze.max_days
            text = (
                f"{squeeze.later} must follow {squeeze.earlier}, which stands on {stands}, within "
                f"{days(squeeze.max_days)}; it can be on {_iso(squeeze.later_day)} at the earliest, "
                f"{days(late)} too late"
            )
            return Refusal("lag_conflict", text, squeeze.later)
    bound = trial.bound(list(trial.openings).index(stuck))
    late = bound[0] - stuck.only[0]
    when = f"{days(late)} too late" if late else "later on the same day"
    text = (
        f"{stuck.visit.id} is fixed on {stands}; after {situation.change.visit} it could be on {_iso(bound[0])}, {when}"
    )
    return Refusal("lag_conflict", text, stuck.visit.id)


def unready(situation: Situation) -> Refusal | None:
    """What is wrong with the question itself."""
    if fault := unsound(situation.plan):
        return fault
    known = [visit.id for visit in situation.plan.visits]
    change = situation.change.visit
    if change not in known:
        return Refusal("unknown_visit", f"{change} is not a visit of the plan", change)
    standing = next((one for one in situation.standing if one.visit == change), None)
    if standing is None:
        return Refusal("not_booked", f"{change} is not booked, so there is nothing to move", change)
    if standing.locked:
        return Refusal("locked", f"{change} is locked where it stands and cannot be moved", change)
    return None


def _asked(situation: Situation, number: int) -> Visit:
    """The visit with the first day that the change asks for, and without lags to visits that are not booked."""
    visit = situation.plan.visits[number]
    change = situation.change
    if visit.id != change.visit or change.not_before is None:
        return visit
    first = change.not_before if visit.not_before is None else max(visit.not_before, change.not_before)
    return replace(visit, not_before=first)


def _slots(calendar: Calendar, booked: Appointment) -> tuple[Start, int]:
    """Where an appointment stands in increments, begun ones whole."""
    local, end = booked.start.astimezone(calendar.zone), booked.end.astimezone(calendar.zone)
    step = calendar.clinic.increment_minutes
    return (local.toordinal(), (local.hour * 60 + local.minute) // step), -(-(end.hour * 60 + end.minute) // step)


def placement(calendar: Calendar, visit: str, booked: Appointment) -> Placement:
    """An appointment as a place in the clinic's time."""
    start, end = booked.start.astimezone(calendar.zone), booked.end.astimezone(calendar.zone)
    return Placement(visit, booked.provider, booked.chair, start, end)


def _written(situation: Situation, calendar: Calendar, openings: Sequence[Openings], fixpoint: Fixpoint) -> Cascade:
    """The difference: visits that stand where they stood are not in it."""
    booked, moves, why = situation.booked, [], []
    known: list[str] = []
    for one in openings:
        old = booked.get(one.visit.id)
        start = fixpoint.at[one.visit.id]
        if old is not None and start in {one.only, one.kept}:
            known.append(old.provider)
            continue
        provider, chair = seat(one, start, situation.plan, known, old.provider if old else "")
        known.append(provider.id)
        begin = calendar.moment(*start)
        end = (begin.astimezone(UTC) + timedelta(minutes=one.visit.minutes)).astimezone(calendar.zone)
        new = Placement(one.visit.id, provider.id, chair.id, begin, end)
        if old is not None:
            moves.append(Move(old.id, one.visit.id, old.patient, placement(calendar, one.visit.id, old), new))
            why.append(_reason(situation, one, fixpoint, new))
    return Cascade(tuple(moves), tuple(why))


def _reason(situation: Situation, one: Openings, fixpoint: Fixpoint, new: Placement) -> Reason:
    """Why a visit goes where it goes."""
    on = f"{one.visit.id} on {new.start.date().isoformat()}"
    for lag in one.visit.after:
        if new.start.toordinal() == fixpoint.at[lag.visit][0] + lag.min_days:
            return Reason("lag", f"{on}: {days(lag.min_days)} after {lag.visit}")
    if one.visit.id == situation.change.visit:
        return Reason("moved", f"{on}: the first free time for the visit that {_word(situation.change)}")
    return Reason("calendar", f"{on}: the first free time after the visits before it")


def _word(change: Change) -> str:
    return "was missed" if change.missed else "moves"


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
