"""How a plan pays for orthodontics, read from an insurance case.

initial_pct or initial_amount     the first share, of the whole benefit, or a fixed amount
months                            how long the rest is paid, 24 where it is not said
interval                          monthly or quarterly
months_remaining                  the treatment began under another plan; only these are paid
"""

from decimal import Decimal

from arcada.core.benefits.coverage import Ortho
from arcada.interop.estimate_fields import read_amount, read_word
from arcada.interop.plan_fields import Field

INTERVALS = {"monthly": 1, "quarterly": 3}
MONTHS, MOST_MONTHS = 24, 120
WHOLE = 100


def read_ortho(told: Field) -> Ortho:
    """The way of payment; raises ReadError with the path of what cannot be read."""
    share = Decimal(0) if told.get("initial_pct") is None else read_amount(told, "initial_pct")
    if share > WHOLE:
        raise told.wrong("initial_pct", f"Expected 0 to 100 percent, found {share}.")
    return Ortho(
        share / WHOLE,
        None if told.get("initial_amount") is None else read_amount(told, "initial_amount"),
        MONTHS if told.get("months") is None else _months(told, "months"),
        INTERVALS[read_word(told, "interval", tuple(INTERVALS), "monthly")],
        None if told.get("months_remaining") is None else _months(told, "months_remaining"),
    )


def _months(told: Field, key: str) -> int:
    found = told.whole(key)
    if not 1 <= found <= MOST_MONTHS:
        raise told.wrong(key, "Expected 1 to 120 months.")
    return found
