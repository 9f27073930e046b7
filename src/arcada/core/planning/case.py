"""The case that is planned: a patient, what was found, what was proved, what is wished.

Findings are those of the chart. Days count from the start of the plan.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from arcada.core.chart.finding import Finding
from arcada.core.planning.edit import Edit
from arcada.core.risk.patient import Patient

NAMED = "named"
"""The severity key that keeps the name under which a finding was told, where it is another name of its term."""
NOT_WORD = re.compile(r"[^a-z0-9]+")


def slug(term: str) -> str:
    """How conditions name a kind of finding: 'missing cusp' is missing_cusp."""
    return NOT_WORD.sub("_", term.lower()).strip("_")


def canonical(finding: Finding) -> tuple[object, ...]:
    """A sort key that is the same whatever the finding is called and wherever it stands in the list."""
    severity = tuple(sorted((key, repr(value)) for key, value in finding.severity.items()))
    proof = tuple(sorted((item.type, item.age_days or 0) for item in finding.evidence))
    return (finding.term, finding.where, severity, proof, finding.surfaces, finding.id)


@dataclass(frozen=True, slots=True)
class Case:
    """One case; findings are kept in canonical order, so that the order of charting changes nothing.

    `edits` are decisions about the plan that hold in every compilation, in the order in which they were taken.
    `country` is where the practice works, two letters: its guidelines word the warnings. `dose_country` is the one
    whose tables of doses the practice has chosen to follow; empty takes the lowest figure of all tables.
    """

    id: str
    patient: Patient
    findings: tuple[Finding, ...] = ()
    wishes: tuple[str, ...] = ()
    missing_teeth: tuple[str, ...] = ()
    events: tuple[tuple[str, int], ...] = ()
    existing: Mapping[str, Mapping[str, object]] | None = None
    edits: tuple[Edit, ...] = ()
    country: str = ""
    dose_country: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "findings", tuple(sorted(self.findings, key=canonical)))
        object.__setattr__(self, "wishes", tuple(sorted(set(self.wishes))))
        object.__setattr__(self, "events", tuple(sorted(set(self.events))))

    def event(self, name: str) -> int | None:
        """The day of an outside event, None when there is none."""
        return dict(self.events).get(name)

    def kinds(self) -> frozenset[str]:
        """Slugs of all kinds of confirmed finding in this mouth."""
        return frozenset(slug(finding.term) for finding in self.findings if finding.status == "confirmed")

    def kinds_on(self, tooth: str) -> frozenset[str]:
        """Slugs of the confirmed kinds of finding that name this tooth."""
        return frozenset(
            slug(finding.term) for finding in self.findings if tooth in finding.where and finding.status == "confirmed"
        )
