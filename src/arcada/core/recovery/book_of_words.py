"""Everything that reading a reply needs to know, compiled once from the reviewed lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from arcada.core.recovery.likeness import Likeness
from arcada.core.recovery.phrase import Phrases


@dataclass(frozen=True, slots=True)
class Numbered:
    """Words that stand for a number, such as weekdays; longer words first in the pattern."""

    pattern: str
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Times:
    """The words of days and hours."""

    weekday: Numbered
    month: Numbered
    relative: Numbered
    part: Numbered
    order: Numbered
    option: str
    at: str
    after_hour: str


@dataclass(frozen=True, slots=True)
class WordBook:
    """Suppression, danger, closed grammars and the words they know."""

    stop_whole: Phrases
    stop_clause: Phrases
    stop_anywhere: Phrases
    stop_signs: frozenset[str]
    stop_words: frozenset[str]
    about_messages: Phrases
    against: Phrases
    welcome: Phrases
    wish: Likeness
    wrong_person: Phrases
    declined: Phrases
    danger: Mapping[str, Phrases]
    answers: Mapping[str, re.Pattern[str]]
    later: Mapping[str, re.Pattern[str]]
    accept: re.Pattern[str]
    refuse: Phrases
    but: Phrases
    any_of: Phrases
    doubt: Phrases
    assent: Phrases
    assent_signs: frozenset[str]
    times: Times
