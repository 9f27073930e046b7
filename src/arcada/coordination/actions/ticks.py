"""Tick a step of the journey by hand, and take it back."""

from datetime import datetime

from django.db import IntegrityError, transaction

from arcada.audit.actions import record
from arcada.cases.lengths import too_long
from arcada.cases.models import Case
from arcada.cases.queries import active_version
from arcada.coordination.facts import KNOWN
from arcada.coordination.mapping import journey
from arcada.coordination.models import Tick
from arcada.coordination.queries import may_tick, places, standing_ticks
from arcada.core.journey import State
from arcada.core.kernel import Refusal
from arcada.practice.access import NotAllowed, Permission, require
from arcada.practice.models import Membership, Role

TAKEN = Refusal("ticked_already", "Somebody else ticked this step just now.", "step")


def tick(
    *, by: Membership, at: datetime, case: Case, step: str, not_needed: bool = False, why: str = ""
) -> Tick | Refusal:
    """Say that a step is done, or (with a reason) that this case does not need it."""
    require(by, Permission.SEE_PATIENTS, case)
    known = journey(KNOWN).step(step)
    if known is None:
        return Refusal("unknown_step", f"The journey has no step '{step}'.", "step")
    if not may_tick(by, known):
        owner = Role(known.who).label.lower()
        raise NotAllowed(Refusal("not_allowed", f"'{known.title}' is ticked by the {owner}."))
    place = next(one for one in places(case, at) if one.step.id == step)
    if place.state.settled:
        return Refusal("ticked_already", f"'{known.title}' is settled already. {place.why}", "step")
    if not known.by_hand:
        return Refusal("not_by_hand", f"'{known.title}' is read from the record. {place.why}", "step")
    unsaid = _unsaid(why, not_needed=not_needed)
    if unsaid is not None:
        return unsaid
    if place.state is not State.READY and not not_needed:
        return Refusal("not_ready", f"'{known.title}' cannot be done yet. {place.why}", "step")
    return _write(by, at, case, step, not_needed=not_needed, why=why.strip())


def _unsaid(why: str, *, not_needed: bool) -> Refusal | None:
    if not_needed and not why.strip():
        return Refusal("no_reason", "Say why this case does not need the step.", "why")
    return too_long(why=(why, 300))


def _write(by: Membership, at: datetime, case: Case, step: str, *, not_needed: bool, why: str) -> Tick | Refusal:
    try:
        with transaction.atomic():
            standing_ticks(case).filter(step=step).update(undone_at=at, undone_by=by)  # of an older version
            made = Tick.objects.create(
                practice_id=case.practice_id,
                case=case,
                step=step,
                version=active_version(case),
                not_needed=not_needed,
                why=why,
                by=by,
                at=at,
            )
            detail = {"step": step, "not_needed": not_needed}
            record(
                by=by,
                at=at,
                verb="ticked",
                noun="case",
                noun_id=case.id,
                patient_id=case.patient_id,
                why=why,
                detail=detail,
            )
            return made
    except IntegrityError:
        return TAKEN


def untick(*, by: Membership, at: datetime, case: Case, step: str) -> Tick | Refusal:
    """Take a tick back; that it was there stays on record."""
    require(by, Permission.SEE_PATIENTS, case)
    known = journey(KNOWN).step(step)
    row = standing_ticks(case).filter(step=step).first()
    if known is None or row is None:
        return Refusal("not_ticked", "Nobody has ticked this step.", "step")
    if not may_tick(by, known):
        raise NotAllowed(Refusal("not_allowed", f"'{known.title}' is not yours to take back."))
    with transaction.atomic():
        row.undone_by, row.undone_at = by, at
        row.save(update_fields=["undone_by", "undone_at"])
        record(
            by=by,
            at=at,
            verb="took a tick back",
            noun="case",
            noun_id=case.id,
            patient_id=case.patient_id,
            detail={"step": step},
        )
        return row
