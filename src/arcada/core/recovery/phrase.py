r"""The small language of the lists of phrases.

    unsubscrib*                a word that begins so
    (stop|quit) _ text*        one of several words, up to three words between
    do i (really )?need        a word that may be missing

A phrase is found in the plain words of a message, never inside a word.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

STEM = re.compile(r"(?<=\w)\*")
GAP = " (?:\\S+ ){0,3}"
MAYBE = re.compile(r"(?:(?<= )|^)(\([^() ][^()]*\))\? (?!\?)")
MAYBE_LAST = re.compile(r" (\([^() ][^()]*\))\?$")
IDLE_END = re.compile(r" _ \([^()]*\)\?$")
AFTER_MAYBE = re.compile(r"(?<=\?)_ ")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of all languages as one pattern; `whole` asks that nothing else stands beside one of them."""

    pattern: re.Pattern[str]
    whole: bool = False

    def found(self, words: str) -> str:
        """The first phrase found, empty where none is."""
        match = self.pattern.fullmatch(words) if self.whole else self.pattern.search(words)
        return match[0] if match else ""


def compiled(phrase: str) -> str:
    """The regular expression of a phrase."""
    text = STEM.sub(r"\\w*", IDLE_END.sub("", phrase.strip())).removesuffix(" _")
    text = MAYBE_LAST.sub(r"(?: \1)?", MAYBE.sub(r"(?:\1 )?", text))
    text = AFTER_MAYBE.sub(lambda _: GAP.lstrip(), text)
    return text.replace(" _ ", GAP)


def phrases(lists: Mapping[str, Iterable[str]], *, whole: bool = False) -> Phrases:
    """All phrases of all languages, longer ones first; raises re.error for one that is not well formed."""
    found = sorted({compiled(one) for many in lists.values() for one in many}, key=lambda one: (-len(one), one))
    return Phrases(re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)"), whole)


def alternatives(lists: Iterable[Iterable[str]]) -> str:
    """The words of several lists as one group, longer ones first."""
    found = sorted({compiled(one) for many in lists for one in many}, key=lambda one: (-len(one), one))
    return f"(?:{'|'.join(found)})"
