"""An accepted plan of 9,925.00 without insurance, and a payment plan for it as far as a test wants it."""

import datetime as dt
from decimal import Decimal

import pytest
from planned import STROKES, make_version


@pytest.fixture
def case(member, patient, at):
    from arcada.cases.actions.open_case import open_case

    return open_case(by=member("coordinator"), at=at, patient=patient, title="Upper left pain", complaint="It hurts")


@pytest.fixture
def version(case, member, at):
    return make_version(case, member("coordinator"), at)


@pytest.fixture
def alternative(version, member, at):
    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.present import present

    row = version.alternatives.get(tier="balanced")
    present(by=member("coordinator"), at=at, alternative=row)
    accept_alternative(by=member("coordinator"), at=at, alternative=row)
    return version.alternatives.select_related("version__case", "case__patient__practice").get(pk=row.pk)


@pytest.fixture
def agreed():
    from arcada.insurance.actions.payment_plan import Agreed

    def make(**changed):
        told = {"total": Decimal(1200), "down": Decimal(200), "count": 4, "first": dt.date(2026, 3, 31)}
        return Agreed(**told | changed)

    return make


@pytest.fixture
def pen():
    from arcada.cases.actions.sign import Pen

    return Pen(STROKES, "Mara Okafor")


@pytest.fixture
def draft(alternative, member, at, agreed):
    from arcada.insurance.actions.payment_plan import draft_plan

    return draft_plan(by=member("coordinator"), at=at, alternative=alternative, agreed=agreed())


@pytest.fixture
def signed(draft, member, at, pen):
    """The payment plan in force."""
    from arcada.insurance.actions.payment_plan import sign_plan

    sign_plan(by=member("coordinator"), at=at, plan=draft, pen=pen, make_sealed=lambda _plan, _signature: b"a paper")
    draft.refresh_from_db()
    return draft
