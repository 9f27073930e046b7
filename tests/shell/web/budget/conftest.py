"""A patient who has accepted a plan, can spend 400 a month, and opens Payments."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone
from planned import STROKES, make_version

DRAWN = json.dumps({"strokes": [{"points": [{"x": x, "y": y, "time": t} for x, y, t in stroke]} for stroke in STROKES]})


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def version(member, patient, now):
    from arcada.cases.actions.open_case import open_case

    by = member("coordinator")
    case = open_case(by=by, at=now, patient=patient, title="Upper left pain", complaint="It hurts")
    return make_version(case, by, now)


@pytest.fixture
def told(patient, member, now):
    """What the patient said that they can spend."""
    from arcada.patients.actions.interview import Said, hold_interview

    said = Said(budget=Decimal(9000), budget_monthly=Decimal(400))
    return hold_interview(by=member("coordinator"), at=now, patient=patient, said=said, expected_number=0)


@pytest.fixture
def accepted(version, member, now):
    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.present import present

    row = version.alternatives.get(tier="balanced")
    present(by=member("coordinator"), at=now, alternative=row)
    accept_alternative(by=member("coordinator"), at=now, alternative=row)
    return row


@pytest.fixture
def address(patient):
    def of(name, *arguments):
        from django.urls import reverse

        return reverse(f"budget:{name}", args=[patient.pk, *arguments])

    return of


@pytest.fixture
def today(practice, now):
    from arcada.practice.clock import local_day

    return local_day(now, practice)


@pytest.fixture
def plan_form(today):
    from arcada.cases.submission import new_key

    def make(**changed):
        sent = {"key": new_key(), "total": "1200", "down": "200", "count": "4", "first": today.isoformat()}
        return sent | changed

    return make


@pytest.fixture
def sign_form():
    from arcada.cases.submission import new_key

    def make(**changed):
        sent = {"key": new_key(), "signer_name": "Mara Okafor", "relation": "patient", "strokes": DRAWN}
        return sent | changed

    return make


@pytest.fixture
def in_force(accepted, client_for, address, plan_form, sign_form):
    """The payment plan, drafted and signed on the pages."""
    from arcada.insurance.models import PaymentPlan

    client = client_for("coordinator")
    client.post(address("draft"), plan_form())
    plan = PaymentPlan.objects.get()
    client.post(address("sign", plan.pk), sign_form())
    plan.refresh_from_db()
    return plan
