"""A message made comparable: small letters, no accents, no punctuation but times and money, one space.

    "Can't do MONDAY!!! ✋ 3:30 p.m.?"  ->  words "cant do monday 3:30 pm", signs "✋", asks

Cyrillic letters keep their form, for й and ё are letters of their own there (ё is read as е).
"""

import re
import unicodedata
from dataclasses import dataclass

APOSTROPHES = re.compile("['’‘`´ʼ]")
LONG = re.compile(r"([^\W\d])\1{2,}")
CLOCK_DOTS = re.compile(r"\b([ap])\s?\.\s?m\b\.?")
HOUR_DOTS = re.compile(r"(?<=\d)\.(?=\d\d ?(?:am|pm|uhr)\b)")
DAY_DOTS = re.compile(r"(?<=\d)\.(?=\d)")
GLUED = re.compile(r"(?<=\d)(am|pm)\b")
OTHER = re.compile(r"[^\w:/$ ]+|_")
LOOSE = re.compile(r"(?<!\d)[:/]|[:/](?!\d)")
SPACES = re.compile(r"\s+")
CLAUSE_ENDS = re.compile(r"[.!?;,\n—–()]+|:\s| - ")
JOINERS = re.compile(r" (?:and|but|then|y|pero|и|но|а|und|aber) ")


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a message, its signs (emoji), whether it asks, and the words clause by clause."""

    words: str
    signs: tuple[str, ...]
    asks: bool
    clauses: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many words there are."""
        return len(self.words.split())


def read_message(text: str) -> Message:
    """The message in comparable form."""
    signs = tuple(sign for sign in text if unicodedata.category(sign) in {"So", "Sk"})
    return Message(plain(text), signs, "?" in text or "¿" in text, clauses(text))


def clauses(text: str) -> tuple[str, ...]:
    """The words between its stops, commas, dashes and joining words; empty ones left out."""
    spoken = (plain(part) for part in CLAUSE_ENDS.split(text))
    return tuple(clause for part in spoken for clause in JOINERS.split(part) if clause)


def plain(text: str) -> str:
    """Words only."""
    lowered = unicodedata.normalize("NFKC", text).lower().replace("ё", "е").replace("ß", "ss")
    without = "".join(_bare(letter) for letter in lowered)
    joined = CLOCK_DOTS.sub(r"\1m", APOSTROPHES.sub("", without))
    joined = DAY_DOTS.sub("/", HOUR_DOTS.sub(":", LONG.sub(r"\1", joined)))
    joined = LOOSE.sub(" ", OTHER.sub(" ", GLUED.sub(r" \1", joined)))
    return SPACES.sub(" ", joined).strip()


def _bare(letter: str) -> str:
    """A Latin letter without its accent."""
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if len(parts) > 1 and parts[0].isascii() else letter
