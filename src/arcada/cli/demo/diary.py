"""A year of the day book: what was done since summer, what is booked ahead, ever thinner with time.

Plans are booked first, by the same act as on the page; these rows fill the hours that are left. Each provider's day
has dice of its own, so that a holiday takes out its day and moves nothing else.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from arcada.cli.demo.riverside import AFTERNOON, MORNING, PROVIDERS, SHORT_FRIDAY, House

if TYPE_CHECKING:
    from uuid import UUID

    from arcada.patients.models import Patient
    from arcada.practice.models import Provider
    from arcada.schedule.models import Appointment

WEEKS_BACK, WEEKS_AHEAD = 27, 25
USUAL, SOON, FAR = 0.57, 0.95, 0.13  # chance that a free moment is taken: before, this week, at the far end
TRIES = 3  # pieces of work that are tried for a free moment
STEP = timedelta(minutes=10)
# what, kind, minutes, how often
DENTISTRY = (
    ("Filling", "treatment", 50, 22),
    ("Two fillings", "treatment", 70, 12),
    ("Exam and x-rays", "exam", 40, 14),
    ("New patient exam", "exam", 60, 8),
    ("Crown preparation", "treatment", 90, 8),
    ("Crown seat", "treatment", 40, 8),
    ("Broken tooth", "exam", 30, 6),
    ("Toothache", "exam", 30, 6),
    ("Plan discussion", "consultation", 40, 6),
    ("Night guard delivery", "treatment", 30, 3),
    ("Review after treatment", "exam", 20, 7),
)
WORK = {
    "Dr Amara Osei": DENTISTRY,
    "Dr Erik Lindqvist": (
        *DENTISTRY,
        ("Root canal, front tooth", "treatment", 80, 8),
        ("Root canal, molar", "treatment", 110, 10),
        ("Root canal check", "exam", 20, 5),
    ),
    "Marta Ruiz": (
        ("Cleaning", "treatment", 50, 50),
        ("Cleaning, child", "treatment", 40, 12),
        ("Gum maintenance", "treatment", 60, 20),
        ("Deep cleaning, one side", "treatment", 80, 10),
        ("Gum check", "exam", 40, 8),
    ),
    "Dr Paul Winther": (
        ("Extraction", "treatment", 50, 30),
        ("Wisdom tooth removal", "treatment", 80, 20),
        ("Implant placement", "treatment", 100, 14),
        ("Implant consultation", "consultation", 40, 16),
        ("Healing check", "exam", 20, 20),
    ),
}
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
    from arcada.schedule.models import Appointment

    title, kind, minutes, _ = dice.choices(WORK[name], [share for *_, share in WORK[name]])[0]
    patient = dice.choice(diary.patients)
    end = at + timedelta(minutes=minutes)
    chair = next(
        (one for place in OWN_CHAIRS[name] if diary.taken.free((one := diary.house.chairs[place]).pk, at, end)), None
    )
    midnight = datetime.combine(at.date(), time(), diary.zone)
    busy = not diary.taken.free(provider.pk, at, end)
    if end > until or chair is None or busy or not diary.taken.free(patient.pk, midnight, midnight + timedelta(1)):
        return None
    diary.taken.take(at, end, provider.pk, chair.pk, patient.pk)
    booked_at = min(at, diary.now) - timedelta(days=dice.randint(3, 60))
    return Appointment(
        practice_id=provider.practice_id,
        patient=patient,
        provider=provider,
        chair=chair,
        starts_at=at,
        ends_at=end,
        kind=kind,
        title=title,
        state=state_at(dice, at, end, diary.now),
        booked_by=diary.house.member("desk"),
        booked_at=booked_at,
    )


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
