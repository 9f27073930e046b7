"""Rules that hold across findings: what comes after what, what makes what superfluous, what wishes mean.

Families are the plain names of kinds of procedure; groups of them have names of their own, and a rule speaks
of either. `same` says what two items must share for the rule to speak of them: `tooth`, `arch`, or `mouth`
(anything in the same patient).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from arcada.core.chart.effects import Effect, Need
from arcada.core.kernel.condition import ALWAYS, Condition
from arcada.core.protocols.protocol import DayWindow

Families = frozenset[str]


@dataclass(frozen=True, slots=True)
class Family:
    """One plain family: its class, how early its work comes inside a phase, its grounds, effects and usual phase."""

    name: str
    kind: str
    priority: int
    needs: tuple[Need, ...] = ()
    does: tuple[Effect, ...] = ()
    phase: str = "disease_control"


@dataclass(frozen=True, slots=True)
class LagRule:
    """`after` comes after `before` has ended, within one of the windows.

    A rule with a `gate` says that `before` decides whether `after` is done at all (R34); the gate tells on what.
    `teeth` narrows the rule to later work on front or on back teeth (healing takes longer where it shows).
    """

    id: str
    before: Families
    after: Families
    same: str
    windows: tuple[DayWindow, ...]
    strength: str = "must"
    sources: tuple[str, ...] = ()
    when: Condition = ALWAYS
    to_stage: int = 0
    gate: str = ""
    teeth: str = ""


@dataclass(frozen=True, slots=True)
class Supersede:
    """On the same tooth the loser is not done; its findings are answered by the winner."""

    id: str
    winner: Families
    loser: Families
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WishRule:
    """What words in a wish mean.

    `families` answer the wish when the plan holds one of them. With `declines` the words refuse these families
    instead; a rule that names `procedures` refuses only these, such as what is made of metal, and where
    `imposed` holds (an allergy) they are refused unasked. `do` is what may be added for the wish alone, by
    tier, without a finding; `text` is said when the wish is not followed, and `otherwise` gives other reasons
    (reason, sentence, condition) that come first.
    """

    id: str
    words: tuple[str, ...]
    families: Families
    declines: bool = False
    do: Mapping[str, str] = field(default_factory=dict)
    phase: str = "definitive"
    text: str = ""
    when: Condition = ALWAYS
    otherwise: tuple[tuple[str, str, Condition], ...] = ()
    procedures: frozenset[str] = frozenset()
    imposed: Condition | None = None


@dataclass(frozen=True, slots=True)
class RecallRule:
    """The longest allowed time to the next check-up where the condition holds; the shortest of all counts."""

    months: int
    when: Condition
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingFact:
    """A fact about a finding worked out from its severity and its company, for protocols to ask for."""

    fact: str
    when: Condition
