"""Which finding or existing work the words of a line mean, and how well.

A finding is sought by its term, by what people type for it, by its other names, by what patients are told and by its
ICD code, in this order; every word must begin a word there. Behind the name may stand grades (`grades`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from arcada.core.kernel import Refusal
from arcada.core.protocols.finding import FindingKind
from arcada.web.chart.grades import Grades, Said, in_name, read_grades
from arcada.web.chart.states import Existing
from arcada.web.chart.words import USUAL

WORDS = re.compile(r"[\s,()-]+")
FULL_STATE = -2
"""Existing work that is typed in full comes before all findings."""


@dataclass(frozen=True, slots=True)
class Named:
    """How well a kind fits the words (the less, the better), and the grades behind its name."""

    score: int
    severity: Mapping[str, Said] = field(default_factory=dict)
    odd: tuple[str, ...] = ()


def named(kind: FindingKind, words: Sequence[str]) -> Named | Refusal | None:
    """Read the words as a name with grades behind it: the shortest name whose rest is all grades."""
    off: Refusal | None = None
    for length in range(1, len(words) + 1):
        name, rest = words[:length], words[length:]
        score = _finding_score(kind, name)
        if score is None:
            return off
        grades = read_grades(kind, rest) if rest else Grades()
        if isinstance(grades, Grades):
            return Named(score, {**in_name(kind, name), **grades.told}, tuple(grades.odd))
        off = grades or off
    return off


def fits(kind: FindingKind, words: Sequence[str]) -> bool:
    """Whether the words name the finding, wherever it may lie."""
    return isinstance(named(kind, words), Named)


def usual(kind: FindingKind) -> Named | None:
    """Where only a tooth was typed, what is met every day."""
    return Named(USUAL.index(kind.term)) if kind.term in USUAL else None


def state_score(words: Sequence[str], state: Existing) -> int | None:
    """How well the words name existing work."""
    if " ".join(words) in (state.label.lower(), *state.typed):
        return FULL_STATE
    found = _score(words, (state.label, *state.typed))
    return None if found is None else found + 1


def _finding_score(kind: FindingKind, words: Sequence[str]) -> int | None:
    found = _score(words, (kind.term, " ".join(kind.typed), " ".join(kind.aliases), kind.patient_words, kind.code))
    full = " ".join(words) in (kind.term, *kind.typed, *kind.aliases)
    return None if found is None else 2 * found - full


def _score(words: Sequence[str], texts: Sequence[str]) -> int | None:
    """How far from the front the words stand: 0 in the name itself; None when one of them is nowhere."""
    total = 0
    for word in words:
        rank = next((rank for rank, text in enumerate(texts) if _begins(text.lower(), word)), None)
        if rank is None:
            return None
        total += rank
    return total


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) or any(part.startswith(word) for part in WORDS.split(text))
