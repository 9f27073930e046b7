"""Reading payments: plans of a case with what came in, financing, the house's terms, and who may see them.

The patient's money is counted over all payment plans of a case: what an earlier version brought in stays received.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum

from arcada.cases.models import Alternative, Case
from arcada.core.finance.payment_plan import Instalment
from arcada.core.finance.standing import PlanStanding, stand
from arcada.core.finance.terms import Budget, Terms
from arcada.core.kernel import Refusal
from arcada.insurance.estimating import estimate_of
from arcada.insurance.models import (
    EstimateLesson,
    FinancingRequest,
    MoneyTerms,
    PayerPace,
    PaymentPlan,
    PaymentPlanState,
    PaymentReceipt,
)
from arcada.insurance.question_lines import days_of
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Owed:
    """What a patient may put into instalments, and between which days the treatment lies."""

    most: Decimal
    received: Decimal
    begins: date
    ends: date


def may_see(membership: Membership, plan: PaymentPlan) -> bool:
    """Whether a member may see one payment plan."""
    return may(membership, Permission.READ_PRICE, plan)


def visible_to(membership: Membership) -> QuerySet[PaymentPlan]:
    """The payment plans that a member may see."""
    rows = PaymentPlan.objects.filter(practice_id=membership.practice_id)
    rows = rows.select_related("case__patient__practice", "alternative__version", "made_by__user", "ended_by__user")
    return rows if may(membership, Permission.READ_PRICE) else rows.none()


def plan_of(membership: Membership, key: UUID | str) -> PaymentPlan | None:
    """One payment plan that the member may see."""
    return visible_to(membership).filter(pk=key).first()


def receipt_of(membership: Membership, key: UUID | str) -> PaymentReceipt | None:
    """One receipt that the member may see."""
    rows = PaymentReceipt.objects.filter(plan__in=visible_to(membership), pk=key)
    return rows.select_related("plan__case").first()


def financing_of(membership: Membership, key: UUID | str) -> FinancingRequest | None:
    """One request to a lender that the member may see."""
    rows = FinancingRequest.objects.filter(practice_id=membership.practice_id, pk=key).select_related("case")
    return rows.first() if may(membership, Permission.READ_PRICE) else None


def plans_of_case(case: Case) -> tuple[PaymentPlan, ...]:
    """All payment plans of a case, the newest first."""
    rows = PaymentPlan.objects.filter(case=case).select_related("made_by__user", "ended_by__user", "alternative")
    return tuple(rows.prefetch_related("instalments", "signatures").order_by("-number"))


def receipts_of_case(case: Case) -> tuple[PaymentReceipt, ...]:
    """All receipts of a case and what was taken back, in the order in which they came."""
    rows = PaymentReceipt.objects.filter(plan__case=case).select_related("by__user", "plan", "reverses")
    return tuple(rows.order_by("number"))


def financing_of_case(case: Case) -> tuple[FinancingRequest, ...]:
    """All requests to lenders, the newest first."""
    return tuple(FinancingRequest.objects.filter(case=case).select_related("asked_by__user", "answered_by__user"))


def received_under(case: Case) -> Decimal:
    """What came in under all payment plans of a case, less what was taken back."""
    return PaymentReceipt.objects.filter(plan__case=case).aggregate(total=Sum("amount"))["total"] or ZERO


def received_on(plan: PaymentPlan) -> Decimal:
    """What came in under one payment plan."""
    return PaymentReceipt.objects.filter(plan=plan).aggregate(total=Sum("amount"))["total"] or ZERO


def standing_of(plan: PaymentPlan, on: date) -> PlanStanding:
    """How a payment plan stands on a day."""
    parts = [Instalment(row.number, row.due_date, row.amount) for row in plan.instalments.all()]
    return stand(parts, received_on(plan), on)


def owed_of(alternative: Alternative, today: date) -> Owed | Refusal:
    """What may be put into instalments: the patient's share at its highest, less what came in already."""
    found = estimate_of(alternative, as_of=today)
    if isinstance(found, Refusal):
        return found
    days = days_of(alternative, today)
    received = received_under(alternative.case)
    begins, ends = (min(days.values()), max(days.values())) if days else (today, today)
    return Owed(max(ZERO, found.high - received), received, begins, ends)


def active_plan(case: Case) -> PaymentPlan | None:
    """The payment plan in force."""
    return PaymentPlan.objects.filter(case=case, state=PaymentPlanState.ACTIVE).first()


def budget_of(patient: Patient) -> Budget:
    """What the patient said in the latest interview that they can spend."""
    last = patient.interviews.first()
    return Budget(last.budget_monthly, last.budget) if last else Budget()


def terms_of(practice_id: UUID) -> Terms:
    """The house's rules with how long each payer takes; a payer is named by its id."""
    row = MoneyTerms.objects.filter(practice_id=practice_id).first()
    paces: Mapping[str, int] = {
        str(payer): days for payer, days in PayerPace.objects.values_list("payer_id", "days").order_by("payer_id")
    }
    if row is None:
        return Terms(payer_days=paces)
    return Terms(
        lab_percent=row.lab_percent,
        lab_days_before=row.lab_days_before,
        deposit_percent=row.deposit_percent,
        usual_payer_days=row.usual_payer_days,
        payer_days=paces,
        far=row.far,
        large=row.large,
    )


def lessons_of(membership: Membership) -> QuerySet[EstimateLesson]:
    """What was decided about proposals, the newest first."""
    rows = EstimateLesson.objects.filter(practice_id=membership.practice_id).select_related("plan__payer", "by__user")
    return rows if may(membership, Permission.READ_PRICE) else rows.none()
