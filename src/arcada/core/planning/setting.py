"""What the three tiers of a case share, and what is peculiar to the making of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from arcada.core.planning.case import Case
from arcada.core.planning.edit import Edit
from arcada.core.planning.evidence import Proof
from arcada.core.planning.library import Library
from arcada.core.planning.view import Background

NEXT = {"premium": ("balanced", "economy"), "balanced": ("economy", "premium"), "economy": ("balanced", "premium")}
"""Whose way is tried for a finding that a tier cannot answer in its own (R36)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all tiers of a case share; `barred` are findings that have to wait in this tier, and why.

    `instead` names the tier whose way is taken for a finding because this tier's own cannot be carried out here
    (R36: a tier is rebuilt, not dropped). `edits` are what a dentist decided about this tier.
    """

    back: Background
    library: Library
    proofs: Mapping[str, Proof]
    barred: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The case."""
        return self.back.case

    def facts(self, tier: str) -> Mapping[str, object]:
        """What the history's rules may ask for: the patient, and which plan is being made."""
        return {**self.back.patient, "plan.tier": tier}
