"""An invented insurance for tests of estimates: a plan of 100/80/50 with a deductible and a yearly maximum."""

import datetime as dt
from decimal import Decimal
from typing import Any

BENEFITS: dict[str, Any] = {
    "plan_type": "ppo",
    "percent": [
        {"scope": "cats:diagnostic,preventive", "pct": 100},
        {"scope": "cats:restorative,endo,perio,oral_surgery,adjunctive", "pct": 80},
        {"scope": "cats:crowns,prostho,implants", "pct": 50},
    ],
    "deductibles": [
        {"scope": "all", "amount": 50, "level": "individual"},
        {"scope": "cats:diagnostic,preventive", "amount": 0},
    ],
    "maximums": [{"scope": "all", "amount": 1500, "level": "individual"}],
}


def make_plan(practice: Any, **changes: Any) -> Any:
    """A plan of a payer; `benefits` are merged into the usual ones, other words are fields of the plan."""
    from arcada.insurance.models import BenefitPlan, Payer

    benefits = {**BENEFITS, **changes.pop("benefits", {})}
    name = changes.pop("payer", "Prairie Dental")
    payer, _ = Payer.objects.get_or_create(practice=practice, name=name)
    count = BenefitPlan.objects.filter(practice=practice).count()
    return BenefitPlan.objects.create(
        practice=practice, payer=payer, name=f"Choice {count + 1}", benefits=benefits, **changes
    )


def make_coverage(patient: Any, plan: Any = None, **changes: Any) -> Any:
    """A coverage of a patient under a policy of their own."""
    from arcada.insurance.models import Coverage, Policy

    plan = plan or make_plan(patient.practice)
    policy = Policy.objects.create(practice=patient.practice, plan=plan, subscriber=patient, member_id="W1")
    fields = {"position": 1, "begins": dt.date(2025, 1, 1)} | changes
    return Coverage.objects.create(practice=patient.practice, patient=patient, policy=policy, **fields)


def make_contract(payer: Any, fees: dict[str, str], begins: dt.date = dt.date(2025, 1, 1), **changes: Any) -> Any:
    """Agreed fees with a payer."""
    from arcada.insurance.models import Contract
    from arcada.practice.models import Fee, FeeSchedule

    count = FeeSchedule.objects.filter(practice=payer.practice).count()
    schedule = FeeSchedule.objects.create(practice=payer.practice, name=f"List {count + 1}", kind="contract")
    for procedure, amount in fees.items():
        Fee.objects.create(practice=payer.practice, schedule=schedule, procedure=procedure, amount=Decimal(amount))
    return Contract.objects.create(practice=payer.practice, payer=payer, schedule=schedule, begins=begins, **changes)


def make_office_fees(practice: Any, fees: dict[str, str]) -> Any:
    """What the practice charges."""
    from arcada.practice.models import Fee, FeeSchedule

    schedule = FeeSchedule.objects.create(practice=practice, name="Our fees", usual=True)
    for procedure, amount in fees.items():
        Fee.objects.create(practice=practice, schedule=schedule, procedure=procedure, amount=Decimal(amount))
    return schedule


def make_entry(coverage: Any, by: Any, at: dt.datetime, **fields: Any) -> Any:
    """An entry of the ledger."""
    from arcada.insurance.models import LedgerEntry

    row = LedgerEntry(practice=coverage.practice, coverage=coverage, by=by, at=at, **fields)
    row.save()
    return row
