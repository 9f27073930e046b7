"""Reading cases: each noun has the question 'may this member see it' and the list of those that they may."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from arcada.cases.models import (
    Alternative,
    Case,
    Chart,
    ChartSnapshot,
    CompileRun,
    Finding,
    OrderSearch,
    PlanVersion,
    Proposal,
    SignedDocument,
)
from arcada.cases.models.chart import FindingStatus
from arcada.cases.models.plan import AlternativeState
from arcada.patients.models import Patient
from arcada.patients.record_access import may_read_record, records_open_to
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership

STANDING = (FindingStatus.SUSPECTED, FindingStatus.CONFIRMED)


def may_see(membership: Membership, case: Case) -> bool:
    """Whether a member may see one case."""
    return may(membership, Permission.SEE_PATIENTS, case)


def visible_to(membership: Membership) -> QuerySet[Case]:
    """The cases that a member may see."""
    rows = Case.objects.filter(practice_id=membership.practice_id).select_related("patient", "dentist")
    return rows if may(membership, Permission.SEE_PATIENTS) else rows.none()


def may_see_chart(membership: Membership, chart: Chart) -> bool:
    """Whether a member may read one chart: by role, or for half an hour with a reason."""
    return may_read_record(membership, chart.patient, at=timezone.now())


def charts_visible_to(membership: Membership) -> QuerySet[Chart]:
    """The charts that a member may read."""
    rows = Chart.objects.filter(practice_id=membership.practice_id).select_related("patient")
    if may(membership, Permission.READ_CHART):
        return rows
    return rows.filter(patient__in=records_open_to(membership, at=timezone.now()))


def may_see_document(membership: Membership, document: SignedDocument) -> bool:
    """Whether a member may read one signed document."""
    return may(membership, Permission.SEE_PATIENTS, document)


def documents_visible_to(membership: Membership) -> QuerySet[SignedDocument]:
    """The signed documents that a member may read, without their bytes until they are asked for."""
    rows = SignedDocument.objects.filter(practice_id=membership.practice_id).defer("content")
    rows = rows.select_related("signature__proposal__version__case__patient")
    return rows if may(membership, Permission.SEE_PATIENTS) else rows.none()


def finding_of(membership: Membership, key: UUID | str) -> Finding | None:
    """One finding that the member may read."""
    rows = Finding.objects.filter(chart__in=charts_visible_to(membership), pk=key)
    return rows.select_related("chart__patient").first()


def snapshots_visible_to(membership: Membership) -> QuerySet[ChartSnapshot]:
    """The snapshots of charts that the member may read."""
    return ChartSnapshot.objects.filter(chart__in=charts_visible_to(membership))


def cases_of(membership: Membership, patient: Patient) -> Sequence[Case]:
    """The cases of a patient, the newest first."""
    return list(visible_to(membership).filter(patient=patient))


def case_of(membership: Membership, key: UUID | str) -> Case | None:
    """One case that the member may see."""
    return visible_to(membership).select_related("patient__practice").filter(pk=key).first()


def active_version(case: Case) -> PlanVersion | None:
    """The plan in force."""
    rows = PlanVersion.objects.filter(case=case, active=True)
    return rows.select_related("case__patient__practice", "compiled_by__user").first()


def of_version(rows: Iterable[Alternative], version: PlanVersion) -> list[Alternative]:
    """Alternatives that know their version and case without reading its answer once more each."""
    found = list(rows)
    for row in found:
        row.version, row.case = version, version.case
    return found


def versions_of(case: Case) -> QuerySet[PlanVersion]:
    """All versions of a case without their answers, the newest first."""
    return PlanVersion.objects.filter(case=case).defer("answer", "inputs").select_related("compiled_by__user")


def accepted_alternative(case: Case) -> Alternative | None:
    """What the patient chose, if anything."""
    rows = Alternative.objects.filter(case=case, state=AlternativeState.ACCEPTED)
    return rows.select_related("version", "case__patient__practice").first()


def proposal_of(membership: Membership, key: UUID | str) -> Proposal | None:
    """One proposal of a case that the member may see."""
    rows = Proposal.objects.filter(version__case__in=visible_to(membership), pk=key)
    return rows.select_related("version__case__patient__practice", "alternative").first()


def document_of(membership: Membership, key: UUID | str) -> SignedDocument | None:
    """One signed document that the member may read."""
    return documents_visible_to(membership).filter(pk=key).first()


def run_of(membership: Membership, key: UUID | str) -> CompileRun | None:
    """One run of a case that the member may see."""
    rows = CompileRun.objects.filter(case__in=visible_to(membership), pk=key)
    return rows.select_related("case", "version").first()


def order_search_of(membership: Membership, key: UUID | str) -> OrderSearch | None:
    """One search for a better order, in a case that the member may see."""
    rows = OrderSearch.objects.filter(version__case__in=visible_to(membership), pk=key)
    return rows.select_related("version__case__patient__practice").first()
