"""From facts of the record and ticks of people to the state of each step, with the reason in a sentence.

A fact is read from the record and wins over a tick: what the record shows needs no tick, and it can become
untrue again (a plan that is recompiled is no longer signed). A tick counts for good, or only for the version
of the plan on which it was made where the step is to be done anew for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from arcada.core.journey.step import Journey, Place, State, Step


@dataclass(frozen=True, slots=True)
class Fact:
    """What the record says; `why` is a sentence either way, such as 'Version 2 was signed on 4 May'."""

    holds: bool
    why: str


@dataclass(frozen=True, slots=True)
class Tick:
    """What a person said about a step: `sentence` tells who and when, `version` of which plan version."""

    sentence: str
    version: int | None = None
    not_needed: bool = False


NOT_TOLD = Fact(holds=False, why="The record does not tell yet.")


def evaluate(
    journey: Journey, facts: Mapping[str, Fact], ticks: Mapping[str, Tick], *, version: int | None
) -> tuple[Place, ...]:
    """The place of every step, in the journey's order; `version` is the active plan version, if any."""
    settled = {step.id: _settled(step, facts, ticks.get(step.id), version) for step in journey.steps}
    titles = {step.id: step.title for step in journey.steps}
    return tuple(settled[step.id] or _open(step, settled, titles, facts) for step in journey.steps)


def _settled(step: Step, facts: Mapping[str, Fact], tick: Tick | None, version: int | None) -> Place | None:
    if step.fact:
        fact = facts.get(step.fact, NOT_TOLD)
        if fact.holds:
            return Place(step, State.DONE, fact.why, from_record=True)
    if tick is None or not step.by_hand:
        return None
    if step.per_version and tick.version != version:
        return None
    return Place(step, State.NOT_NEEDED if tick.not_needed else State.DONE, tick.sentence)


def _open(
    step: Step, settled: Mapping[str, Place | None], titles: Mapping[str, str], facts: Mapping[str, Fact]
) -> Place:
    waiting = [titles[name] for name in step.after if settled.get(name) is None and name in titles]
    if waiting:
        return Place(step, State.NOT_YET, f"First: {_listed(waiting)}.")
    shut = [facts.get(name, NOT_TOLD).why for name in step.gates if not facts.get(name, NOT_TOLD).holds]
    if shut:
        return Place(step, State.BLOCKED, " ".join(shut))
    why = facts.get(step.fact, NOT_TOLD).why if step.fact else step.explanation
    return Place(step, State.READY, why)


def _listed(titles: list[str]) -> str:
    lowered = [title[:1].lower() + title[1:] for title in titles]
    return lowered[0] if len(lowered) == 1 else f"{', '.join(lowered[:-1])} and {lowered[-1]}"
