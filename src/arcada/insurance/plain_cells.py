"""One typed cell of a plan read into its rule, and a rule said as it would be typed.

80, 80 %            percent          $1,500, 1500.00, none    amount
6, 6 months         months           14, through 14           the last age covered
2 a year, 2/year, 2 per benefit year, 1 in 6 months, 1 every 5 years, once in a lifetime
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

ASKED, NONE = "?", "no"
NOTHING = ("no", "none", "not covered", "excluded", "-")
YEAR = 12
WHOLE = 100
PERIODS = {"calendar year": "calendar_year", "year": "calendar_year", "benefit year": "benefit_year"}
ONCE = re.compile(r"^once\b")
OFTEN = re.compile(
    r"^(?P<count>\d{1,2})\s*(?:x|times)?\s*(?:/|a|per|in a|in|every|each)?\s*"
    r"(?:(?P<n>\d{1,3})\s*)?(?P<unit>calendar year|benefit year|years?|months?|lifetime|life)$"
)
MONEY = re.compile(r"^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?$")

Rule = dict[str, Any]


class Unreadable(ValueError):
    """What was typed cannot be read; says how to write it."""


def percent_typed(said: str) -> Rule | str | None:
    """A share that the plan pays; 'no' excludes."""
    if not said:
        return None
    if said in NOTHING:
        return NONE
    bare = said.removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", bare):
        message = f"'{said}' is no percentage. Write 80, or 'no' where it is not covered, or ? for not known."
        raise Unreadable(message)
    share = Decimal(bare)
    if share > WHOLE:
        message = f"{bare} percent is more than the whole. Write 0 to 100."
        raise Unreadable(message)
    return {"pct": _plain(share)}


def amount_typed(said: str) -> Rule | None:
    """An amount of money; 'none' for no such limit."""
    if not said or said in NOTHING:
        return None
    bare = re.sub(r"[$€£\s]", "", said)
    if not MONEY.fullmatch(bare):
        negative = " It cannot be less than nothing." if bare.startswith("-") else ""
        message = f"'{said}' is no amount.{negative} Write 1500, or 'none', or ? for not known."
        raise Unreadable(message)
    return {"amount": _plain(Decimal(bare.replace(",", "")))}


def months_typed(said: str) -> Rule | None:
    """Months to wait; nothing or 0 for none."""
    if not said or said in NOTHING or said == "0":
        return None
    found = re.fullmatch(r"(\d{1,2})\s*(?:m|months?)?", said)
    if found is None:
        message = f"'{said}' is no number of months. Write 6 or 12."
        raise Unreadable(message)
    return {"months": int(found[1])}


def age_typed(said: str) -> Rule | None:
    """The last age that is covered."""
    if not said or said in NOTHING:
        return None
    found = re.fullmatch(r"(?:through |to |up to )?(\d{1,3})", said)
    if found is None:
        message = f"'{said}' is no age. Write the last age that is covered, such as 14."
        raise Unreadable(message)
    return {"max_age": int(found[1])}


def often_typed(said: str) -> Rule | None:
    """How many in which time."""
    if not said or said in NOTHING:
        return None
    found = OFTEN.fullmatch(ONCE.sub("1", said))
    if found is None or int(found["count"]) == 0:
        message = f"'{said}' is not clear. Write it as '2 a year', '1 in 5 years' or '1 in a lifetime'."
        raise Unreadable(message)
    count, n, unit = int(found["count"]), int(found["n"] or 1), found["unit"]
    if unit in ("lifetime", "life"):
        return {"count": count, "period": {"kind": "lifetime"}}
    if unit in PERIODS and found["n"] is None:
        return {"count": count, "period": {"kind": PERIODS[unit]}}
    months = n if unit.startswith("month") else n * YEAR
    kind = "interval_months" if count == 1 else "rolling_months"
    return {"count": count, "period": {"kind": kind, "n": months}}


def percent_said(rule: Mapping[str, Any]) -> str:
    """The share as it is typed."""
    return str(rule["pct"])


def amount_said(rule: Mapping[str, Any]) -> str:
    """The amount as it is typed."""
    return str(rule["amount"])


def months_said(rule: Mapping[str, Any]) -> str:
    """The months as they are typed."""
    return str(rule["months"])


def age_said(rule: Mapping[str, Any]) -> str:
    """The last age as it is typed."""
    return str(rule["max_age"])


def often_said(rule: Mapping[str, Any]) -> str:
    """How often, as it is typed."""
    count, period = rule["count"], rule["period"]
    kind, n = period.get("kind", "calendar_year"), period.get("n", 1)
    if kind == "lifetime":
        return f"{count} in a lifetime"
    if kind == "benefit_year":
        return f"{count} per benefit year"
    if kind in ("interval_months", "rolling_months"):
        years = n % YEAR == 0 and n > YEAR
        return f"{count} in {n // YEAR} years" if years else f"{count} in {n} months"
    return f"{count} a year"


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value
