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

from arcada.core.sequencing.company import Company
from arcada.core.sequencing.problem import Lag, Limits, Problem, Side, Strength
from arcada.solvers.reach import Parties, Reach, ends, parties_of, reach_of

BOTH = frozenset(Side)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a model may use: the last day of the plan, and how many visits."""

    last_day: int
    visits: int


@dataclass(frozen=True, slots=True)
class VisitModel:
    """The model with its variables; `kept` says of each preferred lag whether it holds."""

    model: CpModel
    problem: Problem
    parties: Parties
    reach: Reach
    frame: Frame
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
    reach = reach_of(parties)
    if reach is None or any(first > frame.last_day for first in reach.first_day):
        return None
    model, gap = CpModel(), max(1, problem.limits.gap_days)
    every, visits = range(len(parties.all)), range(frame.visits)
    sits = tuple(tuple(model.new_bool_var(f"sits {p} {v}") for v in visits) for p in every)
    day = tuple(model.new_int_var(reach.first_day[p], frame.last_day, f"day {p}") for p in every)
    on = tuple(model.new_int_var(v * gap, frame.last_day + gap * (v + 1), f"on {v}") for v in visits)
    used = tuple(model.new_bool_var(f"used {v}") for v in visits)
    kept = tuple(
        model.new_bool_var(f"kept {task.id} {rank}")
        for task in sorted(problem.tasks, key=lambda one: one.id)
        for rank, lag in enumerate(task.after)
        if lag.strength is Strength.PREFERENCE
    )
    made = VisitModel(model, problem, parties, reach, frame, sits, day, on, used, kept)
    _seats(made)
    _calendar(made)
    _chains(made)
    if not (_lags(made) and _steps(made) and _apart(made)):
        return None
    _anchors(made)
    _phases(made)
    _loads(made)
    _roles(made)
    _company(made)
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
    for task in sorted(made.problem.tasks, key=lambda one: one.id):
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
    """Rivals keep their distance, each step from each; False where they share a party."""
    tasks = {task.id: task for task in made.problem.tasks}
    pairs: dict[tuple[int, int], int] = {}
    for task in made.problem.tasks:
        for rival in task.apart:
            for step in range(len(task.steps)):
                for theirs in range(len(tasks[rival.task].steps)):
                    one, other = made.parties.party(task.id, step), made.parties.party(rival.task, theirs)
                    if one == other:
                        return False
                    pair = (min(one, other), max(one, other))
                    pairs[pair] = max(pairs.get(pair, 1), rival.days)
    for (one, other), days in sorted(pairs.items()):
        _keep_apart(made, one, other, days)
    return True


def _keep_apart(made: VisitModel, one: int, other: int, days: int) -> None:
    if days == 1:
        for first, second in zip(made.sits[one], made.sits[other], strict=True):
            made.model.add_at_most_one(first, second)
        return
    after = made.model.new_bool_var(f"after {one} {other}")
    made.model.add(made.day[other] >= made.day[one] + days).only_enforce_if(after)
    made.model.add(made.day[one] >= made.day[other] + days).only_enforce_if(after.negated())


def _anchors(made: VisitModel) -> None:
    """Outside anchors: last days (the first ones are in reach)."""
    for task in made.problem.tasks:
        if task.not_after is not None:
            made.model.add(made.day[made.parties.party(task.id, len(task.steps) - 1)] <= task.not_after)


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
    made.model.add(sum(made.used) >= fewest_visits(limits, made.parties.all, made.reach))


def fewest_visits(limits: Limits, parties: tuple[Company, ...], reach: Reach) -> int:
    """A number of visits that cannot be undercut: the longest chain, and the load of each role."""
    chain = max((first + 1 for first in reach.first_visit), default=0)
    loads: dict[tuple[str, ...], list[tuple[int, int, int]]] = {}
    for party in parties:
        roles = party.roles if limits.one_role and len(set(party.roles)) == 1 else ()
        if roles or not limits.one_role:
            weights = (min(party.minutes, limits.minutes), party.anaesthetic_mg, party.extractions)
            loads.setdefault(roles[:1], []).append(weights)
    most = (limits.minutes, limits.anaesthetic_mg, limits.extractions)
    needed = 0
    for weights_of_role in loads.values():
        sums = [sum(column) for column in zip(*weights_of_role, strict=True)]
        needed += max(1, *(-(-total // top) for total, top in zip(sums, most, strict=True) if top))
    return max(chain, needed)


def _roles(made: VisitModel) -> None:
    """A visit is one role's; a party that no role can do alone sits alone."""
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
    for p, party in enumerate(made.parties.all):
        if not party.roles:
            for q in range(len(made.parties.all)):
                if p != q:
                    _keep_apart(made, p, q, 1)


def _company(made: VisitModel) -> None:
    """Lower blocks of one side only, and relief without later anaesthetised work."""
    limits, every = made.problem.limits, range(len(made.parties.all))
    if limits.split_lower_blocks:
        _one_sided(made)
    if limits.urgent_alone:
        for one, other in combinations(every, 2):
            first, second = made.parties.all[one], made.parties.all[other]
            if (first.urgent and second.later_numb) or (second.urgent and first.later_numb):
                _keep_apart(made, one, other, 1)


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
