"""The first examination of a course, and the talk about its plan, at hours when the dentist works.

They stand in the day book before anything else is booked, so that plans and other people's visits go around them.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from arcada.cli.demo.courses import Course
from arcada.cli.demo.diary import OWN_CHAIRS, Taken
from arcada.cli.demo.riverside import AFTERNOON, MORNING, SHORT_FRIDAY, House

if TYPE_CHECKING:
    from uuid import UUID

    from arcada.patients.models import Patient
    from arcada.practice.models import Chair
    from arcada.schedule.models import Appointment

DENTIST = "Dr Amara Osei"
EXAM, TALK = timedelta(minutes=60), timedelta(minutes=40)
STEP = timedelta(minutes=20)
AFTERWARDS = timedelta(minutes=30)  # until it is written down
LOOKED_AT = 30  # days


@dataclass(frozen=True, slots=True)
class Talk:
    """A place for a talk in the dentist's hours."""

    start: datetime
    end: datetime
    chair: "Chair"


@dataclass(frozen=True, slots=True)
class Talks:
    """The dentist's free hours."""

    house: House
    closed: "frozenset[tuple[UUID | None, date]]"
    taken: Taken
    zone: ZoneInfo
    now: datetime

    def before(self, limit: datetime, length: timedelta, dice: random.Random) -> Talk | None:
        """A free place on the last working day that ends until a moment."""
        day = limit.astimezone(self.zone).date()
        return self._first((day - timedelta(n) for n in range(LOOKED_AT)), length, dice, until=limit)

    def after(self, day: date, length: timedelta, dice: random.Random, *, until: datetime) -> Talk | None:
        """A free place on the first working day after a day."""
        return self._first((day + timedelta(n) for n in range(1, LOOKED_AT)), length, dice, until=until)

    def _first(self, days: Iterator[date], length: timedelta, dice: random.Random, *, until: datetime) -> Talk | None:
        found = (list(self._places(day, length, until)) for day in days)
        places = next((some for some in found if some), None)
        return dice.choice(places) if places else None

    def _places(self, day: date, length: timedelta, until: datetime) -> Iterator[Talk]:
        provider = self.house.providers[DENTIST]
        if day.weekday() > SHORT_FRIDAY or {(None, day), (provider.pk, day)} & self.closed:
            return
        for opens, closes in (MORNING,) if day.weekday() == SHORT_FRIDAY else (MORNING, AFTERNOON):
            start = datetime.combine(day, opens, self.zone)
            while start + length <= min(until, datetime.combine(day, closes, self.zone)):
                chair = self._chair(start, start + length)
                if chair is not None and self.taken.free(provider.pk, start, start + length):
                    yield Talk(start, start + length, chair)
                start += STEP

    def _chair(self, start: datetime, end: datetime) -> "Chair | None":
        chairs = (self.house.chairs[place] for place in OWN_CHAIRS[DENTIST])
        return next((one for one in chairs if self.taken.free(one.pk, start, end)), None)

    def hold(self, talk: Talk, patient: "Patient", kind: str, title: str) -> "Appointment":
        """Take the place; what lies behind us was done."""
        from arcada.schedule.models import Appointment

        provider = self.house.providers[DENTIST]
        self.taken.take(talk.start, talk.end, provider.pk, talk.chair.pk, patient.pk)
        return Appointment(
            practice_id=patient.practice_id,
            patient=patient,
            provider=provider,
            chair=talk.chair,
            starts_at=talk.start,
            ends_at=talk.end,
            kind=kind,
            title=title,
            state="done" if talk.end <= self.now else "planned",
            booked_by=self.house.member("desk"),
            booked_at=min(talk.start, self.now) - timedelta(days=2),
        )


def arrange(talks: Talks, courses: Sequence[Course], seed: int, *, discuss: bool = True) -> list[Course]:
    """Write both talks of each course, and give the courses with the moments at which they were held."""
    from arcada.schedule.models import Appointment

    rows: list[Appointment] = []
    made = []
    for place, course in enumerate(courses):
        dice = random.Random(f"talks {seed} {place}")  # noqa: S311 - the same hours each time
        exam = talks.before(min(course.began, talks.now - AFTERWARDS), EXAM, dice)
        if exam is None:
            made.append(course)
            continue
        rows.append(talks.hold(exam, course.patient, "exam", first_exam(course.patient.guardian_name)))
        talk = _discussion(talks, course, exam, dice) if discuss else None
        if talk is not None:
            rows.append(talks.hold(talk, course.patient, "consultation", "Plan discussion"))
        held = talk.start if talk is not None and talk.end <= talks.now else None
        made.append(replace(course, began=exam.end, discussed=held))
    Appointment.objects.bulk_create(rows)
    return made


def first_exam(guardian: str) -> str:
    """What the first visit of a course is called in the day book."""
    return "First exam, child" if guardian else "Exam and plan records"


def _discussion(talks: Talks, course: Course, exam: Talk, dice: random.Random) -> Talk | None:
    """Behind us where the plan was presented; ahead for some whose plans are ready; none where there is no plan."""
    if course.state == "charted":
        return None
    if course.state == "compiled":
        soon = datetime.combine(talks.now.astimezone(talks.zone).date() + timedelta(9), time(), talks.zone)
        today = talks.now.astimezone(talks.zone).date()
        return talks.after(today, TALK, dice, until=soon) if dice.random() < 0.5 else None  # noqa: PLR2004 - every other
    return talks.after(exam.end.astimezone(talks.zone).date(), TALK, dice, until=talks.now - AFTERWARDS)
