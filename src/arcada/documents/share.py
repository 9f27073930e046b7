"""What is left to the patient, on paper: the cost, what insurers are expected to pay, what is not charged, the share.

    All together                     $9,925
    Expected from Prairie Dental     −$1,500
    Not charged under the contract     −$580
    Your share, estimate             $7,845       or a range where something about the insurance is not known

The figures are those that were frozen when the plan was presented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arcada.display.phrases import Voice, money

LINES = 2  # lines of the page that the rows of insurance take. source: judgement


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of 'What it costs'."""

    label: str
    amount: str
    total: bool = False


def costs_of(content: Mapping[str, Any], before: Sequence[Cost], voice: Voice) -> tuple[Cost, ...]:
    """The lines of the costs, down to the patient's share where somebody insures the patient."""
    told = content.get("estimate")
    if not told:
        return tuple(before)
    whole = "All together" if told["complete"] else "All together so far"
    lines = [Cost(whole, money(told["charge"], voice))]
    lines += [Cost(f"Expected from {one['name']}", _off(one["pays"], voice)) for one in told["payers"]]
    if Decimal(told["write_off"]):
        lines.append(Cost("Not charged under the contract", _off(told["write_off"], voice)))
    share = "Your share, estimate" if told["complete"] else "Your share so far, estimate"
    return (*lines, Cost(share, share_of(told, voice), total=True))


def share_of(told: Mapping[str, Any], voice: Voice) -> str:
    """The patient's share, or the two amounts that it lies between."""
    low, high = Decimal(told["low"]), Decimal(told["high"])
    return money(low, voice) if low == high else f"{money(low, voice)} to {money(high, voice)}"


def insurance_note(content: Mapping[str, Any], voice: Voice) -> str:
    """What to know about the insurers' part."""
    told = content["estimate"]
    said = "The insurer decides after each visit; what it pays then counts."
    if Decimal(told["low"]) != Decimal(told["high"]):
        said = f"A range, because not everything about the insurance is known. {said}"
    if not told["complete"]:
        said = f"Some lines have no fee yet, so the sums are not complete. {said}"
    return f"{said} Paid visit by visit, in {voice.currency}."


def extra_lines(content: Mapping[str, Any]) -> int:
    """How many more lines the page holds."""
    return LINES if content.get("estimate") else 0


def _off(amount: str, voice: Voice) -> str:
    return money(-Decimal(amount), voice)
