"""Reading packs: who may see them, those of a patient, those that wait for an insurer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from arcada.cases.models import Case
from arcada.insurance.models import PreAuthDocument, PreAuthLine, PreAuthorisation, PreAuthState, PreAuthTerms
from arcada.insurance.preauth.standing import Clock, clock_of, nearest_terms, standing
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership


def may_see(membership: Membership, pack: PreAuthorisation) -> bool:
    """Whether a member may see one pack."""
    return may(membership, Permission.READ_PRICE, pack)


def visible_to(membership: Membership) -> QuerySet[PreAuthorisation]:
    """The packs that a member may see, the newest first."""
    rows = PreAuthorisation.objects.filter(practice_id=membership.practice_id)
    rows = rows.select_related(
        "case__patient__practice", "case__dentist", "alternative__version", "coverage__policy__plan__payer"
    )
    rows = rows.select_related("coverage__policy__subscriber")
    return rows if may(membership, Permission.READ_PRICE) else rows.none()


def packs_of(membership: Membership, patient: Patient) -> QuerySet[PreAuthorisation]:
    """The packs of a patient."""
    return visible_to(membership).filter(case__patient=patient).prefetch_related("lines")


def pack_of(membership: Membership, key: UUID | str) -> PreAuthorisation | None:
    """One pack that the member may see."""
    return visible_to(membership).filter(pk=key).first()


def document_of(membership: Membership, key: UUID | str) -> PreAuthDocument | None:
    """One kept paper of a pack that the member may see."""
    rows = PreAuthDocument.objects.filter(preauthorisation__in=visible_to(membership), pk=key)
    return rows.select_related("preauthorisation__case__patient").first()


@dataclass(frozen=True, slots=True)
class Due:
    """One pack with where it stands and the clock that runs; a draft has none."""

    pack: PreAuthorisation
    state: str
    clock: Clock | None
    lines: tuple[PreAuthLine, ...]

    @property
    def late(self) -> bool:
        """Whether its day is past."""
        return self.clock is not None and self.clock.late


def waiting_for_insurers(membership: Membership, today: date) -> Sequence[Due]:
    """Packs that somebody has to do something about: late ones first, then by their day, drafts at the end."""
    rows = visible_to(membership).exclude(state=PreAuthState.WITHDRAWN).filter(case__closed_at__isnull=True)
    rows = rows.filter(case__patient__archived_at__isnull=True).prefetch_related("lines")
    terms = list(PreAuthTerms.objects.filter(practice_id=membership.practice_id))
    found = [due_of(row, today, terms) for row in rows]
    shown = [one for one in found if one.clock is not None or one.pack.state == PreAuthState.DRAFT]
    return sorted(
        shown,
        key=lambda one: (not one.late, one.clock is None, one.clock.due if one.clock else today, one.pack.made_at),
    )


def due_of(pack: PreAuthorisation, today: date, terms: Sequence[PreAuthTerms]) -> Due:
    """A pack with its clock."""
    plan = pack.coverage.policy.plan
    near = nearest_terms(terms, plan.payer_id, plan.pk) or PreAuthTerms()
    return Due(pack, standing(pack, today), clock_of(pack, today, near.warn_days), tuple(pack.lines.all()))


def open_packs(case: Case) -> QuerySet[PreAuthorisation]:
    """The packs of a case that were not withdrawn."""
    rows = PreAuthorisation.objects.filter(case=case).exclude(state=PreAuthState.WITHDRAWN)
    return rows.select_related("coverage__policy__plan__payer").prefetch_related("lines")
