"""Risk rules as values, read from `knowledge/risk/`.

words of the history --FactRule--> facts (patient.anticoagulant)
facts --FlagRule--> warnings shown with the items that they concern
facts --Modifier--> changes of the plan: something added, deferred, forbidden, dated, limited
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from arcada.core.kernel.condition import ALWAYS, Condition

Families = frozenset[str]


@dataclass(frozen=True, slots=True)
class FactRule:
    """A fact that holds when one of the words is in its list of the history, or when the condition holds.

    An entry that matches `unless` is passed over. With `within_days` an entry counts only where it says that this was
    no longer ago ("stent 4 months ago"), with `over_days` only where it says that it has lasted longer.
    """

    fact: str
    conditions: tuple[str, ...] = ()
    medications: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    when: Condition | None = None
    within_days: int | None = None
    over_days: int | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskFlag:
    """A warning; `families` are the items that it concerns, and with `needs_items` it is raised only for them.

    `figure` names the dose that is told with it; `elsewhere` is what the guidelines of other countries say instead.
    """

    flag: str
    text: str
    when: Condition
    families: Families = field(default_factory=frozenset)
    needs_items: bool = False
    figure: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Modifier:
    """One change of the plan that a fact demands; the field `kind` says which.

    add       `do` is added once, in `phase`, when the plan holds one of `families` (or always when none is named);
              without a flag it is traced to the findings of those items
    beside    `do` is added at the same place and visit as each item of `families`
    defer     items of `families` are not done in this plan; their findings wait, with `reason` and `text`
    forbid    items of `families` are left out of the strategies; the rest of the strategy stays
    deadline  items of `families` end `days` before the outside `event`
    not_before  items of `families` that are not urgent begin no sooner than `days` (after the `event`, if one is named)
    limit     at most `days` items of `families` in one visit
    minutes   a visit takes at most `days` minutes
    spacing   at least `days` between two visits that hold items of `families`
    test      the reading `do` is taken within `days` before each item of `families`
    first     items of `families` wait for the item `do`, at least `days`
    relief    of urgent items of `families` only the relief `do` is done at once; they follow after `days`
    role      items of `families` are done by the role `do`
    also      items of `families` may be done by the role `do` too
    asleep    a plan with at least `days` items of `families` is done in one session with `do`
    """

    id: str
    kind: str
    when: Condition = ALWAYS
    do: str = ""
    families: Families = field(default_factory=frozenset)
    phase: str = "urgent"
    because: str = ""
    flag: str = ""
    reason: str = "deferred_medical"
    event: str = ""
    days: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SafetyRecord:
    """A record asked of items of some families while the condition holds."""

    evidence: str
    when: Condition
    families: frozenset[str]
    stale_when: Condition
