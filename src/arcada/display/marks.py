"""From words of the mouth to marks on teeth: the chart, and a plan's slider from was to became.

    finding    a finding whose sign the mouth still shows      existing   work that was there before the plan
    suspected  a finding that waits for its proof              done       work that a visit of the plan has left
    planned    an item whose last visit is still to come       declined   a finding that the patient wants left alone

Findings and planned items speak of teeth by number; what is said of a whole arch or the mouth is told
beside the drawing. Planned work that would cover a finding (a crown over decay) waits until the finding
is gone, and what stands in a gap is hatched only once the teeth are out and nothing else stands in for
them, so that each visit shows one true mouth. Planned work of the size of its finding (a filling, a root
filling) is drawn beneath it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from arcada.core.chart.act import SICK_SURFACES
from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import Mouth, mouth_from_dict
from arcada.core.chart.signs import Sign, signs_of
from arcada.core.chart.state import GONE, STANDING, ToothState
from arcada.core.chart.vocabulary import TOOTH_FIELDS
from arcada.core.teeth.number import ORDER, ROWS, is_tooth
from arcada.core.teeth.surface import biting_surface
from arcada.display.mark_table import PLANNED, SICK, SPANS, WORK, Look, phrase_of
from arcada.display.odontogram.drawn import DrawnTooth, Kind, Mark, State
from arcada.display.status import Status

DECLINED: Final = "patient_does_not_want_treatment"
REPLACING: Final = ("crown", "pontic", "denture")
COVERING: Final = ("crown", "onlay", "veneer")
IN_CROWN: Final = ("caries", "fracture", "wear")
BENEATH: Final = ("filling", "rct", "apical")
IN_GAP: Final = ("implant", "graft")
FULL_ARCH: Final = ("full_arch", "provisional_full_arch")
BRIDGES: Final = (
    "bridge_abutment", "pontic", "bonded_abutment", "bonded_pontic", "provisional_pontic", "implant_bridge",
    "implant_pontic", "full_arch", "provisional_full_arch",
)  # fmt: skip

BY_STATE: Final = (("presence", "root"), ("presence", "avulsed"), ("prosthesis", "none"))
"""Signs that the tooth itself shows: a root, a gap."""

Drawn = dict[str, DrawnTooth]


def drawn_chart(mouth: Mouth, findings: Sequence[Finding]) -> Drawn:
    """The chart without a plan: existing work and findings."""
    return _drawn(mouth, mouth, findings, {})


def drawn_visit(alternative: Mapping[str, Any], findings: Sequence[Finding], visit: int) -> Drawn:
    """One stop of the slider: the mouth after that visit (0: before the first) and what is still planned.

    Raises ValueError when the alternative has no such visit.
    """
    states = {one["visit"]: one for one in alternative["states"]}
    if visit not in states:
        raise ValueError(f"the plan has no visit {visit}; it has {min(states)} to {max(states)}")
    mouths = {one: mouth_from_dict(states[one]) for one in {0, visit, max(states)}}
    now, first, last = mouths[visit], mouths[0], mouths[max(states)]
    planned = _planned(alternative["items"], now, last, visit)
    declined = {one["finding"] for one in alternative["unaddressed"] if one["reason"] == DECLINED}
    return _drawn(now, first, findings, planned, declined)


def _drawn(
    now: Mouth,
    was: Mouth,
    findings: Sequence[Finding],
    planned: Mapping[str, Sequence[Mark]],
    declined: Collection[str] = (),
) -> Drawn:
    found = _finding_marks(now, findings, declined, first=now is was)
    bridges = _bridges(now)
    teeth: Drawn = {}
    for tooth in sorted({*now.teeth, *found, *planned}, key=ORDER.__getitem__):
        state = now.at(tooth)
        if state.presence == "exfoliated" or (state.presence == "never_formed" and tooth[2:]):
            continue
        work = _work_marks(state, was.at(tooth), bridges.get(tooth, ""))
        marks = (*found.get(tooth, ()), *_without_sick(work, found.get(tooth, ())))
        to_come = [*_shown(planned.get(tooth, ()), marks, state)]
        under = [mark for mark in to_come if mark.kind in BENEATH]
        items = (*under, *marks, *to_come)
        teeth[tooth] = DrawnTooth(_drawn_state(state), tuple(dict.fromkeys(items)))
    return teeth


def _drawn_state(state: ToothState) -> State:
    if state.presence in GONE:
        return "missing"
    if state.presence == "impacted":
        return "impacted"
    if state.presence == "unerupted":
        return "unerupted"
    return "root" if state.presence == "root" else "present"


def _finding_marks(
    now: Mouth, findings: Sequence[Finding], declined: Collection[str], *, first: bool
) -> dict[str, list[Mark]]:
    """Marks of the findings that name teeth and are still seen; suspected ones are always shown.

    What no drawing of its own tells (a lesion of the jaw at a tooth, looseness without a grade) gets an eye; where it
    shows nothing in the mouth at all, only before the first visit.
    """
    marks: dict[str, list[Mark]] = {}
    for finding in sorted(findings, key=lambda one: one.id):
        status: Status = "suspected" if finding.status == "suspected" else "finding"
        if finding.id in declined:
            status = "declined"
        signs = [sign for sign in signs_of(finding, now) if sign.place in finding.where and is_tooth(sign.place)]
        open_question = [s for s in signs if status == "suspected" and now.at(s.place).presence not in GONE]
        for place, look, surfaces, words in _grouped(open_question or [s for s in signs if s.seen(now)]):
            mark = Mark(look.kind, status, surfaces, grade=look.grade, words=words)
            marks.setdefault(place, []).append(mark)
        for place in _undrawn(finding, now, first=first):
            marks.setdefault(place, []).append(Mark("watch", status, words=finding.term))
    return marks


def _undrawn(finding: Finding, now: Mouth, *, first: bool) -> Iterator[str]:
    """The teeth of a finding at which nothing else tells it."""
    signs = list(signs_of(finding, now))
    told = any((sign.field, sign.word) in SICK or (sign.field, sign.word) in BY_STATE for sign in signs)
    seen = any(sign.seen(now) for sign in signs) or (first and not signs)
    if told or not seen:
        return
    yield from (place for place in finding.where if is_tooth(place))


def _grouped(signs: Iterable[Sign]) -> Iterator[tuple[str, Look, str, str]]:
    """Signs of one word at one place drawn as one mark with all its surfaces."""
    known = [sign for sign in signs if (sign.field, sign.word) in SICK]
    for (place, field, word), same in groupby(known, key=lambda sign: (sign.place, sign.field, sign.word)):
        surfaces = "".join(sign.surface for sign in same)
        look = SICK[field, word]
        if look.kind == "wear" and not surfaces:
            surfaces = biting_surface(place)
        yield place, look, f"{look.surfaces}{surfaces}", phrase_of((field, word))


def _work_marks(state: ToothState, was: ToothState, bridge: str) -> tuple[Mark, ...]:
    """Work that stands in the mouth: existing when it stood there before the plan, done when a visit left it."""
    before = set(_looks(was))
    marks = []
    for field, word, surfaces in _looks(state):
        look = WORK.get((field, word))
        if look is None:
            continue
        kind: Kind = "pontic" if word in FULL_ARCH and state.implant == "none" else look.kind
        there = was.implant != "none" if field == "implant" else (field, word, surfaces) in before
        spans = bridge if kind in {"crown", "pontic", "splint"} else ""
        status: Status = "existing" if there else "done"
        marks.append(Mark(kind, status, look.surfaces or surfaces, bridge=spans, words=phrase_of((field, word))))
    return tuple(marks)


def _looks(state: ToothState) -> Iterator[tuple[str, str, str]]:
    """Every word of a place that may be drawn, surfaces of one word together."""
    words = dict.fromkeys(word for _, word in state.surfaces)
    for word in words:
        yield "surfaces", word, state.surfaces_with([word])
    for field in TOOTH_FIELDS:
        yield field, getattr(state, field), ""


def _without_sick(work: Iterable[Mark], found: Sequence[Mark]) -> Iterator[Mark]:
    """A failing filling, crown or root filling is drawn once: as the finding that it is."""
    sick = {(mark.kind, mark.words) for mark in found}
    return (mark for mark in work if (mark.kind, mark.words) not in sick)


def _planned(items: Sequence[Mapping[str, Any]], now: Mouth, last: Mouth, visit: int) -> dict[str, list[Mark]]:
    """Marks of the items that are not finished at this visit."""
    marks: dict[str, list[Mark]] = {}
    for item in items:
        if (item.get("last_visit") or item["visit"]) <= visit:
            continue
        spans = item["family"] in SPANS
        named = last.covered(item["where"]) if spans else [place for place in item["where"] if is_tooth(place)]
        if spans and item["family"] != "implant_placement" and any(_leaves(place, now, last) for place in named):
            continue
        for place in named:
            for kind in _kinds(item["family"], last.at(place)):
                if kind in IN_GAP and _leaves(place, now, last):
                    continue
                surfaces = _planned_surfaces(kind, place, item, now.at(place))
                bridge = item["id"] if spans and kind in {"crown", "pontic", "splint"} and len(named) > 1 else ""
                marks.setdefault(place, []).append(Mark(kind, "planned", surfaces, bridge=bridge))
    return marks


def _leaves(place: str, now: Mouth, last: Mouth) -> bool:
    """Whether a tooth still stands there that the plan takes out."""
    return now.at(place).presence in STANDING and last.at(place).presence in GONE


def _kinds(family: str, becomes: ToothState) -> tuple[Kind, ...]:
    """What an item draws at a place, told by what the place becomes in the end."""
    if family not in SPANS:
        return PLANNED.get(family, ())
    on_tooth, in_gap, on_implant = SPANS[family]
    replaced = in_gap if becomes.implant == "none" else on_implant
    kind = on_tooth if becomes.presence in STANDING else replaced
    return () if kind is None else (kind,)


def _planned_surfaces(kind: Kind, tooth: str, item: Mapping[str, Any], now: ToothState) -> str:
    if kind not in {"filling", "wear"}:
        return ""
    return "".join(item.get("surfaces") or ()) or now.surfaces_with(SICK_SURFACES) or biting_surface(tooth)


def _shown(planned: Iterable[Mark], marks: Sequence[Mark], state: ToothState) -> Iterator[Mark]:
    """Planned marks that can be drawn on what stands there now."""
    crown_taken = any(mark.kind in IN_CROWN and mark.status != "suspected" for mark in marks)
    gap_taken = state.presence in GONE and any(mark.kind in REPLACING for mark in marks)
    for mark in planned:
        covered = mark.kind in COVERING and crown_taken
        if not covered and not (gap_taken and mark.kind in REPLACING):
            yield mark


def _bridges(mouth: Mouth) -> dict[str, str]:
    """Runs of neighbours that belong to one bridge, named by their first place."""
    found: dict[str, str] = {}
    for row in ROWS:
        for bridged, run in groupby(row, key=lambda tooth: mouth.at(tooth).prosthesis in BRIDGES):
            places = list(run)
            if bridged and len(places) > 1:
                found |= dict.fromkeys(places, f"bridge-{places[0]}")
    return found
