"""How a pack is changed: locked, with its event, its audit and the estimates that follow, all in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.insurance.actions.consequences import estimates_follow
from arcada.insurance.actions.renew import keep_in_step
from arcada.insurance.models import PreAuthAct, PreAuthEvent, PreAuthorisation, PreAuthState
from arcada.practice.models import Membership

LONGEST_NARRATIVE = 20_000


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does it, and when."""

    by: Membership
    at: datetime


def locked(pack: PreAuthorisation) -> PreAuthorisation:
    """The pack as it stands now, kept from others until the transaction ends."""
    return PreAuthorisation.objects.select_for_update().get(pk=pack.pk)


def happened(
    hand: Hand, pack: PreAuthorisation, act: PreAuthAct, text: str, detail: Mapping[str, Any] | None = None
) -> PreAuthEvent:
    """Write it down, for the pack and for the audit, and count the change."""
    pack.revision += 1
    pack.save()
    told = dict(detail or {})
    made = PreAuthEvent.objects.create(
        practice_id=pack.practice_id, preauthorisation=pack, act=act, text=text, detail=told, by=hand.by, at=hand.at
    )
    record(
        by=hand.by,
        at=hand.at,
        verb=f"{PreAuthAct(act).label.lower()}:",
        noun="pre-authorisation",
        noun_id=pack.pk,
        patient_id=pack.case.patient_id,
        detail={"number": pack.number, "state": str(pack.state), **told},
    )
    return made


def before(hand: Hand, pack: PreAuthorisation) -> None:
    """Put on record what the estimates say before an answer moves them."""
    keep_in_step(patient=pack.case.patient, by=hand.by, at=hand.at)


def follow(hand: Hand, pack: PreAuthorisation, text: str) -> None:
    """Let the estimates of the patient follow."""
    estimates_follow(by=hand.by, at=hand.at, patients=[pack.case.patient], cause="answer_received", text=text[:300])


def not_in(pack: PreAuthorisation, *states: PreAuthState) -> Refusal | None:
    """Refuse what a pack in this state does not allow."""
    if pack.state in states:
        return None
    wanted = " or ".join(state.label.lower() for state in states)
    text = f"Pack {pack.number} is {pack.get_state_display().lower()} now; this is done while it is {wanted}."
    return Refusal("other_state", text, "state")


def name_of(pack: PreAuthorisation) -> str:
    """How a pack is called inside and outside the practice: chart number, case, pack."""
    return f"PA-{pack.case.patient.chart_number}-{pack.case.number}.{pack.number}"
