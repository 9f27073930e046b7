"""Finding a procedure by a few letters: what begins with them first, then what holds all of the words."""

from dataclasses import dataclass

from arcada.core.compiler.prices import price_of
from arcada.core.planning.library import Library
from arcada.core.protocols.catalogue import Procedure
from arcada.display.phrases import Voice, count, duration, money
from arcada.web.plan.presenters.shown import plain

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """One procedure that can be added."""

    id: str
    name: str
    about: str
    price: str


def offers(library: Library, typed: str, voice: Voice) -> tuple[Offer, ...]:
    """The procedures that fit what was typed, the best first; none where nothing was typed."""
    words = typed.lower().split()
    if not words:
        return ()
    ranked = sorted(
        (rank, one.name, one.id) for one in library.procedures.values() if (rank := _rank(one, words)) is not None
    )
    return tuple(_offer(library, library.procedures[name], voice) for _, _, name in ranked[:SHOWN])


def _rank(one: Procedure, words: list[str]) -> int | None:
    """How well a procedure fits: 0 begins so, 1 a word of its name does, 2 somewhere; None not at all."""
    name, more = one.name.lower(), f"{one.name} {one.family} {one.sentence}".lower().replace("_", " ")
    if name.startswith(" ".join(words)):
        return 0
    if all(any(part.startswith(word) for part in name.split()) for word in words):
        return 1
    return 2 if all(word in more for word in words) else None


def _offer(library: Library, one: Procedure, voice: Voice) -> Offer:
    minutes = sum(stage.minutes * stage.repeat for stage in one.stages)
    visits = sum(stage.repeat for stage in one.stages)
    price = price_of(library, one)
    return Offer(
        id=one.id,
        name=one.name,
        about=f"{duration(minutes)}, {count(visits, 'visit')}, {plain(one.role).lower()}",
        price=money(price, voice) if price is not None else "no fee",
    )
