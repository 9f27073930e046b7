"""Change what the house asks for before the work, and how long a payer is known to take."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.finance.learning import Pace
from arcada.core.finance.terms import MOST_DAYS, Terms, check_terms
from arcada.core.kernel import Refusal
from arcada.insurance.models import MoneyTerms, Payer, PayerPace
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership, Practice

TERMS = ("lab_percent", "lab_days_before", "deposit_percent", "usual_payer_days", "far", "large")


def set_pace(*, by: Membership, at: datetime, payer: Payer, days: int, seen: Pace | None = None) -> PayerPace | Refusal:
    """Say how many days a payer usually takes: typed, or as it was seen."""
    require(by, Permission.PRICE, payer)
    if not 0 <= days <= MOST_DAYS:
        return Refusal("days_range", f"Write a number of days from 0 to {MOST_DAYS}.", "days")
    with transaction.atomic():
        before = PayerPace.objects.select_for_update().filter(payer=payer).first()
        values = {"days": days, "seen": seen.count if seen else 0, "by": by, "at": at}
        row, _ = PayerPace.objects.update_or_create(practice_id=by.practice_id, payer=payer, defaults=values)
        detail = {"payer": payer.name, "days": days, "before": before.days if before else None, "seen": values["seen"]}
        record(by=by, at=at, verb="set", noun="pace of a payer", noun_id=row.pk, detail=detail)
        return row


def set_terms(*, by: Membership, at: datetime, **rules: Any) -> MoneyTerms | Refusal:
    """Change what the house asks for before the work; the rules before stay on record."""
    require(by, Permission.SETTINGS)
    refusal = _unknown_rule(rules) or check_terms(Terms(**rules))
    if refusal is not None:
        return refusal
    with transaction.atomic():
        Practice.objects.select_for_update().get(pk=by.practice_id)
        last = MoneyTerms.objects.first()
        kept = {name: getattr(last, name) for name in TERMS} if last else {}
        values = {**kept, **rules}
        whole = check_terms(Terms(**values))
        if whole is not None:
            return whole
        if last is not None and values == kept:
            return last
        number = last.number + 1 if last else 1
        row = MoneyTerms.objects.create(practice_id=by.practice_id, number=number, by=by, at=at, **values)
        detail = {name: [str(kept[name]) if name in kept else None, str(value)] for name, value in rules.items()}
        record(by=by, at=at, verb="changed", noun="money terms", noun_id=row.pk, detail=detail)
        return row


def _unknown_rule(rules: Mapping[str, Any]) -> Refusal | None:
    name = next((name for name in rules if name not in TERMS), None)
    return None if name is None else Refusal("unknown_rule", f"There is no rule called {name}.", name)
