"""How the practice writes totals, and what tax is on which services."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.interop.benefit_categories import load_benefit_categories
from arcada.practice.access import Permission, require
from arcada.practice.actions.fee_discounts import percent_of
from arcada.practice.models import Membership, Practice, TaxRate

STEPS = tuple(Decimal(step) for step in ("0.01", "0.05", "0.10", "0.50", "1.00", "5.00", "10.00"))
DAY = timedelta(days=1)
LONGEST_SOURCE = 200


def write_totals(*, by: Membership, at: datetime, round_to: Decimal, tax_included: bool) -> Practice | Refusal:
    """Say to what totals are rounded down, and whether the fees hold the tax."""
    require(by, Permission.SETTINGS)
    if round_to not in STEPS:
        return Refusal("unknown_step", "Totals are rounded down to one of the steps of the list.", "round_to")
    with transaction.atomic():
        practice = Practice.objects.select_for_update().get(pk=by.practice_id)
        before = {"round_to": str(practice.round_totals_to), "tax_included": practice.tax_included}
        practice.round_totals_to, practice.tax_included = round_to, tax_included
        now = {"round_to": str(round_to), "tax_included": tax_included}
        if before != now:
            practice.save(update_fields=["round_totals_to", "tax_included"])
            detail = {"before": before, "now": now}
            record(by=by, at=at, verb="changed", noun="money_rules", noun_id=practice.pk, detail=detail)
    return practice


def set_tax(
    *, by: Membership, at: datetime, category: str, percent: Decimal | str, begins: date, source: str
) -> TaxRate | Refusal:
    """Put a tax on the services of a category from a day on; the rate before ends the day before."""
    require(by, Permission.SETTINGS)
    rate = percent_of(percent)
    if isinstance(rate, Refusal):
        return rate
    if category not in load_benefit_categories().categories:
        return Refusal("category_unknown", "Choose a category from the list.", "category")
    if not source.strip():
        return Refusal("source_missing", "Say where the rate comes from: a law, or who advised you.", "source")
    with transaction.atomic():
        Practice.objects.select_for_update(no_key=True).get(pk=by.practice_id)
        own = TaxRate.objects.filter(practice_id=by.practice_id, category=category)
        later = own.filter(begins__gt=begins).order_by("begins").first()
        own.filter(begins__lt=begins).exclude(ends__lt=begins).update(ends=begins - DAY)
        kept, _ = own.update_or_create(
            practice_id=by.practice_id,
            category=category,
            begins=begins,
            defaults={
                "percent": rate,
                "ends": later.begins - DAY if later else None,
                "source": source.strip()[:LONGEST_SOURCE],
            },
        )
        detail = {"category": category, "percent": str(rate), "begins": str(begins), "source": kept.source}
        record(by=by, at=at, verb="set", noun="tax_rate", noun_id=kept.pk, detail=detail)
    return kept


def end_tax(*, by: Membership, at: datetime, rate: TaxRate, last_day: date) -> TaxRate | Refusal:
    """Let a rate end; from then on the category is exempt."""
    require(by, Permission.SETTINGS, rate)
    if last_day < rate.begins:
        return Refusal("days_turned", "The last day lies before the first.", "last_day")
    with transaction.atomic():
        rate.ends = last_day
        rate.save(update_fields=["ends"])
        detail = {"category": rate.category, "last_day": str(last_day)}
        record(by=by, at=at, verb="ended", noun="tax_rate", noun_id=rate.pk, detail=detail)
    return rate
