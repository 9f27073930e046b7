"""What goes in: the visits of a plan with the gaps they keep, and who pays how much of each line.

visit 2 (crown prepared, sent to the laboratory)  ----- 14 days or more ----->  visit 3 (crown cemented)
line: ordered in visit 2, done in visit 3; patient 520.00, insurer 480.00
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.core.finance.words import day_name
from arcada.core.kernel import Refusal


@dataclass(frozen=True, slots=True)
class Lag:
    """Days that lie between an earlier visit and this one."""

    visit: str
    min_days: int = 0
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit on its booked or nominal day; a fixed one (urgent, done) keeps it, `latest` is the last day allowed."""

    id: str
    on: date
    after: tuple[Lag, ...] = ()
    latest: date | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class InsurerShare:
    """What one payer is expected to pay; on a day of its own where that is agreed (orthodontic instalments)."""

    payer: str
    amount: Decimal
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One line: begun in `ordered`, completed in `done`; the patient's part is None where the fee is not known."""

    line: str
    ordered: str
    done: str
    patient: Decimal | None
    insurers: tuple[InsurerShare, ...] = ()
    by_lab: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """A plan's money question: from which day it is asked, its visits, its shares."""

    begins: date
    visits: tuple[Visit, ...]
    shares: tuple[Share, ...]

    def in_order(self) -> "Course":
        """The same, sorted, so that the order in which it was given changes nothing."""
        return Course(
            self.begins,
            tuple(sorted(self.visits, key=lambda one: (one.on, one.id))),
            tuple(sorted(self.shares, key=lambda one: one.line)),
        )


def check_course(course: Course) -> Refusal | None:
    """Why the question makes no sense: a name twice, a visit that is not there, a negative share, a broken lag."""
    known = {visit.id: visit for visit in course.visits}
    if len(known) < len(course.visits) or len({one.line for one in course.shares}) < len(course.shares):
        return Refusal("twice", "A visit or a line stands twice.", "visits")
    for share in course.shares:
        if share.ordered not in known or share.done not in known:
            return Refusal("unknown_visit", f"Line {share.line} belongs to no visit of the plan.", share.line)
        if any(part is not None and part < 0 for part in (share.patient, *(one.amount for one in share.insurers))):
            return Refusal("negative", f"Line {share.line} has a negative amount.", share.line)
    return broken_lag(course.visits)


def broken_lag(visits: Sequence[Visit]) -> Refusal | None:
    """The first gap that the days of the visits do not keep."""
    days = {visit.id: visit.on for visit in visits}
    for visit in sorted(visits, key=lambda one: (one.on, one.id)):
        for lag in visit.after:
            if lag.visit not in days:
                return Refusal("unknown_visit", f"{visit.id} waits for {lag.visit}, which is not there.", visit.id)
            gap = (visit.on - days[lag.visit]).days
            if gap < lag.min_days or (lag.max_days is not None and gap > lag.max_days):
                most = "" if lag.max_days is None else f" and at most {lag.max_days}"
                text = f"{visit.id} lies {gap} days after {lag.visit}; it must be at least {lag.min_days}{most}."
                return Refusal("lag_broken", text, visit.id)
        if visit.latest is not None and visit.on > visit.latest:
            return Refusal("too_late", f"{visit.id} lies after its last day, {day_name(visit.latest)}.", visit.id)
    return None


def moved_to(visit: Visit, day: date) -> Visit:
    """The visit on another day."""
    return Visit(visit.id, day, visit.after, visit.latest, visit.fixed)
