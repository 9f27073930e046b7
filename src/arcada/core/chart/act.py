"""One procedure done in a mouth: what it needs is looked up, what it makes true is written.

A fault names the procedure, the place, what it needs and what is there instead:

    implant crown on 36 needs an osseointegrated implant; the site is an extraction socket

Work on the body of a tooth (crown, pulp, surfaces ...) faults where no tooth stands, whatever the
catalogue says, so that a filling in an extracted tooth is never planned. Work `on="teeth"` passes over
gaps instead: a quadrant lists its teeth and may have lost one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from arcada.core.chart.effects import FIELDS, At, Effect, Need, On
from arcada.core.chart.mouth import Mouth, homes
from arcada.core.chart.state import BODY_FIELDS, GONE, STANDING, WHOLE, ToothState
from arcada.core.chart.vocabulary import PRESENCE, SITE, SURFACE, TOOTH_FIELDS
from arcada.core.teeth.number import is_tooth
from arcada.core.teeth.region import MOUTH, arches_of
from arcada.core.teeth.surface import biting_surface, surfaces_of

TOOTH_WORK: Final = (*BODY_FIELDS, "surfaces")
SICK_SURFACES: Final = (
    "initial_lesion", "cervical_loss", "defective_filling", "cavity", "root_cavity", "recurrent_caries",
    "deep_cavity", "arrested_lesion", "silvered", "temporary_filling", "stepwise_filling",
)  # fmt: skip
EMPTY: Final = {
    "each": "a place to work on",
    "teeth": "a tooth",
    "gaps": "a gap",
    "implants": "an implant",
    "anchors": "gaps for implants",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One item of a plan at work: its name in sentences, its places, and the words it needs and makes."""

    item: str
    name: str
    where: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    does: tuple[Effect, ...] = ()
    surfaces: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A step that lacks its ground; `text` is the whole sentence."""

    item: str
    procedure: str
    place: str
    need: str
    actual: str
    visit: int = 0

    @property
    def text(self) -> str:
        """The sentence."""
        return f"{self.procedure} on {self.place} needs {self.need}; {self.actual}"


def chosen(mouth: Mouth, act: Act, on: On) -> tuple[str, ...]:
    """The places of the item that `on` picks; a root left on purpose under the gum is a gap, not a tooth."""
    places = mouth.covered(act.where, anchors=on == "anchors")
    if on == "teeth":
        return tuple(p for p in places if mouth.at(p).presence in STANDING and not _asleep(mouth, p))
    if on == "implants":
        return tuple(place for place in places if mouth.at(place).implant != "none")
    if on == "gaps":
        gone = (p for p in places if mouth.at(p).presence in GONE or _asleep(mouth, p))
        return tuple(p for p in gone if mouth.at(p).implant == "none")
    return places


def _asleep(mouth: Mouth, place: str) -> bool:
    state = mouth.at(place)
    return state.presence == "root" and state.roots == "left_on_purpose"


def faults(mouth: Mouth, act: Act, at: At = "start") -> tuple[Fault, ...]:
    """What the procedure lacks in this mouth at its first or its last visit; each place and need once."""
    found = [*_without_tooth(mouth, act)] if at == "start" else []
    toothless = {fault.place for fault in found}
    for need in act.needs:
        if need.at == at:
            found += (fault for fault in _unmet(mouth, act, need) if fault.place not in toothless)
    return tuple(dict.fromkeys(found))


def _fault(act: Act, place: str, need: str, actual: str) -> Fault:
    return Fault(act.item, act.name, place.replace("_", " "), need, actual)


def _without_tooth(mouth: Mouth, act: Act) -> Iterator[Fault]:
    work = [effect for effect in act.does if effect.on == "each" and effect.field in TOOTH_WORK and not effect.when]
    raised = any(e.field == "presence" and e.word in WHOLE and not e.only_from for e in act.does)
    if not work or raised:
        return
    for place in act.where:
        if is_tooth(place) and mouth.at(place).presence in GONE:
            yield _fault(act, place, "a tooth", actual_state(mouth, place, "presence"))


def _unmet(mouth: Mouth, act: Act, need: Need) -> Iterator[Fault]:
    if need.field == "record":
        for place in act.where:
            if not any(mouth.has_record(place, word) for word in need.words):
                yield _fault(act, place, need.phrase, "there is none on record")
        return
    if need.field not in TOOTH_WORK and need.field not in TOOTH_FIELDS:
        for place in homes(need.field, arches_of(act.where)):
            word = mouth.of(place, need.field)
            if (word in need.words) is not need.holds:
                actual = f"the {place.replace('_', ' ')} has {FIELDS[need.field][word]}"
                yield _fault(act, place, need.phrase, actual)
        return
    places = chosen(mouth, act, need.on)
    if not places and need.holds:
        yield _fault(act, ", ".join(act.where), need.says or EMPTY[need.on], "there is none")
    for place in places:
        if not _met(mouth, place, need):
            yield _fault(act, place, need.phrase, actual_state(mouth, place, need.field))


def _met(mouth: Mouth, place: str, need: Need) -> bool:
    state = mouth.at(place)
    if need.field == "surfaces":
        return bool(state.surfaces_with(need.words)) is need.holds
    if (getattr(state, need.field) in need.words) is not need.holds:
        return False
    began = mouth.since.get((place, need.field))
    return began is None or mouth.day - began >= need.days


def actual_state(mouth: Mouth, place: str, field: str) -> str:
    """What is there, said from the side of one field."""
    state = mouth.at(place)
    gone, implant = state.presence in GONE, state.implant != "none"
    if gone and state.presence == "missing" and (field in TOOTH_WORK or (field == "implant" and not implant)):
        return f"the site is {SITE[state.site]}"
    if field == "site" and (gone or implant):
        return f"the site is {SITE[state.site]}"
    if field in {"presence", "site"} or (gone and field in TOOTH_WORK) or (field == "implant" and not implant):
        return f"{place} is {PRESENCE[state.presence]}"
    if field == "surfaces":
        listed = [f"{SURFACE[word]} on {surface}" for surface, word in state.surfaces]
        return f"{place} has {', '.join(listed) or 'sound surfaces'}"
    return f"{place} has {TOOTH_FIELDS[field][getattr(state, field)]}"


def perform(mouth: Mouth, act: Act, at: At | None = None) -> Mouth:
    """The mouth after the first visit of the procedure, after its last, or after both where `at` is None."""
    after = mouth
    for effect in act.does:
        if at in {None, effect.at}:
            after = _take(mouth, after, act, effect)
    return after


def _take(before: Mouth, after: Mouth, act: Act, effect: Effect) -> Mouth:
    if effect.field == "record":
        return replace(after, records=after.records | {(place, effect.word) for place in act.where or (MOUTH,)})
    if effect.field not in TOOTH_WORK and effect.field not in TOOTH_FIELDS:
        due = [
            (place, effect.field)
            for place in homes(effect.field, arches_of(act.where))
            if not effect.only_from or after.of(place, effect.field) in effect.only_from
        ]
        return replace(after, wide={**after.wide, **dict.fromkeys(due, effect.word)})
    changed = {}
    for place in chosen(before, act, effect.on):
        state = after.at(place)
        if state.presence in GONE and effect.field in TOOTH_WORK:
            continue
        if all(getattr(before.at(place), field) in words for field, words in effect.when):
            changed[place] = _changed(state, place, act, effect)
    return after.with_teeth(changed)


def _changed(state: ToothState, place: str, act: Act, effect: Effect) -> ToothState:
    if effect.field != "surfaces":
        now = getattr(state, effect.field)
        return state if effect.only_from and now not in effect.only_from else state.now(effect.field, effect.word)
    named = "".join(surface for surface in surfaces_of(place) if surface in act.surfaces)
    if effect.only_from:
        return state.with_surfaces(state.surfaces_with(effect.only_from), effect.word)
    if effect.word == "sound":
        return state.with_surfaces(named or surfaces_of(place), "sound")
    return state.with_surfaces(named or state.surfaces_with(SICK_SURFACES) or biting_surface(place), effect.word)
