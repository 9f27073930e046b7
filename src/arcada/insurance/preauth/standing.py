"""Where a pack stands on a day, as its lines, its clocks and the calendar say (docs/algorithms/preauthorisation.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from arcada.insurance.models import LineState, PreAuthLine, PreAuthorisation, PreAuthState, PreAuthTerms
from arcada.insurance.models.preauthorisation import ANSWERED
from arcada.practice.models import Practice

EXPIRED = "expired"
HOLDS_UNTIL = (PreAuthState.APPROVED, PreAuthState.PARTLY, PreAuthState.CONDITIONAL)
WAITS = (PreAuthState.SENT, PreAuthState.PENDING)
WORDS = dict(PreAuthState.choices) | {EXPIRED: "Expired"}


def state_of_lines(states: Sequence[str]) -> PreAuthState:
    """The state of an answered pack: pending while any line has no answer."""
    told = set(states)
    if not told or LineState.WAITING in told:
        return PreAuthState.PENDING
    if told == {LineState.APPROVED}:
        return PreAuthState.APPROVED
    if told == {LineState.DENIED}:
        return PreAuthState.DENIED
    return PreAuthState.PARTLY if LineState.DENIED in told else PreAuthState.CONDITIONAL


def standing(pack: PreAuthorisation, today: date) -> str:
    """The state of a pack on a day: what is stored, or that its answer has expired."""
    over = pack.valid_until is not None and pack.valid_until < today
    return EXPIRED if over and pack.state in HOLDS_UNTIL else str(pack.state)


def terms_of(practice: Practice, pack: PreAuthorisation | None = None) -> PreAuthTerms:
    """The nearest clocks: of the plan, of its payer, of the practice; else the usual ones, which are not kept."""
    rows = list(PreAuthTerms.objects.filter(practice=practice))
    plan = pack.coverage.policy.plan if pack is not None else None
    return nearest_terms(rows, plan.payer_id if plan else None, plan.pk if plan else None) or PreAuthTerms(
        practice=practice
    )


def nearest_terms(rows: Sequence[PreAuthTerms], payer_id: object, plan_id: object) -> PreAuthTerms | None:
    """The terms of the plan, else of the payer, else of all."""
    for wanted in ((payer_id, plan_id), (payer_id, None), (None, None)):
        found = next((row for row in rows if (row.payer_id, row.plan_id) == wanted), None)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Clock:
    """What is due next on a pack: which kind, by when, and whether that day is past."""

    kind: str
    due: date
    late: bool


def clock_of(pack: PreAuthorisation, today: date, warn_days: int) -> Clock | None:
    """The clock that runs, if one does.

    answer   the insurer's answer is expected        appeal   a denial may still be appealed
    ends     an approval ends soon, or has ended
    """
    if pack.state in WAITS and pack.due_date is not None:
        return Clock("answer", pack.due_date, pack.due_date < today)
    if pack.state in (PreAuthState.DENIED, PreAuthState.PARTLY) and _to_appeal(pack, today):
        return Clock("appeal", pack.appeal_until or today, late=False)
    ends = pack.valid_until
    if pack.state in HOLDS_UNTIL and ends is not None and ends <= today + timedelta(days=warn_days):
        return Clock("ends", ends, ends < today)
    return None


def _to_appeal(pack: PreAuthorisation, today: date) -> bool:
    """Whether an appeal may still be sent: one that was answered is over."""
    return pack.appealed_date is None and pack.appeal_until is not None and pack.appeal_until >= today


def may_appeal(pack: PreAuthorisation, today: date) -> bool:
    """Whether something was denied, nothing was appealed yet, and the day for it is not past."""
    return pack.state in (PreAuthState.DENIED, PreAuthState.PARTLY) and _to_appeal(pack, today)


def answered(pack: PreAuthorisation) -> bool:
    """Whether the insurer has answered every line."""
    return pack.state in ANSWERED


def line_waits(line: PreAuthLine, state: str) -> str:
    """Why a line keeps its work waiting; empty where it does not."""
    if line.released_at is not None or state in (PreAuthState.DRAFT, PreAuthState.WITHDRAWN):
        return ""
    if line.state == LineState.WAITING:
        return "waiting"
    if line.state == LineState.DENIED:
        return "denied"
    if line.state == LineState.CONDITIONAL and not line.met:
        return "conditional"
    return EXPIRED if state == EXPIRED else ""
