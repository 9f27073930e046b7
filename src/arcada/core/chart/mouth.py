"""The mouth as one value: the state of each place, of the arches and the mouth, and what is on record.

Only what is out of the ordinary is kept. Permanent teeth that nobody mentions are present and sound,
primary teeth are shed, supernumerary teeth never formed. Two mouths are equal when they say the same;
`day` and `since` (the day on which a field of a place came to be as it is) serve healing and do not
count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from arcada.core.chart.state import (
    ERUPTED,
    GONE,
    STANDING,
    ToothState,
    at_rest,
    state_from_dict,
    state_to_dict,
)
from arcada.core.chart.wide_vocabulary import ARCH_FIELDS, MOUTH_FIELDS, RECORD
from arcada.core.teeth.anatomy import is_third_molar
from arcada.core.teeth.number import ALL, ORDER, PERMANENT, PRIMARY, is_tooth
from arcada.core.teeth.region import ARCHES, MOUTH, REGIONS, arch, lies_in

ANCHOR_POSITIONS: Final = "25"
Wide = tuple[str, str]


def ordinary(tooth: str) -> ToothState:
    """What a place shows when nobody mentions it."""
    if tooth in PERMANENT:
        return at_rest("present")
    return at_rest("exfoliated" if tooth in PRIMARY else "never_formed")


ORDINARY: Final = {tooth: ordinary(tooth) for tooth in ALL}


@dataclass(frozen=True, slots=True)
class Mouth:
    """Places by tooth number; `wide` by (arch or mouth, field); `records` as (place, word)."""

    teeth: Mapping[str, ToothState] = field(default_factory=dict)
    wide: Mapping[Wide, str] = field(default_factory=dict)
    records: frozenset[tuple[str, str]] = frozenset()
    day: int = field(default=0, compare=False)
    since: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        told = {tooth: state for tooth, state in self.teeth.items() if state != ORDINARY[tooth]}
        kept = sorted(told.items(), key=lambda item: ORDER[item[0]])
        object.__setattr__(self, "teeth", MappingProxyType(dict(kept)))
        wide = {key: word for key, word in sorted(self.wide.items()) if word != usual(key[1])}
        object.__setattr__(self, "wide", MappingProxyType(wide))

    def at(self, tooth: str) -> ToothState:
        """The state of one place."""
        return self.teeth.get(tooth, ORDINARY[tooth])

    def of(self, place: str, name: str) -> str:
        """The word of an arch field or of a mouth field."""
        return self.wide.get((place, name), usual(name))

    def has_record(self, place: str, word: str) -> bool:
        """Whether it is on record for the place, its arch or the mouth."""
        wider = (place, arch(place), MOUTH) if is_tooth(place) else (place, MOUTH)
        return any((where, word) in self.records for where in wider)

    def with_teeth(self, changed: Mapping[str, ToothState]) -> "Mouth":
        """The mouth with some places changed; each changed field is dated today."""
        since = dict(self.since)
        for tooth, state in changed.items():
            before = self.at(tooth)
            since |= {
                (tooth, name): self.day
                for name in ToothState.__dataclass_fields__
                if getattr(before, name) != getattr(state, name)
            }
        return replace(self, teeth={**self.teeth, **changed}, since=since)

    def covered(self, where: Iterable[str], *, anchors: bool = False) -> tuple[str, ...]:
        """The places that `where` means here, in the order of the picture.

        A region covers its erupted teeth and roots and its gaps, save the gap of a third molar; with
        `anchors` only the gaps that usually carry implants.
        """
        found: set[str] = set()
        for place in where:
            if place in REGIONS:
                found.update(tooth for tooth in ALL if lies_in(tooth, place) and self._counts(tooth, anchors=anchors))
            else:
                found.add(place)
        return tuple(sorted(found, key=ORDER.__getitem__))

    def _counts(self, tooth: str, *, anchors: bool) -> bool:
        state = self.at(tooth)
        gap = tooth in PERMANENT and state.presence in GONE and not is_third_molar(tooth)
        if anchors:
            return gap and tooth[1] in ANCHOR_POSITIONS
        return gap or state.presence in (*ERUPTED, "root")

    def standing(self) -> tuple[str, ...]:
        """The teeth and roots that are there, erupted or not."""
        return tuple(tooth for tooth in ALL if self.at(tooth).presence in STANDING)


def usual(name: str) -> str:
    """The first word of an arch or mouth field."""
    return next(iter(ARCH_FIELDS.get(name) or MOUTH_FIELDS[name]))


def homes(name: str, arches: tuple[str, ...]) -> tuple[str, ...]:
    """Where an arch or mouth field of some work lies: in the arches that it touches, or in the mouth."""
    return arches if name in ARCH_FIELDS else (MOUTH,)


def mouth_to_dict(mouth: Mouth) -> dict[str, Any]:
    """The plain form, with only what is out of the ordinary; `teeth` is always there."""
    told: dict[str, Any] = {
        "teeth": {
            tooth: _presence_first(state, ORDINARY[tooth]) | state_to_dict(state)
            for tooth, state in mouth.teeth.items()
        }
    }
    arches: dict[str, dict[str, str]] = {}
    whole: dict[str, str] = {}
    for (place, name), word in mouth.wide.items():
        (whole if place == MOUTH else arches.setdefault(place, {}))[name] = word
    records: dict[str, list[str]] = {}
    for place, word in sorted(mouth.records):
        records.setdefault(place, []).append(word)
    parts = {"arches": arches, "mouth": whole, "records": records}
    return told | {name: part for name, part in parts.items() if part}


def _presence_first(state: ToothState, rest: ToothState) -> dict[str, object]:
    """Presence is told against what is ordinary at the place, all else against what presence implies."""
    return {"presence": state.presence} if state.presence != rest.presence else {}


def mouth_from_dict(told: Mapping[str, Any]) -> Mouth:
    """Read the plain form back; raises ValueError on unknown teeth, fields or words."""
    teeth: dict[str, ToothState] = {}
    for tooth, fields in told.get("teeth", {}).items():
        if not is_tooth(tooth):
            raise ValueError(f"there is no tooth {tooth!r}")
        teeth[tooth] = state_from_dict(fields, ORDINARY[tooth].presence)
    parts = {place: told.get("arches", {}).get(place, {}) for place in ARCHES} | {MOUTH: told.get("mouth", {})}
    wide = {(place, name): _word(place, name, word) for place, said in parts.items() for name, word in said.items()}
    records = frozenset((place, word) for place, words in told.get("records", {}).items() for word in words)
    if strange := sorted(word for _, word in records if word not in RECORD):
        raise ValueError(f"there is no record {strange[0]!r}")
    return Mouth(teeth, wide, records)


def _word(place: str, name: str, word: str) -> str:
    words = (MOUTH_FIELDS if place == MOUTH else ARCH_FIELDS).get(name, {})
    if word not in words:
        raise ValueError(f"{name} of {place} cannot be {word!r}")
    return word
