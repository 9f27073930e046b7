"""What the record tells of a case's money: the share is reckoned, and it follows the dates of the visits.

Only estimates on record are looked at: each change of a visit, a coverage, a fee or an answer keeps a new one in the
same moment, so the newest is in step. A patient without insurance has none; such a step is ticked by hand.
"""

from collections.abc import Sequence

from arcada.cases.models import Alternative
from arcada.core.journey import Fact
from arcada.insurance.models import Estimate

NONE_KEPT = "No estimate with an insurer is on record for this plan."


def share_known(accepted: Alternative | None, alternatives: Sequence[Alternative]) -> Fact:
    """The patient's share of the plan is one amount, line by line."""
    looked_at = [accepted] if accepted else list(alternatives)
    kept = list(Estimate.objects.filter(alternative__in=looked_at, current=True).select_related("alternative"))
    if not kept:
        return Fact(holds=False, why=NONE_KEPT)
    open_ones = [one for one in kept if not one.complete]
    if open_ones:
        return Fact(holds=False, why=f"Fees are missing in: {_tiers(open_ones)}.")
    ranges = [one for one in kept if one.low != one.high]
    if ranges:
        return Fact(holds=False, why=f"The share is only known as a range in: {_tiers(ranges)}. Ask the insurer.")
    told = "; ".join(f"{one.alternative.tier} {one.patient_pays:,.2f}" for one in kept)
    return Fact(holds=True, why=f"The patient’s share: {told}.")


def follows_visits(accepted: Alternative | None) -> Fact:
    """Every visit has its date, and the estimate on record was made with them."""
    if accepted is None:
        return Fact(holds=False, why="There is no accepted plan to estimate.")
    row = Estimate.objects.filter(alternative=accepted, current=True).first()
    if row is None:
        return Fact(holds=False, why=NONE_KEPT)
    without = [one.number for one in accepted.visits.all() if one.date is None and one.done_at is None]
    if without:
        told = ", ".join(str(one) for one in without)
        return Fact(holds=False, why=f"Visits without a date: {told}.")
    return Fact(holds=True, why=f"Estimate {row.number} follows the dates: {row.patient_pays:,.2f} for the patient.")


def _tiers(rows: Sequence[Estimate]) -> str:
    return ", ".join(sorted(one.alternative.tier for one in rows))
