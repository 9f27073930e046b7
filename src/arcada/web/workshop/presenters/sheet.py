"""The page of one protocol: ladders, ways and branches as a dentist reads them, and how it stands in the practice."""

from collections.abc import Sequence
from dataclasses import dataclass

from arcada.interop.protocol_pages.page import ProtocolPage, RungLine, StepLine, StrategyBlock
from arcada.interop.protocol_pages.vocabulary import window_in_words

TIERS = {
    "premium": ("Premium", "star"),
    "balanced": ("Balanced", "grid"),
    "economy": ("Economy", "money"),
}


@dataclass(frozen=True, slots=True)
class Lane:
    """One tier's ladder, drawn from the top."""

    tier: str
    icon: str
    rungs: tuple[RungLine, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as a stop on the line of its way; `wait` is what lies before it, `long` a wait of healing."""

    step: StepLine
    wait: str
    healing: bool


@dataclass(frozen=True, slots=True)
class Track:
    """A way drawn as a line of stops."""

    block: StrategyBlock
    stops: tuple[Stop, ...]
    tiers: tuple[str, ...]


HEALING_DAYS = 42  # a wait of six weeks or more is drawn as healing, as in plans. source: judgement


def lanes(page: ProtocolPage) -> tuple[Lane, ...]:
    """The three ladders side by side."""
    return tuple(Lane(*TIERS[tier], rungs) for tier, rungs in page.tiers)


def tracks(page: ProtocolPage) -> tuple[Track, ...]:
    """The ways in the order of their first rung, each with the tiers that lead to it."""
    return tuple(Track(block, _stops(block.steps), _tiers(page, block.id)) for block in page.strategies)


def _stops(steps: Sequence[StepLine]) -> tuple[Stop, ...]:
    return tuple(
        Stop(step, window_in_words(*step.days) if step.days else "", bool(step.days and step.days[0] >= HEALING_DAYS))
        for step in steps
    )


def _tiers(page: ProtocolPage, strategy: str) -> tuple[str, ...]:
    return tuple(TIERS[tier][0] for tier, rungs in page.tiers if any(rung.strategy == strategy for rung in rungs))
