"""What the patient wishes, as far as it is understood.

'veneers'          the topic veneers is wished for
'no surgery'       the topic surgery is declined
'a golden smile'   not understood: a question in the answer, never an error
"""

import re
from dataclasses import dataclass

from arcada.core.protocols.rules import WishRule
from arcada.core.risk.facts import matches

NEGATION = re.compile(
    r"\b(?:no|not|nothing|none|never|without|refus\w*|declin\w*|avoid\w*|against|reject\w*|don'?t|doesn'?t)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish as written, and the topics that it speaks of."""

    text: str
    topics: tuple[str, ...]
    declines: tuple[str, ...]

    @property
    def source(self) -> str:
        """How items and answers name it."""
        return f"wish:{self.text}"


def read_wish(text: str, rules: tuple[WishRule, ...]) -> Wish:
    """The wish with its topics; one with neither topics nor refusals was not understood."""
    found = [rule for rule in rules if matches(rule.words, (text,))]
    negative = NEGATION.search(text) is not None
    declined = tuple(rule.id for rule in found if rule.declines or negative)
    return Wish(text, tuple(rule.id for rule in found if rule.id not in declined), declined)
