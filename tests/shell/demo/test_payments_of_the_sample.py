"""The sample practice has a history of payments that teaches something, and payment plans that stand somewhere."""

from arcada.cli.demo.sample import Size, sample
from arcada.insurance.models import FinancingRequest, LedgerEntry, PaymentPlan
from arcada.insurance.paid_history import accuracy_of
from arcada.practice.models import Membership
from arcada.store.tenancy import in_practice

SMALL = Size(patients=90, courses=2, weeks=(0, 1))


def test_what_payers_paid_teaches_and_plans_are_signed(db, at):
    with in_practice(sample(at, seed=20, size=SMALL).practice_id):
        manager = Membership.objects.get(role="manager")
        found = accuracy_of(manager)
        told = {(group.kind, proposal.code) for group in found.groups for proposal in group.proposals}
        assert ("fillings", "percent") in told
        assert ("single_crowns", "downgrade") in told
        assert found.near > found.count // 2, "most estimates were right"
        assert {pace.days for pace in found.paces} - {25}, "payers differ in how long they take"
        assert not LedgerEntry.objects.filter(on__gt=at.date()).exists()
        plans = list(PaymentPlan.objects.all())
        assert plans
        assert all(sum(row.amount for row in plan.instalments.all()) == plan.total_of_payments for plan in plans)
        assert FinancingRequest.objects.exists()
