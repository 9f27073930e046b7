"""Laws of booking: nothing is taken twice, every rule holds, and no legal timetable has any visit earlier."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from arcada.core.daybook.book import book
from arcada.core.daybook.calendar import compile_calendar
from arcada.core.daybook.clinic import Appointment, Chair, Clinic, Hours, Provider
from arcada.core.daybook.timetable import Booking, DayLag, Placement, Plan, Visit
from arcada.core.kernel import Refusal

LAWS = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
ZONE = ZoneInfo("America/Chicago")
FIRST = date(2026, 3, 2)  # a Monday; the clock changes on the 8th
NOW = datetime.combine(FIRST, time(8), ZONE)
ROLES = ("dentist", "hygienist")


def moment(day: int, half_hours: int) -> datetime:
    return datetime.combine(FIRST + timedelta(day), time(half_hours // 2, half_hours % 2 * 30), ZONE)


hours = st.builds(lambda weekday, start, length: Hours(weekday, time(start), time(start + length)),
                  st.integers(0, 4), st.integers(8, 14), st.integers(2, 4))  # fmt: skip
providers = st.builds(
    lambda roles, week: (frozenset(roles), tuple(week)),
    st.lists(st.sampled_from(ROLES), min_size=1, max_size=2), st.lists(hours, min_size=2, max_size=5),
)  # fmt: skip


@st.composite
def clinics(draw: st.DrawFn) -> Clinic:
    staff = [Provider("both", frozenset(ROLES), draw(st.lists(hours, min_size=3, max_size=5).map(tuple)))]
    staff += [Provider(f"p{n}", *one) for n, one in enumerate(draw(st.lists(providers, max_size=2)))]
    chairs = (Chair("c1"), Chair("c2", frozenset({"xray"})))[draw(st.integers(0, 1)) :]
    found: list[Appointment] = []
    for number in range(draw(st.integers(0, 12))):
        day, start = draw(st.integers(0, 20)), draw(st.integers(16, 34))
        begin, end = moment(day, start), moment(day, start + draw(st.integers(1, 6)))
        who, where = draw(st.sampled_from(staff)).id, draw(st.sampled_from(chairs)).id
        patient = draw(st.sampled_from(("pat", "x", "y")))
        found.append(Appointment(f"a{number}", patient, who, where, begin.astimezone(UTC), end.astimezone(UTC)))
    return Clinic("America/Chicago", tuple(staff), chairs, tuple(found), increment_minutes=30)


@st.composite
def plans(draw: st.DrawFn, most: int) -> Plan:
    visits: list[Visit] = []
    for number in range(draw(st.integers(1, most))):
        lags = []
        if visits and draw(st.booleans()):
            least = draw(st.integers(0, 7))
            more = draw(st.none() | st.integers(0, 6))
            lags.append(DayLag(draw(st.sampled_from(visits)).id, least, None if more is None else least + more))
        last = draw(st.none() | st.integers(3, 20))
        visits.append(
            Visit(
                f"v{number}", draw(st.sampled_from((30, 60, 90))), (draw(st.sampled_from(ROLES)),),
                draw(st.sampled_from((frozenset(), frozenset(), frozenset({"xray"})))), tuple(lags),
                not_after=None if last is None else FIRST + timedelta(last),
            )
        )  # fmt: skip
    wishes = draw(st.lists(hours, min_size=3, max_size=5).map(tuple)) if draw(st.integers(0, 3)) == 0 else None
    return Plan("pat", tuple(visits), wishes)


def open_for(windows: tuple[Hours, ...], start: datetime, end: datetime) -> bool:
    """Whether every half hour of a time lies in some window."""
    halves = [start + timedelta(minutes=30 * n) for n in range(int((end - start) / timedelta(minutes=30)))]
    return all(any(w.weekday == h.weekday() and w.start <= h.time() < w.end for w in windows) for h in halves)


def clash(placed: Placement, other: Appointment | Placement, patient: str) -> bool:
    """Whether two times meet and share somebody or something."""
    same = placed.provider == other.provider or placed.chair == other.chair or patient == "pat"
    return same and placed.start < other.end and other.start < placed.end


def stands(house: Clinic, plan: Plan, visit: Visit, placed: Placement) -> bool:
    """Whether one placement keeps every rule that does not speak of other visits."""
    who = next(one for one in house.providers if one.id == placed.provider)
    where = next(one for one in house.chairs if one.id == placed.chair)
    return (
        placed.start >= NOW
        and placed.end - placed.start == timedelta(minutes=visit.minutes)
        and bool(who.roles & set(visit.roles))
        and visit.equipment <= where.equipment
        and open_for(who.hours, placed.start, placed.end)
        and (plan.patient_hours is None or open_for(plan.patient_hours, placed.start, placed.end))
        and (visit.not_after is None or placed.start.date() <= visit.not_after)
        and not any(clash(placed, booked, booked.patient) for booked in house.appointments)
    )


def fits(plan: Plan, placed: dict[str, Placement]) -> bool:
    """Whether order and lags hold between the visits."""
    for one, other in zip(plan.visits, plan.visits[1:], strict=False):
        if placed[other.id].start < placed[one.id].end:
            return False
    for visit in plan.visits:
        for lag in visit.after:
            days = (placed[visit.id].start.date() - placed[lag.visit].start.date()).days
            if days < lag.min_days or (lag.max_days is not None and days > lag.max_days):
                return False
    return True


@LAWS
@given(clinics(), plans(5))
def test_a_booking_keeps_every_rule(house: Clinic, plan: Plan) -> None:
    booking = book(compile_calendar(house), plan, now=NOW)
    if isinstance(booking, Refusal):
        event(f"refused {booking.code}")
        assert booking.text
        assert booking.where in {visit.id for visit in plan.visits}
        return
    event("booked")
    placed = {one.visit: one for one in booking.placements}
    assert all(stands(house, plan, visit, placed[visit.id]) for visit in plan.visits)
    assert fits(plan, placed)
    assert not any(clash(one, other, "") for one, other in combinations(booking.placements, 2))


@LAWS
@given(clinics(), plans(2))
def test_no_legal_timetable_has_any_visit_earlier(house: Clinic, plan: Plan) -> None:
    options: dict[str, list[Placement]] = {visit.id: [] for visit in plan.visits}
    for visit in plan.visits:
        for day in range(29):
            for slot in range(16, 37):
                for who in house.providers:
                    for where in house.chairs:
                        start = moment(day, slot)
                        end = start + timedelta(minutes=visit.minutes)
                        option = Placement(visit.id, who.id, where.id, start, end)
                        if stands(house, plan, visit, option):
                            options[visit.id].append(option)
    names = [visit.id for visit in plan.visits]
    pairs = [(one, other) for one in options[names[0]] for other in options[names[-1]]]
    legal = [
        pair
        for pair in pairs
        if fits(plan, {one.visit: one for one in pair} if len(names) > 1 else {names[0]: pair[0]})
    ]
    booking = book(compile_calendar(house), plan, now=NOW)
    if not legal:
        assert isinstance(booking, Refusal) or booking.placements[-1].start > moment(28, 0)
        return
    assert isinstance(booking, Booking)
    assert booking.placements[0].start == min(pair[0].start for pair in legal)
    assert booking.placements[-1].start == min(pair[1].start for pair in legal)
