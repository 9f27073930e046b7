"""Findings that stop the rest of the plan (rule R29).

everything  a life is at risk: nothing else is planned until the emergency is over
elective    a diagnosis is open: relief and disease control go on, definitive and cosmetic work waits

What cures an infection or a pain is never held up for the crown at its end: the crown then waits for the result by
a rule of its own. What a removal would open (an implant in the gap) waits like any other elective work.
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.choice import Choice
from arcada.core.planning.library import Library
from arcada.core.planning.medical import considered
from arcada.core.protocols.protocol import Outcome

EMERGENCY = Outcome("deferred_until_emergency_resolved", "The emergency comes first; this is planned when it is over.")
OPEN_DIAGNOSIS = Outcome("deferred_clinical", "This can wait and is planned again when the urgent result is known.")


def stopped(library: Library, choices: Sequence[Choice]) -> list[Choice]:
    """The choices with everything deferred that a stopping finding holds up."""
    stops = {choice.protocol.stops for choice in choices if choice.strategy is not None}
    if "everything" in stops:
        return [c if c.protocol.stops == "everything" else _wait(c, EMERGENCY) for c in choices]
    if "elective" in stops:
        return [c if c.protocol.stops or not _elective(library, c) else _wait(c, OPEN_DIAGNOSIS) for c in choices]
    return list(choices)


def waiting(choices: Sequence[Choice]) -> Outcome | None:
    """Why wishes wait, None where nothing stops the plan."""
    stops = {choice.protocol.stops for choice in choices if choice.strategy is not None}
    return EMERGENCY if "everything" in stops else OPEN_DIAGNOSIS if "elective" in stops else None


def held(library: Library, choice: Choice, stop: Outcome | None) -> Choice:
    """A choice about what the plan itself opens, deferred where the plan stops and the work is elective."""
    return _wait(choice, stop) if stop is not None and _elective(library, choice) else choice


def _wait(choice: Choice, outcome: Outcome) -> Choice:
    return replace(choice, strategy=None, outcome=outcome)


def _elective(library: Library, choice: Choice) -> bool:
    steps = [step for one in considered(library, choice) for step in one.steps if step.when.holds(choice.facts)]
    families = {library.procedures[step.do].family for step in steps}
    cures = families & library.group("endodontic") or any(step.phase == "urgent" for step in steps)
    return not cures and bool(families & library.group("waits_for_diagnosis"))
