"""Whether benefits can be true: readable as the `estimate` command reads them, and no amount that nobody would sell.

    percent[2].pct        120       more than the whole                  refused by the reader
    maximums[0].amount    -50       less than nothing                    refused by the reader
    maximums[0].amount    15000000  more than any dental plan pays       refused here
    benefit_year          member_anniversary, begun on 29 February       asked about: most years have no such day

A refusal names the field as it stands in the plan, such as `percent[2].pct`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from arcada.core.benefits.line import Question
from arcada.core.kernel import Refusal
from arcada.interop.estimate_coverage import BENEFIT_KEYS
from arcada.interop.estimate_json import read_question

MEMBER_KEYS = frozenset(["percent", "deductibles", "maximums", "frequency", "age_limits", "waiting_periods"])
UNKNOWN = (
    "percent",
    "deductibles",
    "maximums",
    "accumulators",
    "cob",
    "frequency",
    "waiting_periods",
    "age_limits",
    "missing_tooth_clause",
    "downgrades",
    "network",
)
LARGEST_AMOUNT = Decimal(250_000)  # source: judgement; no dental benefit comes near
LONGEST_WAIT = 60  # months; source: judgement
OLDEST = 120
MOST_SERVICES = 52
CENT = Decimal("0.01")
PREFIX = "coverages[0]."
LEAP_DAY = (2, 29)
ANY_DAY = "2000-01-01"  # benefits are read the same on every day


def fault_of_benefits(
    benefits: Mapping[str, Any], settings: Mapping[str, Any] | None = None, *, member: bool = False
) -> Refusal | None:
    """Say what is wrong with a plan's benefits, or with a member's own ones; None where they can be true."""
    known = MEMBER_KEYS if member else BENEFIT_KEYS
    for key in benefits:
        if key not in known:
            return Refusal("unknown_benefit", f"There is no kind of benefit called '{key}'.", key)
    row = {**benefits, "id": "plan", "order": 1}
    read = read_question({"id": "plan", "as_of": ANY_DAY, "coverages": [row], "settings": dict(settings or {})})
    if isinstance(read, Refusal):
        return Refusal(read.code, read.text, read.where.removeprefix(PREFIX))
    return next(_absurd(benefits), None) or _twice(read)


def fault_of_unknown(names: tuple[str, ...]) -> Refusal | None:
    """Say which word for something unknown is none of ours."""
    for name in names:
        if name.partition(":")[0] not in UNKNOWN:
            return Refusal("unknown_word", f"'{name}' is nothing that a plan can leave open.", "unknown")
    return None


def fault_of_year(benefits: Mapping[str, Any], begins: date | None) -> Refusal | None:
    """Ask about a benefit year that would begin on a day most years do not have."""
    if benefits.get("benefit_year") != "member_anniversary" or begins is None:
        return None
    if (begins.month, begins.day) != LEAP_DAY:
        return None
    text = (
        "The benefit year of this plan begins on the day the coverage began, and 29 February comes only every fourth "
        "year. Ask the payer, and write 28 February or 1 March."
    )
    return Refusal("leap_day_year", text, "begins")


def _absurd(benefits: Mapping[str, Any]) -> Iterator[Refusal]:
    for where, amount in _amounts(benefits):
        value = Decimal(str(amount))
        if value > LARGEST_AMOUNT:
            yield Refusal("absurd_amount", f"{value:,} is more than any dental plan pays or asks for.", where)
        if value != value.quantize(CENT):
            yield Refusal("part_of_a_cent", f"{value} has more than two places after the point.", where)
    for key, field, most in (
        ("waiting_periods", "months", LONGEST_WAIT),
        ("age_limits", "max_age", OLDEST),
        ("age_limits", "min_age", OLDEST),
        ("frequency", "count", MOST_SERVICES),
    ):
        for rank, one in enumerate(benefits.get(key) or ()):
            value = one.get(field)
            if value is not None and not 0 <= value <= most:
                said = field.replace("_", " ")
                yield Refusal("absurd_number", f"{value} {said} cannot be; 0 to {most} can.", f"{key}[{rank}].{field}")


def _amounts(benefits: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key in ("deductibles", "maximums"):
        for rank, one in enumerate(benefits.get(key) or ()):
            yield f"{key}[{rank}].amount", one["amount"]
    for key in ("copays", "fixed_benefits", "fees"):
        for name, amount in (benefits.get(key) or {}).items():
            yield f"{key}.{name}", amount


def _twice(read: Question) -> Refusal | None:
    """Two percentages for the same services, with no word on which goes first."""
    seen: set[Any] = set()
    for one in read.coverages[0].percents:
        key = (one.scope, one.priority, one.member)
        if key in seen:
            names = ", ".join(sorted(one.scope.names)) or "all services"
            return Refusal("percent_twice", f"Two percentages are given for {names}. Keep one.", "percent")
        seen.add(key)
    return None
