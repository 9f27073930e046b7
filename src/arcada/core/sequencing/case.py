"""A problem beside its answer, as the judge reads them, and the faults that it names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from arcada.core.sequencing.problem import Answer, Lag, Problem, Stop, Task


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that an answer breaks."""

    kind: str
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A problem beside its answer, indexed for reading."""

    problem: Problem
    answer: Answer
    tasks: dict[str, Task]
    days: dict[str, tuple[int, ...]]

    def step(self, stop: Stop) -> tuple[Task, int]:
        """The task and step of a stop."""
        return self.tasks[stop.task], stop.step


Rule = Callable[[Case], Iterator[Fault]]


def origin(case: Case, lag: Lag) -> int:
    """The step from which a lag counts."""
    return len(case.days[lag.before]) - 1 if lag.from_step is None else lag.from_step


def distance_of(case: Case, name: str, lag: Lag) -> int:
    """Days that lie between the two ends of a lag."""
    return case.days[name][lag.to_step] - case.days[lag.before][origin(case, lag)]


def inside(lag: Lag, distance: int) -> bool:
    """Whether one window allows the distance."""
    for window in lag.windows:
        upper = distance if window.max_days is None else window.max_days
        if window.min_days <= distance <= upper:
            return True
    return False
