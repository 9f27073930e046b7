"""What rows of insurance need beyond their fields' kinds; read by the tenant probe."""

import hashlib
from typing import Any

from arcada.insurance.models import LedgerEntry, Payer, PaymentReceipt


def _reversal(maker: Any) -> dict[str, Any]:
    """An entry that takes another one back; the other is made without this recipe."""
    first = type(maker)(maker.practice)
    first.recipes = {label: recipe for label, recipe in maker.recipes.items() if label != "insurance.LedgerEntry"}
    return {"kind": "reversal", "reverses": first.make(LedgerEntry, kind="adjustment", reverses=None)}


def _taken_back(maker: Any) -> dict[str, Any]:
    """A receipt that takes another one back; the other is made without this recipe."""
    first = type(maker)(maker.practice)
    first.recipes = {label: recipe for label, recipe in maker.recipes.items() if label != "insurance.PaymentReceipt"}
    return {"amount": -80, "why": "a slip", "reverses": first.make(PaymentReceipt, amount=80, reverses=None)}


VALUES = {
    "insurance.PaymentReceipt": _taken_back,
    "insurance.Policy": lambda _maker: {"subscriber_name": "Maria Ortega"},
    "insurance.LedgerEntry": _reversal,
    "insurance.PreAuthTerms": lambda maker: {"payer": maker.make(Payer)},
    "insurance.PreAuthDocument": lambda _maker: {
        "content": b"a pack",
        "sha256": hashlib.sha256(b"a pack").hexdigest(),
    },
    "insurance.PaymentPlan": lambda _maker: {"total": 900, "total_of_payments": 900, "down": 100, "count": 8},
    "insurance.PaymentSignature": lambda _maker: {
        "document": b"a paper",
        "sha256": hashlib.sha256(b"a paper").hexdigest(),
    },
}
