"""The page of Payments put together: what the plan asks for month by month, what could be done, what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.cases.models import Alternative
from arcada.core.finance.cliff import warnings
from arcada.core.finance.flow import PATIENT, PREPAID, Flow, Payment, cash_flow
from arcada.core.finance.rephase import fewest_months, offers
from arcada.core.finance.terms import Budget, Terms
from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice, count, money
from arcada.insurance.cash_course import CourseNow, course_of
from arcada.insurance.models import PaymentPlan, PaymentPlanState
from arcada.insurance.payments import (
    budget_of,
    financing_of_case,
    plans_of_case,
    receipts_of_case,
    received_under,
    standing_of,
    terms_of,
)
from arcada.schedule.mapping import visit_lags
from arcada.web.budget.presenters.months import Alert, Chart, Row, chart, rows, told
from arcada.web.budget.presenters.offers import OfferCard, card
from arcada.web.budget.presenters.plans import (
    FinancingLine,
    PlanCard,
    ReceiptLine,
    financing_lines,
    plan_card,
    receipt_lines,
)
from arcada.web.plan.presenters.shown import TITLES

LIVE = (PaymentPlanState.ACTIVE, PaymentPlanState.COMPLETED)


@dataclass(frozen=True, slots=True)
class Money:
    """What the plan asks for by month, and what could be done about it."""

    chart: Chart | None
    rows: tuple[Row, ...]
    alerts: tuple[Alert, ...]
    offers: tuple[OfferCard, ...]
    trouble: str
    patient: str
    insurers: str
    range: str
    budget: str
    budget_total: str
    unknown: str
    own: str
    fits: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page."""

    alternative: Alternative
    title: str
    accepted: bool
    money: Money
    open: Decimal
    fewest: int | None
    monthly: Decimal | None
    current: PlanCard | None
    draft: PlanCard | None
    older: tuple[PlanCard, ...]
    receipts: tuple[ReceiptLine, ...]
    financing: tuple[FinancingLine, ...]
    changed: str


def page_of(alternative: Alternative, *, today: date, voice: Voice, monthly: Decimal | None = None) -> Page | Refusal:
    """Put the page together; `monthly` is a budget to try instead of the one that was told."""
    told_budget = budget_of(alternative.case.patient)
    budget = Budget(monthly, told_budget.total) if monthly is not None else told_budget
    lags = visit_lags(alternative.content(), {row.number: row.day for row in alternative.visits.all()})
    course = course_of(alternative, as_of=today, lags=lags)
    if isinstance(course, Refusal):
        return course
    plans = plans_of_case(alternative.case)
    cards = {row.pk: plan_card(row, standing_of(row, today), voice) for row in plans}
    current = _first(plans, (PaymentPlanState.ACTIVE,)) or _first(plans, (PaymentPlanState.COMPLETED,))
    draft = _first(plans, (PaymentPlanState.DRAFT,))
    received = received_under(alternative.case)
    open_ = max(Decimal(0), course.estimate.patient_pays - received)
    if current is not None and current.state == PaymentPlanState.ACTIVE:
        open_ = standing_of(current, today).open
    return Page(
        alternative=alternative,
        title=TITLES[alternative.tier],
        accepted=alternative.state == "accepted",
        money=_money(course, terms_of(alternative.practice_id), budget, told_budget, current, alternative, voice),
        open=open_,
        fewest=fewest_months(open_, budget.monthly),
        monthly=budget.monthly,
        current=cards[current.pk] if current else None,
        draft=cards[draft.pk] if draft else None,
        older=tuple(cards[row.pk] for row in plans if row not in (current, draft)),
        receipts=receipt_lines(receipts_of_case(alternative.case), voice),
        financing=financing_lines(financing_of_case(alternative.case), voice),
        changed=_changed(current, course, voice),
    )


def _first(plans: Sequence[PaymentPlan], states: Sequence[str]) -> PaymentPlan | None:
    return next((row for row in plans if row.state in states), None)


def _money(
    course: CourseNow,
    terms: Terms,
    budget: Budget,
    told_budget: Budget,
    current: PaymentPlan | None,
    alternative: Alternative,
    voice: Voice,
) -> Money:
    by_visit = cash_flow(course.course, terms, budget)
    payments = _payments(current, by_visit)
    flow = by_visit if payments is None else cash_flow(course.course, terms, budget, payments=payments)
    estimate = course.estimate
    found = () if payments is not None else offers(course.course, terms, budget)
    trouble = found.text if isinstance(found, Refusal) else ""
    return Money(
        chart=chart(flow, voice),
        rows=rows(flow, voice),
        alerts=told(warnings(flow, terms, since=course.as_of, say=lambda amount: money(amount, voice))),
        offers=() if isinstance(found, Refusal) else tuple(_cards(found, course, alternative, voice)),
        trouble=trouble,
        patient=money(flow.patient_total, voice),
        insurers=money(flow.insurer_total, voice),
        range="" if estimate.certain else f"{money(estimate.low, voice)} to {money(estimate.high, voice)}",
        budget="" if budget.monthly is None else money(budget.monthly, voice),
        budget_total="" if told_budget.total is None else money(told_budget.total, voice),
        unknown=_unknown(flow),
        own="" if payments is None else f"payment plan {current.number if current else ''}",
        fits=_fits(flow),
    )


def _payments(current: PaymentPlan | None, flow: Flow) -> tuple[Payment, ...] | None:
    """What is agreed instead of paying by visit: it covers the earliest work, what is beyond it is paid by visit."""
    if current is None:
        return None
    agreed = [Payment(row.due_date, row.amount) for row in current.instalments.all()]
    earlier = [Payment(current.agreed_on, current.paid_before)] if current.paid_before else []
    covered, rest = current.total + current.paid_before, []
    for one in flow.movements:
        if one.kind in {PATIENT, PREPAID}:
            part = min(covered, one.amount)
            covered -= part
            rest += [Payment(one.on, one.amount - part)] if one.amount > part else []
    return (*earlier, *agreed, *rest)


def _cards(found: Sequence[object], course: CourseNow, alternative: Alternative, voice: Voice) -> list[OfferCard]:
    titles = _titles(alternative)
    return [card(one, titles, course.booked, voice) for one in found]  # type: ignore[arg-type]


def _titles(alternative: Alternative) -> dict[int, str]:
    """What is done in each visit, by the first of its lines."""
    found: dict[int, str] = {}
    for item in alternative.content()["items"]:
        found.setdefault(item["last_visit"], item.get("title") or item.get("name") or "")
        found.setdefault(item["visit"], item.get("title") or item.get("name") or "")
    return found


def _unknown(flow: Flow) -> str:
    if not flow.unknown:
        return ""
    many = count(len(flow.unknown), "line")
    return (
        f"{many} without a fee {'is' if len(flow.unknown) == 1 else 'are'} not in these figures: unknown is not zero."
    )


def _fits(flow: Flow) -> str:
    """Said where all is well."""
    if flow.budget.monthly is None or flow.excess or not flow.months:
        return ""
    return "Every month stays within what the patient can spend."


def _changed(current: PaymentPlan | None, course: CourseNow, voice: Voice) -> str:
    """Whether the estimate has moved since the plan in force was agreed on."""
    then = current.content.get("share") if current else None
    if current is None or current.state != PaymentPlanState.ACTIVE or then is None:
        return ""
    now, before = course.estimate.high, Decimal(then)
    if now == before:
        return ""
    text = (
        f"The patient's part is estimated at {money(now, voice)} now; it was {money(before, voice)} when payment plan"
    )
    return f"{text} {current.number} was agreed on. The plan stays as it was signed until you renegotiate it."
