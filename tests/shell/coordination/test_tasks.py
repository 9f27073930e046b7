"""Tasks have an owner or a role, a day, and an end."""

import datetime as dt

import pytest

from arcada.coordination.actions.tasks import ToDo, add_task, complete_task, reopen_task
from arcada.coordination.models import Task
from arcada.coordination.queries import may_see, overdue, visible_to, worklist

TODAY = dt.date(2026, 3, 2)


def todo(title="Call Mara", role="desk", due=TODAY, **more):
    return ToDo(title, role, due, **more)


def test_a_task_stands_on_the_worklist_of_its_role(coordinator, member, at):
    add_task(by=coordinator, at=at, todo=todo())
    assert [task.title for task in worklist(member("desk"))] == ["Call Mara"]
    assert list(worklist(coordinator)) == []


def test_an_owned_task_is_the_owners_alone(coordinator, member, at, practice):
    from made import PASSWORD

    from arcada.practice.models import Membership, User

    other = User.objects.create_user("other@desk.example", PASSWORD, name="Lou Desk")
    second = Membership.objects.create(practice=practice, user=other, role="desk")
    add_task(by=coordinator, at=at, todo=todo(owner=second))
    assert (len(worklist(second)), len(worklist(member("desk")))) == (1, 0)


def test_a_finished_task_leaves_the_list_and_can_come_back(coordinator, member, at):
    made = add_task(by=coordinator, at=at, todo=todo())
    complete_task(by=member("desk"), at=at, task=made)
    assert (list(worklist(member("desk"))), Task.objects.get().done_by) == ([], member("desk"))
    reopen_task(by=member("desk"), at=at, task=made)
    assert len(worklist(member("desk"))) == 1


def test_the_most_urgent_comes_first_and_what_is_late_is_late(coordinator, member, at):
    for number in (3, 1, 2):
        add_task(by=coordinator, at=at, todo=todo(f"Task {number}", due=TODAY + dt.timedelta(days=number)))
    assert [task.title for task in worklist(member("desk"))] == ["Task 1", "Task 2", "Task 3"]
    assert [task.title for task in overdue(coordinator, TODAY + dt.timedelta(days=3))] == ["Task 1", "Task 2"]


@pytest.mark.parametrize(
    ("description", "wanted", "code"),
    [
        ("without words", todo(" "), "no_title"),
        ("of no role", todo(role="wizard"), "unknown_role"),
        ("due yesterday", todo(due=TODAY - dt.timedelta(days=1)), "due_in_past"),
    ],
)
def test_a_task_that_cannot_be_given(description, wanted, code, coordinator, at):
    assert add_task(by=coordinator, at=at, todo=wanted).code == code, description


def test_what_is_due_today_can_be_given_in_the_evening(coordinator):
    """At nine in the evening of Chicago it is tomorrow already in UTC."""
    evening = dt.datetime(2026, 3, 3, 3, 0, tzinfo=dt.UTC)
    assert isinstance(add_task(by=coordinator, at=evening, todo=todo(due=TODAY)), Task)
    yesterday = todo(due=TODAY - dt.timedelta(days=1))
    assert add_task(by=coordinator, at=evening, todo=yesterday).code == "due_in_past"


def test_a_task_is_not_given_to_an_owner_of_another_role(coordinator, at):
    assert add_task(by=coordinator, at=at, todo=todo(owner=coordinator)).code == "owner_of_another_role"


@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk", "manager", "owner"])
def test_who_may_see_one_sees_it_in_the_list(role, member, coordinator, at):
    made = add_task(by=coordinator, at=at, todo=todo())
    assert may_see(member(role), made) is (made in visible_to(member(role)))
