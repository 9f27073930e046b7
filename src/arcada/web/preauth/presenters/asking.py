"""The lines of a plan to choose from: why each is suggested, and what was asked already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from arcada.display.phrases import Voice, money, teeth
from arcada.insurance.preauth.asking import Suggestion
from arcada.interop.knowledge import load_library


@dataclass(frozen=True, slots=True)
class Choice:
    """One line with its box."""

    value: str
    name: str
    where: str
    visit: int
    fee: str
    why: str
    ticked: bool


def choices_of(found: Sequence[Suggestion], typed: Collection[str] | None, voice: Voice) -> tuple[Choice, ...]:
    """The lines; `typed` are those that were ticked on a form that came back."""
    known = load_library().procedures
    return tuple(
        Choice(
            value=str(one.item.pk),
            name=known[one.item.procedure].name
            if one.item.procedure in known
            else one.item.family.replace("_", " ").capitalize(),
            where=teeth([place for place in one.item.where if place[:1].isdigit()], voice)
            or ", ".join(one.item.where).replace("_", " "),
            visit=one.item.last_visit,
            fee=money(one.item.price, voice),
            why=_why(one),
            ticked=one.suggested if typed is None else str(one.item.pk) in typed,
        )
        for one in found
    )


def _why(one: Suggestion) -> str:
    if one.pack:
        return f"asked in pack {one.pack}"
    if one.required:
        return "the plan wants to be asked"
    return "costs much" if one.dear else ""
