"""Payment plans as they are told: a schedule, how a plan in force stands, what came in, what lenders said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from arcada.core.finance.payment_plan import Schedule
from arcada.core.finance.standing import PlanStanding
from arcada.display.phrases import Voice, count, day, money
from arcada.insurance.models import FinancingRequest, FinancingState, PaymentPlan, PaymentReceipt

STATES = {
    "settled": ("done", "paid"),
    "part": ("planned", "paid in part"),
    "due": ("suspected", "due now"),
    "late": ("finding", "late"),
    "open": ("existing", "to come"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One instalment."""

    name: str
    due: str
    amount: str
    status: str = ""
    state: str = ""
    open: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A schedule before it is kept."""

    sentence: str
    lines: tuple[Line, ...]
    total: str
    notices: tuple[str, ...]
    over: str = ""


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One payment plan."""

    id: UUID
    number: int
    state: str
    state_name: str
    sentence: str
    lines: tuple[Line, ...]
    total: str
    received: str
    open: str
    overdue: str
    share: int
    next: str
    next_amount: str
    notices: tuple[str, ...]
    why: str
    made: datetime
    made_by: str
    ended: datetime | None
    end_reason: str
    signer: str
    signed_at: datetime | None
    sha256: str


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One receipt, or one taken back."""

    id: UUID
    number: int
    on: date
    amount: str
    way: str
    reference: str
    by: str
    plan: int
    back: str
    reversible: bool


@dataclass(frozen=True, slots=True)
class FinancingLine:
    """One request to a lender."""

    id: UUID
    lender: str
    amount: str
    asked: date
    by: str
    state: str
    state_name: str
    status: str
    answered: date | None
    granted: str
    reference: str
    note: str
    open: bool


def preview(made: Schedule, voice: Voice, monthly: Decimal | None) -> Preview:
    """Write a schedule."""
    lines = tuple(
        Line(
            "Paid now" if not one.number else f"{one.number}",
            day(one.due, voice, style="year"),
            money(one.amount, voice, exact=True),
        )
        for one in made.instalments
    )
    largest = max((one.amount for one in made.instalments if one.number), default=Decimal(0))
    over = ""
    if monthly is not None and largest > monthly:
        over = f"An instalment of {money(largest, voice)} is over the {money(monthly, voice)} a month that were told."
    return Preview(
        _sentence(made, voice),
        lines,
        money(made.total_of_payments, voice, exact=True),
        tuple(one.text for one in made.notices),
        over,
    )


def _sentence(made: Schedule, voice: Voice) -> str:
    parts = [one for one in made.instalments if one.number]
    down = next((one.amount for one in made.instalments if not one.number), None)
    if not parts:
        return f"{money(made.total_of_payments, voice)} at once."
    each = money(parts[-1].amount, voice)
    text = f"{count(len(parts), 'instalment')} of {'about ' if parts[0].amount != parts[-1].amount else ''}{each}"
    last = day(parts[-1].due, voice, style="year")
    first = f"{money(down, voice)} now, then " if down else ""
    free = "Free of interest and fees." if not made.charge else f"{money(made.charge, voice)} more than the work."
    return f"{first}{text}, the last on {last}. {free}"


def plan_card(plan: PaymentPlan, standing: PlanStanding, voice: Voice) -> PlanCard:
    """Write a payment plan."""
    lines = tuple(
        Line(
            "Paid now" if not line.instalment.number else f"{line.instalment.number}",
            day(line.instalment.due, voice, style="year"),
            money(line.instalment.amount, voice, exact=True),
            *STATES[line.state],
            money(line.open, voice, exact=True) if line.received and line.open else "",
        )
        for line in standing.lines
    )
    signature = next(iter(plan.signatures.all()), None)
    coming = standing.next
    return PlanCard(
        id=plan.pk,
        number=plan.number,
        state=plan.state,
        state_name=plan.get_state_display(),
        sentence=f"{money(plan.total_of_payments, voice)} in {count(len(lines), 'payment')}",
        lines=lines,
        total=money(plan.total_of_payments, voice, exact=True),
        received=money(standing.received, voice),
        open=money(standing.open, voice),
        overdue=money(standing.overdue, voice) if standing.overdue else "",
        share=round(100 * standing.received / plan.total_of_payments),
        next=day(coming.instalment.due, voice, style="year") if coming else "",
        next_amount=f"{coming.open:.2f}" if coming else "",
        notices=tuple(plan.content.get("notices", ())),
        why=plan.why,
        made=plan.made_at,
        made_by=str(plan.made_by.user),
        ended=plan.ended_at,
        end_reason=plan.end_reason,
        signer=signature.signer_name if signature else "",
        signed_at=signature.signed_at if signature else None,
        sha256=signature.sha256 if signature else "",
    )


def receipt_lines(rows: Sequence[PaymentReceipt], voice: Voice) -> tuple[ReceiptLine, ...]:
    """Write the receipts, the newest first; one taken back says why."""
    back = {row.reverses_id: row.why for row in rows if row.reverses_id}
    return tuple(
        ReceiptLine(
            id=row.pk,
            number=row.number,
            on=row.received_on,
            amount=money(row.amount, voice, exact=True),
            way=row.get_way_display(),
            reference=row.reference,
            by=str(row.by.user),
            plan=row.plan.number,
            back=back.get(row.pk, row.why),
            reversible=row.reverses_id is None and row.pk not in back,
        )
        for row in reversed(rows)
    )


FINANCING = {
    FinancingState.ASKED: "planned",
    FinancingState.APPROVED: "done",
    FinancingState.PARTLY: "done",
    FinancingState.DECLINED: "declined",
    FinancingState.WITHDRAWN: "declined",
}


def financing_lines(rows: Sequence[FinancingRequest], voice: Voice) -> tuple[FinancingLine, ...]:
    """Write the requests to lenders."""
    return tuple(
        FinancingLine(
            id=row.pk,
            lender=row.lender,
            amount=money(row.amount, voice),
            asked=row.asked_on,
            by=str(row.asked_by.user),
            state=row.state,
            state_name=row.get_state_display().lower(),
            status=FINANCING[FinancingState(row.state)],
            answered=row.answered_on,
            granted=money(row.granted, voice) if row.granted is not None else "",
            reference=row.reference,
            note=row.note,
            open=row.state == FinancingState.ASKED,
        )
        for row in rows
    )
