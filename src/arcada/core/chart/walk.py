"""The walk: a plan's visits are done in their order, and the mouth is looked at after each.

    mouth before --day 0--> visit 1 --time heals--> visit 2 --> ... --> mouth after

The walk shows three things: that no step lacks its ground, what the mouth becomes visit by visit, and
after which visit each finding is gone. It goes on after a fault, so that one missing step is told once
and not as many.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from arcada.core.chart.act import Act, Fault, faults, perform
from arcada.core.chart.effects import At
from arcada.core.chart.healing import advance
from arcada.core.chart.mouth import Mouth
from arcada.core.chart.signs import Sign

Part = Literal["whole", "first", "middle", "last"]
PARTS: Final[tuple[tuple[At, tuple[Part, ...]], ...]] = (
    ("start", ("whole", "first")),
    ("end", ("whole", "last")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One procedure's share of a visit: all of it, or its first, a middle or its last visit."""

    act: Act
    part: Part = "whole"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit: its number, its day counted from the start of the plan, and its steps in order."""

    visit: int
    day: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """The mouth after each visit (0: before the first), the faults, and the visit that resolved each finding."""

    states: tuple[tuple[int, Mouth], ...]
    faults: tuple[Fault, ...]
    resolved: tuple[tuple[str, int], ...]

    @property
    def last(self) -> Mouth:
        """The mouth that the plan leads to."""
        return self.states[-1][1]


def walk(mouth: Mouth, visits: Sequence[Visit], signs: Sequence[Sign] = ()) -> Walk:
    """Walk the visits; raises ValueError when their days run back.

    `signs` are what the findings show in the mouth (`signs.signs_of`); a finding is resolved by the first
    visit after which none of its signs is seen any more and which is not taken back by a later one.
    """
    states = [(0, mouth)]
    found: list[Fault] = []
    for visit in visits:
        after = advance(states[-1][1], visit.day)
        for step in visit.steps:
            for at, parts in PARTS:
                if step.part in parts:
                    found += [replace(fault, visit=visit.visit) for fault in faults(after, step.act, at)]
                    after = perform(after, step.act, at)
        states.append((visit.visit, after))
    return Walk(tuple(states), tuple(found), _resolved(states, signs))


def _resolved(states: list[tuple[int, Mouth]], signs: Sequence[Sign]) -> tuple[tuple[str, int], ...]:
    gone: list[tuple[str, int]] = []
    for finding in sorted({sign.finding for sign in signs}):
        own = [sign for sign in signs if sign.finding == finding]
        seen = [any(sign.seen(mouth) for sign in own) for _, mouth in states]
        if not seen[-1]:
            last_seen = max((rank for rank, there in enumerate(seen) if there), default=-1)
            gone.append((finding, states[min(last_seen + 1, len(states) - 1)][0]))
    return tuple(gone)
