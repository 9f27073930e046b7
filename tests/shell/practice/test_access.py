"""Who may do what: the table of the design, cell by cell; and predicate and list filter as pairs."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db.models import Model
from row_maker import RowMaker

from arcada.practice.access import NotAllowed, Permission, Scope, may, may_some, require, scope_of, why_not
from arcada.practice.models import Membership, Practice, Role
from arcada.practice.queries import SEEN_BY, may_see, visible_to
from arcada.store.keys import uuid7
from arcada.store.tenancy import in_practice

#                                dentist coordinator hygienist desk manager owner
TABLE = """
read chart                       yes     yes         yes       -    -       -
chart                            yes     -           hygiene   -    -       -
override                         yes     -           -         -    -       -
sign off                         yes     -           -         -    -       -
read price                       yes     yes         -         yes  yes     yes
price                            -       yes         -         yes  yes     yes
present                          yes     yes         -         -    -       -
see day book                     yes     yes         yes       yes  yes     yes
book                             yes     yes         own       yes  yes     yes
read messages                    yes     yes         -         -    yes     yes
messages                         -       yes         -         -    yes     yes
call tasks                       -       yes         -         yes  yes     yes
read protocols                   yes     yes         yes       -    -       yes
read deviations                  yes     -           -         -    yes     yes
approve clinical                 yes     -           -         -    -       yes
approve scripts                  -       -           -         -    yes     yes
settings                         -       -           -         -    yes     yes
read audit                       -       -           -         -    yes     yes
export                           -       -           -         -    yes     yes
break glass                      yes     -           -         -    yes     -
see patients                     yes     yes         yes       yes  yes     yes
edit patients                    yes     yes         yes       yes  yes     yes
take history                     yes     yes         yes       -    -       -
"""
ROLES = ("dentist", "coordinator", "hygienist", "desk", "manager", "owner")
SCOPES = {"yes": Scope.YES, "hygiene": Scope.HYGIENE, "own": Scope.OWN, "-": None}


def cells() -> list[tuple[str, str, Scope | None]]:
    found = []
    for line in TABLE.strip().splitlines():
        *name, d, c, h, k, m, o = line.split()
        permission = "_".join(name).upper()
        found += [(permission, role, SCOPES[cell]) for role, cell in zip(ROLES, (d, c, h, k, m, o), strict=True)]
    return found


def somebody(role: str, *, active: bool = True) -> SimpleNamespace:
    return SimpleNamespace(id=uuid7(), practice_id=PRACTICE, role=role, active=active)


PRACTICE = uuid7()


@pytest.mark.parametrize(("permission", "role", "scope"), cells())
def test_the_table_of_the_design(permission: str, role: str, scope: Scope | None) -> None:
    asked = Permission[permission]
    member = somebody(role)
    assert scope_of(member, asked) is scope
    assert may(member, asked) is (scope is Scope.YES)
    assert may_some(member, asked) is (scope is not None)
    foreign = SimpleNamespace(practice_id=uuid7(), hygiene=True, provider=SimpleNamespace(membership_id=member.id))
    assert not may(member, asked, foreign)
    assert not may_some(somebody(role, active=False), asked)


def test_the_table_has_every_permission_and_every_role() -> None:
    assert {name for name, _, _ in cells()} == {permission.name for permission in Permission}
    assert set(ROLES) == set(Role.values)


@pytest.mark.parametrize(("hygiene", "allowed"), [(True, True), (False, False)])
def test_a_hygienist_charts_findings_of_their_field(*, hygiene: bool, allowed: bool) -> None:
    finding = SimpleNamespace(practice_id=PRACTICE, hygiene=hygiene)
    assert may(somebody("hygienist"), Permission.CHART, finding) is allowed
    assert may(somebody("dentist"), Permission.CHART, finding)


def test_a_hygienist_books_their_own_column_alone() -> None:
    member = somebody("hygienist")
    own = SimpleNamespace(practice_id=PRACTICE, membership_id=member.id)
    colleague = SimpleNamespace(practice_id=PRACTICE, membership_id=uuid7())
    for provider, allowed in ((own, True), (colleague, False)):
        assert may(member, Permission.BOOK, provider) is allowed
        assert may(member, Permission.BOOK, SimpleNamespace(practice_id=PRACTICE, provider=provider)) is allowed


@pytest.mark.parametrize(
    ("member", "permission", "text"),
    [
        (
            somebody("desk"),
            Permission.SIGN_OFF,
            "As front desk you may not sign off a plan. These roles may: dentist.",
        ),
        (
            somebody("hygienist"),
            Permission.CHART,
            "As hygienist you may chart or confirm a finding only on periodontal and hygiene findings.",
        ),
        (
            somebody("owner", active=False),
            Permission.SETTINGS,
            "Your membership of this practice has ended: ask the manager to renew it.",
        ),
    ],
)
def test_a_no_is_a_sentence(member: SimpleNamespace, permission: Permission, text: str) -> None:
    assert why_not(member, permission).text == text
    with pytest.raises(NotAllowed) as caught:
        require(member, permission)
    assert caught.value.refusal.text == text


@pytest.mark.parametrize("kind", SEEN_BY, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("role", ROLES)
def test_predicate_and_list_agree(
    practice: Practice,
    other_practice: Practice,
    member: Callable[[str], Membership],
    role: str,
    kind: type[Model],
) -> None:
    here = member(role)
    rows = {RowMaker(practice).make(kind).pk for _ in range(2)}
    with in_practice(other_practice.pk):
        foreign = RowMaker(other_practice).make(kind)
    listed = set(visible_to(here, kind).values_list("pk", flat=True))
    assert listed == {row.pk for row in kind._default_manager.all() if may_see(here, row)}
    assert listed >= rows or not may(here, SEEN_BY[kind])
    assert not may_see(here, foreign)
