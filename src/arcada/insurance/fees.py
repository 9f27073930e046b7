"""What is agreed with a payer, by procedure: the allowed fees of a day, site and provider.

Whose contract counts is decided as for office fees (`practice/fees.py`): provider and site, provider, site, everybody;
of two that reach equally far, the one that began later. A procedure without an amount is not in the answer: nothing was
agreed, which is not zero.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from arcada.insurance.models import Contract, Payer
from arcada.practice.fees import fees_of_lists, most_specific
from arcada.practice.models import FeeKind, Provider, Site


def allowed_fees(payer: Payer, site: Site | None, provider: Provider | None, on: date) -> Mapping[str, Decimal]:
    """The contracted fees by procedure; empty where there is no contract on the day."""
    return agreed(payer, FeeKind.CONTRACT, site, provider, on)


def agreed(
    payer: Payer, kind: FeeKind, site: Site | None, provider: Provider | None, on: date
) -> Mapping[str, Decimal]:
    """The amounts of one kind by procedure: contracted fees, usual and customary ones, copays or fixed benefits."""
    contracts = contracts_in_force(payer, kind, site, provider, on)
    return fees_of_lists([one.schedule for one in contracts], on)


def contracts_in_force(
    payer: Payer, kind: FeeKind, site: Site | None, provider: Provider | None, on: date
) -> list[Contract]:
    """The contracts that count on a day, the most specific first."""
    rows = Contract.objects.filter(practice_id=payer.practice_id, payer=payer, kind=kind)
    return most_specific(rows.select_related("schedule").order_by("id"), on, site, provider)
