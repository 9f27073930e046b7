"""Findings that stop the rest of the plan (rule R29).

everything  a life is at risk: nothing else is planned until the emergency is over
elective    a diagnosis is open: relief and disease control go on, definitive and cosmetic work waits
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


def _wait(choice: Choice, outcome: Outcome) -> Choice:
    return replace(choice, strategy=None, outcome=outcome)


def _elective(library: Library, choice: Choice) -> bool:
    families = {library.procedures[step.do].family for one in considered(library, choice) for step in one.steps}
    return bool(families & library.group("waits_for_diagnosis"))
