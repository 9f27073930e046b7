"""The entry: one line that says where and what, read while it is typed.

    26 mo car              26, surfaces M and O, caries           18 28 38 48 missing    four places at once
    upper left first molar crack                                  mouth ging             the whole mouth
    mo car                 of the teeth that are chosen           k02.62                 an ICD code
    26 mo car 5            ICDAS 5 with it (`grades`)             all upper calc         a region

Three and more letters of surfaces may also begin a word ('mob' is M O B or mobility): both are offered, the likelier
first. One or two are always surfaces.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from arcada.core.kernel import Refusal
from arcada.core.protocols.coding import codes_of
from arcada.core.protocols.finding import FindingKind
from arcada.core.teeth.entry import SURFACE_LETTERS, read_place
from arcada.core.teeth.notation import Notation, shown
from arcada.core.teeth.number import is_tooth
from arcada.core.teeth.region import MOUTH
from arcada.core.teeth.surface import read_surfaces
from arcada.web.chart.grades import Said
from arcada.web.chart.matching import Named, fits, named, state_score, usual
from arcada.web.chart.places import places_for
from arcada.web.chart.states import EXISTING, Existing
from arcada.web.chart.words import USUAL, capital

LONGEST_NAME = 6
OFFERED = 7
A_WORD = 3
SAID_LIKE_A_TOOTH = re.compile(r"#?\d|[ul][rl]\d", re.IGNORECASE)
LONE_LETTER = re.compile(r"[A-Ta-t]")


@dataclass(frozen=True, slots=True)
class Typed:
    """A reading of the line: places, surfaces, and the words that are left for the finding.

    `chosen` says that the places were not typed, but stand chosen in the drawing.
    """

    where: tuple[str, ...] = ()
    surfaces: str = ""
    words: tuple[str, ...] = ()
    chosen: bool = False

    def places_of(self, kind: FindingKind, gone: Sequence[str]) -> tuple[str, ...] | Refusal:
        """Where the finding lies: what is a matter of the mouth alone is said of it, whichever teeth are chosen."""
        of_the_mouth = self.chosen and "mouth" in kind.scopes and kind.lies == (MOUTH,)
        return places_for(kind, (MOUTH,) if of_the_mouth else self.where, gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something that may be added: a finding ('f:<kind>') or something that stands there already ('s:<state>').

    `named` are the places as they were typed, before the finding was placed; `odd` what is unusual about it.
    """

    id: str
    label: str
    code: str
    where: tuple[str, ...]
    surfaces: str
    named: tuple[str, ...] = ()
    severity: Mapping[str, Said] = field(default_factory=dict)
    odd: tuple[str, ...] = ()
    term: str = ""
    kind: FindingKind | None = None
    state: Existing | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered for a line, best first; without anything, the sentence that says why."""

    suggestions: tuple[Suggestion, ...] = ()
    refusal: Refusal | None = None
    typed: Typed = field(default_factory=Typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the line is read against: notation, chosen teeth, lost teeth, the findings and who may chart which."""

    notation: Notation
    kinds: Sequence[FindingKind]
    chosen: tuple[str, ...] = ()
    picked: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    states: Sequence[Existing] = EXISTING
    today: dt.date = dt.date.min


def offer(line: str, ground: Ground) -> Offer:
    """Read a line and offer what it may mean."""
    readings = _readings(line, ground)
    if isinstance(readings, Refusal):
        return Offer(refusal=readings)
    refused: Refusal | None = None
    found: dict[str, Suggestion] = {}
    for typed in readings:
        letters = _letters(typed)
        if isinstance(letters, Refusal):
            refused = refused or letters
            continue
        for one in _matching(replace(typed, surfaces=letters), ground):
            if isinstance(one, Refusal):
                refused = refused or one
            else:
                found.setdefault(one.id, one)
    if found:
        return Offer(tuple(found.values())[:OFFERED], typed=readings[0])
    return Offer(refusal=refused or _without_a_place(readings[-1], ground) or _nothing(readings[-1]), typed=readings[0])


def by_id(choice: str, line: str, ground: Ground) -> Suggestion | Refusal:
    """Give what somebody chose, as it is read from the line; without a choice the best that is offered."""
    offered = offer(line, ground)
    for one in offered.suggestions:
        if choice in ("", one.id):
            return one
    if offered.refusal:
        return offered.refusal
    return Refusal("unknown_choice", "What you chose does not fit the line any more. Choose again.", "entry")


def is_place(text: str, ground: Ground) -> bool:
    """Whether a text names places and nothing else."""
    tokens = [token for token in re.split(r"[\s,+]+", text.strip()) if token]
    places, rest = _places(tokens, ground)
    return bool(places) and not rest


def _readings(line: str, ground: Ground) -> list[Typed] | Refusal:
    tokens = re.split(r"[\s,;+]+", line.strip())
    tokens = [token for token in tokens if token]
    places, rest = _places(tokens, ground)
    if not places and rest and SAID_LIKE_A_TOOTH.match(rest[0]) and not _is_code(rest[0], ground):
        read = read_place(rest[0], ground.notation)
        return read.at("entry") if isinstance(read, Refusal) else [Typed(read)]
    where = tuple(dict.fromkeys(places)) or ground.chosen
    words = tuple(word.lower() for word in rest)
    spelled = bool(words) and SURFACE_LETTERS.fullmatch(words[0])
    if not spelled and (apart := _picked_apart(where, ground)):
        return apart
    if not spelled:
        return [Typed(where, _picked(where, ground), words, chosen=not places)]
    as_surfaces = Typed(where, words[0].upper(), words[1:], chosen=not places)
    as_words = Typed(where, _picked(where, ground), words, chosen=not places)
    if len(words[0]) < A_WORD:
        return [as_surfaces]
    return [as_words, as_surfaces] if len(words) == 1 else [as_surfaces, as_words]


def _places(tokens: list[str], ground: Ground) -> tuple[list[str], list[str]]:
    """Take the places from the front of the line; names of teeth have several words."""
    places: list[str] = []
    while tokens:
        taken = next((n for n in range(min(LONGEST_NAME, len(tokens)), 0, -1) if _place(tokens[:n], places, ground)), 0)
        if not taken:
            break
        read = read_place(" ".join(tokens[:taken]), ground.notation)
        places += read if isinstance(read, tuple) else ()
        tokens = tokens[taken:]
    return places, tokens


def _place(tokens: Sequence[str], before: Sequence[str], ground: Ground) -> bool:
    """A lone letter is a primary tooth of Universal only where no surface can be meant."""
    text = " ".join(tokens)
    if LONE_LETTER.fullmatch(text) and (before or ground.chosen) and SURFACE_LETTERS.fullmatch(text):
        return False
    return isinstance(read_place(text, ground.notation), tuple)


def _is_code(word: str, ground: Ground) -> bool:
    return any(kind.code.lower().startswith(word.lower()) for kind in ground.kinds)


def _picked(where: Sequence[str], ground: Ground) -> str:
    """Surfaces picked in the drawing, where all the teeth have the same."""
    letters = {ground.picked.get(tooth, "") for tooth in where}
    return letters.pop() if len(letters) == 1 else ""


def _picked_apart(where: Sequence[str], ground: Ground) -> Refusal | None:
    """Teeth with other surfaces each are added one after the other."""
    picked = [tooth for tooth in where if ground.picked.get(tooth)]
    if len({ground.picked.get(tooth, "") for tooth in where}) <= 1:
        return None
    said = ", ".join(f"{shown(tooth, ground.notation)} {ground.picked[tooth]}" for tooth in picked)
    text = f"The chosen teeth have other surfaces picked each ({said}). Type the surfaces, or add tooth by tooth."
    return Refusal("surfaces_differ", text, "entry")


def _letters(typed: Typed) -> str | Refusal:
    """The surfaces as every tooth of the line can have them."""
    letters = ""
    for place in typed.where if typed.surfaces else ():
        if not is_tooth(place):
            said = place.replace("_", " ")
            return Refusal("surface_of_region", f"Surfaces belong to teeth; {said} is a region.", "entry")
        read = read_surfaces(place, typed.surfaces, "entry")
        if isinstance(read, Refusal):
            return read
        letters = letters or read
    return letters


def _matching(typed: Typed, ground: Ground) -> Iterable[Suggestion | Refusal]:
    """Everything that fits the words, the likeliest first; what only an impossible grade spoils is told last."""
    ranked, spoiled = [], []
    for rank, kind in enumerate(ground.kinds):
        read = named(kind, typed.words) if typed.words else usual(kind)
        where = typed.places_of(kind, ground.gone)
        if read is None or isinstance(where, Refusal):
            continue
        if isinstance(read, Refusal):
            spoiled.append(read)
        elif all(is_tooth(place) for place in where) or not typed.surfaces:
            everyday = USUAL.index(kind.term) if kind.term in USUAL else len(USUAL)
            ranked.append((read.score, everyday, rank, _of_finding(kind, where, typed, read)))
    for rank, state in enumerate(ground.states):
        score = state_score(typed.words, state) if typed.words else None
        if score is not None and typed.where and all(is_tooth(place) for place in typed.where):
            ranked.append((score, 0, rank, _of_state(state, typed)))
    return [*(one for *_, one in sorted(ranked, key=lambda found: found[:3])), *spoiled]


def _of_finding(kind: FindingKind, where: tuple[str, ...], typed: Typed, read: Named) -> Suggestion:
    on_teeth = all(is_tooth(place) for place in where)
    return Suggestion(
        id=f"f:{kind.id}",
        label=capital(kind.term),
        code=codes_of(kind, severity=read.severity, surfaces=typed.surfaces, where=where)[0],
        where=where,
        surfaces=typed.surfaces if on_teeth else "",
        named=typed.where,
        severity=read.severity,
        odd=read.odd,
        term=kind.term,
        kind=kind,
    )


def _of_state(state: Existing, typed: Typed) -> Suggestion:
    surfaces = typed.surfaces if state.on else ""
    return Suggestion(
        id=f"s:{state.id}",
        label=state.label,
        code="existing",
        where=typed.where,
        surfaces=surfaces,
        named=typed.where,
        state=state,
    )


def _without_a_place(typed: Typed, ground: Ground) -> Refusal | None:
    """The words name a finding, but not of these places."""
    for kind in ground.kinds if typed.words else ():
        if fits(kind, typed.words):
            where = typed.places_of(kind, ground.gone)
            if isinstance(where, Refusal):
                return where
    return None


def _nothing(typed: Typed) -> Refusal:
    said = " ".join(typed.words)
    if not said:
        return Refusal("nothing_typed", "Type where and what, such as 26 mo car, or choose a tooth first.", "entry")
    text = f"Nothing is called '{said}'. Try decay, crack, loose, missing, crown, or an ICD code such as K02.62."
    return Refusal("unknown_finding", text, "entry")
