"""Where one task can stand, given what stands already: its earliest days, and what holds it.

    low                                      high
     |---- allowed by lags, phases, dates ----|
     |....x....x....v                              x: the visit of that day is full or too near
                    ^ placed here

A *strict* search keeps every bound. A *late* search ignores the bounds that an earlier task could lift by
standing later itself (deadlines of lags, phase order, company); it says how late the task would be, from which
the push for the earlier task follows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from arcada.core.kernel import Reason
from arcada.core.sequencing.draft import Draft
from arcada.core.sequencing.problem import Lag, Limits, Phase, Stop, Strength, Task


@dataclass(slots=True)
class Board:
    """Tasks placed so far, the floors below which a step may not stand, and the tasks that others wait for."""

    limits: Limits
    tasks: Mapping[str, Task]
    draft: Draft
    floors: Mapping[Stop, int]
    rivals: Mapping[str, tuple[tuple[str, int], ...]]
    awaited: frozenset[str]
    with_preferences: bool
    days: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def lags(self, task: Task, step: int) -> list[tuple[int, Lag]]:
        """Lags that end at a step, each with the day that it counts from."""
        found = []
        for lag in task.after:
            if lag.to_step == step and (self.with_preferences or lag.strength is not Strength.PREFERENCE):
                days = self.days[lag.before]
                found.append((days[-1] if lag.from_step is None else days[lag.from_step], lag))
        return found

    def partners(self, task: Task) -> list[str]:
        """Placed tasks that share its `together` label."""
        return [name for name in self.days if task.together and self.tasks[name].together == task.together]

    def phase_mates(self, task: Task) -> list[tuple[str, int, int]]:
        """Placed tasks under the phase order: id, rank, day of the first visit."""
        if task.free:
            return []
        placed = ((name, self.tasks[name], days[0]) for name, days in self.days.items())
        return [(name, other.phase.rank, day) for name, other, day in placed if not other.free]


def cap(lag: Lag) -> int | None:
    """The last allowed distance, None where it is open."""
    ends = [window.max_days for window in lag.windows]
    return None if None in ends else max(end for end in ends if end is not None)


def lower_bounds(board: Board, task: Task, step: int) -> list[tuple[int, Reason]]:
    """Days before which the step may not stand, each with its reason."""
    found = [(0, Reason("start", "nothing holds it back"))]
    floor = board.floors.get(Stop(task.id, step), 0)
    if floor:
        found.append((floor, Reason("pushed", "moved later so that what follows it keeps its deadline")))
    for base, lag in board.lags(task, step):
        least = min(window.min_days for window in lag.windows)
        text = f"{least} {'day' if least == 1 else 'days'} after {lag.before}" if least else f"not before {lag.before}"
        found.append((base + least, Reason("lag", text)))
    if step == 0:
        if task.not_before is not None:
            found.append((task.not_before, Reason("not_before", f"not before day {task.not_before}")))
        found += [
            (day, Reason("phase", f"{name} belongs to an earlier phase"))
            for name, rank, day in board.phase_mates(task)
            if rank < task.phase.rank
        ]
        found += [(board.days[name][0], Reason("together", f"same visit as {name}")) for name in board.partners(task)]
    return found


def upper_bounds(board: Board, task: Task, step: int, *, strict: bool) -> int:
    """The last day on which the step may stand."""
    bounds = [board.limits.horizon_days]
    if task.not_after is not None:
        bounds.append(task.not_after - sum(max(1, later.min_days) for later in task.steps[step + 1 :]))
    if strict:
        bounds += [base + most for base, lag in board.lags(task, step) if (most := cap(lag)) is not None]
        if step == 0:
            bounds += [day for _, rank, day in board.phase_mates(task) if rank > task.phase.rank]
            bounds += [board.days[name][0] for name in board.partners(task)]
    return min(bounds)


@dataclass(slots=True)
class Seeker:
    """The search for the days of one task; `dead` remembers steps and days from which no way goes on."""

    board: Board
    task: Task
    strict: bool
    low: list[int] = field(init=False)
    high: list[int] = field(init=False)
    dead: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        steps = range(len(self.task.steps))
        self.low = [max(day for day, _ in lower_bounds(self.board, self.task, step)) for step in steps]
        self.high = [upper_bounds(self.board, self.task, step, strict=self.strict) for step in steps]
        for step in reversed(steps[1:]):
            reach = self.high[step] - max(1, self.task.steps[step].min_days)
            self.high[step - 1] = min(self.high[step - 1], reach)

    def run(self) -> tuple[int, ...] | None:
        """The earliest days, first step first; the draft is left as it was."""
        return self._from(0, 0)

    def _from(self, step: int, previous: int) -> tuple[int, ...] | None:
        if step == len(self.task.steps):
            return ()
        if (step, previous) in self.dead:
            return None
        for day in self._days(step, previous):
            company = self.board.draft.company[Stop(self.task.id, step)]
            new = self.board.draft.put(day, company)
            rest = self._from(step + 1, day)
            if new:
                self.board.draft.take_back(day, company)
            if rest is not None:
                return (day, *rest)
        self.dead.add((step, previous))
        return None

    def _days(self, step: int, previous: int) -> Iterator[int]:
        """Days for the step as they are preferred: a visit soon that takes place anyway, then the earliest."""
        low, high = self.low[step], self.high[step]
        if step:
            window = self.task.steps[step]
            low = max(low, previous + max(1, window.min_days))
            high = high if window.max_days is None else min(high, previous + window.max_days)
        first = next((day for day in range(low, high + 1) if self._allowed(step, day)), None)
        if first is None:
            return
        soon = range(first, min(self._patient_until(step, first), high) + 1)
        joined = next((day for day in soon if day in self.board.draft.rooms and self._allowed(step, day)), first)
        yield joined
        for day in range(first, high + 1):
            if day != joined and self._allowed(step, day):
                yield day

    def _patient_until(self, step: int, first: int) -> int:
        """The last day up to which a step may wait for a visit, so that nothing after it ends later."""
        task, until = self.task, first + self.board.limits.patience_days
        last = step == len(task.steps) - 1
        if not last or task.phase is Phase.URGENT or task.together or task.id in self.board.awaited:
            return first
        if step or task.free:
            return until
        mates = [day for _, rank, day in self.board.phase_mates(task) if rank == task.phase.rank]
        return min(until, max(mates, default=first))

    def _allowed(self, step: int, day: int) -> bool:
        """Whether lags, rivals and the draft leave the day."""
        for base, lag in self.board.lags(self.task, step):
            most = cap(lag)
            late = not self.strict and most is not None and day - base > most
            if not late and not any(window.holds(day - base) for window in lag.windows):
                return False
        for rival, gap in self.board.rivals.get(self.task.id, ()):
            if any(abs(day - other) < gap for other in self.board.days.get(rival, ())):
                return False
        return self.board.draft.accepts(day, self.board.draft.company[Stop(self.task.id, step)])
