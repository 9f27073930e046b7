"""Sentences that a coordinator reads out: places of the mouth in plain words, numbers put into sentences.

A sentence of the knowledge files may hold {place} ("lower left first molar") and {tooth} ("the lower left first
molar", or "the teeth" for several), and any word of a severity such as {severity.icdas}.
"""

import re
from collections.abc import Iterable, Mapping

from arcada.core.planning.draft import Draft
from arcada.core.teeth.anatomy import kind
from arcada.core.teeth.number import is_primary, is_right, is_tooth, is_upper

FIELD = re.compile(r"\{([a-z_.]+)\}")
REGION_NAMES = {"mouth": "the whole mouth", "upper_arch": "the upper jaw", "lower_arch": "the lower jaw"}
MANY = 3
PLURAL = {
    "is": "are", "has": "have", "was": "were", "does": "do", "goes": "go", "needs": "need", "lies": "lie",
    "heals": "heal", "proves": "prove", "leaves": "leave", "breaks": "break", "sinks": "sink", "keeps": "keep",
    "becomes": "become", "stands": "stand", "hurts": "hurt", "gets": "get", "begins": "begin",
}  # fmt: skip
SEVERAL = re.compile(rf"(?<!\bof )(?<!\bat )(?<!\bon )(?<!\bin )(?<!\bto )\b([Tt]hese teeth) ({'|'.join(PLURAL)})\b")
"""Several teeth as the subject; 'the nerve of these teeth dies' speaks of the nerve."""


def tooth_name(tooth: str) -> str:
    """Such as 'lower left first molar' or 'upper right first milk molar'."""
    side = f"{'upper' if is_upper(tooth) else 'lower'} {'right' if is_right(tooth) else 'left'}"
    name = kind(tooth)
    if is_primary(tooth):
        *before, last = name.split()
        name = " ".join([*before, "milk", last])
    return f"{side} {name}".replace("third molar", "wisdom tooth")


def place_name(where: tuple[str, ...]) -> str:
    """The places of an item in plain words; many teeth are counted by quarter of the mouth."""
    regions = [REGION_NAMES[place] for place in where if place in REGION_NAMES]
    teeth = [place for place in where if is_tooth(place)]
    if len(teeth) <= MANY:
        return listed([*regions, *(tooth_name(tooth) for tooth in teeth)])
    return listed([*regions, *_quarters(teeth)])


def _quarters(teeth: list[str]) -> list[str]:
    counts: dict[str, int] = {}
    for tooth in teeth:
        side = f"{'upper' if is_upper(tooth) else 'lower'} {'right' if is_right(tooth) else 'left'}"
        counts[side] = counts.get(side, 0) + 1
    return [f"{count} {side} {'tooth' if count == 1 else 'teeth'}" for side, count in counts.items()]


def listed(words: list[str]) -> str:
    """a, b and c."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def phrase(text: str, where: tuple[str, ...], facts: Mapping[str, object]) -> str:
    """The sentence with its fields filled in; a severity word that is not known leaves nothing behind."""
    teeth = [place for place in where if is_tooth(place)]
    own = {
        "place": place_name(where),
        "tooth": f"the {tooth_name(teeth[0])}" if len(teeth) == 1 else "these teeth" if teeth else "the mouth",
    }

    def fill(found: re.Match[str]) -> str:
        word = own.get(found[1], facts.get(found[1]))
        return "" if word is None else f"{word:g}" if isinstance(word, float) else str(word)

    return _sentence(FIELD.sub(fill, text))


def _sentence(text: str) -> str:
    """The text with a capital at its head, and verbs that agree with several teeth."""
    agreed = SEVERAL.sub(lambda found: f"{found[1]} {PLURAL[found[2]]}", text)
    return agreed[:1].upper() + agreed[1:]


def of_several(text: str, tooth: str) -> str:
    """The sentence about one tooth, said of the set that it stands in."""
    name = tooth_name(tooth)
    return _sentence(text.replace(f"The {name}", "These teeth").replace(f"the {name}", "these teeth"))


def title(name: str, where: tuple[str, ...]) -> str:
    """Such as 'Root canal treatment, lower left first molar'."""
    return name if where == ("mouth",) else f"{of_many(name, where)}, {place_name(where)}"


def of_many(text: str, where: Iterable[str]) -> str:
    """A name or title that speaks of the tooth, said of all the teeth that it is about."""
    teeth = [place for place in where if is_tooth(place)]
    return text.replace("the tooth", "the teeth") if len(teeth) > 1 else text


def titles_of(drafts: Iterable[Draft]) -> dict[str, str]:
    """Titles of items by key."""
    return {draft.key: title(draft.procedure.name, draft.where) for draft in drafts}


def readable(text: str, titles: Mapping[str, str]) -> str:
    """The sentence with the keys of items replaced by their titles."""
    for key in sorted(titles, key=len, reverse=True):
        text = text.replace(key, titles[key])
    return text
