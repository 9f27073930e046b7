"""People come in, change their role, leave and come back; the last owner stays."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from made import PASSWORD

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.practice import actions
from arcada.practice.models import Membership, Practice, User

AT = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)
Member = Callable[[str], Membership]


@pytest.fixture
def manager(member: Member) -> Membership:
    return member("manager")


def refused(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code


def verbs() -> list[tuple[str, str]]:
    return list(Event.objects.order_by("id").values_list("verb", "noun"))


def test_a_new_member_and_one_who_has_an_account(manager: Membership, other_practice: Practice) -> None:
    made = actions.add_member(
        by=manager, at=AT, email=" New@Practice.example ", name="Bo Lee", role="desk", password=PASSWORD
    )
    assert isinstance(made, Membership)
    assert made.user.check_password(PASSWORD)
    again = actions.add_member(by=manager, at=AT, email="new@practice.example", name="", role="desk")
    assert refused(again) == "already_member"
    elsewhere = User.objects.create_user("other@place.example", PASSWORD, name="Eve Moss")
    kept = actions.add_member(
        by=manager,
        at=AT,
        email="other@place.example",
        name="Changed",
        role="dentist",
        password="nine purple herons",
    )
    assert isinstance(kept, Membership)
    elsewhere.refresh_from_db()
    assert (elsewhere.name, elsewhere.check_password(PASSWORD)) == ("Eve Moss", True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": "not mail"}, "email"),
        ({"name": " "}, "name_missing"),
        ({"role": "king"}, "unknown_role"),
        ({"password": "12345678901234"}, "password"),
    ],
)
def test_members_who_cannot_be_added(manager: Membership, changes: dict[str, Any], code: str) -> None:
    given = {"email": "a@b.example", "name": "N", "role": "desk", "password": PASSWORD} | changes
    assert refused(actions.add_member(by=manager, at=AT, **given)) == code
    assert not User.objects.filter(email="a@b.example").exists()


def test_roles_change_and_memberships_end_and_are_renewed(manager: Membership, member: Member) -> None:
    desk = member("desk")
    actions.change_role(by=manager, at=AT, membership=desk, role="coordinator")
    actions.end_membership(by=manager, at=AT, membership=desk, why="left")
    desk.refresh_from_db()
    assert (desk.role, desk.active) == ("coordinator", False)
    actions.renew_membership(by=manager, at=AT, membership=desk)
    desk.refresh_from_db()
    assert desk.active
    assert [verb for verb, _ in verbs()] == ["changed_role", "ended", "renewed"]
    assert refused(actions.change_role(by=manager, at=AT, membership=desk, role="king")) == "unknown_role"


def test_the_last_owner_stays(manager: Membership, member: Member) -> None:
    owner = member("owner")
    assert refused(actions.end_membership(by=manager, at=AT, membership=owner)) == "last_owner"
    assert refused(actions.change_role(by=owner, at=AT, membership=owner, role="desk")) == "last_owner"
    actions.change_role(by=owner, at=AT, membership=manager, role="owner")
    assert isinstance(actions.end_membership(by=owner, at=AT, membership=owner), Membership)


def test_a_manager_is_not_lifted_over_the_owner(manager: Membership, member: Member) -> None:
    owner, desk = member("owner"), member("desk")
    assert refused(actions.change_role(by=manager, at=AT, membership=manager, role="dentist")) == "own_role"
    assert refused(actions.change_role(by=manager, at=AT, membership=desk, role="owner")) == "owners_only"
    assert isinstance(actions.change_role(by=owner, at=AT, membership=desk, role="owner"), Membership)
    assert refused(actions.change_role(by=manager, at=AT, membership=owner, role="desk")) == "owners_only"
    new = {"email": "new@b.example", "name": "N", "role": "owner", "password": PASSWORD}
    assert refused(actions.add_member(by=manager, at=AT, **new)) == "owners_only"
