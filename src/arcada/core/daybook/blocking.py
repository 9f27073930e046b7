"""Why a plan cannot be booked: which visit, what blocks it, and by how much.

`no_role`, `no_equipment`, `no_hours` are seen without looking at a calendar. For the rest the shortest beginning of
the plan that cannot be booked is found; its last visit is the one that does not fit to those before it.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from arcada.core.daybook.fixpoint import Fixpoint, Squeeze
from arcada.core.daybook.openings import Openings, Start
from arcada.core.daybook.timetable import DayLag, Plan, Visit
from arcada.core.kernel import Refusal

A_WEEK = 7


def unsound(plan: Plan) -> Refusal | None:
    """What is wrong with the plan itself, or None."""
    return next((fault for number, _ in enumerate(plan.visits) for fault in _faults(plan.visits, number)), None)


def _faults(visits: Sequence[Visit], number: int) -> Iterator[Refusal]:
    """What is wrong with one visit."""
    visit, known = visits[number], [one.id for one in visits]
    if visit.minutes <= 0:
        yield Refusal(
            "visit_minutes", f"{visit.id} takes {visit.minutes} minutes; a visit takes at least one", visit.id
        )
    if visit.id in known[:number]:
        yield Refusal("duplicate_visit", f"two visits are called {visit.id}", visit.id)
    for lag in visit.after:
        if lag.visit not in known:
            yield Refusal("unknown_visit", f"{visit.id} waits for {lag.visit}, which is not in the plan", visit.id)
        elif lag.visit not in known[:number]:
            yield Refusal(
                "lag_conflict",
                f"{visit.id} waits for {lag.visit}, which comes no sooner in the plan",
                visit.id,
            )
        elif lag.max_days is not None and lag.max_days < max(0, lag.min_days):
            text = f"{visit.id} must be {lag.min_days} to {lag.max_days} days after {lag.visit}, which leaves none"
            yield Refusal("lag_conflict", text, visit.id)


def never(one: Openings) -> Refusal | None:
    """Why the visit could not be booked in any week, even if nothing else were booked."""
    visit, clinic = one.visit, one.calendar.clinic
    roles = " or ".join(visit.roles)
    if not one.providers:
        return Refusal("no_role", f"{visit.id} needs {roles}, and nobody here has that role", visit.id)
    if not one.chairs:
        best = max(clinic.chairs, key=lambda chair: len(chair.equipment & visit.equipment), default=None)
        absent = ", ".join(sorted(visit.equipment - (best.equipment if best else frozenset())))
        text = f"{visit.id} needs {', '.join(sorted(visit.equipment)) or 'a chair'}; no chair here has {absent or 'it'}"
        return Refusal("no_equipment", text, visit.id)
    longest = max(one.longest(weekday) for weekday in range(A_WEEK))
    if longest < visit.minutes:
        text = f"{visit.id} takes {visit.minutes} minutes; {roles} and patient never share more than {longest}"
        return Refusal("no_hours", text, visit.id)
    return None


def explain(openings: Sequence[Openings], now: Start, last_day: int) -> Refusal:
    """Why the visits, each of which could be booked in some week, cannot be booked now."""
    for one in openings:
        if fault := alone(one, now, last_day):
            return fault
    for length in range(2, len(openings) + 1):
        trial = Fixpoint(openings[:length], now, last_day)
        if not trial.run():
            return last_to_fit(trial, openings[length - 1])
    message = "asked to explain a plan that can be booked"
    raise ValueError(message)


def alone(one: Openings, now: Start, last_day: int) -> Refusal | None:
    """Why a visit has no start even without the others."""
    trial = Fixpoint([one], now, last_day)
    first, latest = trial.bound(0, alone=True), trial.latest(one)
    if one.earliest(first, latest) is not None:
        return None
    return _no_day(one, first, latest, last_day, "")


def _no_day(one: Openings, first: Start, latest: int, last_day: int, since: str) -> Refusal:
    """Why there is no start from a bound on."""
    visit, until = one.visit, _iso(latest)
    if first[0] > latest and latest == last_day:
        text = f"{visit.id} could start on {_iso(first[0])}{since}, and the calendar is looked at up to {until}"
        return Refusal("horizon", f"{text}: {days(first[0] - latest)} too late", visit.id)
    if first[0] > latest:
        text = f"{visit.id} must be by {until} and cannot be before {_iso(first[0])}{since}"
        return Refusal("window_empty", f"{text}: {days(first[0] - latest)} too late", visit.id)
    roles = " or ".join(visit.roles)
    if not any(one.worked(day) for day in range(first[0], latest + 1)):
        text = f"no {roles} works {visit.minutes} minutes in the patient's hours from {_iso(first[0])} to {until}"
        return Refusal("window_empty", f"{visit.id}: {text}{since}", visit.id)
    text = f"all {visit.minutes}-minute times of {roles} from {_iso(first[0])} to {until} are taken"
    return Refusal("no_slot", f"{visit.id}: {text}{since}", visit.id)


def last_to_fit(trial: Fixpoint, one: Openings) -> Refusal:
    """Why a visit does not fit to those before it, which fit to each other."""
    if squeeze := trial.squeezes.get(one.visit.id):
        return _squeezed(squeeze)
    before = trial.openings[len(trial.openings) - 2].visit.id
    since = next((f", {days(lag.min_days)} after {lag.visit}" for lag in _tightest(trial, one)), f", after {before}")
    return _no_day(one, trial.bound(len(trial.openings) - 1), trial.latest(one), trial.last_day, since)


def _tightest(trial: Fixpoint, one: Openings) -> list[DayLag]:
    """The lag that holds the visit back most, if any does."""
    bound = trial.bound(len(trial.openings) - 1)[0]
    return [lag for lag in one.visit.after if trial.at[lag.visit][0] + lag.min_days == bound][:1]


def _squeezed(squeeze: Squeeze) -> Refusal:
    """The sentence for two visits that a deadline cannot bring together."""
    first, late = _iso(squeeze.earlier_day), _iso(squeeze.later_day)
    text = (
        f"{squeeze.later} must follow {squeeze.earlier} within {days(squeeze.max_days)}; with that one on {first} "
        f"it can be on {late} at the earliest, {days(squeeze.short)} too late, and no later pair of days fits"
    )
    return Refusal("lag_conflict", text, squeeze.later)


def days(count: int) -> str:
    """A number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def _iso(day: int) -> str:
    """An ordinal as a date."""
    return date.fromordinal(day).isoformat()
