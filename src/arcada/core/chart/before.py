"""The mouth before treatment: age says which teeth to expect, the chart overrules it, findings leave their signs.

    age -> teeth usually there -> existing work charted -> missing teeth -> confirmed findings

The order of the findings never matters: where two speak of one field, the one further from sound is told.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from arcada.core.chart.coherence import contradiction
from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import ORDINARY, Mouth
from arcada.core.chart.signs import AT_GAPS, GAP_OPENED_BY, SIGNS, Shows, Sign, signs_of
from arcada.core.chart.state import ERUPTED, GONE, ToothState, at_rest, state_from_dict
from arcada.core.chart.vocabulary import TOOTH_FIELDS
from arcada.core.kernel import Refusal
from arcada.core.teeth.anatomy import successor
from arcada.core.teeth.eruption import expected
from arcada.core.teeth.number import PERMANENT, REGULAR, is_tooth, unknown_tooth
from arcada.core.teeth.region import REGIONS, arches_of, is_place, lies_in

Table = Mapping[str, tuple[Shows, ...]]


def mouth_before(
    findings: Sequence[Finding],
    missing: Collection[str] = (),
    age_years: int | None = None,
    existing: Mapping[str, Mapping[str, Any]] | None = None,
    signs: Table = SIGNS,
) -> Mouth | Refusal:
    """The mouth that the chart describes, or the first thing in the chart that cannot be.

    `existing` holds plain states of teeth with work already done: {"26": {"surfaces": {"M": "filling"}}}, and of
    gaps with something in them: {"36": {"presence": "missing", "implant": "integrated"}}.
    Without an age a grown-up's mouth is taken.
    """
    refusal = _unknown_places(findings, missing) or contradiction(findings, missing)
    if refusal:
        return refusal
    teeth = _by_age(age_years)
    for tooth, told in sorted((existing or {}).items()):
        if not is_tooth(tooth):
            return unknown_tooth(tooth, "existing")
        try:
            teeth[tooth] = state_from_dict(told, "present")
        except ValueError as error:
            return Refusal("unknown_state", f"{tooth}: {error}.", f"existing.{tooth}")
    charted = {*(existing or {}), *missing}
    teeth |= {tooth: at_rest("missing") for tooth in missing if not _stands_in_gap(tooth, existing, teeth)}
    confirmed = [finding for finding in findings if finding.status == "confirmed"]
    mouth = Mouth(_opened(confirmed, _overruled(confirmed, teeth, charted)))
    return _dentures(confirmed, with_signs(mouth, signs_in(confirmed, mouth, signs)))


def signs_in(findings: Sequence[Finding], mouth: Mouth, table: Table = SIGNS) -> tuple[Sign, ...]:
    """The signs of all confirmed findings, in an order that the order of the findings does not touch."""
    found = [s for finding in findings if finding.status == "confirmed" for s in signs_of(finding, mouth, table)]
    return tuple(sorted(found, key=lambda sign: (sign.place, sign.field, sign.surface, sign.rank, sign.finding)))


def with_signs(mouth: Mouth, signs: Sequence[Sign]) -> Mouth:
    """The mouth with the signs put in; presence first, because it decides what else can be said."""
    teeth, wide = dict(mouth.teeth), dict(mouth.wide)
    for sign in sorted(signs, key=lambda sign: sign.field != "presence"):
        if sign.field not in TOOTH_FIELDS and sign.field != "surfaces":
            wide[sign.place, sign.field] = sign.word
            continue
        teeth[sign.place] = _signed(teeth.get(sign.place, ORDINARY[sign.place]), sign)
    return Mouth(teeth, wide, mouth.records)


def _signed(state: ToothState, sign: Sign) -> ToothState:
    if sign.field == "surfaces":
        return state.with_surfaces(sign.surface, sign.word)
    return state if getattr(state, sign.field) == sign.word else state.now(sign.field, sign.word)


def _stands_in_gap(
    tooth: str, existing: Mapping[str, Mapping[str, Any]] | None, teeth: Mapping[str, ToothState]
) -> bool:
    """Whether the chart says what stands where the tooth is gone: an implant, a bridge unit, a denture tooth."""
    return tooth in (existing or {}) and teeth[tooth].presence in GONE


def _unknown_places(findings: Sequence[Finding], missing: Collection[str]) -> Refusal | None:
    for rank, tooth in enumerate(missing):
        if not is_tooth(tooth):
            return unknown_tooth(tooth, f"missing_teeth[{rank}]")
    for rank, finding in enumerate(findings):
        for place in finding.where:
            if not is_place(place):
                return unknown_tooth(place, f"findings[{rank}].where")
    return None


def _by_age(age_years: int | None) -> dict[str, ToothState]:
    if age_years is None:
        return {}
    return {tooth: at_rest(expected(tooth, age_years)) for tooth in REGULAR}


def _overruled(
    findings: Sequence[Finding], teeth: dict[str, ToothState], charted: Collection[str]
) -> dict[str, ToothState]:
    """A finding on a tooth says that the tooth is there, and that the one after a primary tooth is not yet."""
    named = {place for finding in findings if finding.term not in AT_GAPS for place in finding.where}
    for place in sorted(named - set(REGIONS) - set(charted)):
        state = teeth.get(place, ORDINARY[place])
        if state.presence in (*GONE, "unerupted"):
            teeth[place] = at_rest("present")
        follower = successor(place)
        if follower and follower not in charted and follower not in named:
            teeth[follower] = at_rest("unerupted")
    return teeth


def _opened(findings: Sequence[Finding], teeth: dict[str, ToothState]) -> dict[str, ToothState]:
    """Gaps that a finding itself tells of: lost teeth, implants, toothless arches."""
    for finding in sorted(findings, key=lambda finding: finding.id):
        presence = GAP_OPENED_BY.get(finding.term)
        if presence:
            for place in (place for place in finding.where if is_tooth(place)):
                teeth[place] = _gap(finding.term, presence, teeth.get(place, ORDINARY[place]))
        if finding.term == "edentulous arch":
            lost = [
                t for t in REGULAR if any(lies_in(t, p) for p in finding.where) and ORDINARY[t].presence not in GONE
            ]
            teeth |= {tooth: at_rest("missing") for tooth in lost}
    return teeth


def _gap(term: str, presence: str, charted: ToothState) -> ToothState:
    state = charted if charted.presence in GONE and presence == "missing" else at_rest(presence)
    if term.startswith("peri-implant"):
        prosthesis = "implant_crown" if state.prosthesis == "none" else state.prosthesis
        return state.now("implant", "integrated").now("site", "implant").now("prosthesis", prosthesis)
    return state.now("site", "socket") if term == "avulsion" else state


DENTURE_TERMS = ("ill-fitting denture", "denture stomatitis")


def _dentures(findings: Sequence[Finding], mouth: Mouth) -> Mouth:
    """A denture that does not fit is there: complete in an arch without teeth, else partial."""
    wide = dict(mouth.wide)
    for finding in findings:
        for place in arches_of(finding.where) if finding.term in DENTURE_TERMS else ():
            teeth = any(lies_in(tooth, place) and mouth.at(tooth).presence in ERUPTED for tooth in PERMANENT)
            wide[place, "denture"] = "partial" if teeth else "complete"
    return Mouth(mouth.teeth, wide, mouth.records)
