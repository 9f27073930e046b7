"""Which warnings a patient's facts raise for a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from arcada.core.risk.rules import Families, RiskFlag

NO_FIGURES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RaisedWarning:
    """A raised flag, its sentence, and the families of items that it concerns."""

    flag: str
    text: str
    families: Families


def raise_flags(
    rules: tuple[RiskFlag, ...],
    facts: Mapping[str, object],
    present: frozenset[str],
    figures: Mapping[str, str] = NO_FIGURES,
    country: str = "",
) -> tuple[RaisedWarning, ...]:
    """Flags whose condition holds, each once, with the sentence of its first line and the families of all that hold.

    Those tied to items are raised only where such an item is in the plan. `figures` are the sentences of doses by
    their name; `country` is whose guideline words a flag where they differ.
    """
    found: dict[str, RaisedWarning] = {}
    for rule in rules:
        if rule.when.holds(facts) and (not rule.needs_items or rule.families & present):
            first = found.get(rule.flag)
            text = _told(rule, figures, country) if first is None else first.text
            families = rule.families if first is None else rule.families | first.families
            found[rule.flag] = RaisedWarning(rule.flag, text, families)
    return tuple(found.values())


def _told(rule: RiskFlag, figures: Mapping[str, str], country: str) -> str:
    if country in rule.elsewhere:
        return rule.elsewhere[country]
    figure = figures.get(rule.figure, "")
    return f"{rule.text} {figure}" if figure else rule.text
