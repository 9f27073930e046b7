"""The rules of an order as a CP-SAT model: which party sits in which visit, and on which day each visit is.

    sits[p][v]   party p sits in visit v, exactly one v for each p
    day[p]       the day of party p: that of its visit
    on[v]        the day of visit v, rising by at least the gap between visits
    used[v]      visit v takes place; used visits come first

Every must and every default that core's checker asks for stands here; what is only preferred is measured
(see visit_measure.py). Days and visits that `reach` excludes are not offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ortools.sat.python.cp_model import CpModel, Domain, IntVar

from arcada.core.sequencing.problem import Lag, Problem, Side, Strength
from arcada.solvers.discord import BOTH, cliques, discord, fewest_visits, rival_pairs
from arcada.solvers.reach import Frame, Parties, Reach, ends, parties_of, reach_of


@dataclass(frozen=True, slots=True)
class VisitModel:
    """The model with its variables; `kept` says of each preferred lag whether it holds.

    `cliques` are parties of which no two can share a visit; `fewest` visits are needed in any order.
    """

    model: CpModel
    problem: Problem
    parties: Parties
    reach: Reach
    frame: Frame
    cliques: tuple[tuple[int, ...], ...]
    fewest: int
    sits: tuple[tuple[IntVar, ...], ...]
    day: tuple[IntVar, ...]
    on: tuple[IntVar, ...]
    used: tuple[IntVar, ...]
    kept: tuple[IntVar, ...]

    def starts(self, task: str) -> IntVar:
        """The day of the first step of a task."""
        return self.day[self.parties.party(task, 0)]


def visit_model(problem: Problem, frame: Frame) -> VisitModel | None:
    """The model of a sound problem; None where it is plain that no order exists inside the frame."""
    parties = parties_of(problem)
    reach = reach_of(parties, frame)
    if reach is None:
        return None
    model, gap = CpModel(), max(1, problem.limits.gap_days)
    every, visits = range(len(parties.all)), range(frame.visits)
    sits = tuple(tuple(model.new_bool_var(f"sits {p} {v}") for v in visits) for p in every)
    day = tuple(model.new_int_var(reach.first_day[p], reach.last_day[p], f"day {p}") for p in every)
    on = tuple(model.new_int_var(v * gap, frame.last_day + gap * (v + 1), f"on {v}") for v in visits)
    used = tuple(model.new_bool_var(f"used {v}") for v in visits)
    kept = tuple(
        model.new_bool_var(f"kept {task.id} {rank}")
        for task in problem.tasks
        for rank, lag in enumerate(task.after)
        if lag.strength is Strength.PREFERENCE
    )
    groups = cliques(discord(parties, reach))
    fewest = fewest_visits(problem.limits, parties.all, max(map(len, groups), default=1))
    made = VisitModel(model, problem, parties, reach, frame, groups, fewest, sits, day, on, used, kept)
    _seats(made)
    _calendar(made)
    _chains(made)
    if not (_lags(made) and _steps(made) and _apart(made)):
        return None
    _phases(made)
    _loads(made)
    _roles(made)
    if problem.limits.split_lower_blocks:
        _one_sided(made)
    return made


def _seats(made: VisitModel) -> None:
    """Each party sits once; a visit takes place when somebody sits in it, and the used ones come first."""
    for p, row in enumerate(made.sits):
        made.model.add_exactly_one(row)
        for v, sits in enumerate(row):
            made.model.add_implication(sits, made.used[v])
            made.model.add(made.day[p] == made.on[v]).only_enforce_if(sits)
    for v, used in enumerate(made.used):
        made.model.add_bool_or([*(row[v] for row in made.sits), used.negated()])
        if v:
            made.model.add_implication(used, made.used[v - 1])


def _calendar(made: VisitModel) -> None:
    """Days between visits, more where both are anaesthetised or hold something spaced."""
    limits, gap = made.problem.limits, max(1, made.problem.limits.gap_days)
    for v in range(1, made.frame.visits):
        made.model.add(made.on[v] >= made.on[v - 1] + gap)
    _distance(made, "numb", [party.numb for party in made.parties.all], limits.anaesthetised_gap_days)
    _distance(made, "spaced", [party.spaced for party in made.parties.all], limits.spaced_gap_days)


def _distance(made: VisitModel, name: str, parties: Sequence[bool], days: int) -> None:
    """Visits that hold one of some parties lie so many days from each other."""
    gap = max(1, made.problem.limits.gap_days)
    if days <= gap or not any(parties):
        return
    holds = [made.model.new_bool_var(f"{name} {v}") for v in range(made.frame.visits)]
    for p, concerned in enumerate(parties):
        if concerned:
            for v, sits in enumerate(made.sits[p]):
                made.model.add_implication(sits, holds[v])
    for one, other in combinations(range(made.frame.visits), 2):
        if (other - one) * gap < days:
            made.model.add(made.on[other] >= made.on[one] + days).only_enforce_if([holds[one], holds[other]])


def _chains(made: VisitModel) -> None:
    """What follows from reach: earliest visits, and the order of the visits of two parties."""
    number = [made.model.new_int_var(0, made.frame.visits - 1, f"visit of {p}") for p in range(len(made.sits))]
    for p, row in enumerate(made.sits):
        made.model.add(number[p] == sum(v * sits for v, sits in enumerate(row)))
    for p, first in enumerate(made.reach.first_visit):
        for v in range(min(first, made.frame.visits)):
            made.model.add(made.sits[p][v] == 0)
    for one, ways in enumerate(made.reach.visits):
        for other, apart in enumerate(ways):
            if one != other and apart >= 0:
                made.model.add(number[other] >= number[one] + apart)
                made.model.add(made.day[other] >= made.day[one] + made.reach.days[one][other])


def _lags(made: VisitModel) -> bool:
    """Some window of each lag holds, a preferred one only where it is kept; False where none can."""
    kept = iter(made.kept)
    for task in made.problem.tasks:
        for lag in task.after:
            preferred = lag.strength is Strength.PREFERENCE
            holds = next(kept) if preferred else None
            one, other = ends(made.parties, task, lag)
            if one == other:
                same_day = any(window.holds(0) for window in lag.windows)
                if holds is not None:
                    made.model.add(holds == int(same_day))
                elif not same_day:
                    return False
                continue
            wanted = made.model.add_linear_expression_in_domain(made.day[other] - made.day[one], _domain(made, lag))
            if holds is not None:
                wanted.only_enforce_if(holds)
    return True


def _domain(made: VisitModel, lag: Lag) -> Domain:
    """The allowed distances in days."""
    last = made.frame.last_day
    return Domain.from_intervals(
        [
            [window.min_days, last if window.max_days is None else min(window.max_days, last)]
            for window in lag.windows
            if window.min_days <= last
        ]
    )


def _steps(made: VisitModel) -> bool:
    """The days between the steps of a task; False where two of them share a party."""
    for task in made.problem.tasks:
        for number in range(1, len(task.steps)):
            step = task.steps[number]
            one, other = made.parties.party(task.id, number - 1), made.parties.party(task.id, number)
            if one == other:
                return False
            if step.max_days is not None:
                made.model.add(made.day[other] - made.day[one] <= step.max_days)
    return True


def _apart(made: VisitModel) -> bool:
    """Rivals keep their distance, and no clique sits in one visit; False where rivals share a party."""
    for (one, other), days in sorted(rival_pairs(made.parties).items()):
        if one == other:
            return False
        if days > 1:
            _keep_apart(made, one, other, days)
    for clique in made.cliques:
        for v in range(made.frame.visits):
            made.model.add_at_most_one(made.sits[p][v] for p in clique)
    return True


def _keep_apart(made: VisitModel, one: int, other: int, days: int) -> None:
    after = made.model.new_bool_var(f"after {one} {other}")
    made.model.add(made.day[other] >= made.day[one] + days).only_enforce_if(after)
    made.model.add(made.day[one] >= made.day[other] + days).only_enforce_if(after.negated())


def _phases(made: VisitModel) -> None:
    """Nothing of a later phase begins before all of an earlier one has begun."""
    bound = [task for task in made.problem.tasks if not task.free]
    ranks = sorted({task.phase.rank for task in bound})
    for early, late in pairwise(ranks):
        turn = made.model.new_int_var(0, made.frame.last_day, f"turn {late}")
        for task in bound:
            if task.phase.rank == early:
                made.model.add(made.starts(task.id) <= turn)
            elif task.phase.rank == late:
                made.model.add(made.starts(task.id) >= turn)


def _loads(made: VisitModel) -> None:
    """Minutes, dose and teeth of a visit. A party that is longer by itself leaves no room for another busy one."""
    limits = made.problem.limits
    loads = [(limits.minutes, [min(party.minutes, limits.minutes) for party in made.parties.all])]
    if limits.anaesthetic_mg is not None:
        loads.append((limits.anaesthetic_mg, [party.anaesthetic_mg for party in made.parties.all]))
    if limits.extractions is not None:
        loads.append((limits.extractions, [party.extractions for party in made.parties.all]))
    for most, weights in loads:
        if sum(weights) > most:
            for v, used in enumerate(made.used):
                made.model.add(sum(w * row[v] for w, row in zip(weights, made.sits, strict=True)) <= most * used)
    made.model.add(sum(made.used) >= made.fewest)


def _roles(made: VisitModel) -> None:
    """A visit is one role's (a party that no role can do alone is in discord with all others)."""
    if not made.problem.limits.one_role:
        return
    roles = sorted({role for party in made.parties.all for role in party.roles})
    for v in range(made.frame.visits):
        theirs = {role: made.model.new_bool_var(f"{role} {v}") for role in roles}
        made.model.add_at_most_one(theirs.values())
        for p, party in enumerate(made.parties.all):
            if party.roles:
                able = [theirs[role] for role in dict.fromkeys(party.roles)]
                made.model.add_bool_or([*able, made.sits[p][v].negated()])


def _one_sided(made: VisitModel) -> None:
    blocks = [party.lower_blocks for party in made.parties.all]
    if frozenset[Side]().union(*blocks) != BOTH:
        return
    for v in range(made.frame.visits):
        sides = {side: made.model.new_bool_var(f"block {side} {v}") for side in Side}
        for p, own in enumerate(blocks):
            for side in sorted(own) if own != BOTH else ():
                made.model.add_implication(made.sits[p][v], sides[side])
        needs_both = [made.sits[p][v] for p, own in enumerate(blocks) if own == BOTH]
        made.model.add_bool_or([*(side.negated() for side in sides.values()), *needs_both])
