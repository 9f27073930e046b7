"""What can be found in a mouth, and what proves it.

A finding kind is one entry of `knowledge/findings.yaml`: our id, the plain term, where it may lie, the words of
its severity, the least evidence that proves it, its ICD-10-CM code, what a patient is told, and the mark that
the odontogram draws. Evidence is a list of needs; each need is met by any one of its types, and the first of
them is what is asked for when none is there. Grades of a severity come from the scales of the field
(`knowledge/scales.yaml`): ICDAS, stages, grades of mobility.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from arcada.core.kernel.condition import ALWAYS, Condition


@dataclass(frozen=True, slots=True)
class EvidenceNeed:
    """One proof that a finding needs: any of `types`, not older than `max_age_days` where that is given."""

    types: tuple[str, ...]
    max_age_days: int | None = None
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a scale: how it is kept, how else it is written, what it means in plain words."""

    value: str
    words: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of the field; without grades one of whole numbers from `low` to `high`, told by `words`."""

    id: str
    name: str
    asks: str
    typed: tuple[str, ...]
    grades: tuple[Grade, ...] = ()
    low: float | None = None
    high: float | None = None
    words: str = ""
    sources: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether its grades are numbers."""
        return not self.grades or all(one.value.isdigit() for one in self.grades)

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The lowest and the highest grade of a counted scale."""
        if not self.counted:
            return None
        numbers = [float(one.value) for one in self.grades] or [self.low or 0, self.high or 0]
        return min(numbers), max(numbers)

    def grade(self, said: str) -> Grade | None:
        """The grade that a word means."""
        word = said.strip().lower()
        return next((one for one in self.grades if word == one.value or word in one.also), None)


@dataclass(frozen=True, slots=True)
class SeverityKey:
    """One word of a severity: a closed list of values, or a number between bounds, or free text.

    Bounds are what is usual for the finding; `scale` is what its grades are called and mean.
    """

    name: str
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class CodeRule:
    """A finer ICD-10-CM code: for biting or smooth surfaces, for an arch, for words of the severity.

    `more` is told beside the first code that fits.
    """

    code: str
    surface: str = ""
    arch: str = ""
    words: Mapping[str, tuple[str, ...]] | None = None
    more: bool = False


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
    typed: tuple[str, ...] = ()
    lies: tuple[str, ...] = ()
    codes: tuple[CodeRule, ...] = ()
    sheet: tuple[str, ...] = ()

    def key(self, name: str) -> SeverityKey | None:
        """One word of its severity."""
        return next((one for one in self.severity if one.name == name), None)
