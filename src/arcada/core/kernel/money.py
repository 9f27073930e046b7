"""Money is a decimal with two places; halves are rounded up, away from zero, as on a bill."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def money(amount: Decimal | int | str) -> Decimal:
    """The amount to the cent; binary fractions are not accepted because they cannot hold ten cents."""
    if isinstance(amount, float):
        message = f"money is a decimal, a whole number or text, not a binary fraction ({amount!r})"
        raise TypeError(message)
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)
