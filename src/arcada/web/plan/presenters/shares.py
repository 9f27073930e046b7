"""What is left to the patient under each plan, on its card: the insurers' expected part and the patient's share.

    $3,770 price   ->   $825 insurance, expected   $100 written off   $2,845 Ivan's share, estimate

Insurance and share are ranges where something about the insurance is not known. A patient without insurance has the
price alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from arcada.cases.models import Alternative
from arcada.display.phrases import Voice, money
from arcada.insurance.estimating import EstimateNow, estimates_of
from arcada.insurance.queries import coverages_of
from arcada.patients.models import Patient
from arcada.web.plan.presenters.cards import Card


def with_shares(
    drawn: Sequence[Card], rows: Sequence[Alternative], patient: Patient, today: date, voice: Voice
) -> tuple[Card, ...]:
    """The cards with what insurers are expected to pay and what is left, for an insured patient."""
    if not coverages_of(patient, today):
        return tuple(drawn)
    tiers = {row.pk: row.tier for row in rows}
    told = {tiers[key]: one for key, one in estimates_of(rows, as_of=today).items() if isinstance(one, EstimateNow)}
    name = patient.preferred_name or patient.given_name
    return tuple(
        replace(card, facts=(*facts_of(told[card.tier], name, voice), *card.facts)) if card.tier in told else card
        for card in drawn
    )


def facts_of(now: EstimateNow, name: str, voice: Voice) -> tuple[tuple[str, str], ...]:
    """The figures with their words; what a contract does not let the practice charge is told where there is some."""
    written_off = ((money(now.write_off, voice), "written off by contract"),) if now.write_off else ()
    share = f"{name}’s share, estimate" if now.complete else f"{name}’s share so far"
    return (
        (_between(*now.insurers_range(), voice), "insurance, expected"),
        *written_off,
        (_between(now.low, now.high, voice), share),
    )


def _between(low: object, high: object, voice: Voice) -> str:
    least, most = money(str(low), voice), money(str(high), voice)
    return least if least == most else f"{least}\N{EN DASH}{most}"
