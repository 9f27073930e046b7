"""The few values that every room speaks: refusals and reasons, money, periods."""

from arcada.core.kernel.money import money
from arcada.core.kernel.period import Period
from arcada.core.kernel.refusal import Reason, Refusal

__all__ = ["Period", "Reason", "Refusal", "money"]
