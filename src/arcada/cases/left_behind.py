"""Whose open plans a change of protocols would leave without an answer.

    finding     a confirmed finding of an open case that some tier answers today and no rung would answer any more
    procedure   a line of a plan in force that nothing could put into a plan any more

Such a change is refused with the list: these plans are closed or changed first, or the text is mended.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from arcada.cases.compilation import read_inputs
from arcada.cases.models import Case, Finding, PlanItem
from arcada.cases.models.chart import FindingStatus
from arcada.cases.models.plan import AlternativeState, ItemState
from arcada.core.chart.finding import Finding as CoreFinding
from arcada.core.compiler.pipeline import background_of
from arcada.core.kernel import Refusal
from arcada.core.planning.case import Case as CoreCase
from arcada.core.planning.choice import NOTHING_FITS, choose
from arcada.core.planning.library import Library
from arcada.core.protocols.protocol import TIERS
from arcada.interop.knowledge import load_library
from arcada.interop.knowledge.own import LEFT
from arcada.interop.knowledge.reach import reachable
from arcada.interop.plan_json import read_case
from arcada.practice.protocols import Owns, library_of, own_in_force

WITHOUT_ANSWER = (LEFT, NOTHING_FITS)


@dataclass(frozen=True, slots=True, order=True)
class LeftBehind:
    """One open case and what in it would have no answer: `what` is a finding's term or a procedure's id."""

    patient: str
    patient_id: UUID
    case: int
    kind: str
    what: str
    where: tuple[str, ...] = ()


def left_behind(practice_id: UUID, then: Owns, at: datetime) -> tuple[LeftBehind, ...]:
    """All of them, by patient; empty when the change leaves nobody behind."""
    before, after = library_of(own_in_force(practice_id)), library_of(then)
    if isinstance(after, Refusal):
        return ()
    if isinstance(before, Refusal):
        before = load_library()
    found = {*_findings(practice_id, before, after, at), *_procedures(practice_id, before, after)}
    return tuple(sorted(found))


def _findings(practice_id: UUID, before: Library, after: Library, at: datetime) -> Iterator[LeftBehind]:
    terms = {term for term in before.kinds if before.protocol_of(term) != after.protocol_of(term)}
    charted = Finding.objects.filter(practice_id=practice_id, term__in=terms, status=FindingStatus.CONFIRMED)
    patients = charted.values("chart__patient")
    cases = Case.objects.filter(practice_id=practice_id, closed_at__isnull=True, patient__in=patients)
    for case in cases.select_related("patient__practice"):
        read = read_case(read_inputs(case, at).case, after)
        if isinstance(read, Refusal):
            continue
        concerned = [one for one in read.findings if one.term in terms and one.status == "confirmed"]
        was, will = _answers(read, concerned, before), _answers(read, concerned, after)
        for finding in concerned:
            if was[finding.id] - will[finding.id]:
                yield _of(case, "finding", finding.term, finding.where)


def _answers(case: CoreCase, findings: Sequence[CoreFinding], library: Library) -> dict[str, set[str]]:
    """The tiers in which each finding has an answer, by the finding's id."""
    back = background_of(case, library)
    return {
        finding.id: {
            tier
            for tier in TIERS
            if all(one.outcome not in WITHOUT_ANSWER for one in choose(back, library, finding, tier))
        }
        for finding in findings
    }


def _procedures(practice_id: UUID, before: Library, after: Library) -> Iterator[LeftBehind]:
    lost = reachable(before) - reachable(after)
    rows = PlanItem.objects.filter(
        practice_id=practice_id,
        procedure__in=lost,
        state=ItemState.PLANNED,
        alternative__version__active=True,
        alternative__case__closed_at__isnull=True,
    ).exclude(alternative__state=AlternativeState.RETIRED)
    for row in rows.select_related("alternative__case__patient"):
        yield _of(row.alternative.case, "procedure", row.procedure, tuple(row.where))


def _of(case: Case, kind: str, what: str, where: tuple[str, ...]) -> LeftBehind:
    patient = case.patient
    name = f"{patient.given_name} {patient.family_name}"
    return LeftBehind(name, patient.pk, case.number, kind, what, where)
