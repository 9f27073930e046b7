"""An own judge of cascades: reads the calendar before and after, interval by interval, and lists what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from zoneinfo import ZoneInfo

from arcada.core.daybook.cascade import Cascade, Situation


@dataclass(frozen=True)
class Held:
    """One appointment of the new calendar."""

    id: str
    patient: str
    provider: str
    chair: str
    start: datetime
    end: datetime


def after(situation: Situation, found: Cascade) -> dict[str, Held]:
    """The calendar when the moves are made."""
    held = {
        one.id: Held(one.id, one.patient, one.provider, one.chair, one.start, one.end)
        for one in situation.clinic.appointments
    }
    for move in found.moves:
        new = move.new
        held[move.appointment] = Held(move.appointment, move.patient, new.provider, new.chair, new.start, new.end)
    return held


def faults(situation: Situation, found: Cascade) -> list[str]:
    """Everything that is wrong with the new calendar."""
    held = after(situation, found)
    return [*_clashes(held, found), *_plan(situation, held), *_fixed(situation, found), *_hours(situation, found)]


def _clashes(held: dict[str, Held], found: Cascade) -> Iterator[str]:
    moved = {move.appointment for move in found.moves}
    for one, two in combinations(held.values(), 2):
        if {one.id, two.id} & moved and one.start < two.end and two.start < one.end:
            shared = {one.provider, one.chair, one.patient} & {two.provider, two.chair, two.patient}
            if shared:
                yield f"{one.id} and {two.id} share {sorted(shared)}"


def _plan(situation: Situation, held: dict[str, Held]) -> Iterator[str]:
    zone = ZoneInfo(situation.clinic.timezone)
    own = {one.visit: held[one.appointment] for one in situation.standing}
    days: dict[str, date] = {name: one.start.astimezone(zone).date() for name, one in own.items()}
    previous = ""
    for visit in situation.plan.visits:
        if visit.id not in own:
            continue
        if previous and own[visit.id].start < own[previous].end:
            yield f"{visit.id} begins before {previous} ends"
        previous = visit.id
        for lag in visit.after:
            gap = (days[visit.id] - days[lag.visit]).days
            if gap < lag.min_days or (lag.max_days is not None and gap > lag.max_days):
                yield f"{visit.id} is {gap} days after {lag.visit}"
    change = situation.change
    if change.not_before and days[change.visit] < change.not_before:
        yield f"{change.visit} is before the day that was asked for"


def _fixed(situation: Situation, found: Cascade) -> Iterator[str]:
    order = [visit.id for visit in situation.plan.visits]
    locked = {one.appointment for one in situation.standing if one.locked} | situation.fixed
    own = {one.appointment for one in situation.standing}
    moved = [move.visit for move in found.moves if move.visit]
    if situation.change.visit not in moved:
        yield "the visit itself did not move"
    for move in found.moves:
        if move.appointment in locked - own or (move.visit and move.appointment in locked & _locked(situation)):
            yield f"{move.appointment} is fixed and moved"
        if move.visit and order.index(move.visit) < order.index(situation.change.visit):
            yield f"{move.visit} stands before the moved visit and moved"
        if move.new.start < situation.now:
            yield f"{move.appointment} goes into the past"
    if len(found.disturbed) > 2:
        yield "more than two other patients are disturbed"


def _locked(situation: Situation) -> set[str]:
    return {one.appointment for one in situation.standing if one.locked}


def _hours(situation: Situation, found: Cascade) -> Iterator[str]:
    zone = ZoneInfo(situation.clinic.timezone)
    providers = {one.id: one for one in situation.clinic.providers}
    for move in found.moves:
        start, end = move.new.start.astimezone(zone), move.new.end.astimezone(zone)
        inside = any(
            one.weekday == start.weekday() and one.start <= start.time() and end.time() <= one.end
            for one in providers[move.new.provider].hours
        )
        if not inside or start.date() in providers[move.new.provider].days_off:
            yield f"{move.appointment} is outside the hours of {move.new.provider}"
