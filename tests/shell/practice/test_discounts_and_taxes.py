"""What may be given off and by whom, memberships, rounding and taxes: kept, changed, refused, on record."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest

from arcada.audit.models import Event
from arcada.core.benefits.discount import Share, settle
from arcada.practice import actions
from arcada.practice.access import NotAllowed
from arcada.practice.fees_given_off import discounts_of, may_give, rule_of, rule_of_membership, tax_rates
from arcada.practice.models import Discount, Practice, TaxRate

AT = dt.datetime(2026, 11, 2, 15, 30, tzinfo=dt.UTC)
JANUARY, JULY = dt.date(2026, 1, 1), dt.date(2026, 7, 1)
COURTESY = {"name": "Courtesy", "kind": "percent", "value": "10", "roles": ["manager", "owner"]}
SMILE = {
    "name": "Smile plan",
    "yearly_price": "299",
    "percents": {"crowns": "15", "general": "10"},
    "included": {"cleaning": 2},
}


@pytest.fixture
def owner(member):
    return member("owner")


def test_a_discount_is_given_only_by_the_roles_it_names(owner, member):
    kept = actions.keep_discount(by=owner, at=AT, **COURTESY)
    assert discounts_of(member("manager")) == [kept]
    assert discounts_of(member("desk")) == []
    actions.keep_discount(by=owner, at=AT, discount=kept, **COURTESY | {"active": False})
    assert not may_give(owner, Discount.objects.get())
    assert Event.objects.filter(noun="discount").count() == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"name": "N" * 81}, "name_too_long"),
        ({"value": "101"}, "percent_not_possible"),
        ({"value": "-1"}, "percent_not_possible"),
        ({"value": "NaN"}, "percent_unreadable"),
        ({"value": "0"}, "gives_nothing"),
        ({"kind": "amount", "value": "99999999"}, "fee_not_possible"),
        ({"kind": "gift"}, "unknown_kind"),
        ({"roles": []}, "roles_missing"),
        ({"roles": ["dentist"]}, "role_without_price"),
        ({"roles": ["nobody"]}, "role_without_price"),
    ],
)
def test_discounts_that_cannot_be(owner, change, code):
    refused = actions.keep_discount(by=owner, at=AT, **COURTESY | change)
    assert refused.code == code
    assert not Discount.objects.exists()


def test_a_name_is_taken_once(owner):
    actions.keep_discount(by=owner, at=AT, **COURTESY)
    assert actions.keep_discount(by=owner, at=AT, **COURTESY | {"name": "COURTESY"}).code == "name_taken"


def test_a_membership_takes_its_percents_off_and_includes_services(owner):
    plan = actions.keep_membership_plan(by=owner, at=AT, **SMILE)
    shares = [
        Share(line="1", fee=Decimal(1000), categories=("general", "crowns")),
        Share(line="2", fee=Decimal(95), procedure="cleaning", categories=("general", "preventive")),
    ]
    assert settle(shares, [rule_of_membership(plan)]).total == Decimal("850.00")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": ""}, "name_missing"),
        ({"yearly_price": "much"}, "fee_unreadable"),
        ({"percents": {"crowns": "140"}}, "percent_not_possible"),
        ({"percents": {"gold": "10"}}, "category_unknown"),
        ({"included": {"gold_teeth": 1}}, "procedure_unknown"),
        ({"included": {"cleaning": 0}}, "times_not_possible"),
    ],
)
def test_memberships_that_cannot_be(owner, change, code):
    assert actions.keep_membership_plan(by=owner, at=AT, **SMILE | change).code == code


def test_rules_of_core_say_what_the_rows_say(owner):
    amount = actions.keep_discount(by=owner, at=AT, **COURTESY | {"kind": "amount", "value": "54"})
    assert settle([Share(line="a", fee=Decimal(204), insurers=Decimal(80))], [rule_of(amount)]).total == 70
    percent = actions.keep_discount(by=owner, at=AT, **COURTESY | {"name": "At once", "value": "5 %"})
    assert settle([Share(line="a", fee=Decimal(200))], [rule_of(percent)]).total == 190


def test_a_tax_rate_ends_when_the_next_begins(owner, practice):
    put = partial(actions.set_tax, by=owner, at=AT, category="crowns", source="Invented law, section 1")
    put(percent="19", begins=JULY)
    put(percent="16", begins=JANUARY)
    assert tax_rates(practice.pk, JULY - dt.timedelta(days=1)) == {"crowns": 16}
    assert tax_rates(practice.pk, JULY) == {"crowns": 19}
    assert tax_rates(practice.pk, JANUARY - dt.timedelta(days=1)) == {}
    actions.end_tax(by=owner, at=AT, rate=TaxRate.objects.get(percent=19), last_day=JULY)
    assert tax_rates(practice.pk, JULY + dt.timedelta(days=1)) == {}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"percent": "120"}, "percent_not_possible"),
        ({"category": "gold"}, "category_unknown"),
        ({"source": " "}, "source_missing"),
    ],
)
def test_taxes_that_cannot_be(owner, change, code):
    told = {"category": "crowns", "percent": "19", "begins": JANUARY, "source": "Invented law"} | change
    assert actions.set_tax(by=owner, at=AT, **told).code == code


def test_totals_are_rounded_to_a_step_of_the_list(owner):
    actions.write_totals(by=owner, at=AT, round_to=Decimal("5.00"), tax_included=True)
    kept = Practice.objects.get()
    assert (kept.round_totals_to, kept.tax_included) == (5, True)
    assert actions.write_totals(by=owner, at=AT, round_to=Decimal(3), tax_included=True).code == "unknown_step"
    actions.write_totals(by=owner, at=AT, round_to=Decimal("5.00"), tax_included=True)
    assert Event.objects.filter(noun="money_rules").count() == 1


@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk"])
def test_only_manager_and_owner_set_what_is_given_off(member, role):
    for act in (
        partial(actions.keep_discount, **COURTESY),
        partial(actions.keep_membership_plan, **SMILE),
        partial(actions.set_tax, category="crowns", percent="1", begins=JANUARY, source="x"),
        partial(actions.write_totals, round_to=Decimal(5), tax_included=False),
    ):
        with pytest.raises(NotAllowed):
            act(by=member(role), at=AT)
