"""The sentences of an estimate: what a column means, and each reason as a coordinator reads it out."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from arcada.core.teeth.number import is_tooth
from arcada.display.phrases import Voice, day, money, teeth
from arcada.insurance.estimating_range import DEDUCTIBLE, LOST, MAXIMUM, PERCENT, WAITING, Unknown
from arcada.insurance.question_variants import plain as without_marks
from arcada.interop.benefit_categories import load_benefit_categories

GUARANTEE = "This is an estimate, not a guarantee."
AMOUNT = re.compile(r"(?<![\d.-])\d+\.\d{2}(?![\d%])")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

COLUMNS: Mapping[str, tuple[str, str]] = {
    "fee": ("Fee", "What the practice charges for the service before anybody else pays."),
    "allowed": (
        "Allowed",
        "The most that counts: what the contract with the insurer allows, or without a contract what the insurer takes as the usual fee.",  # noqa: E501 - one sentence
    ),
    "basis": (
        "Counted",
        "Some plans pay as if a simpler service had been done. This is the amount the insurer counts from.",
    ),
    "deductible": (
        "Deductible",
        "The first part of the costs in a benefit year is the patient's own. It is taken once, until it is met.",
    ),
    "share": ("Share", "The part of what is left that the plan pays for this kind of service."),
    "maximum": (
        "Over maximum",
        "A plan pays up to its yearly maximum. What would go beyond it is cut off here.",
    ),
    "pays": ("Insurer pays", "What the insurer is expected to pay for the line after all of the above."),
    "write_off": (
        "Written off",
        "The contract with the insurer does not let the practice charge this part. Nobody pays it.",
    ),
    "you": ("Patient pays", "The fee, less what insurers pay, less what is written off."),
}

REFUSALS: Mapping[str, str] = {
    "excluded": "not covered",
    "not_on_plan": "not covered",
    "zero_percent": "not covered",
    "waiting_period": "too early",
    "frequency": "too soon again",
    "age_limit": "age limit",
    "missing_tooth": "missing tooth",
    "coverage_ended": "ended",
    "not_yet_covered": "not begun",
    "replacement": "too soon again",
    "preauthorization_missing": "not approved",
    "predetermined": "not covered",
    "not_asked": "not asked",
}


def said(text: str, voice: Voice) -> str:
    """A reason of the engine in the practice's way of writing money and days."""
    text = ISO_DAY.sub(lambda found: day(date.fromisoformat(found[0]), voice, style="year"), without_marks(text))
    return AMOUNT.sub(lambda found: money(found[0], voice), text)


def percent(share: Decimal) -> str:
    """A share as people say it: 80%."""
    return f"{(share * 100).normalize():f}%"


def between(low: Decimal, high: Decimal, voice: Voice) -> str:
    """One amount, or the two that it lies between."""
    return money(low, voice) if low == high else f"{money(low, voice)} to {money(high, voice)}"


def not_known(unknown: Unknown, payer: str, voice: Voice) -> str:
    """What is not known of a coverage, and how it is counted."""
    code, detail = unknown.code, unknown.detail
    if code == LOST:
        numbers = teeth([tooth for tooth in detail if is_tooth(tooth)], voice)
        return (
            f"{payer} may not replace teeth that were lost before it began, and when {numbers} went is not on record. "
            "Ask the patient for the year."
        )
    if code == PERCENT:
        what = category(detail[0]) if detail else "the services of this plan"
        return f"What {payer} pays for {what} is not known: counted from nothing to all of it."
    known = {
        "deductibles": f"{payer}'s deductible is not known: counted from none to {money(DEDUCTIBLE, voice)} a year.",
        "maximums": f"{payer}'s yearly maximum is not known: counted from {money(MAXIMUM, voice)} to no limit.",
        "accumulators": (
            f"How much of this year's benefits of {payer} is used is not known: "
            "counted from nothing to all of the maximum."
        ),
        "cob": f"How {payer} counts what another plan has paid is not known: counted both ways.",
        "waiting_periods": f"Waiting periods of {payer} are not known: counted from none to {WAITING} months.",
        "missing_tooth_clause": f"Whether {payer} replaces teeth lost before it began is not known: counted both ways.",
        "network": f"Whether the practice is in the network of {payer} is not known: counted both ways.",
    }
    return known.get(code, f"Of {payer}, nobody knows the {code.replace('_', ' ')}. It is not counted here: ask.")


def category(name: str) -> str:
    """A category of benefits as plan documents call it."""
    found = load_benefit_categories().categories.get(name)
    return found.words[0] if found and found.words else name.replace("_", " ")
