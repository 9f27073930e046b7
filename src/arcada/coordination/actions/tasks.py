"""Give somebody something to do by a day, and say that it is done."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.lengths import too_long
from arcada.cases.models import Case
from arcada.coordination.models import Task
from arcada.core.kernel import Refusal
from arcada.patients.models import Patient
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership, Role


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is to be done, by whom and until when; without an owner anyone of the role may take it."""

    title: str
    role: str
    due_date: date
    owner: Membership | None = None
    case: Case | None = None
    patient: Patient | None = None
    step: str = ""


def add_task(*, by: Membership, at: datetime, todo: ToDo) -> Task | Refusal:
    """Put a task on a worklist."""
    require(by, Permission.SEE_PATIENTS)
    if not todo.title.strip():
        return Refusal("no_title", "Say what is to be done.", "title")
    refusal = too_long(title=(todo.title, 200))
    if refusal is not None:
        return refusal
    if todo.role not in Role.values:
        return Refusal("unknown_role", f"There is no role '{todo.role}'.", "role")
    if todo.owner is not None and todo.owner.role != todo.role:
        text = f"{todo.owner.user} is {todo.owner.get_role_display().lower()}; give the task to that role."
        return Refusal("owner_of_another_role", text, "owner")
    if todo.due_date < local_day(at, by.practice):
        return Refusal("due_in_past", "The day is past already; choose today or a later one.", "due_date")
    patient = todo.patient or (todo.case.patient if todo.case else None)
    with transaction.atomic():
        made = Task.objects.create(
            practice_id=by.practice_id,
            title=todo.title.strip(),
            role=todo.role,
            due_date=todo.due_date,
            owner=todo.owner,
            case=todo.case,
            patient=patient,
            step=todo.step,
            made_by=by,
            made_at=at,
        )
        _told(by, at, "gave a task", made)
        return made


def complete_task(*, by: Membership, at: datetime, task: Task) -> Task | Refusal:
    """The task is done."""
    require(by, Permission.SEE_PATIENTS, task)
    with transaction.atomic():
        row = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
        if row.done_at is not None:
            return row
        row.done_by, row.done_at = by, at
        row.save(update_fields=["done_by", "done_at"])
        _told(by, at, "finished a task", row)
        return row


def reopen_task(*, by: Membership, at: datetime, task: Task) -> Task | Refusal:
    """It was not done after all."""
    require(by, Permission.SEE_PATIENTS, task)
    with transaction.atomic():
        row = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
        row.done_by, row.done_at = None, None
        row.save(update_fields=["done_by", "done_at"])
        _told(by, at, "opened a task again", row)
        return row


def _told(by: Membership, at: datetime, verb: str, row: Task) -> None:
    record(
        by=by,
        at=at,
        verb=verb,
        noun="task",
        noun_id=row.id,
        patient_id=row.patient_id,
        detail={"title": row.title},
    )
