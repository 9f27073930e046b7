"""Set the clocks of answers and appeals, and what a plan wants to see first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.insurance.models import BenefitPlan, Payer, PreAuthTerms
from arcada.interop.benefit_categories import load_benefit_categories
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

LONGEST = 730
LARGEST = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Terms:
    """The clocks in days, the amount from which asking is suggested, and the names that a plan wants to see first."""

    answer_days: int = 30
    appeal_days: int = 180
    appeal_answer_days: int = 30
    valid_days: int = 180
    warn_days: int = 30
    ask_from: Decimal = Decimal(500)
    ask_for: Sequence[str] = ()


def set_terms(
    *, by: Membership, at: datetime, terms: Terms, payer: Payer | None = None, plan: BenefitPlan | None = None
) -> PreAuthTerms | Refusal:
    """Set the clocks of all payers, of one payer, or of one of its plans."""
    require(by, Permission.SETTINGS if payer is None else Permission.PRICE, payer)
    if plan is not None and payer is None:
        payer = plan.payer
    refusal = _unusable(terms)
    if refusal is not None:
        return refusal
    told = {
        "answer_days": terms.answer_days,
        "appeal_days": terms.appeal_days,
        "appeal_answer_days": terms.appeal_answer_days,
        "valid_days": terms.valid_days,
        "warn_days": terms.warn_days,
        "ask_from": terms.ask_from,
        "ask_for": list(dict.fromkeys(terms.ask_for)),
    }
    with transaction.atomic():
        row, _ = PreAuthTerms.objects.update_or_create(
            practice_id=by.practice_id, payer=payer, plan=plan, defaults=told
        )
        detail = {name: str(value) for name, value in told.items()}
        record(by=by, at=at, verb="set", noun="clocks of pre-authorisation", noun_id=row.pk, detail=detail)
        return row


def _unusable(terms: Terms) -> Refusal | None:
    for name in ("answer_days", "appeal_days", "appeal_answer_days", "valid_days"):
        if not 1 <= getattr(terms, name) <= LONGEST:
            return Refusal("odd_days", f"Choose from 1 to {LONGEST} days.", name)
    if not 0 <= terms.warn_days <= LONGEST:
        return Refusal("odd_days", f"Choose from 0 to {LONGEST} days.", "warn_days")
    if not 0 <= terms.ask_from <= LARGEST:
        return Refusal("odd_amount", f"Choose an amount from 0 to {LARGEST}.", "ask_from")
    known = set(load_library().procedures) | set(load_benefit_categories().categories)
    strange = [name for name in terms.ask_for if name not in known]
    if strange:
        return Refusal("unknown_name", f"There is no procedure or category called '{strange[0][:40]}'.", "ask_for")
    return None
