"""The search for the best order: level by level, each one held while the next is improved.

    first answer --> urgency -> visits -> end -> comfort -> need -> month -> waiting --> best answer

The budget is deterministic time, the search has one thread and a seed, so the same problem gives the same answer
everywhere. The best answer so far is always at hand: the search starts from core's first answer, may be stopped at
any moment, and never gives a worse one. Each answer on the way is measured and checked by core before it counts.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpModel, CpSolver, CpSolverSolutionCallback

from arcada.core.sequencing.better import better_of, latest_days
from arcada.core.sequencing.problem import Answer, Phase, Problem
from arcada.core.sequencing.quality import quality
from arcada.core.sequencing.turn import in_turn
from arcada.core.sequencing.write import from_days
from arcada.solvers.found import Effort, Found, Progress
from arcada.solvers.reach import Frame, Parties
from arcada.solvers.visit_measure import VISITS, Level, levels
from arcada.solvers.visit_model import VisitModel, visit_model

SHARES = (0.2, 0.5, 0.5, 0.5, 0.5, 0.5, 1.0)
"""The share of what is left of the budget that each level may use (measured)."""
LEADING = 3
"""Levels that `settled` speaks of: urgency, visits, end."""
SPARE_VISITS = 2
"""Visits beyond the first answer's, for where urgent work may be relieved sooner by one visit more."""
COMPLETION_SECONDS = 2.0
LEAST_SECONDS = 0.001


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one level: its value and bound, and the values of all variables to go on from."""

    value: int
    bound: int
    seen: Sequence[int]

    @property
    def proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.bound >= self.value

    @property
    def gap(self) -> float:
        """How far the value may be from the best, as a share of it."""
        return max(0, self.value - self.bound) / self.value if self.value else 0.0


class OrderSearch:
    """One search. `run` it once; `stop` it and read `best` and `progress` from any thread."""

    def __init__(self, problem: Problem, first: Answer, effort: Effort) -> None:
        self.best = first
        self._problem = Problem(tuple(in_turn(problem.tasks, {})), problem.limits)
        """The tasks in their turn, so that neither the order of asking nor a name changes what is found."""
        self._first, self._effort = first, effort
        self._measured = quality(problem, first)
        self._at_least, self._spent = 0, 0.0
        self._stopped = False
        self._solver: CpSolver | None = None

    @property
    def progress(self) -> Progress:
        """How far the search is."""
        visits = len(self.best.visits)
        return Progress(visits, min(self._at_least, visits))

    def stop(self) -> None:
        """End the search soon; the best answer so far is its result."""
        self._stopped = True
        if self._solver is not None:
            self._solver.stop_search()

    def run(self) -> Found:
        """Search until the answer is proven best, the budget is spent, or somebody stops it."""
        made = self._model()
        if made is None:
            return self._found(())
        ladder = levels(made)
        self._at_least = ladder[VISITS].least
        seen = self._completed(made)
        outcomes: list[Outcome] = []
        for level, share in zip(ladder if seen else (), SHARES, strict=False):
            outcome = self._minimise(made, level, share, seen)
            made.model.add(level.term <= level.value(self._measured))
            outcomes.append(outcome)
            seen = outcome.seen
        return self._found(outcomes)

    def _model(self) -> VisitModel | None:
        """The rules, in a frame that holds every order that could be better."""
        if not self._first.visits:
            return None
        visits = len(self._first.visits)
        latest = latest_days(self._problem, self._first)
        made = visit_model(self._problem, Frame(latest, visits))
        if made is None or not self._urgency_may_gain(made):
            return made
        spare = min(len(made.parties.all), visits + SPARE_VISITS)
        return visit_model(self._problem, Frame(latest, spare))

    def _urgency_may_gain(self, made: VisitModel) -> bool:
        """Whether anything that stands above the number of visits is not yet as good as reach allows."""
        urgent = [task for task in self._problem.tasks if task.phase is Phase.URGENT]
        relief = sum(made.reach.first_day[made.parties.party(task.id, 0)] for task in urgent)
        return (self._measured.relief, self._measured.lost_lags) != (relief, 0)

    def _completed(self, made: VisitModel) -> Sequence[int]:
        """The first answer as values of all variables; empty if the model did not hold it."""
        days = {placement.task: placement.days for placement in self._first.placements}
        visits = [visit.day for visit in self._first.visits]
        gap = max(1, self._problem.limits.gap_days)
        spare = range(1, made.frame.visits - len(visits) + 1)
        on = [*visits, *(max(visits[-1], made.frame.last_day) + gap * n for n in spare)]
        for p, party in enumerate(made.parties.all):
            day = days[party.stops[0].task][party.stops[0].step]
            made.model.add_hint(made.day[p], day)
            for v, sits in enumerate(made.sits[p]):
                made.model.add_hint(sits, on[v] == day)
        for v, day in enumerate(on):
            made.model.add_hint(made.on[v], day)
        solver = self._solver_with(COMPLETION_SECONDS)
        solver.parameters.fix_variables_to_their_hinted_value = True
        return _values(made.model, solver) if solver.solve(made.model) in (OPTIMAL, FEASIBLE) else ()

    def _minimise(self, made: VisitModel, level: Level, share: float, seen: Sequence[int]) -> Outcome:
        """Improve one level, starting from what is known."""
        value = level.value(self._measured)
        budget = share * (self._effort.limit - self._spent)
        if value <= level.least or self._stopped or budget < LEAST_SECONDS:
            return Outcome(value, min(level.least, value), seen)
        made.model.clear_hints()  # type: ignore[no-untyped-call]
        for index, known in enumerate(seen):
            made.model.add_hint(made.model.get_int_var_from_proto_index(index), known)
        made.model.minimize(level.term)
        solver = self._solver_with(budget)
        if level.fields[0].name == "visits":
            solver.best_bound_callback = self._visits_needed
        status = solver.solve(made.model, _Watch(self, made))
        self._spent += solver.deterministic_time
        if status not in (OPTIMAL, FEASIBLE):
            return Outcome(value, level.least, seen)
        bound = max(level.least, math.ceil(solver.best_objective_bound - 1e-6))
        return Outcome(level.value(self._measured), bound, _values(made.model, solver))

    def _solver_with(self, seconds: float) -> CpSolver:
        """A solver of one thread; its settings were measured on plans of 16 to 37 procedures.

        Rules of days and visits have little to say in a linear program, and probing takes longer than it saves.
        """
        solver = CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 0
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.random_seed = self._effort.seed
        solver.parameters.max_deterministic_time = seconds
        solver.parameters.catch_sigint_signal = False
        self._solver = solver
        return solver

    def _visits_needed(self, bound: float) -> None:
        self._at_least = max(self._at_least, math.ceil(bound - 1e-6))

    def consider(self, days: Sequence[int], parties: Parties) -> None:
        """Take an order as the best so far, if core finds it sound and better."""
        placed = {
            task.id: tuple(days[parties.party(task.id, n)] for n in range(len(task.steps)))
            for task in self._problem.tasks
        }
        answer = from_days(self._problem, placed)
        measured = quality(self._problem, answer)
        if measured < self._measured and better_of(self._problem, self._first, answer) is answer:
            self.best, self._measured = answer, measured

    def _found(self, outcomes: Sequence[Outcome]) -> Found:
        open_levels = [rank for rank, outcome in enumerate(outcomes) if not outcome.proven]
        first_open = open_levels[0] if open_levels else len(outcomes)
        settled = len(outcomes) >= LEADING and first_open >= LEADING
        if len(outcomes) > VISITS and first_open >= VISITS:
            self._at_least = max(self._at_least, outcomes[VISITS].bound)
        return Found(
            answer=self.best,
            quality=self._measured,
            proven=bool(outcomes) and not open_levels,
            settled=settled or not self._first.visits,
            gap=0.0 if settled or not outcomes else outcomes[first_open].gap,
            at_least=self.progress.at_least,
            effort=self._effort,
            spent=self._spent,
            stopped=self._stopped,
        )


class _Watch(CpSolverSolutionCallback):
    """Hands each solution to the search."""

    def __init__(self, search: OrderSearch, made: VisitModel) -> None:
        super().__init__()
        self._search, self._made = search, made

    def on_solution_callback(self) -> None:
        """One more solution."""
        self._search.consider([self.value(day) for day in self._made.day], self._made.parties)


def _values(model: CpModel, solver: CpSolver) -> Sequence[int]:
    """The values of all variables of the last solution."""
    return [solver.value(model.get_int_var_from_proto_index(index)) for index in range(len(model.proto.variables))]
