"""What managers and owners do: each act once as it should go, once by a role that may not, once wrong."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from made import PASSWORD

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.practice import actions
from arcada.practice.access import NotAllowed
from arcada.practice.actions import Span
from arcada.practice.models import (
    Closure,
    Fee,
    FeeSchedule,
    Membership,
    Practice,
    Provider,
    Site,
    User,
    WorkingHours,
)
from arcada.store.tenancy import in_practice

AT = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)
Member = Callable[[str], Membership]


@pytest.fixture
def manager(member: Member) -> Membership:
    return member("manager")


@pytest.fixture
def site(practice: Practice) -> Site:
    return Site.objects.create(practice=practice, name="Main street")


@pytest.fixture
def provider(practice: Practice) -> Provider:
    return Provider.objects.create(practice=practice, name="Dr. Ada Reyes", initials="AR", clinical_roles=["dentist"])


@pytest.fixture
def schedule(practice: Practice) -> FeeSchedule:
    return FeeSchedule.objects.create(practice=practice, name="Usual", usual=True)


def refused(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    assert answer.text.endswith((".", "?"))
    return answer.code


def verbs() -> list[tuple[str, str]]:
    return list(Event.objects.order_by("id").values_list("verb", "noun"))


@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk"])
@pytest.mark.parametrize(
    "act",
    [
        lambda by, **_: actions.change_house_rules(by=by, at=AT, idle_minutes=5),
        lambda by, **_: actions.add_member(by=by, at=AT, email="x@y.example", name="X", role="desk"),
        lambda by, **_: actions.change_role(by=by, at=AT, membership=by, role="owner"),
        lambda by, **_: actions.end_membership(by=by, at=AT, membership=by),
        lambda by, **_: actions.renew_membership(by=by, at=AT, membership=by),
        lambda by, **_: actions.add_site(by=by, at=AT, name="Second"),
        lambda by, site, **_: actions.add_chair(by=by, at=AT, site=site, name="1"),
        lambda by, chair, **_: actions.change_chair(by=by, at=AT, chair=chair, equipment=[]),
        lambda by, **_: actions.add_provider(by=by, at=AT, name="N", initials="N", clinical_roles=["dentist"]),
        lambda by, provider, **_: actions.change_provider(
            by=by, at=AT, provider=provider, initials="N", clinical_roles=["dentist"], hue=1
        ),
        lambda by, provider, **_: actions.keep_hours(by=by, at=AT, provider=provider, spans=[]),
        lambda by, **_: actions.close_days(by=by, at=AT, first_date=AT.date(), last_date=AT.date()),
        lambda by, closure, **_: actions.reopen_days(by=by, at=AT, closure=closure),
        lambda by, **_: actions.make_fee_schedule(by=by, at=AT, name="New", currency="USD"),
        lambda by, schedule, **_: actions.set_fee(by=by, at=AT, schedule=schedule, procedure="crown", amount="1"),
        lambda by, fee, **_: actions.remove_fee(by=by, at=AT, fee=fee),
    ],
)
def test_only_manager_and_owner_run_the_practice(
    practice: Practice,
    member: Member,
    site: Site,
    provider: Provider,
    schedule: FeeSchedule,
    act: Callable[..., object],
    role: str,
) -> None:
    by = member(role)
    chair = site.chairs.create(practice=practice, name="7")
    fee = schedule.fees.create(practice=practice, procedure="crown", amount=1)
    closure = Closure.objects.create(practice=practice, first_date=AT.date(), last_date=AT.date())
    with pytest.raises(NotAllowed):
        act(by, site=site, provider=provider, schedule=schedule, chair=chair, fee=fee, closure=closure)
    assert verbs() == []


def test_founding_a_practice_brings_its_first_owner(db: None) -> None:
    owner = actions.found_practice(
        at=AT,
        name="Lakeside Dental",
        owner_email="Owner@Lakeside.example",
        owner_name="Noa Lind",
        owner_password=PASSWORD,
        house_rules={"time_zone": "Europe/Oslo", "country": "NO", "numbering": "fdi"},
    )
    assert isinstance(owner, Membership)
    assert (owner.role, owner.user.email, owner.practice.time_zone) == (
        "owner",
        "owner@lakeside.example",
        "Europe/Oslo",
    )
    with in_practice(owner.practice_id):
        assert verbs() == [("founded", "practice")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"owner_email": "nobody"}, "email"),
        ({"owner_name": ""}, "name_missing"),
        ({"owner_password": "short"}, "password"),
        ({"house_rules": {"time_zone": "Mars/Base"}}, "unknown_zone"),
    ],
)
def test_a_practice_that_cannot_be_founded_leaves_nothing(db: None, changes: dict[str, Any], code: str) -> None:
    given = {
        "at": AT,
        "name": "A",
        "owner_email": "a@b.example",
        "owner_name": "N",
        "owner_password": PASSWORD,
    } | changes
    assert refused(actions.found_practice(**given)) == code
    assert not Practice.objects.exists()
    assert not User.objects.exists()


def test_house_rules_keep_what_they_were_on_record(manager: Membership) -> None:
    changed = actions.change_house_rules(by=manager, at=AT, idle_minutes=5, mfa_required=True, paper="letter")
    assert isinstance(changed, Practice)
    assert (changed.idle_minutes, changed.mfa_required) == (5, True)
    assert Event.objects.get().detail == {"idle_minutes": [15, 5], "mfa_required": [False, True]}


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"idle_minutes": 0}, "idle_minutes"),
        ({"idle_minutes": 481}, "idle_minutes"),
        ({"week_start": 7}, "week_start"),
        ({"numbering": "roman"}, "rule_not_possible"),
        ({"colour": "red"}, "unknown_rule"),
    ],
)
def test_house_rules_that_make_no_sense(manager: Membership, rules: dict[str, Any], code: str) -> None:
    assert refused(actions.change_house_rules(by=manager, at=AT, **rules)) == code
    assert verbs() == []


def test_places_and_providers(manager: Membership, member: Member) -> None:
    site = actions.add_site(by=manager, at=AT, name="Main street")
    assert isinstance(site, Site)
    assert refused(actions.add_site(by=manager, at=AT, name="main street ")) == "name_taken"
    chair = actions.add_chair(by=manager, at=AT, site=site, name="1", equipment=["microscope", " x-ray", "microscope"])
    assert chair.equipment == ["microscope", "x-ray"]
    assert refused(actions.add_chair(by=manager, at=AT, site=site, name="1")) == "name_taken"
    assert refused(actions.add_chair(by=manager, at=AT, site=site, name="")) == "name_missing"
    assert actions.change_chair(by=manager, at=AT, chair=chair, equipment=[], active=False).active is False
    dentist = member("dentist")
    provider = actions.add_provider(
        by=manager,
        at=AT,
        name="Dr. Reyes",
        initials="AR",
        clinical_roles=["surgeon", "dentist"],
        membership=dentist,
    )
    assert provider.clinical_roles == ["dentist", "surgeon"]
    second = {"by": manager, "at": AT, "name": "Other", "initials": "O", "clinical_roles": ["dentist"]}
    assert refused(actions.add_provider(**second, membership=dentist)) == "has_column"
    changed = actions.change_provider(
        by=manager, at=AT, provider=provider, initials="AR", clinical_roles=["dentist"], hue=3, active=False
    )
    assert (changed.hue, changed.active) == (3, False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "dr. ada reyes"}, "name_taken"),
        ({"name": ""}, "name_missing"),
        ({"initials": "ABCDE"}, "initials"),
        ({"clinical_roles": []}, "clinical_role"),
        ({"clinical_roles": ["magician"]}, "clinical_role"),
        ({"hue": 5}, "hue"),
    ],
)
def test_providers_who_cannot_be_added(
    manager: Membership, provider: Provider, changes: dict[str, Any], code: str
) -> None:
    given = {"name": "New", "initials": "N", "clinical_roles": ["dentist"], "hue": 1} | changes
    assert refused(actions.add_provider(by=manager, at=AT, **given)) == code


def span(site: Site, weekday: int, starts: int, ends: int) -> Span:
    return Span(weekday, dt.time(starts), dt.time(ends), site)


def test_a_week_of_hours_replaces_the_one_before(manager: Membership, provider: Provider, site: Site) -> None:
    actions.keep_hours(by=manager, at=AT, provider=provider, spans=[span(site, 0, 8, 12)])
    week = [span(site, 1, 13, 17), span(site, 1, 8, 13), span(site, 4, 9, 12)]
    actions.keep_hours(by=manager, at=AT, provider=provider, spans=week)
    kept = WorkingHours.objects.filter(provider=provider).values_list("weekday", "starts__hour", "ends__hour")
    assert list(kept) == [(1, 8, 13), (1, 13, 17), (4, 9, 12)]


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ([(0, 8, 12), (0, 11, 15)], "hours_overlap"),
        ([(0, 12, 12)], "hours_turned"),
        ([(0, 13, 12)], "hours_turned"),
        ([(7, 8, 12)], "weekday"),
    ],
)
def test_hours_that_cannot_be(
    manager: Membership, provider: Provider, site: Site, spans: list[tuple[int, int, int]], code: str
) -> None:
    week = [span(site, *each) for each in spans]
    assert refused(actions.keep_hours(by=manager, at=AT, provider=provider, spans=week)) == code


def test_the_database_too_refuses_hours_that_overlap(practice: Practice, provider: Provider, site: Site) -> None:
    def work(starts: int, ends: int) -> None:
        with transaction.atomic():
            WorkingHours.objects.create(
                practice=practice,
                provider=provider,
                site=site,
                weekday=0,
                starts=dt.time(starts),
                ends=dt.time(ends),
            )

    work(8, 12)
    work(12, 17)
    with pytest.raises(IntegrityError, match="hours_never_overlap"):
        work(11, 13)


def test_days_are_closed_and_reopened(manager: Membership, provider: Provider) -> None:
    day = dt.date(2026, 12, 24)
    closure = actions.close_days(by=manager, at=AT, first_date=day, last_date=day, provider=provider, reason="holiday")
    assert isinstance(closure, Closure)
    turned = actions.close_days(by=manager, at=AT, first_date=day, last_date=day - dt.timedelta(days=1))
    assert refused(turned) == "days_turned"
    endless = actions.close_days(by=manager, at=AT, first_date=day, last_date=dt.date.max)
    assert refused(endless) == "days_too_far"
    actions.reopen_days(by=manager, at=AT, closure=closure)
    assert not Closure.objects.exists()
    assert verbs() == [("closed", "closure"), ("reopened", "closure")]


def test_a_fee_is_set_changed_and_removed_with_what_it_was(manager: Membership, schedule: FeeSchedule) -> None:
    actions.set_fee(by=manager, at=AT, schedule=schedule, procedure="crown", amount="1200")
    fee = actions.set_fee(by=manager, at=AT, schedule=schedule, procedure="crown", amount=Decimal("1250.005"))
    assert isinstance(fee, Fee)
    assert fee.amount == Decimal("1250.01")
    details = Event.objects.order_by("id").values_list("detail", flat=True)
    assert [detail["before"] for detail in details] == [None, "1200.00"]
    actions.remove_fee(by=manager, at=AT, fee=fee)
    assert list(Fee.objects.values_list("amount", "ends")) == [(Decimal("1200.00"), dt.date(2026, 3, 1))]


@pytest.mark.parametrize(
    ("procedure", "amount", "code"),
    [
        ("crown", "-1", "fee_not_possible"),
        ("crown", "99999999", "fee_not_possible"),
        ("crown", "much", "fee_unreadable"),
        ("crown", "NaN", "fee_unreadable"),
        ("", "1", "procedure_missing"),
    ],
)
def test_fees_that_cannot_be(
    manager: Membership, schedule: FeeSchedule, procedure: str, amount: str, code: str
) -> None:
    assert refused(actions.set_fee(by=manager, at=AT, schedule=schedule, procedure=procedure, amount=amount)) == code


def test_a_usual_schedule_that_reaches_as_far_from_the_same_day_is_refused(
    manager: Membership, schedule: FeeSchedule
) -> None:
    make = partial(actions.make_fee_schedule, by=manager, at=AT, currency="USD", usual=True)
    assert refused(make(name="2027")) == "same_reach"
    assert isinstance(make(name="2027", begins=dt.date(2027, 1, 1)), FeeSchedule)
    assert refused(make(name="2027 again", begins=dt.date(2027, 1, 1))) == "same_reach"
    assert refused(make(name="2027")) == "name_taken"
    assert refused(make(name=" ")) == "name_missing"
    assert refused(make(name="Euro", currency="EUR")) == "other_currency"
    assert refused(make(name="Turned", begins=AT.date(), ends=dt.date(2025, 1, 1))) == "days_turned"
