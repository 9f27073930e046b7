"""What the patient wishes, as far as it is understood.

'veneers'          the topic veneers is wished for
'no surgery'       the topic surgery is declined
'a golden smile'   not understood: a question in the answer, never an error
"""

import re
from dataclasses import dataclass

from arcada.core.protocols.rules import WishRule
from arcada.core.risk.facts import place_in

BEFORE = re.compile(r"\b(?:no|not|nothing|none|never|without|avoid\w*|against|don'?t|doesn'?t)\b", re.IGNORECASE)
"""Words that refuse what comes after them: `no denture`, but not `a denture that does not move`."""
ANYWHERE = re.compile(
    r"\b(?:refus\w*|declin\w*|reject\w*|(?:no|not|never) (?:wanted|wished|accept\w*|an option|for me|thanks))\b",
    re.IGNORECASE,
)
"""Words that refuse wherever they stand: `implants refused`, `dentures are not an option`."""


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
    found = [(rule, place) for rule in rules if (place := place_in(rule.words, text)) is not None]
    declined = tuple(rule.id for rule, place in found if rule.declines or refused(text, place))
    return Wish(text, tuple(rule.id for rule, _ in found if rule.id not in declined), declined)


def refused(text: str, place: int) -> bool:
    """Whether what is named at this place of the text is refused."""
    return ANYWHERE.search(text) is not None or BEFORE.search(text[:place]) is not None
