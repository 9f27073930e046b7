"""How recovery does: rates over cohorts of one age, what was truly recovered, and the time until a booking.

Rates are counted over threads that entered in a span and are old enough; a young cohort is not reported. `recovered` is
the booked share of the treated less that of those held back, with Newcombe's 95 % interval (hybrid score, method 10 of
R. G. Newcombe, Statistics in Medicine 1998;17:873-890). Time until a booking is estimated after Kaplan and Meier: open
threads are censored; declines and opt-outs compete, end the watch and are told beside.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

CONTACT_DAYS, RESPONSE_DAYS, BOOKING_DAYS = 14, 14, 30
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Course:
    """The dates of a thread; None where something has not happened. `excluded` is why it was not eligible."""

    entered: date
    diagnosed: date
    excluded: str = ""
    held_back: bool = False
    first_message: date | None = None
    delivered: date | None = None
    staff_contact: date | None = None
    last_message_before_answer: date | None = None
    answered: date | None = None
    wrong_person: bool = False
    booked: date | None = None
    declined: date | None = None
    decline_reason: str = ""
    opted_out: date | None = None
    handed_to: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with Wilson's 95 % interval; None where there is nobody to count."""

    count: int
    of: int

    @property
    def rate(self) -> float | None:
        """The share, 0 to 1."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval."""
        if not self.of:
            return None
        share, z2 = self.count / self.of, Z95 * Z95
        middle = share + z2 / (2 * self.of)
        spread = Z95 * math.sqrt(share * (1 - share) / self.of + z2 / (4 * self.of * self.of))
        scale = 1 + z2 / self.of
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


@dataclass(frozen=True, slots=True)
class Cohort:
    """The rates of one cohort at a fixed age."""

    entered: int
    excluded: tuple[tuple[str, int], ...]
    contacted: Share
    responded: Share
    booked_of_contacted: Share
    booked_of_entered: Share
    declined: Share
    opted_out: Share
    reasons: tuple[tuple[str, int], ...]
    handed: tuple[tuple[str, int], ...]
    recovered: tuple[float, float, float] | None


def cohort(courses: Iterable[Course], begins: date, ends: date, age_days: int, today: date) -> Cohort | None:
    """The rates of those who entered from `begins` to `ends`, both included; None while the youngest is too young."""
    if (today - ends).days < age_days:
        return None
    entered = [one for one in courses if begins <= one.entered <= ends]
    eligible = [one for one in entered if not one.excluded]
    treated = [one for one in eligible if not one.held_back]
    contacted = [one for one in treated if _contacted(one)]
    answered = [one for one in contacted if _responded(one)]
    booked = [one for one in contacted if _booked(one, age_days)]
    held = [one for one in eligible if one.held_back]
    declined = [one for one in contacted if one.declined is not None]
    return Cohort(
        entered=len(entered),
        excluded=_counted(one.excluded for one in entered if one.excluded),
        contacted=Share(len(contacted), len(treated)),
        responded=Share(len(answered), len(contacted)),
        booked_of_contacted=Share(len(booked), len(contacted)),
        booked_of_entered=Share(len([one for one in treated if _booked(one, age_days)]), len(treated)),
        declined=Share(len(declined), len(contacted)),
        opted_out=Share(len([one for one in contacted if one.opted_out is not None]), len(contacted)),
        reasons=_counted(one.decline_reason or "none stated" for one in declined),
        handed=_counted(one.handed_to for one in contacted if one.handed_to),
        recovered=difference(
            Share(len([one for one in treated if _booked_by_age(one, age_days)]), len(treated)),
            Share(len([one for one in held if _booked_by_age(one, age_days)]), len(held)),
        ),
    )


def _contacted(one: Course) -> bool:
    """Delivered, or spoken with, within two weeks of entering."""
    reached = [day for day in (one.delivered, one.staff_contact) if day is not None]
    return bool(reached) and 0 <= (min(reached) - one.entered).days <= CONTACT_DAYS


def _responded(one: Course) -> bool:
    """A person answered within two weeks of a message; an opt-out is an answer, somebody else's is not."""
    since = one.last_message_before_answer or one.first_message
    if one.answered is None or since is None or one.wrong_person:
        return False
    return 0 <= (one.answered - since).days <= RESPONSE_DAYS


def _booked(one: Course, age_days: int) -> bool:
    """Booked within a month of the first message, and within the age at which the cohort is read."""
    if one.booked is None or one.first_message is None or not _booked_by_age(one, age_days):
        return False
    return 0 <= (one.booked - one.first_message).days <= BOOKING_DAYS


def _booked_by_age(one: Course, age_days: int) -> bool:
    """The same measure for the treated and for those held back, who have no first message."""
    return one.booked is not None and 0 <= (one.booked - one.entered).days <= age_days


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])))


def difference(treated: Share, held_back: Share) -> tuple[float, float, float] | None:
    """How much more the treated did, with the lower and upper end; None while one group is empty."""
    first, second = treated.interval, held_back.interval
    if first is None or second is None or treated.rate is None or held_back.rate is None:
        return None
    gap = treated.rate - held_back.rate
    lower = gap - math.hypot(treated.rate - first[0], second[1] - held_back.rate)
    upper = gap + math.hypot(first[1] - treated.rate, held_back.rate - second[0])
    return gap, max(-1.0, lower), min(1.0, upper)


@dataclass(frozen=True, slots=True)
class Step:
    """From this day on, so large a share is not booked yet."""

    day: int
    unbooked: float


def time_to_booking(courses: Sequence[Course], today: date) -> tuple[Step, ...]:
    """The Kaplan-Meier curve in days from diagnosis; it steps down on days of bookings alone."""
    watched = sorted(_watched(one, today) for one in courses)
    left, unbooked, steps, place = len(watched), 1.0, [], 0
    while place < len(watched):
        day = watched[place][0]
        same = [booked for on, booked in watched[place:] if on == day]
        if sum(same):
            unbooked *= 1 - sum(same) / left
            steps.append(Step(day, unbooked))
        left -= len(same)
        place += len(same)
    return tuple(steps)


def median_days(steps: Iterable[Step]) -> int | None:
    """The day by which half are booked; None while fewer are."""
    return next((step.day for step in steps if step.unbooked <= 0.5), None)  # noqa: PLR2004 - half


def _watched(one: Course, today: date) -> tuple[int, bool]:
    """How long the thread was watched, and whether a booking ended it."""
    if one.booked is not None:
        return max(0, (one.booked - one.diagnosed).days), True
    ends = [day for day in (one.declined, one.opted_out) if day is not None]
    return max(0, (min([*ends, today]) - one.diagnosed).days), False
