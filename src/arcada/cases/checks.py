"""What cannot be charted, said by core: unknown terms, teeth and surfaces, and what contradicts the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from arcada.cases.images import Image
from arcada.cases.mapping import STANDING
from arcada.cases.models import Chart, Finding, ToothRecord
from arcada.cases.models.chart import FindingStatus
from arcada.core.chart.coherence import contradiction
from arcada.core.chart.finding import Finding as CoreFinding
from arcada.core.chart.mouth import ordinary
from arcada.core.chart.state import GONE, ToothState, state_from_dict, state_to_dict
from arcada.core.chart.vocabulary import TOOTH_FIELDS
from arcada.core.kernel import Refusal
from arcada.core.teeth.number import in_order, is_tooth, unknown_tooth
from arcada.core.teeth.region import ARCHES, MOUTH
from arcada.core.teeth.surface import read_surfaces
from arcada.interop.knowledge import load_library

Scope = Literal["tooth", "arch", "mouth"]
BODY = (
    "crown",
    "core",
    "wear",
    "colour",
    "pulp",
    "apex",
    "roots",
    "gum",
    "periodontium",
    "mobility",
    "furcation",
)


@dataclass(frozen=True, slots=True)
class Read:
    """A finding as it may be stored."""

    term: str
    scope: Scope
    where: tuple[str, ...]
    surfaces: str


def finding_on(term: str, where: Sequence[str], surfaces: str) -> Read | Refusal:
    """Read what was typed of a finding, or say what is wrong with it and where."""
    known = known_terms()
    if term not in known:
        near = get_close_matches(term.lower(), sorted(known), n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else " Choose one from the list."
        return Refusal("unknown_finding", f"There is no finding called '{term}'.{hint}", "finding")
    places = read_where(where)
    if isinstance(places, Refusal):
        return places
    scope = scope_of(places)
    if surfaces and scope != "tooth":
        return Refusal("surface_without_tooth", "Surfaces belong to a tooth; choose the tooth as well.", "surfaces")
    letters = ""
    for tooth in places if surfaces else ():
        answer = read_surfaces(tooth, surfaces, "surfaces")
        if isinstance(answer, Refusal):
            return answer
        letters = answer
    return Read(term, scope, places, letters)


def known_terms() -> frozenset[str]:
    """Every finding that the knowledge files answer."""
    return frozenset(kind.term for kind in load_library().kinds.values())


def read_where(where: Sequence[str]) -> tuple[str, ...] | Refusal:
    """The places, all teeth, all jaws, or the mouth; or what is wrong with them."""
    if not where:
        return Refusal("no_place", "Say where: a tooth, an arch, or the whole mouth.", "where")
    wide = [place for place in where if place in (*ARCHES, MOUTH)]
    for rank, place in enumerate(where):
        if place not in wide and not is_tooth(place):
            return unknown_tooth(place, f"where[{rank}]")
    if wide and len(wide) != len(where):
        return Refusal("mixed_places", "Name teeth, or an arch, or the mouth, not several kinds at once.", "where")
    if MOUTH in wide:
        return (MOUTH,)
    return tuple(name for name in ARCHES if name in wide) if wide else in_order(tuple(where))


def scope_of(places: Sequence[str]) -> Scope:
    """Tooth, arch or mouth."""
    return "mouth" if MOUTH in places else "arch" if set(places) & set(ARCHES) else "tooth"


def tooth_state(tooth: str, before: Image | None, changes: Mapping[str, object]) -> Image | Refusal:
    """The state of a place with these words, or why it cannot be so."""
    if not is_tooth(tooth):
        return unknown_tooth(tooth)
    rest = ordinary(tooth)
    try:
        state = _changed(tooth, state_from_dict(dict(before or {}), rest.presence), changes)
    except ValueError as wrong:
        return Refusal("unknown_word", f"{str(wrong)[:1].upper()}{str(wrong)[1:]}.", "changes")
    if isinstance(state, Refusal):
        return state
    return _gone_with_words(tooth, state, changes) or _image(state, rest.presence)


def _changed(tooth: str, state: ToothState, changes: Mapping[str, object]) -> ToothState | Refusal:
    """Presence first, because it puts all else at rest; ValueError on an unknown word."""
    for field in sorted(changes, key=lambda name: name != "presence"):
        word = changes[field]
        if field == "surfaces" and isinstance(word, Mapping):
            for surface, what in word.items():
                letters = read_surfaces(tooth, surface, "surfaces")
                if isinstance(letters, Refusal):
                    return letters
                state = state.with_surfaces(letters, str(what))
        elif field in TOOTH_FIELDS:
            state = state.now(field, str(word))
        else:
            return Refusal("unknown_field", f"A tooth has no '{field}' to chart.", field)
    return state


def _image(state: ToothState, rest: str) -> Image:
    told: Image = dict(state_to_dict(state))
    return told if state.presence == rest else {"presence": state.presence} | told


def _gone_with_words(tooth: str, state: ToothState, changes: Mapping[str, object]) -> Refusal | None:
    """A place without a tooth has no words of a tooth."""
    said = [field for field in changes if field in BODY and changes[field] != "none"]
    if state.presence in GONE and (said or state.surfaces):
        field = said[0] if said else "surfaces"
        text = f"{tooth} is recorded as gone ({state.presence}), so it has no {field} to chart. Set its presence first."
        return Refusal("contradicting_states", text, field)
    return None


def unsound(chart: Chart, finding: Finding | None = None) -> Refusal | None:
    """The first contradiction in the chart as it stands; said of `finding` where it is part of it."""
    rows = list(Finding.objects.filter(chart=chart, status__in=STANDING))
    if finding is not None:  # the row in hand is the newest
        rows = [finding if row.pk == finding.pk else row for row in rows if row.status in STANDING]
    records = ToothRecord.objects.filter(chart=chart)
    gone = [one.tooth for one in records if one.state.get("presence") in GONE]
    refusal = contradiction([_core(row) for row in rows], gone)
    return None if refusal is None else Refusal(refusal.code, refusal.text, "where" if finding else "")


def _core(row: Finding) -> CoreFinding:
    return CoreFinding(
        id=row.fid,
        term=row.term,
        where=tuple(row.where),
        scope=scope_of(row.where),
        surfaces=row.surfaces,
        severity=row.severity,
        status="suspected" if row.status == FindingStatus.SUSPECTED else "confirmed",
    )
