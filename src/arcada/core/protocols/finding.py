"""What can be found in a mouth, and what proves it.

A finding kind is one entry of `knowledge/findings.yaml`: our id, the plain term, where it may lie, the words of
its severity, the least evidence that proves it, its ICD-10-CM code, what a patient is told, and the mark that
the odontogram draws. Evidence is a list of needs; each need is met by any one of its types, and the first of
them is what is asked for when none is there.
"""

from dataclasses import dataclass

from arcada.core.kernel.condition import ALWAYS, Condition


@dataclass(frozen=True, slots=True)
class EvidenceNeed:
    """One proof that a finding needs: any of `types`, not older than `max_age_days` where that is given."""

    types: tuple[str, ...]
    max_age_days: int | None = None
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class SeverityKey:
    """One word of a severity: a closed list of values, or a number between bounds, or free text."""

    name: str
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding; `traits` are the classes that rules speak of, such as caries or trauma."""

    id: str
    term: str
    scopes: tuple[str, ...]
    code: str
    patient_words: str
    mark: str
    aliases: tuple[str, ...] = ()
    evidence: tuple[EvidenceNeed, ...] = ()
    severity: tuple[SeverityKey, ...] = ()
    traits: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
