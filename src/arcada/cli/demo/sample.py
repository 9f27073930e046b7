"""The sample practice, made once: who finds it in the database leaves it as it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from arcada.cli.demo import riverside
from arcada.cli.demo.bring_back import bring_back
from arcada.cli.demo.courses import Team, plan_courses
from arcada.cli.demo.coverages import insure
from arcada.cli.demo.departures import depart, write_own
from arcada.cli.demo.diary import WEEKS_AHEAD, WEEKS_BACK, Diary, Taken, fill
from arcada.cli.demo.fees import price
from arcada.cli.demo.journeys import Ticks
from arcada.cli.demo.patients import register
from arcada.cli.demo.payments import agree_on_payments, pay_history
from arcada.cli.demo.preauth import ask
from arcada.cli.demo.talks import Talks, arrange
from arcada.cli.demo.worklist import give_tasks

if TYPE_CHECKING:
    from arcada.practice.models import Membership

ZONE = ZoneInfo("America/Chicago")
OPEN_SINCE = timedelta(weeks=40)
SCRIPTED = 3  # the first courses are told as stories


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made: patients, courses of treatment, and from which week to which the day book is filled."""

    patients: int = 300
    courses: int = 40
    weeks: tuple[int, int] = (-WEEKS_BACK, WEEKS_AHEAD)


WHOLE = Size()


@dataclass(frozen=True, slots=True)
class Sample:
    """What is there, and whether it was made just now."""

    practice_id: UUID
    fresh: bool
    counts: dict[str, int]

    def lines(self) -> list[str]:
        """Say it."""
        told = ", ".join(f"{count:,} {word}" for word, count in self.counts.items())
        said = "was made" if self.fresh else "was there already; it stays as it is"
        people = [("owner", "Grace Holloway", riverside.OWNER), *riverside.PEOPLE]
        roles: dict[str, tuple[str, str]] = {}
        for role, name, email in people:
            roles.setdefault(role, (name, email))
        return [
            f"{riverside.NAME} {said}: {told}.",
            f"Sign in with the password {riverside.PASSWORD} as",
            *(f"  {role:<12} {email:<32} {name}" for role, (name, email) in roles.items()),
        ]


def sample(now: datetime, *, seed: int, size: Size = WHOLE) -> Sample:
    """Find the sample practice, or make it."""
    from django.db import transaction

    from arcada.practice.models import Membership, User
    from arcada.store.tenancy import as_user, in_practice

    user = User.objects.filter(email=riverside.OWNER).first()
    if user is not None:
        with as_user(user.pk):
            practice_id = Membership.objects.get(user=user).practice_id
        with in_practice(practice_id):
            return Sample(practice_id, fresh=False, counts=_counts())
    started = _morning(now.astimezone(ZONE).date() - OPEN_SINCE)
    with transaction.atomic():  # all of it or nothing: half a practice would be found as a whole one next time
        riverside.found_neighbour(started)
        owner = riverside.found(started)
        with in_practice(owner.practice_id):
            _furnished(owner, now, started, seed, size)
            return Sample(owner.practice_id, fresh=True, counts=_counts())


def _furnished(owner: "Membership", now: datetime, started: datetime, seed: int, size: Size) -> None:
    from arcada.patients.models import MedicalHistory

    today = now.astimezone(ZONE).date()
    monday = today - timedelta(days=today.weekday())
    house = riverside.furnish(owner, started, monday)
    people = register(owner, started, today, count=size.patients, seed=seed)
    known = set(MedicalHistory.objects.values_list("patient_id", flat=True))
    asked = [one for one in people if one.pk in known]  # nobody is planned for without a history
    planned = list(islice(plan_courses(asked, today, now, seed), size.courses))
    insure(house, people, [one.patient for one in planned[:SCRIPTED]], now, seed=seed)
    price(house, now, today)
    pay_history(house, now, without=[one.patient for one in planned], seed=seed)
    courses = arrange(Talks(house, closed(), taken(), ZONE, now), planned, seed)
    team = Team(house, now, Ticks(house))
    for course in courses:
        team.carry_out(course)
    team.ticks.write(now)
    depart(house, courses, now)
    write_own(house, now)
    ask(house, courses, now)
    give_tasks(house, courses, now, ZONE)
    agree_on_payments(house, now)
    with_course = {course.patient.pk for course in courses}
    others = [one for one in people if one.pk not in with_course]  # a plan says what is done for the rest
    fill(Diary(house, others, monday, now, ZONE, closed(), taken(), seed, size.weeks))
    bring_back(house, now)


def taken() -> Taken:
    """What the plans hold of the day book."""
    from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment

    taken = Taken()
    for row in Appointment.objects.filter(HOLDS_ITS_PLACE):
        taken.take(row.starts_at, row.ends_at, row.provider_id, row.chair_id, row.patient_id)
    return taken


def closed() -> frozenset[tuple[UUID | None, date]]:
    """Who is away on which day; None is everybody."""
    from arcada.practice.models import Closure

    return frozenset(
        (row.provider_id, row.first_date + timedelta(days=n))
        for row in Closure.objects.all()
        for n in range((row.last_date - row.first_date).days + 1)
    )


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


def _counts() -> dict[str, int]:
    from arcada.cases.models import Case
    from arcada.patients.models import Patient
    from arcada.practice.models import Chair, Provider
    from arcada.schedule.models import Appointment

    return {
        "providers": Provider.objects.count(),
        "chairs": Chair.objects.count(),
        "patients": Patient.objects.count(),
        "cases": Case.objects.count(),
        "appointments": Appointment.objects.count(),
    }
