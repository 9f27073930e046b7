"""The visits of an alternative as steps that a patient can follow.

A step says what is done, why, when and what it costs. Work over several visits is begun at the first and
finished at the last; its price stands where it is finished. Steps that say the same right after each other
are told once ('5-8').
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from arcada.core.teeth.notation import Notation
from arcada.documents.teeth_text import only_teeth, teeth_text
from arcada.documents.words import Words

SIDE_WORK = frozenset(
    {
        "caries_risk_management",
        "comprehensive_examination",
        "denture_adjustment_review",
        "diet_and_lifestyle_advice",
        "fluoride_varnish",
        "intraoral_radiographs",
        "monitoring_review",
        "oral_hygiene_instruction",
        "panoramic_radiograph",
        "periodontal_re_evaluation",
        "post_surgical_review",
        "pulp_sensibility_testing",
        "tobacco_cessation_support",
    }
)
"""Families that name a visit only when nothing else is done in it. source: judgement"""
MOST_SAID = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the proposal; `price` is None where a fee is missing, `paid_with` the visit that finishes the work."""

    first: int
    last: int
    day: int
    title: str
    what: str
    why: str
    phase: str
    minutes: int
    price: Decimal | None
    waits: bool = False
    paid_with: int | None = None
    side: bool = False

    @property
    def number(self) -> str:
        """'4', or '5-8' with a dash for visits that say the same."""
        return str(self.first) if self.first == self.last else f"{self.first}\N{EN DASH}{self.last}"


def steps_of(alternative: Mapping[str, Any], words: Words, notation: Notation) -> tuple[Step, ...]:
    """The steps of an alternative in order."""
    items = alternative["items"]
    steps = [_step(visit, items, words, notation) for visit in alternative["visits"]]
    told: list[Step] = []
    for step in steps:
        if told and (told[-1].what, told[-1].title) == (step.what, step.title) and step.what:
            told[-1] = replace(told[-1], last=step.last, price=_sum([told[-1].price, step.price]))
        else:
            told.append(step)
    return tuple(told)


def _step(visit: Mapping[str, Any], items: Sequence[Mapping[str, Any]], words: Words, notation: Notation) -> Step:
    number = visit["visit"]
    here = [item for item in items if number in (item["visit"], item["last_visit"])]
    here = here or [item for item in items if item["visit"] < number < item["last_visit"]]
    here.sort(key=lambda item: (item["order_in_visit"] if item["visit"] == number else 0, item["id"]))
    lead = max(here, key=lambda item: _weight(item, number), default=None)
    ended = [item for item in here if item["last_visit"] == number]
    return Step(
        first=number,
        last=number,
        day=visit["day"],
        title=words.step(lead["family"], visit["phase"]) if lead else words.step("", visit["phase"]),
        what=_what(here, number, words, notation),
        why=words.why(lead["family"]) if lead else "",
        phase=visit["phase"],
        minutes=visit["minutes"],
        price=_sum([_money(item["price"]) for item in ended]),
        side=lead is None or lead["family"] in SIDE_WORK,
        paid_with=None if ended or not here else min(item["last_visit"] for item in here),
        waits=any(item["provisional"] or item["pending_evidence"] for item in here),
    )


def _weight(item: Mapping[str, Any], number: int) -> tuple[bool, bool, Decimal, int]:
    """The greater names the visit: real work first, then what costs most, then what is begun here."""
    price = _money(item["price"]) or Decimal(0)
    return (item["family"] not in SIDE_WORK, item["minutes"] > 0, price, int(item["visit"] == number))


def _what(here: Sequence[Mapping[str, Any]], number: int, words: Words, notation: Notation) -> str:
    """All that is done in the visit, work of one family told together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in here:
        groups.setdefault((item["family"], _part(item, number)), []).extend(item["where"])
    said = []
    for (family, part), where in groups.items():
        text = words.what(family, teeth_text(where, notation), len(only_teeth(where)))
        said.append(text + part)
    shown = said if len(said) <= MOST_SAID else [*said[: MOST_SAID - 1], f"and {len(said) - MOST_SAID + 1} more"]
    return "; ".join([shown[0], *(one[:1].lower() + one[1:] for one in shown[1:])]) if shown else ""


def _part(item: Mapping[str, Any], number: int) -> str:
    if item["visit"] == item["last_visit"]:
        return ""
    if number == item["visit"]:
        return ", begin"
    return ", finish" if number == item["last_visit"] else ", go on"


def _money(price: str | None) -> Decimal | None:
    return None if price is None else Decimal(price)


def _sum(prices: Sequence[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for price in prices:
        if price is None:
            return None
        total += price
    return total
