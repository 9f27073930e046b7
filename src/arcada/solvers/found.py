"""What a search for a better order may use, how far it is, and what it found."""

from dataclasses import dataclass

from arcada.core.sequencing.problem import Answer
from arcada.core.sequencing.quality import Quality

SEED = 7
"""Any number would do; it is fixed, so that the same problem has the same answer on every machine."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What a search may use: deterministic seconds (a count of the work done, not of a clock), and the seed."""

    limit: float
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: visits of the best order so far, and how many are needed at least."""

    visits: int
    at_least: int


@dataclass(frozen=True, slots=True)
class Found:
    """The best order that is known, which is the first one where nothing better was found.

    `proven`     no order is better by the whole measure
    `settled`    urgency, visits and end are proven best; comfort and cost may not be
    `gap`        how far the first of these that is not proven may be from the best, as a share of it; 0.0 if settled
    `at_least`   visits that every order needs
    `effort`     what the search was given, with which it can be made again; `spent` is what it used
    `stopped`    somebody ended it
    """

    answer: Answer
    quality: Quality
    proven: bool
    settled: bool
    gap: float
    at_least: int
    effort: Effort
    spent: float
    stopped: bool = False
