"""Which procedure of the catalogue may a clinic's own words mean? Suggestions only: a person chooses.

    'Crown - porcelain fused to metal'   ->   Metal-ceramic crown, Ceramic crown, ...

Words that few procedures have say more than words of many ('crown' more than 'treatment'), an ending more does not
change a word ('fillings'), and a procedure whose words are all said goes before one with more.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import log

from arcada.core.protocols.catalogue import Procedure
from arcada.interop.fee_table import plain
from arcada.interop.knowledge import load_library

# How clinics call what the catalogue calls otherwise. source: judgement
ALSO = {
    "filling": ("composite", "resin", "amalgam", "restoration"),
    "cleaning": ("prophy", "prophylaxis", "hygiene"),
    "root": ("endo", "endodontic", "rct", "canal"),
    "removal": ("extraction", "extract"),
    "crown": ("cap",),
    "ceramic": ("porcelain", "zirconia", "emax"),
    "xray": ("radiograph", "bitewing", "periapical", "film", "image"),
    "deep": ("scaling", "srp", "planing"),
    "metal": ("pfm",),
    "fluoride": ("varnish",),
    "denture": ("prosthesis",),
    "guard": ("splint", "nightguard"),
}
SMALL_WORDS = frozenset(
    {"of", "the", "to", "and", "in", "for", "per", "at", "with", "a", "on", "that", "by", "or", "each"}
)
UNSAID = 0.3  # how much a word of the procedure that nobody said speaks against it; source: judgement
SHORTEST_BEGINNING, LONGEST_ENDING = 4, 3
MOST = 6


def suggested(words: str, limit: int = MOST) -> tuple[Procedure, ...]:
    """The procedures that come nearest to some words, the nearest first; none where no word is shared."""
    said = _with_others(plain(words).replace("x ray", "xray").split())
    if not said:
        return ()
    weights = _weights()
    scored = []
    for procedure, own in _words_of_all():
        shared = [max((weights[word] for word in own if _same(one, word)), default=0.0) for one in said]
        unsaid = sum(weights[word] for word in own if not any(_same(one, word) for one in said))
        score = sum(shared) - UNSAID * unsaid
        if any(shared):
            scored.append((-score, len(own), procedure.name, procedure))
    return tuple(one[-1] for one in sorted(scored, key=lambda one: one[:3])[:limit])


def procedure_called(text: str) -> Procedure | None:
    """The procedure whose id or name is written so; None where there is none."""
    procedures = load_library().procedures
    found = procedures.get(text.strip())
    return found or _names().get(plain(text)) if text.strip() else None


def _with_others(said: Sequence[str]) -> list[str]:
    others = [own for own, also in ALSO.items() for word in said if word in also]
    return [word for word in dict.fromkeys([*said, *others]) if word not in SMALL_WORDS and len(word) > 1]


def _same(said: str, own: str) -> bool:
    """Whether two words are one, or one begins as the other."""
    if said == own:
        return True
    short, long = sorted((said, own), key=len)
    if len(short) < SHORTEST_BEGINNING or not long.startswith(short):
        return False
    return said == short or len(long) - len(short) <= LONGEST_ENDING


@cache
def _names() -> Mapping[str, Procedure]:
    return {plain(one.name): one for one in load_library().procedures.values()}


@cache
def _words_of_all() -> tuple[tuple[Procedure, tuple[str, ...]], ...]:
    """Each procedure with the words of its name and family."""
    return tuple(
        (one, tuple(word for word in dict.fromkeys(_named(one).split()) if word not in SMALL_WORDS))
        for one in load_library().procedures.values()
    )


def _named(procedure: Procedure) -> str:
    return plain(f"{procedure.name} {procedure.family} {procedure.id}").replace("x ray", "xray")


@cache
def _weights() -> Mapping[str, float]:
    """What a word says: the fewer procedures have it, the more."""
    every = _words_of_all()
    counted = Counter(word for _, own in every for word in own)
    return {word: log(1 + len(every) / number) for word, number in counted.items()}
