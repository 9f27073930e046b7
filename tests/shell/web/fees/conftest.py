"""A practice with a list of its own, two of the clinic's codes and a payer."""

import pytest


@pytest.fixture
def owner(member):
    return member("owner")


@pytest.fixture
def fee_list(owner, at):
    from arcada.practice import actions

    return actions.make_fee_schedule(by=owner, at=at, name="Usual fees", currency="USD", usual=True)


@pytest.fixture
def agreed(owner, at):
    from arcada.practice import actions

    return actions.make_fee_schedule(by=owner, at=at, name="Northwind", currency="USD", kind="contract")


@pytest.fixture
def codes(owner, at):
    from arcada.practice import actions

    for code, name, procedure in (("EX-01", "Ceramic crown", "ceramic_crown"), ("EX-02", "Cleaning", "cleaning")):
        actions.map_code(by=owner, at=at, code=code, name=name, procedure=procedure)


@pytest.fixture
def payer(practice):
    from arcada.insurance.models import Payer

    return Payer.objects.create(practice=practice, name="Northwind Dental")
