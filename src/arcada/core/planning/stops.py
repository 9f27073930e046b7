"""Findings that stop the rest of the plan (rule R29).

everything  a life is at risk: nothing else is planned until the emergency is over
elective    a diagnosis is open: relief and disease control go on, definitive and cosmetic work waits

What cures an infection or a pain is never held up for the crown at its end: that step alone stays open until the
result. What a removal would open (an implant in the gap) waits like any other elective work.
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.choice import Choice
from arcada.core.planning.library import Library
from arcada.core.planning.medical import considered
from arcada.core.protocols.protocol import Outcome, PlanStep

EMERGENCY = Outcome("deferred_until_emergency_resolved", "The emergency comes first; this is planned when it is over.")
RESULT = "the result of the sample is harmless"
BESIDE_WORK = frozenset({"talk", "record", "review"})
OPEN_DIAGNOSIS = Outcome("deferred_clinical", "This can wait and is planned again when the urgent result is known.")


def stopped(library: Library, choices: Sequence[Choice]) -> list[Choice]:
    """The choices with everything deferred that a stopping finding holds up."""
    stops = {choice.protocol.stops for choice in choices if choice.strategy is not None}
    if "everything" in stops:
        return [c if c.protocol.stops == "everything" else _wait(c, EMERGENCY) for c in choices]
    if "elective" in stops:
        return [c if c.protocol.stops else held(library, c, OPEN_DIAGNOSIS) for c in choices]
    return list(choices)


def waiting(choices: Sequence[Choice]) -> Outcome | None:
    """Why wishes wait, None where nothing stops the plan."""
    stops = {choice.protocol.stops for choice in choices if choice.strategy is not None}
    return EMERGENCY if "everything" in stops else OPEN_DIAGNOSIS if "elective" in stops else None


def held(library: Library, choice: Choice, stop: Outcome | None) -> Choice:
    """The choice, deferred where the plan stops and its work is elective; elective steps of other work stay open."""
    waits = library.group("waits_for_diagnosis")
    work = _work(library, choice)
    if stop is None or not work & waits:
        return choice
    if choice.strategy is None or not work - waits:
        return _wait(choice, stop)
    steps = [replace(s, gate=s.gate or RESULT) if _family(library, s) in waits else s for s in choice.strategy.steps]
    return replace(choice, strategy=replace(choice.strategy, steps=tuple(steps)))


def _wait(choice: Choice, outcome: Outcome) -> Choice:
    return replace(choice, strategy=None, outcome=outcome)


def _work(library: Library, choice: Choice) -> frozenset[str]:
    """What is done at the chair for the choice: not talks, records, reviews and what serves only until then."""
    steps = [step for one in considered(library, choice) for step in one.steps if step.when.holds(choice.facts)]
    steps = [step for step in steps if not step.interim]
    found = frozenset(_family(library, step) for step in steps)
    return frozenset(name for name in found if library.families[name].kind not in BESIDE_WORK)


def _family(library: Library, step: PlanStep) -> str:
    return library.procedures[step.do].family
