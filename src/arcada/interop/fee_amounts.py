"""Amounts as lists write them: '$1,180.50', '1.180,50 €', '1 180', (50.00), 'n/a'.

Which sign parts the cents is found from the whole column: '1.180,50' and '95,5' say a comma, '1,180.50' and '95.50' a
point. Where a column says both, each amount that leaves no doubt is read, and one that does ('1.180') is asked about.
Where it says neither, the country's sign holds. A number that Excel kept as one leaves no doubt.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from arcada.core.kernel import Refusal
from arcada.interop.spreadsheet_table import Cell, Unsaved

NO_AMOUNT = frozenset({"", "-", "--", "\N{EN DASH}", "\N{EM DASH}", "N/A", "NA", "NONE", "NO FEE", "K.A.", "."})
SIGNS = {"$": ("USD", "CAD", "AUD", "NZD", "MXN"), "€": ("EUR",), "£": ("GBP",), "ZŁ": ("PLN",), "FR.": ("CHF",)}
SIGNS |= {
    "KR": ("SEK", "DKK", "NOK"),
    "KČ": ("CZK",),
    "FT": ("HUF",),
    "₽": ("RUB",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
}
GROUPS = re.compile(r"[\s'\N{RIGHT SINGLE QUOTATION MARK}\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]")
BODY = re.compile(r"\d[\d.,]*")
THOUSAND = 3
# No single service of a dentist costs as much; more is a lost decimal sign. source: judgement
ABSURD = Decimal(100_000)
SMALL_UNITS = {"HUF": 400, "JPY": 150, "RUB": 100, "CZK": 25, "INR": 90}  # about a dollar. source: judgement


@dataclass(frozen=True, slots=True)
class Writing:
    """How a column writes amounts: the sign before the cents; empty while it says both."""

    decimal: str

    @property
    def mixed(self) -> bool:
        """Whether amounts of both kinds stand in the column."""
        return not self.decimal


def writing_of(cells: Iterable[Cell], decimal: str) -> Writing:
    """Find the sign before the cents from the amounts that leave no doubt; the country's where none does."""
    said = {sign for cell in cells if isinstance(cell, str) if (sign := _sure_sign(cell))}
    if len(said) > 1:
        return Writing("")
    return Writing(said.pop() if said else decimal)


def read_amount(cell: Cell, currency: str, writing: Writing) -> Decimal | Refusal | None:
    """Read one amount; None where the list has none."""
    if isinstance(cell, Decimal):
        return _possible(cell, currency, f"{cell:f}")
    if not isinstance(cell, str):
        shown = cell.formula if isinstance(cell, Unsaved) else cell.isoformat()
        return Refusal("amount_unreadable", f"holds '{shown}', which is no amount.", "amount")
    return None if cell.strip().upper() in NO_AMOUNT else _read_text(cell, currency, writing)


def _read_text(text: str, currency: str, writing: Writing) -> Decimal | Refusal:
    body, signs, negative = _parts(text)
    foreign = _foreign(signs, currency) if body else None
    if foreign:
        return Refusal("other_currency", f"holds '{text}'; this list is in {currency}. Nothing is converted.", "amount")
    value = None if foreign is None else _value(body, writing)
    if value is None:
        return Refusal("amount_unreadable", f"holds '{text}', which is no amount like 125.00.", "amount")
    if isinstance(value, Refusal):
        return value
    return _possible(-value if negative else value, currency, text)


def _parts(text: str) -> tuple[str, str, bool]:
    """The digits with their signs of thousands and cents, what stands around them, and whether it is below zero."""
    bare = GROUPS.sub("", text.strip().upper())
    bracketed = bare.startswith("(") and bare.endswith(")")
    bare = bare.strip("()")
    found = BODY.search(bare)
    if found is None:
        return "", bare, False
    around = bare[: found.start()] + bare[found.end() :]
    negative = bracketed or "-" in around or "\N{MINUS SIGN}" in around
    return found[0], around.replace("-", "").replace("\N{MINUS SIGN}", ""), negative


def _foreign(signs: str, currency: str) -> bool | None:
    """Whether what stands around the digits names another currency; None where it is no currency."""
    if signs in ("", currency, *(sign for sign, known in SIGNS.items() if currency in known)):
        return False
    named = signs in SIGNS or re.fullmatch("[A-Z]{3}", signs)
    return True if named else None


def _sure_sign(text: str) -> str:
    """The sign before the cents, where an amount leaves no doubt."""
    body = _parts(text)[0]
    last = max(body.rfind("."), body.rfind(","))
    if last < 0:
        return ""
    sign, other = body[last], ",."[body[last] == ","]
    after = len(body) - last - 1
    if other in body:
        return sign
    if body.count(sign) > 1:
        return other
    return sign if after in (1, 2) else ""


def _value(body: str, writing: Writing) -> Decimal | Refusal | None:
    """The figure of an amount in its column's writing; None where it is none."""
    decimal = _sure_sign(body) or writing.decimal
    if not decimal and re.search("[.,]", body):
        whole = re.sub("[.,]", "", body)
        text = f"holds '{body}', and the column writes both 1.234,50 and 1,234.50. Write {whole}.00 if that is meant."
        return Refusal("amount_doubtful", text, "amount")
    group = "," if decimal == "." else "."
    whole, _, cents = body.partition(decimal or ".")
    if not re.fullmatch(rf"\d{{1,3}}(\{group}\d{{{THOUSAND}}})+|\d+", whole) or not re.fullmatch(r"\d{0,2}", cents):
        return None
    return Decimal(f"{whole.replace(group, '')}.{cents or '0'}")


def _possible(value: Decimal, currency: str, shown: str) -> Decimal | Refusal:
    if value < 0:
        return Refusal("amount_negative", f"holds '{shown}': a fee is not below zero.", "amount")
    if value >= ABSURD * SMALL_UNITS.get(currency, 1):
        return Refusal("amount_absurd", f"holds '{shown}': no one service costs that. Check its cents.", "amount")
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
