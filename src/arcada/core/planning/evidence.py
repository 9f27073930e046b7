"""Which proof of a finding is there, which is missing, which is too old.

    present   one of the accepted types is on record and fresh enough
    stale     only older ones are
    missing   none is

Proof on record for another finding of the same tooth counts, and so do images of the whole mouth, unless the
finding is only suspected: then nobody has looked at those images for it yet (rule R38).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from arcada.core.chart.finding import Evidence, Finding
from arcada.core.planning.case import Case
from arcada.core.protocols.finding import EvidenceNeed, FindingKind

IMAGE_MAX_AGE_DAYS = 1095
"""Images older than 36 months count as stale (source: judgement; clinical fact sheet e)."""
CHARTING_MAX_AGE_DAYS = 365
"""Probing changes within months; a chart of the gums older than a year is taken again (S10: 6 to 12 months)."""
NEVER_STALE = 10**6
"""Tests and examinations are as old as the finding that they prove; safety records have ages of their own."""
CHARTING = frozenset({"full_periodontal_chart", "local_probing"})
IMAGES = frozenset(
    {
        "periapical_radiograph", "bitewing_radiograph", "panoramic_radiograph", "full_mouth_radiographs",
        "radiographs_showing_bone_level", "cbct",
    }
)  # fmt: skip
STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    "radiographs_showing_bone_level": (
        "bitewing_radiograph", "periapical_radiograph", "full_mouth_radiographs", "cbct",
    ),
    "periapical_radiograph": ("full_mouth_radiographs", "cbct"),
    "bitewing_radiograph": ("full_mouth_radiographs",),
    "panoramic_radiograph": ("cbct",),
    "local_probing": ("full_periodontal_chart",),
}  # fmt: skip
"""Which types of proof also serve where another is asked for."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One proof that a finding lacks; `state` is missing or stale."""

    fid: str
    evidence: str
    state: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found about one finding's evidence.

    Unproved is a finding for which nothing fresh is on record at all; it is not planned for. One that somebody saw
    or measured, but that lacks the proof its treatment needs, is planned for and waits for that proof.
    """

    suspected: bool
    lacks: tuple[Lack, ...]
    unproved: bool

    @property
    def grounded(self) -> bool:
        """Whether the finding may be planned for."""
        return not self.suspected and not self.unproved


def assess(case: Case, finding: Finding, kind: FindingKind, facts: Mapping[str, object]) -> Proof:
    """The state of a finding's evidence."""
    suspected = finding.status == "suspected"
    record = finding.evidence if suspected or not finding.evidence else _record(case, finding)
    needs = [need for need in kind.evidence if need.when.holds(facts)]
    lacks = tuple(lack for need in needs if (lack := _lack(finding.id, need, record)) is not None)
    bare = not any((proof.age_days or 0) <= IMAGE_MAX_AGE_DAYS for proof in finding.evidence)
    return Proof(suspected=suspected, lacks=lacks, unproved=bool(needs) and len(lacks) == len(needs) and bare)


def _record(case: Case, finding: Finding) -> tuple[Evidence, ...]:
    """Proof on record for the finding, for others of the same teeth, and images of the whole mouth."""
    teeth = frozenset(finding.where)
    found = list(finding.evidence)
    for other in case.findings:
        if other is finding or other.status == "suspected":
            continue
        if teeth & frozenset(other.where):
            found += other.evidence
        elif other.scope != "tooth":
            found += [proof for proof in other.evidence if proof.type == "full_mouth_radiographs"]
    return tuple(found)


def _lack(fid: str, need: EvidenceNeed, record: tuple[Evidence, ...]) -> Lack | None:
    accepted = {other for wanted in need.types for other in (wanted, *STANDS_FOR.get(wanted, ()))}
    ages = [(proof.age_days or 0, proof.type) for proof in record if proof.type in accepted]
    if not ages:
        return Lack(fid, need.types[0], "missing")
    if any(age <= _max_age(need, evidence) for age, evidence in ages):
        return None
    return Lack(fid, min(ages)[1], "stale")


def _max_age(need: EvidenceNeed, evidence: str) -> int:
    if need.max_age_days is not None:
        return need.max_age_days
    if evidence in CHARTING:
        return CHARTING_MAX_AGE_DAYS
    return IMAGE_MAX_AGE_DAYS if evidence in IMAGES else NEVER_STALE
