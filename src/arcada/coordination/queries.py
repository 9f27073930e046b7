"""Reading the coordination: the journey of a case, and who has what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from arcada.cases.models import Case, PlanVersion
from arcada.cases.queries import may_see as may_see_case
from arcada.coordination.facts import ASKED, KNOWN, Record
from arcada.coordination.mapping import journey
from arcada.coordination.models import Task
from arcada.coordination.models import Tick as TickRow
from arcada.core.journey import Place, Step, Tick, evaluate
from arcada.practice.access import Permission, may
from arcada.practice.clock import local
from arcada.practice.models import Membership, Role

LEADS = (Role.DENTIST, Role.COORDINATOR, Role.MANAGER, Role.OWNER)


@dataclass(frozen=True, slots=True)
class JourneyPlace:
    """A step of a case as a page shows it."""

    place: Place
    may_tick: bool
    ticked: bool

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.place.step


def case_journey(
    membership: Membership, case: Case, at: datetime, *, version: PlanVersion | None = None
) -> tuple[JourneyPlace, ...]:
    """Where each of the steps stands, and which of them this member may tick.

    `version` is the plan in force, where the caller has read it already.
    """
    if not may_see_case(membership, case):
        return ()
    rows = {row.step: row for row in standing_ticks(case)}
    return tuple(
        JourneyPlace(
            place,
            may_tick=place.step.by_hand and not place.state.settled and may_tick(membership, place.step),
            ticked=place.step.id in rows and not place.from_record,
        )
        for place in places(case, at, version=version, ticked=rows)
    )


def places(
    case: Case,
    at: datetime,
    *,
    version: PlanVersion | None = None,
    ticked: Mapping[str, TickRow] | None = None,
) -> tuple[Place, ...]:
    """The journey of a case at a moment."""
    record = Record(case, at)
    if version is not None:
        record.version = version
    asked = journey(KNOWN)
    names = {name for step in asked.steps for name in (step.fact, *step.gates) if name}
    facts = {name: ASKED[name](record) for name in sorted(names)}
    rows = {row.step: row for row in standing_ticks(case)} if ticked is None else ticked
    ticks = {step: _tick(row) for step, row in rows.items()}
    return evaluate(asked, facts, ticks, version=record.version.number if record.version else None)


def standing_ticks(case: Case) -> QuerySet[TickRow]:
    """What people said of the steps and did not take back."""
    return TickRow.objects.filter(case=case, undone_at__isnull=True).select_related("by__user", "version", "practice")


def _tick(row: TickRow) -> Tick:
    said = "not needed" if row.not_needed else "done"
    why = f": {row.why.rstrip('. ')}" if row.why else ""
    sentence = f"{row.by.user} said {said} on {local(row.at, row.practice):%d %b %Y}{why}."
    return Tick(sentence, row.version.number if row.version else None, row.not_needed)


def may_tick(membership: Membership, step: Step) -> bool:
    """A dentist's step is the dentist's; any other is its owner's or one who leads."""
    if membership.role == step.who:
        return True
    return step.who != Role.DENTIST and membership.role in LEADS


def may_see(membership: Membership, task: Task) -> bool:
    """Whether a member may see one task."""
    return may(membership, Permission.SEE_PATIENTS, task)


def visible_to(membership: Membership) -> QuerySet[Task]:
    """The tasks that a member may see."""
    rows = Task.objects.filter(practice_id=membership.practice_id).select_related("case", "patient", "owner__user")
    return rows if may(membership, Permission.SEE_PATIENTS) else rows.none()


def worklist(membership: Membership) -> QuerySet[Task]:
    """What a member has to do: their own open tasks, and those of their role that nobody owns."""
    mine = Q(owner=membership) | Q(owner__isnull=True, role=membership.role)
    return visible_to(membership).filter(mine, done_at__isnull=True).order_by("due_date", "made_at")


def overdue(membership: Membership, today: date) -> QuerySet[Task]:
    """Open tasks of the practice whose day has passed."""
    return visible_to(membership).filter(done_at__isnull=True, due_date__lt=today)


def task_of(membership: Membership, key: UUID | str) -> Task | None:
    """One task that the member may see."""
    return visible_to(membership).filter(pk=key).first()
