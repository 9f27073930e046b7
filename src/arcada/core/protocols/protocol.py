r"""Protocols: what the practice does about a finding, by tier, and what it says about it.

    finding --rung--> strategy --steps--> items of the plan
                  \-> outcome: monitored, deferred, not indicated, not chosen (with a reason and a date)

For each tier a protocol has a ladder of rungs. The first rung whose condition holds is taken: either a
*strategy* (steps to be done) or an *outcome* (a reason why nothing is done). Branches are what happens if a
named trigger comes true; they are priced apart. A protocol answers its findings unit by unit: `tooth` by
tooth, `gap` by gap (runs of missing neighbours), `arch` by arch, or the `finding` as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from arcada.core.kernel.condition import ALWAYS, Condition

TIERS = ("premium", "balanced", "economy")
REASONS = (
    "no_evidence",
    "patient_does_not_want_treatment",
    "not_indicated",
    "not_indicated_monitor",
    "deferred_medical",
    "deferred_clinical",
    "deferred_until_emergency_resolved",
    "not_chosen_in_tier",
)
PLACES = ("unit", "mouth", "arch", "quadrants", "bridge", "one_wing", "each_tooth", "every_tooth", "gap_ends")


@dataclass(frozen=True, slots=True)
class DayWindow:
    """Days that are allowed between two procedures; `max_days` None leaves the end open."""

    min_days: int
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class After:
    """A lag inside a strategy: this step comes after the step named `step`, in one of the windows."""

    step: str
    windows: tuple[DayWindow, ...]
    to_stage: int = 0


@dataclass(frozen=True, slots=True)
class Follow:
    """A wait for whatever is done on the same tooth from these families.

    The days count to the stage `to_stage` of this step. Where nothing of the kind is done, an `alone` step keeps
    the distance from the start of the plan, any other is free. `several` are the windows where more than one
    item is followed, because they may need more than one visit.
    """

    families: frozenset[str]
    windows: tuple[DayWindow, ...]
    to_stage: int = 0
    alone: bool = False
    several: tuple[DayWindow, ...] = ()
    strength: str = "must"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One procedure of a strategy; `name` is how other steps and lags speak of it.

    `interim` marks what serves only until the definitive work: to refuse its kind does not refuse the strategy.
    """

    name: str
    do: str
    because: str
    phase: str
    at: str = "unit"
    when: Condition = ALWAYS
    after: tuple[After, ...] = ()
    gate: str = ""
    repeat: bool = False
    parallel: bool = False
    together: str = ""
    not_before: int | None = None
    not_after: int | None = None
    follows: Follow | None = None
    interim: bool = False


@dataclass(frozen=True, slots=True)
class Strategy:
    """A way to answer a finding. `removes` marks one after which the tooth is gone."""

    id: str
    title: str
    steps: tuple[PlanStep, ...]
    when: Condition = ALWAYS
    removes: bool = False
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    less_invasive: str = ""
    strength: str = "default"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finding that is not treated in a tier, with the reason and, where known, until when."""

    reason: str
    text: str
    until_days: int | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a tier's ladder: a strategy's id or an outcome."""

    strategy: str = ""
    outcome: Outcome | None = None
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Branch:
    """What is done if the trigger comes true; `unless` names families whose presence makes it pointless."""

    trigger: str
    steps: tuple[tuple[str, str], ...]
    when: Condition = ALWAYS
    probability: float | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagRule:
    """A warning that the protocol raises for the patient."""

    flag: str
    text: str
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Protocol:
    """The practice's answer to one condition.

    `insists` marks a condition that is never left unanswered because every way was refused: the ladder is then
    walked as if nothing had been refused, and the refusal is reported as not followed in that tier.
    """

    id: str
    version: int
    title: str
    findings: tuple[str, ...]
    ladders: Mapping[str, tuple[Rung, ...]]
    strategies: Mapping[str, Strategy] = field(default_factory=dict)
    unit: str = "tooth"
    branches: tuple[Branch, ...] = ()
    flags: tuple[FlagRule, ...] = ()
    recall: tuple[tuple[int, Condition], ...] = ()
    stops: str = ""
    sources: tuple[str, ...] = ()
    insists: bool = False

    @property
    def label(self) -> str:
        """How an item names it: id@version."""
        return f"{self.id}@{self.version}"
