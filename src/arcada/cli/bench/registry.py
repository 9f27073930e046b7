"""What is measured: a function that takes the sample, a sentence, and the design's target.

    @measurement("pdf", "proposal as PDF", Target("p95", 500, "ms"))
    def pdf() -> Taken:
        return timed(make_proposal, samples=20)

A function raises `NotMeasured` with the reason when what it measures is not there.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

REGISTRY: "dict[str, Measurement]" = {}
MILLISECONDS = 1000.0


class NotMeasured(Exception):
    """There is no figure; the text says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the design asks: a statistic (p50, p95, mean, min, max), its limit, and the unit of both."""

    statistic: str
    limit: float
    unit: str
    at_least: bool = False

    def __str__(self) -> str:
        """Return the target as the design writes it."""
        return f"{self.statistic} {'>=' if self.at_least else '<='} {self.limit:,g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A sample, in the target's unit."""

    values: Sequence[float]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the table."""

    name: str
    what: str
    target: Target
    take: Callable[[], Taken]


def measurement(name: str, what: str, target: Target) -> Callable[[Callable[[], Taken]], Callable[[], Taken]]:
    """Register a function that takes a sample."""

    def register(take: Callable[[], Taken]) -> Callable[[], Taken]:
        if name in REGISTRY:
            raise ValueError(f"two measurements are called {name!r}")
        REGISTRY[name] = Measurement(name, what, target, take)
        return take

    return register


def timed(work: Callable[[], object], *, samples: int, note: str = "") -> Taken:
    """Do the work once to warm up, then measure it so many times, in milliseconds."""
    work()
    values = []
    for _ in range(samples):
        started = time.perf_counter()
        work()
        values.append((time.perf_counter() - started) * MILLISECONDS)
    return Taken(tuple(values), note)
