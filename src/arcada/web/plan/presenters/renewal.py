"""Why a patient is asked again: what was accepted before, and what of it differs in the plan in force."""

from dataclasses import dataclass
from datetime import datetime

from arcada.cases.agreement import agreement
from arcada.cases.models import Case, PlanVersion
from arcada.web.plan.presenters.shown import TITLES


@dataclass(frozen=True, slots=True)
class Renewal:
    """Why the patient is asked again: which plan was accepted before, and what differs now."""

    tier: str
    version: int
    now: int
    signed_by: str
    signed_at: datetime | None
    differs: str


def renewal_of(case: Case) -> Renewal | None:
    """Why the patient of a case is asked again, if so; its answers are read only where they have to be compared."""
    version = PlanVersion.objects.filter(case=case, active=True).defer("answer", "inputs").first()
    return renewal(version) if version else None


def renewal(version: PlanVersion) -> Renewal | None:
    """Why the patient is asked again, if so."""
    state = agreement(version)
    if not state.to_renew or state.accepted is None:
        return None
    return Renewal(
        tier=TITLES[state.accepted.tier],
        version=state.accepted.version.number,
        now=version.number,
        signed_by=state.signed.signer_name if state.signed else "",
        signed_at=state.signed.signed_at if state.signed else None,
        differs=DIFFERS[state.work, state.price],
    )


DIFFERS = {
    (True, True): "its work and its price differ",
    (True, False): "its work differs, at the same price",
    (False, True): "its price differs, for the same work",
    (False, False): "nobody has accepted it yet",
}
