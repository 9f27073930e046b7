"""Which warnings a patient's facts raise for a plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from arcada.core.risk.rules import Families, RiskFlag


@dataclass(frozen=True, slots=True)
class RaisedWarning:
    """A raised flag, its sentence, and the families of items that it concerns."""

    flag: str
    text: str
    families: Families


def raise_flags(
    rules: tuple[RiskFlag, ...], facts: Mapping[str, object], present: frozenset[str]
) -> tuple[RaisedWarning, ...]:
    """Flags whose condition holds; those tied to items only where such an item is in the plan."""
    return tuple(
        RaisedWarning(rule.flag, rule.text, rule.families)
        for rule in rules
        if rule.when.holds(facts) and (not rule.needs_items or rule.families & present)
    )
