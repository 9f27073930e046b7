"""'Good to know': what a careful person says at the end of the talk, at most six short sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arcada.display.phrases import Voice, money
from arcada.documents.steps import Step
from arcada.documents.story import number
from arcada.documents.teeth_text import teeth_text
from arcada.documents.words import Words

MOST_FLAGS = 2
DASH = "\N{EN DASH}"
WAITING_PHASES = ("definitive", "maintenance")


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence with the name of its sign."""

    icon: str
    text: str
    sign: str = ""


def notes(content: Mapping[str, Any], steps: Sequence[Step], said: Words, voice: Voice) -> tuple[Note, ...]:
    """The sentences, the ones about safety first."""
    told = [
        *_flags(content, said),
        *_left_out(content, voice),
        *_branches(content, voice),
        *_other_ways(content, voice),
        *_waiting(steps),
        _questions(content),
    ]
    return tuple(told)


def _flags(content: Mapping[str, Any], said: Words) -> list[Note]:
    """What concerns the patient's own safety; the team's flags stay off the paper."""
    texts = [said.flags[one["flag"]] for one in content["flags"] if one["flag"] in said.flags]
    return [Note("warn", text) for text in list(dict.fromkeys(texts))[:MOST_FLAGS]]


def _left_out(content: Mapping[str, Any], voice: Voice) -> list[Note]:
    """What this plan leaves alone, and until when."""
    places = {one["fid"]: one["where"] for one in content["findings"]}
    left = [one for one in content["alternative"]["unaddressed"] if one["finding"] in places]
    teeth = teeth_text([place for one in left for place in places[one["finding"]]], voice.notation)
    return [Note("clock", f"Left for now and looked at again: {teeth}.")] if teeth else []


def _branches(content: Mapping[str, Any], voice: Voice) -> list[Note]:
    """The likeliest thing that may come up, and what it would cost."""
    branches = [one for one in content["alternative"]["contingencies"] if one["price"] is not None]
    if not branches:
        return []
    likely = max(branches, key=lambda one: (one["probability"] or 0, one["trigger"]))
    trigger = likely["trigger"].rstrip(".")
    lead = trigger if trigger.lower().startswith("if ") else f"if {trigger[:1].lower()}{trigger[1:]}"
    price = money(likely["price"], voice)
    return [Note("swap", f"{lead[:1].upper()}{lead[1:]}: we would talk first; about {price}.")]


def _other_ways(content: Mapping[str, Any], voice: Voice) -> list[Note]:
    """The other alternatives by their price."""
    own = Decimal(content["alternative"]["price"])
    others = [one for one in content["others"] if Decimal(one["price"]) != own]
    if not others:
        return []
    prices = [money(one["price"], voice) for one in others]
    ways = "Another way" if len(prices) == 1 else f"{number(len(prices)).capitalize()} other ways"
    return [Note("swap", f"{ways} to treat: {' or '.join(prices)}. Ask us what differs.")]


def _waiting(steps: Sequence[Step]) -> list[Note]:
    """What can wait, and what should not."""
    urgent = [step.number for step in steps if step.phase == "urgent"]
    later = [step.number for step in steps if step.phase in WAITING_PHASES]
    told = []
    if urgent:
        told.append(f"Should not wait: {_steps(urgent)}.")
    if later and len(later) < len(steps):
        told.append(f"Can wait a while: {_steps(later)}.")
    return [Note("clock", " ".join(told))] if told else []


def _steps(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"step {numbers[0]}"
    return f"steps {numbers[0].split(DASH)[0]} to {numbers[-1].split(DASH)[-1]}"


def _questions(content: Mapping[str, Any]) -> Note:
    name, phone = content["presenter"], content["practice"].get("phone", "")
    reach = f"{name}, {phone}" if phone else name
    return Note("help", f"Questions change nothing: {reach}." if reach else "Questions change nothing. Just ask us.")
