"""What is agreed with a payer: whose list holds on which day, and contracts that cannot be."""

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from arcada.audit.models import Event
from arcada.insurance.actions.contracts import end_contract, make_contract
from arcada.insurance.fees import agreed, allowed_fees
from arcada.insurance.models import Contract, Payer
from arcada.practice.access import NotAllowed
from arcada.practice.models import FeeKind, FeeSchedule, Provider, Site

AT = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)
JANUARY, TODAY = dt.date(2026, 1, 1), AT.date()


@pytest.fixture
def payer(practice):
    return Payer.objects.create(practice=practice, name="Northwind Dental")


@pytest.fixture
def site(practice):
    return Site.objects.create(practice=practice, name="Main street")


@pytest.fixture
def provider(practice):
    return Provider.objects.create(practice=practice, name="Dr Ada Reyes", initials="AR", clinical_roles=["dentist"])


@pytest.fixture
def listed(practice):
    def made(name, kind="contract", currency="USD", **fees):
        row = FeeSchedule.objects.create(practice=practice, name=name, kind=kind, currency=currency)
        for procedure, amount in fees.items():
            row.fees.create(practice=practice, procedure=procedure, amount=amount)
        return row

    return made


@pytest.fixture
def agree(member, payer):
    return partial(make_contract, by=member("manager"), at=AT, payer=payer, begins=JANUARY)


def test_the_contract_that_reaches_least_far_counts(agree, listed, payer, site, provider):
    agree(schedule=listed("All", crown=800, cleaning=70))
    agree(schedule=listed("Here", crown=850), site=site)
    agree(schedule=listed("Surgeon", crown=900), provider=provider)
    assert allowed_fees(payer, None, None, TODAY) == {"crown": 800, "cleaning": 70}
    assert allowed_fees(payer, site, None, TODAY) == {"crown": 850, "cleaning": 70}
    assert allowed_fees(payer, site, provider, TODAY) == {"crown": 900, "cleaning": 70}


def test_kinds_do_not_mix_and_nothing_agreed_is_nothing(agree, listed, payer):
    agree(schedule=listed("Allowed", crown=800))
    agree(schedule=listed("Copays", "copay", crown=120))
    assert allowed_fees(payer, None, None, TODAY) == {"crown": 800}
    assert agreed(payer, FeeKind.COPAY, None, None, TODAY) == {"crown": 120}
    assert agreed(payer, FeeKind.FIXED, None, None, TODAY) == {}
    assert allowed_fees(payer, None, None, JANUARY - dt.timedelta(days=1)) == {}


def test_a_contract_holds_through_its_last_day_and_the_next_takes_its_place(agree, listed, payer, member):
    first = agree(schedule=listed("2026", crown=800))
    agree(schedule=listed("2027", crown=820), begins=dt.date(2027, 1, 1))
    assert allowed_fees(payer, None, None, dt.date(2026, 12, 31)) == {"crown": 800}
    assert allowed_fees(payer, None, None, dt.date(2027, 1, 1)) == {"crown": 820}
    end_contract(by=member("owner"), at=AT, contract=first, last_day=TODAY)
    assert allowed_fees(payer, None, None, TODAY) == {"crown": 800}
    assert allowed_fees(payer, None, None, TODAY + dt.timedelta(days=1)) == {}
    assert list(Event.objects.filter(noun="contract").values_list("verb", flat=True)) == ["made", "made", "ended"]


def test_contracts_that_cannot_be(agree, listed, payer, member):
    allowed = listed("Allowed")
    kept = agree(schedule=allowed)
    refusals = [
        agree(schedule=listed("Other")),
        agree(schedule=listed("Office", "office")),
        agree(schedule=listed("Euro", currency="EUR")),
        agree(schedule=allowed, begins=TODAY, ends=JANUARY),
        agree(schedule=allowed, begins=TODAY, settings={"writeoff_when_limited": "perhaps"}),
        end_contract(by=member("owner"), at=AT, contract=kept, last_day=dt.date(2025, 1, 1)),
    ]
    assert [one.code for one in refusals] == [
        "same_reach",
        "list_of_the_office",
        "other_currency",
        "days_turned",
        "unknown_setting",
        "days_turned",
    ]


def test_the_database_refuses_two_contracts_of_one_reach_and_day(agree, listed, practice, payer):
    row = agree(schedule=listed("A"))
    with pytest.raises(IntegrityError, match="contract_one_of_a_reach_and_day"), transaction.atomic():
        Contract.objects.create(practice=practice, payer=payer, schedule=row.schedule, begins=JANUARY)


@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk"])
def test_only_manager_and_owner_agree_with_payers(agree, listed, member, role):
    with pytest.raises(NotAllowed):
        agree(by=member(role), schedule=listed("A"))
