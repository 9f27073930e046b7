"""Proof that a plan still needs: which images are taken in it, and which items wait for what.

A finding without its proof is not planned for; the image that would prove it is. A finding with part of its
proof is planned for, its treatment marked as pending, the image first. Safety records (growth, clotting, a
bleeding plan) are asked of the items that they protect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from arcada.core.chart.finding import Finding
from arcada.core.planning.case import Case
from arcada.core.planning.draft import Draft, Link
from arcada.core.planning.evidence import Lack
from arcada.core.planning.library import Library
from arcada.core.planning.phrases import phrase
from arcada.core.protocols.protocol import DayWindow
from arcada.core.risk.rules import SafetyRecord

REMOVALS = frozenset({"extraction", "coronectomy"})
"""A scan for a later implant does not hold up the removal that answers the same finding."""
NEEDS_NO_PROOF = frozenset({"record", "talk", "review", "soft"})
PROVED_FIRST = frozenset({"subgingival_instrumentation"})
"""Soft work that a reviewer allows only on a chart of the pockets and images of the bone (S10, S11)."""
SENTENCES = {
    "missing": "There is no {evidence} of {place} yet, and it decides what is needed.",
    "stale": "The {evidence} of {place} on record is too old to decide on.",
}


def with_pending(drafts: Sequence[Draft], lacks: Sequence[Lack]) -> list[Draft]:
    """Drafts that treat a finding with a lack wait for it."""
    by_finding: dict[str, set[str]] = {}
    for lack in lacks:
        by_finding.setdefault(lack.fid, set()).add(lack.evidence)
    found = []
    for draft in drafts:
        waits = {name for fid in draft.findings for name in by_finding.get(fid, ())}
        if waits and (draft.kind not in NEEDS_NO_PROOF or draft.family in PROVED_FIRST):
            found.append(replace(draft, pending=tuple(sorted({*draft.pending, *waits}))))
        else:
            found.append(draft)
    return found


def safety_lacks(
    records: Sequence[SafetyRecord], drafts: Sequence[Draft], facts: Mapping[str, object]
) -> tuple[list[Draft], list[Lack]]:
    """Drafts marked with the safety records that they wait for, and what is to be reported."""
    found = list(drafts)
    lacks: dict[tuple[str, str], Lack] = {}
    taken_out = {fid for draft in drafts if draft.family in REMOVALS for fid in draft.findings}
    for record in records:
        if not record.when.holds(facts):
            continue
        later = frozenset() if record.families & REMOVALS else taken_out
        state = "stale" if record.stale_when.holds(facts) else "missing"
        for place, draft in enumerate(found):
            if draft.family not in record.families:
                continue
            asking = [fid for fid in draft.findings if fid not in later and ":" not in fid]
            if set(draft.findings) & later and not asking:
                continue
            found[place] = replace(draft, pending=tuple(sorted({*draft.pending, record.evidence})))
            for fid in asking:
                lacks[fid, record.evidence] = Lack(fid, record.evidence, state)
    return found, [lacks[key] for key in sorted(lacks)]


def record_drafts(library: Library, case: Case, lacks: Sequence[Lack], takes: Mapping[str, str]) -> list[Draft]:
    """One draft for each image or test that findings lack and that can be taken in the practice.

    What is taken once for the whole mouth is one draft that names all the places, in the order of the findings.
    """
    ranks = {finding.id: rank for rank, finding in enumerate(case.findings)}
    wanted: dict[tuple[str, ...], list[tuple[Finding, Lack]]] = {}
    for lack in sorted((one for one in lacks if one.fid in ranks), key=lambda one: (ranks[one.fid], one.evidence)):
        finding = case.findings[ranks[lack.fid]]
        if name := takes.get(lack.evidence):
            once = library.procedures[name].merge == "mouth"
            wanted.setdefault((name, *(("mouth",) if once else finding.where)), []).append((finding, lack))
    return [_record(library, key[0], key[1:], group) for key, group in wanted.items()]


def _record(library: Library, name: str, where: tuple[str, ...], group: Sequence[tuple[Finding, Lack]]) -> Draft:
    procedure = library.procedures[name]
    states = {lack.state for _, lack in group}
    first = min((lack for _, lack in group), key=lambda one: (one.state, one.evidence))
    text = SENTENCES["missing" if "missing" in states else "stale"]
    places = tuple(dict.fromkeys(place for finding, _ in group for place in finding.where))
    return Draft(
        name=f"record_{name}",
        procedure=procedure,
        where=where,
        findings=tuple(dict.fromkeys(finding.id for finding, _ in group)),
        because=phrase(text.replace("{evidence}", first.evidence.replace("_", " ")), places, {}),
        protocol="evidence@1",
        phase="disease_control",
        kind="record",
        priority=library.families[procedure.family].priority,
        parallel=True,
    )


def behind_records(drafts: Sequence[Draft], takes: Mapping[str, str]) -> list[Draft]:
    """Items that wait for a proof come after the item that takes it."""
    found = []
    for draft in drafts:
        wanted = {f"record_{takes[name]}" for name in draft.pending if name in takes}
        links = tuple(
            Link(other.key, (DayWindow(0),))
            for other in drafts
            if other.name in wanted and set(other.findings) & set(draft.findings)
        )
        found.append(replace(draft, links=(*draft.links, *links)))
    return found
