"""When the patient is seen again for a check-up: the shortest of all intervals that the rules ask for."""

from collections.abc import Mapping, Sequence

from arcada.core.planning.choice import Choice
from arcada.core.protocols.rules import RecallRule

HEALTHY_ADULT_MONTHS = 12
"""Within the 3 to 24 months of S53 for adults without disease; the figure itself is judgement."""


def recall_months(rules: tuple[RecallRule, ...], facts: Mapping[str, object], choices: Sequence[Choice]) -> int:
    """Months to the next check-up."""
    wanted = [rule.months for rule in rules if rule.when.holds(facts)]
    for choice in choices:
        wanted += [months for months, when in choice.protocol.recall if when.holds(choice.facts)]
    return min(wanted, default=HEALTHY_ADULT_MONTHS)
