"""Which parties can never share a visit, and what follows for the number of visits.

Parties of which no two can share a visit (a clique) need a visit each: the largest clique that is found is a number
of visits that no order undercuts. The cliques are also told to the model, which could not see them by itself.
"""

from itertools import combinations

from arcada.core.sequencing.company import Company
from arcada.core.sequencing.problem import Limits, Side
from arcada.solvers.reach import Parties, Reach

BOTH = frozenset(Side)


def discord(parties: Parties, reach: Reach) -> tuple[frozenset[int], ...]:
    """For each party, those with which it can never share a visit."""
    found: list[set[int]] = [set() for _ in parties.all]
    rivals = rival_pairs(parties)
    limits = parties.problem.limits
    both_at_once = any(party.lower_blocks == BOTH for party in parties.all)
    for one, other in combinations(range(len(parties.all)), 2):
        apart = reach.days[one][other] > 0 or reach.days[other][one] > 0 or (one, other) in rivals
        first, second = parties.all[one], parties.all[other]
        if apart or clash(limits, first, second) or (not both_at_once and _two_sided(limits, first, second)):
            found[one].add(other)
            found[other].add(one)
    return tuple(map(frozenset, found))


def rival_pairs(parties: Parties) -> dict[tuple[int, int], int]:
    """Parties that must be kept apart, the smaller number first, with the days between."""
    tasks = {task.id: task for task in parties.problem.tasks}
    pairs: dict[tuple[int, int], int] = {}
    for task in parties.problem.tasks:
        for rival in task.apart:
            for step in range(len(task.steps)):
                for theirs in range(len(tasks[rival.task].steps)):
                    one, other = sorted((parties.party(task.id, step), parties.party(rival.task, theirs)))
                    pairs[one, other] = max(pairs.get((one, other), 1), rival.days)
    return pairs


def clash(limits: Limits, one: Company, other: Company) -> bool:
    """Whether two parties alone are too much for a visit, or not each other's company."""
    if one.minutes and other.minutes and one.minutes + other.minutes > limits.minutes:
        return True
    if limits.anaesthetic_mg is not None and one.anaesthetic_mg + other.anaesthetic_mg > limits.anaesthetic_mg:
        return True
    if limits.extractions is not None and one.extractions + other.extractions > limits.extractions:
        return True
    if limits.one_role and not set(one.roles) & set(other.roles):
        return True
    return limits.urgent_alone and ((one.urgent and other.later_numb) or (other.urgent and one.later_numb))


def _two_sided(limits: Limits, one: Company, other: Company) -> bool:
    return limits.split_lower_blocks and one.lower_blocks | other.lower_blocks == BOTH


def cliques(apart: tuple[frozenset[int], ...]) -> tuple[tuple[int, ...], ...]:
    """Cliques that cover all pairs that are apart, the largest first; each is grown greedily from a pair."""
    open_pairs = {(a, b) for a, others in enumerate(apart) for b in others if a < b}
    found: list[tuple[int, ...]] = []
    while open_pairs:
        clique = _grown(apart, min(open_pairs))
        found.append(clique)
        open_pairs -= set(combinations(clique, 2))
    return tuple(sorted(found, key=lambda clique: (-len(clique), clique)))


def _grown(apart: tuple[frozenset[int], ...], pair: tuple[int, int]) -> tuple[int, ...]:
    """The pair with all that can be added, those first that leave most others possible."""
    clique, able = list(pair), apart[pair[0]] & apart[pair[1]]
    while able:
        best = min(able, key=lambda node: (-len(able & apart[node]), node))
        clique.append(best)
        able &= apart[best]
    return tuple(sorted(clique))


def fewest_visits(limits: Limits, parties: tuple[Company, ...], largest_clique: int) -> int:
    """A number of visits that cannot be undercut: the largest clique, and the load of each role."""
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
    return max(largest_clique, needed)
