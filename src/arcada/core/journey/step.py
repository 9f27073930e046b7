"""A step of the journey, and where it stands.

A step names who does it, what must be done before (`after`), what must hold besides (`gates`) and how the
record can tell that it is done (`fact`; none means that a person ticks it by hand).

    done        the record shows it, or a person ticked it
    not_needed  a person said, with a reason, that this case does not need it
    ready       everything before it is done and its gates are open
    blocked     everything before it is done, but a gate is shut: somebody must act
    not_yet     a step before it is still open
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a step stands."""

    DONE = "done"
    NOT_NEEDED = "not_needed"
    READY = "ready"
    BLOCKED = "blocked"
    NOT_YET = "not_yet"

    @property
    def settled(self) -> bool:
        """Whether the steps after it need not wait for it."""
        return self in (State.DONE, State.NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class Step:
    """One named step; `per_version` steps are done anew for each version of the plan."""

    id: str
    title: str
    who: str
    explanation: str
    fact: str = ""
    after: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    by_hand: bool = True
    per_version: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A step with its state and the sentence that explains it."""

    step: Step
    state: State
    why: str
    from_record: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """The steps in the order in which they are shown."""

    steps: tuple[Step, ...]
    version: str = ""

    def step(self, step_id: str) -> Step | None:
        """The step with this id."""
        return next((step for step in self.steps if step.id == step_id), None)


def faults(journey: Journey, facts_known: frozenset[str]) -> tuple[str, ...]:
    """What is wrong with a journey file: doubled ids, unknown names, circles, steps nobody can do."""
    ids = [step.id for step in journey.steps]
    found = [f"step '{name}' stands {ids.count(name)} times" for name in sorted(set(ids)) if ids.count(name) > 1]
    for step in journey.steps:
        found += [f"step '{step.id}' comes after '{name}', which is no step" for name in step.after if name not in ids]
        wanted = (step.fact, *step.gates) if step.fact else step.gates
        found += [
            f"step '{step.id}' reads '{name}', which the record does not tell"
            for name in wanted
            if name not in facts_known
        ]
        if not step.fact and not step.by_hand:
            found.append(f"step '{step.id}' is neither read from the record nor done by hand")
    return (*found, *_circles({step.id: step.after for step in journey.steps}))


def _circles(after: dict[str, tuple[str, ...]]) -> Iterable[str]:
    """Steps that wait for themselves, each named once."""
    remaining = dict(after)
    while True:
        free = [name for name, before in remaining.items() if not any(b in remaining for b in before)]
        if not free:
            break
        for name in free:
            del remaining[name]
    return [f"step '{name}' waits for itself" for name in sorted(remaining) if _reaches(name, name, remaining)]


def _reaches(start: str, target: str, after: dict[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    stack = list(after.get(start, ()))
    while stack:
        name = stack.pop()
        if name == target:
            return True
        if name not in seen:
            seen.add(name)
            stack.extend(after.get(name, ()))
    return False
