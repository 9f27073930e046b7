"""The lists of knowledge/replies read into the book of words; errors name file and field."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from arcada.core.recovery.book_of_words import Numbered, Times, WordBook
from arcada.core.recovery.likeness import learned
from arcada.core.recovery.phrase import alternatives, compiled, phrases
from arcada.core.recovery.text import plain
from arcada.core.recovery.window import AFTERNOON, EVENING, FIRST, LAST, MORNING, NOON, SECOND, THIRD
from arcada.interop.knowledge import KnowledgeError
from arcada.interop.knowledge.fault import KnowledgeFault

PARTS = {"morning": MORNING, "noon": NOON, "afternoon": AFTERNOON, "evening": EVENING}
ORDERS = {"first": FIRST, "second": SECOND, "third": THIRD, "last": LAST}
TIERS = ("grave", "minor", "third_party", "emergency", "complaint", "clinical", "financial", "fear", "odd", "mouth")


@cache
def load_word_book() -> WordBook:
    """The book of words that ships; raises KnowledgeError."""
    stop, danger, auto, words, examples = map(_file, ("stop", "danger", "auto", "words", "examples"))
    try:
        return _book(stop, danger, auto, words, examples)
    except (KeyError, re.error, AttributeError, TypeError) as error:
        fault = KnowledgeFault("replies", 1, "", f"{type(error).__name__}: {error}")
        raise KnowledgeError((fault,)) from error


def _file(name: str) -> dict[str, Any]:
    text = (resources.files("arcada") / "knowledge" / "replies" / f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _book(stop: Any, danger: Any, auto: Any, words: Any, examples: Any) -> WordBook:
    times = _times(words)
    courtesy = alternatives(words["courtesy"].values())
    when = _when(words, times)
    return WordBook(
        stop_whole=phrases(stop["whole"], whole=True),
        stop_clause=phrases(stop["clause"], whole=True),
        stop_anywhere=phrases(stop["anywhere"]),
        stop_signs=frozenset(stop["signs"]),
        stop_words=frozenset(word for many in stop["whole"].values() for word in many if " " not in word),
        about_messages=phrases(stop["about"]),
        against=phrases(stop["against"]),
        welcome=phrases(stop["welcome"]),
        wish=learned(_examples(examples["wish"]), _examples(examples["other"])),
        wrong_person=phrases(stop["wrong_person"]),
        declined=phrases(stop["declined"]),
        danger={tier: phrases(danger[tier]) for tier in TIERS},
        answers={name: _grammar(lists, courtesy, when) for name, lists in auto["answer"].items()},
        later={name: _grammar(lists, courtesy, when) for name, lists in auto["later"].items()},
        accept=_sequence([courtesy, alternatives(map(_plain, words["accept"].values()))]),
        refuse=phrases(words["refuse"]),
        but=phrases(words["but"]),
        any_of=phrases(words["any"]),
        doubt=phrases(words["doubt"]),
        assent=phrases({key: _plain(many) for key, many in words["assent"].items()}),
        assent_signs=frozenset(words["assent_signs"]),
        times=times,
    )


def _examples(lists: Mapping[str, list[str]]) -> list[str]:
    return [plain(one) for many in lists.values() for one in many]


def _plain(many: list[str]) -> list[str]:
    return [plain(one) for one in many if plain(one)]


def _times(words: Any) -> Times:
    return Times(
        weekday=_numbered(words["weekday"], int),
        month=_numbered(words["month"], int),
        relative=_numbered(words["relative"], int),
        part=_numbered(words["part"], PARTS.__getitem__),
        order=_numbered(words["order"], ORDERS.__getitem__),
        option=alternatives([_plain(words["option"])]),
        at=alternatives([_plain(words["at"])]),
        after_hour=alternatives([words["clock_after"]]),
    )


def _numbered(lists: Mapping[Any, list[str]], number: Any) -> Numbered:
    values = {plain(word): number(key) for key, many in lists.items() for word in many}
    return Numbered("|".join(re.escape(word) for word in sorted(values, key=lambda word: (-len(word), word))), values)


def _when(words: Any, times: Times) -> str:
    """Any time, named or vague."""
    clock = r"\d{1,2}(?:[:/]\d\d)?(?: ?(?:am|pm))?(?:st|nd|rd|th)?"
    named = "|".join(one.pattern for one in (times.weekday, times.month, times.relative, times.part, times.order))
    return f"(?:{alternatives(words['when'].values())}|{named}|{clock})"


def _grammar(lists: Mapping[str, list[str]], courtesy: str, when: str) -> re.Pattern[str]:
    """A purpose: its core words once or twice, with courtesy and times around them and nothing else."""
    cores = [compiled(one).replace("{when}", when) for many in lists.values() for one in many]
    core = f"(?:{'|'.join(sorted(cores, key=lambda one: (-len(one), one)))})"
    around = rf"(?:(?:{courtesy}|{when})(?: |$))*"
    return re.compile(rf"{around}(?:{core}(?: |$)){{1,2}}{around}")


def _sequence(groups: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{'|'.join(groups)})(?: |$))+")
