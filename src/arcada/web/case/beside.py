"""What lies beside the journey: tasks, versions of the plan, signed papers, snapshots of the chart."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from arcada.cases.models import Case
from arcada.cases.queries import documents_visible_to, snapshots_visible_to, versions_of
from arcada.coordination.models import Task
from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may_some
from arcada.practice.models import Membership
from arcada.web.shell.rail import address


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task with its owner and day."""

    id: UUID
    title: str
    who: str
    due_date: date
    overdue: bool
    done: str
    patient: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version of the plan."""

    number: int
    at: datetime
    by: str
    active: bool
    presented: datetime | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotLine:
    """The chart as it was on a day."""

    label: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A signed paper: whose signature, when, and where it is read."""

    signer: str
    at: datetime
    url: str


def task_line(row: Task, today: date, voice: Voice) -> TaskLine:
    """Put a task into words."""
    who = str(row.owner.user) if row.owner else f"any {row.get_role_display().lower()}"
    done = f"{row.done_by.user}, {phrases.day(row.done_at, voice)}" if row.done_by and row.done_at else ""
    patient = row.patient
    return TaskLine(
        id=row.pk,
        title=row.title,
        who=who,
        due_date=row.due_date,
        overdue=row.done_at is None and row.due_date < today,
        done=done,
        patient=f"{patient.given_name} {patient.family_name}" if patient else "",
        url=address("case:show", patient.pk) if patient else "",
    )


def versions_of_case(case: Case, member: Membership) -> tuple[VersionLine, ...]:
    """List the versions of a case's plan, the newest first."""
    sees_plans = may_some(member, Permission.READ_CHART) or may_some(member, Permission.READ_PRICE)
    return tuple(
        VersionLine(
            number=row.number,
            at=row.compiled_at,
            by=str(row.compiled_by.user),
            active=row.active,
            presented=row.presented_at,
            url=address("plan:version", case.patient_id, row.number) if sees_plans else "",
        )
        for row in versions_of(case)
    )


def signed_papers(member: Membership, patient: Patient) -> tuple[DocumentLine, ...]:
    """List the signed papers of a patient, the newest first."""
    rows = documents_visible_to(member).filter(signature__proposal__version__case__patient=patient)
    reads = may_some(member, Permission.PRESENT)
    return tuple(
        DocumentLine(
            signer=row.signature.signer_name,
            at=row.signature.signed_at,
            url=address("consent:document", patient.pk, row.pk) if reads else "",
        )
        for row in rows.order_by("-signature__signed_at")
    )


def snapshots_of(member: Membership, patient: Patient) -> tuple[SnapshotLine, ...]:
    """List the snapshots of a patient's chart for those who may read it."""
    rows = snapshots_visible_to(member).filter(chart__patient=patient).defer("content")
    chart = address("chart:show", patient.pk)
    return tuple(
        SnapshotLine(label=row.label, at=row.taken_at, url=f"{chart}?snapshot={row.pk}" if chart else "")
        for row in rows
    )
