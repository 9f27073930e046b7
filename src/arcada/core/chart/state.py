"""One place in the arch as a value: the tooth that stands there, or what is left or made at its site.

`presence` says what kind of place it is; everything else is told apart by it:

    presence                                      what the other fields speak about
    present, partly_erupted, unerupted, impacted  the whole tooth
    root                                          the root; crown, wear and colour are 'none'
    avulsed, missing, never_formed, exfoliated    no tooth: its fields are 'none', `site` and `implant` speak

A state that is given only by its presence is at rest: sound where there is a tooth, healed where there is
none. The words and what each means are in `vocabulary.py` and docs/algorithms/mouth.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Final

from arcada.core.chart.vocabulary import SURFACE, TOOTH_FIELDS

ERUPTED: Final = ("present", "partly_erupted")
BURIED: Final = ("unerupted", "impacted")
WHOLE: Final = (*ERUPTED, *BURIED)
STANDING: Final = (*WHOLE, "root")
GONE: Final = ("avulsed", "missing", "never_formed", "exfoliated")

CROWN_FIELDS: Final = ("crown", "core", "wear", "colour")
BODY_FIELDS: Final = (
    *CROWN_FIELDS, "pulp", "apex", "roots", "gum", "periodontium", "mobility", "furcation", "position",
)  # fmt: skip
SURFACE_ORDER: Final = "MODBLI"


@dataclass(frozen=True, slots=True)
class ToothState:
    """The state of one place; raises ValueError on a word that its field does not have."""

    presence: str = "present"
    crown: str = "sound"
    core: str = "natural"
    surfaces: tuple[tuple[str, str], ...] = ()
    wear: str = "unworn"
    colour: str = "natural"
    pulp: str = "vital"
    apex: str = "healthy"
    roots: str = "complete"
    gum: str = "level"
    periodontium: str = "healthy"
    mobility: str = "firm"
    furcation: str = "closed"
    position: str = "in_line"
    prosthesis: str = "none"
    implant: str = "none"
    site: str = "tooth"

    def __post_init__(self) -> None:
        for name, words in TOOTH_FIELDS.items():
            if (word := getattr(self, name)) not in words:
                message = f"{name} cannot be {word!r}; it is one of {', '.join(words)}"
                raise ValueError(message)
        for surface, word in self.surfaces:
            if surface not in SURFACE_ORDER or word not in SURFACE:
                message = f"surface {surface!r} cannot be {word!r}; it is one of {', '.join(SURFACE)}"
                raise ValueError(message)
        listed = {surface: word for surface, word in self.surfaces if word != "sound"}
        ordered = sorted(listed.items(), key=lambda item: SURFACE_ORDER.index(item[0]))
        object.__setattr__(self, "surfaces", tuple(ordered))

    def on(self, surface: str) -> str:
        """What is on one surface."""
        return dict(self.surfaces).get(surface, "sound")

    def with_surfaces(self, surfaces: Iterable[str], word: str) -> "ToothState":
        """The same state with the word on each of the surfaces."""
        return replace(self, surfaces=tuple((dict(self.surfaces) | dict.fromkeys(surfaces, word)).items()))

    def surfaces_with(self, words: Iterable[str]) -> str:
        """The letters of the surfaces that carry one of the words."""
        wanted = frozenset(words)
        return "".join(surface for surface, word in self.surfaces if word in wanted)

    def now(self, field: str, word: str) -> "ToothState":
        """The same place with one field changed; a change of presence puts all else at rest for it."""
        if field != "presence":
            return replace(self, **{field: word})  # type: ignore[arg-type]
        if word in GONE:
            return replace(at_rest(word), prosthesis=self.prosthesis if self.presence in GONE else "none")
        if word == "root":
            return replace(self, presence=word, surfaces=(), **dict.fromkeys(CROWN_FIELDS, "none"))
        if self.presence in {"root", "avulsed"}:
            back = {name: next(iter(TOOTH_FIELDS[name])) for name in BODY_FIELDS if getattr(self, name) == "none"}
            return replace(self, presence=word, **back)  # type: ignore[arg-type]
        return replace(self, presence=word) if self.presence in WHOLE else at_rest(word)


@cache
def at_rest(presence: str) -> ToothState:
    """The state that `presence` alone tells."""
    if presence in GONE:
        return ToothState(presence, site="healed", **dict.fromkeys(BODY_FIELDS, "none"))  # type: ignore[arg-type]
    if presence == "root":
        return ToothState(presence, **dict.fromkeys(CROWN_FIELDS, "none"))  # type: ignore[arg-type]
    return ToothState(presence)


def state_to_dict(state: ToothState) -> dict[str, object]:
    """The fields that differ from the state at rest for its presence, in the order of the fields."""
    rest = at_rest(state.presence)
    told: dict[str, object] = {
        field.name: getattr(state, field.name)
        for field in fields(state)
        if getattr(state, field.name) != getattr(rest, field.name)
    }
    if "surfaces" in told:
        told["surfaces"] = dict(state.surfaces)
    return told


def state_from_dict(told: Mapping[str, object], presence: str = "present") -> ToothState:
    """Read the plain form back; raises ValueError on an unknown field or word."""
    known = {field.name for field in fields(ToothState)}
    if unknown := sorted(set(told) - known):
        message = f"a tooth has no {unknown[0]!r}; its fields are {', '.join(sorted(known))}"
        raise ValueError(message)
    changes = dict(told)
    if isinstance(surfaces := changes.get("surfaces"), Mapping):
        changes["surfaces"] = tuple(surfaces.items())
    return replace(at_rest(str(changes.pop("presence", presence))), **changes)  # type: ignore[arg-type]
