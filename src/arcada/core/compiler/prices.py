"""What items cost: the practice's fee for the procedure. No fee is not zero: the sum says that it is incomplete."""

from collections.abc import Iterable
from decimal import Decimal

from arcada.core.kernel import money
from arcada.core.planning.library import Library
from arcada.core.protocols.catalogue import Procedure


def price_of(library: Library, procedure: Procedure) -> Decimal | None:
    """The fee, None where the list has none."""
    standard = library.procedures[procedure.id].units
    return library.fees.fee(procedure.id, procedure.units, standard)


def total(prices: Iterable[Decimal | None]) -> tuple[Decimal, bool]:
    """The sum of the fees that there are, and whether all are there."""
    known = list(prices)
    return money(sum((price for price in known if price is not None), Decimal(0))), None not in known
