"""A year of the day book: what was done since summer, what is booked ahead, ever thinner with time.

Plans are booked first, by the same act as on the page; these rows fill the hours that are left, with people who have
no plan: what is done for the others stands in their plan. Each person's visits make sense one after the other.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from arcada.cli.demo.patients import age_on
from arcada.cli.demo.riverside import AFTERNOON, MORNING, PROVIDERS, SHORT_FRIDAY, House
from arcada.cli.demo.works import GUM_AGE, WORK, Work

if TYPE_CHECKING:
    from uuid import UUID

    from arcada.patients.models import Patient
    from arcada.practice.models import Provider
    from arcada.schedule.models import Appointment

WEEKS_BACK, WEEKS_AHEAD = 27, 25
USUAL, SOON, FAR = 0.57, 0.95, 0.13  # chance that a free moment is taken: before, this week, at the far end
TRIES = 3  # pieces of work that are tried for a free moment
ASKED = 40  # people that are looked at for a piece of work
URGENT = timedelta(days=1)  # longer nobody waits with pain
APART = 4  # days between two visits of one person that have nothing to do with each other
GUM_CARE = 3  # every third grown-up of the age is in gum care
STEP = timedelta(minutes=10)
KEPT_FREE = {"Dr Amara Osei": 2, "Dr Erik Lindqvist": 3}  # the afternoon of the week that stays open for long visits
OWN_CHAIRS = {
    "Dr Amara Osei": (0, 1),
    "Dr Erik Lindqvist": (2, 1),
    "Marta Ruiz": (3,),
    "Dr Paul Winther": (4,),
}


@dataclass(slots=True)
class Taken:
    """Which spans of whom are taken."""

    spans: "dict[UUID, list[tuple[datetime, datetime]]]" = field(default_factory=dict)

    def take(self, start: datetime, end: datetime, *keys: "UUID") -> None:
        """Note a span for each key."""
        for key in keys:
            self.spans.setdefault(key, []).append((start, end))

    def free(self, key: "UUID", start: datetime, end: datetime) -> bool:
        """Whether nothing of this key lies in the span."""
        return all(end <= other or start >= until for other, until in self.spans.get(key, ()))


@dataclass(slots=True)
class Seen:
    """Who had what when; a visit that did not happen is not kept."""

    of: "dict[UUID, list[tuple[date, Work]]]" = field(default_factory=dict)
    had: "dict[str, list[tuple[date, Patient]]]" = field(default_factory=dict)

    def note(self, patient: "Patient", day: date, work: Work) -> None:
        """Keep a visit."""
        self.of.setdefault(patient.pk, []).append((day, work))
        self.had.setdefault(work.title, []).append((day, patient))

    def suits(self, work: Work, patient: "Patient", day: date) -> bool:
        """Whether a dentist would find this work in this patient's book on this day."""
        age = age_on(patient, day)
        if not work.ages[0] <= age <= work.ages[1] or (
            work.gums is not None and work.gums != in_gum_care(patient, age)
        ):
            return False
        past = self.of.get(patient.pk, [])
        if work.first:
            return not past
        if any(abs(day - other) < timedelta(APART) for other, _ in past):
            return False
        return all(abs(day - other) >= timedelta(work.gap) for other, one in past if one.sorted_as == work.sorted_as)

    def followed(self, work: Work, day: date) -> "list[Patient]":
        """Whoever waits for this work, because of what was done before it."""
        low, high = (timedelta(days) for days in work.within)
        return [
            patient
            for title in work.after
            for other, patient in self.had.get(title, ())
            if low <= day - other <= high and not self._went_on(work, patient, other)
        ]

    def _went_on(self, work: Work, patient: "Patient", since: date) -> bool:
        return any(one.title == work.title and other > since for other, one in self.of[patient.pk])


def in_gum_care(patient: "Patient", age: int) -> bool:
    """Whether the person comes for gum maintenance rather than for a cleaning."""
    return age >= GUM_AGE and int(patient.chart_number) % GUM_CARE == 0


@dataclass(frozen=True, slots=True)
class Diary:
    """What the filling needs to know."""

    house: House
    patients: "Sequence[Patient]"
    monday: date
    now: datetime
    zone: ZoneInfo
    closed: "frozenset[tuple[UUID | None, date]]"
    taken: Taken
    seed: int
    weeks: tuple[int, int]
    seen: Seen = field(default_factory=Seen)


def fill(diary: Diary) -> int:
    """Write the appointments in one go and say how many they are."""
    from arcada.audit.actions import record
    from arcada.schedule.models import Appointment

    rows = [
        row
        for week in range(*diary.weeks)
        for name, _, _, days in PROVIDERS
        for weekday in days
        for row in _day(diary, week, weekday, name)
    ]
    Appointment.objects.bulk_create(rows, batch_size=1000)
    owner = diary.house.owner
    detail = {"appointments": len(rows)}
    record(by=owner, at=diary.now, verb="imported", noun="day book", noun_id=owner.practice_id, detail=detail)
    return len(rows)


def _day(diary: Diary, week: int, weekday: int, name: str) -> "Iterator[Appointment]":
    """One provider's day: one piece of work after the other, sometimes with a gap."""
    provider = diary.house.providers[name]
    day = diary.monday + timedelta(weeks=week, days=weekday)
    if (None, day) in diary.closed or (provider.pk, day) in diary.closed:
        return
    dice = random.Random(f"{diary.seed} {week} {weekday} {name}")  # noqa: S311 - the same day each time
    share = USUAL if week < 0 else SOON - (SOON - FAR) * (week / WEEKS_AHEAD) ** 0.5
    for starts, ends in (MORNING,) if weekday == SHORT_FRIDAY else (MORNING, AFTERNOON):
        if week >= 0 and starts == AFTERNOON[0] and KEPT_FREE.get(name) == weekday:
            continue
        at = datetime.combine(day, starts, diary.zone)
        until = datetime.combine(day, ends, diary.zone)
        while at < until:
            tries = TRIES if dice.random() < share else 0
            offers = (_placed(diary, dice, name, provider, at, until) for _ in range(tries))
            made = next((one for one in offers if one is not None), None)
            if made is not None:
                yield made
            at = made.ends_at if made is not None else at + STEP * dice.randint(2, 5)


def _placed(
    diary: Diary, dice: random.Random, name: str, provider: "Provider", at: datetime, until: datetime
) -> "Appointment | None":
    """Work that fits here, for somebody who is free, on a chair that is; None where nothing does."""
    from arcada.schedule.models import FREES_ITS_PLACE, Appointment

    work = dice.choices(WORK[name], [one.share for one in WORK[name]])[0]
    end = at + timedelta(minutes=work.minutes)
    chair = next(
        (one for place in OWN_CHAIRS[name] if diary.taken.free((one := diary.house.chairs[place]).pk, at, end)), None
    )
    far = work.urgent and at - diary.now > URGENT
    if far or end > until or chair is None or not diary.taken.free(provider.pk, at, end):
        return None
    patient = _somebody(diary, dice, work, at.date())
    if patient is None:
        return None
    diary.taken.take(at, end, provider.pk, chair.pk, patient.pk)
    state = state_at(dice, at, end, diary.now)
    if state not in FREES_ITS_PLACE:
        diary.seen.note(patient, at.date(), work)
    waited = timedelta(hours=dice.randint(2, 20)) if work.urgent else timedelta(days=dice.randint(3, 60))
    return Appointment(
        practice_id=provider.practice_id,
        patient=patient,
        provider=provider,
        chair=chair,
        starts_at=at,
        ends_at=end,
        kind=work.kind,
        title=work.title,
        state=state,
        booked_by=diary.house.member("desk"),
        booked_at=min(at, diary.now) - waited,
    )


def _somebody(diary: Diary, dice: random.Random, work: Work, day: date) -> "Patient | None":
    """Somebody for whom the work is right that day, and who comes for nothing else on it."""
    if work.after:
        asked = diary.seen.followed(work, day)
    else:
        asked = [dice.choice(diary.patients) for _ in range(ASKED)] if diary.patients else []
    midnight = datetime.combine(day, time(), diary.zone)
    right = (one for one in asked if diary.seen.suits(work, one, day))
    return next((one for one in right if diary.taken.free(one.pk, midnight, midnight + timedelta(1))), None)


def state_at(dice: random.Random, start: datetime, end: datetime, now: datetime) -> str:
    """How far an appointment has come at a moment: most are done, some were missed; soon ones are mostly confirmed."""
    chance = dice.random()
    if end <= now:
        return "missed" if chance < 0.045 else "cancelled" if chance < 0.08 else "done"  # noqa: PLR2004
    if start <= now:
        return "seated"
    if start - now < timedelta(minutes=20):
        return "arrived" if chance < 0.7 else "confirmed"  # noqa: PLR2004
    soon = start - now < timedelta(days=4)
    return "confirmed" if chance < (0.8 if soon else 0.25) else "planned"
