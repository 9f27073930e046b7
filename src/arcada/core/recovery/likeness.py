"""How much a message is like those that ask for silence: a second net under the lists of phrases.

A wish not to be messaged has more wordings than any list. Examples of both kinds are learned once (a naive Bayes
reading of words, pairs and pieces of words), and other words are weighed by what they share with either kind:

    weight of a mark  = log (share of wishes with it) - log (share of other messages with it)
    likeness          = sum of the weights of its known marks / square root of their number

It only ever makes a message quiet things down: it never unlocks a reply, and a person reads what it finds.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

SMOOTHING = 0.3
PIECES = (4, 5)
UNKNOWN = -math.inf
LONGEST = 4  # lengths are told apart up to so many groups of three words


@dataclass(frozen=True, slots=True)
class Likeness:
    """The learned weights of marks; above zero speaks for a wish not to be messaged."""

    weights: Mapping[str, float]

    def of(self, words: str) -> float:
        """The likeness of plain words; UNKNOWN where nothing in them was seen before."""
        known = [self.weights[mark] for mark in sorted(marks(words)) if mark in self.weights]
        return sum(known) / math.sqrt(len(known)) if len(known) > 1 else UNKNOWN  # the length is always known


def learned(wishes: Iterable[str], others: Iterable[str]) -> Likeness:
    """The likeness that examples teach; all of them as plain words."""
    for_it, against_it = list(wishes), list(others)
    counts_for = Counter(mark for words in for_it for mark in marks(words))
    counts_against = Counter(mark for words in against_it for mark in marks(words))

    def share(count: int, of: int) -> float:
        return math.log((count + SMOOTHING) / (of + 2 * SMOOTHING))

    every = sorted({*counts_for, *counts_against})
    return Likeness(
        {mark: share(counts_for[mark], len(for_it)) - share(counts_against[mark], len(against_it)) for mark in every}
    )


def marks(words: str) -> frozenset[str]:
    """What is looked at: words, pairs of words, pieces of words, and how long it is."""
    return frozenset(_marks(words.split()))


def _marks(words: list[str]) -> Iterator[str]:
    yield f"length {min(len(words) // 3, LONGEST)}"
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))
    for word in words:
        edged = f"<{word}>"
        for size in PIECES:
            yield from (f"~{edged[start : start + size]}" for start in range(len(edged) - size + 1))
