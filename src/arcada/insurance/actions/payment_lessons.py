"""Decide on what was learned from payers: accept a correction, or refuse it with a reason. Never automatic.

What a program can do completely (another share, another setting) is done to the plan in the same breath, by the plan's
own action, so that the estimates of everybody under it follow. The rest is recorded for the person who enters it.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.lengths import too_long
from arcada.core.finance.learning import Group, Proposal
from arcada.core.kernel import Refusal
from arcada.insurance.actions.plans import PlanTold, change_plan
from arcada.insurance.models import BenefitPlan, EstimateLesson, LessonDecision
from arcada.insurance.paid_history import accuracy_of, group_of, with_percent
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

SHORTEST_REASON = 3


def decide_lesson(
    *,
    by: Membership,
    at: datetime,
    plan: BenefitPlan,
    code: str,
    kind: str,
    decision: str,
    reason: str = "",
    first: date | None = None,
    last: date | None = None,
) -> EstimateLesson | Refusal:
    """Accept or refuse the correction that is proposed for a kind of service of a plan by the services of some days."""
    require(by, Permission.PRICE, plan)
    refusal = _unsound(decision, reason)
    if refusal is not None:
        return refusal
    with transaction.atomic():
        row = BenefitPlan.objects.select_for_update(of=("self",)).select_related("payer").get(pk=plan.pk)
        seen = accuracy_of(by, first=first, until=last, payer=row.payer_id)
        found = group_of(seen.groups, row.pk, code, kind)
        if found is None:
            text = "This proposal does not stand any more: what was paid since explains it otherwise."
            return Refusal("gone", text, "lesson")
        group, place = found
        proposal = group.proposals[place]
        if decided(row, proposal, kind):
            return Refusal("decided", "This proposal was decided on already.", "lesson")
        changed: BenefitPlan | Refusal | None = None
        if decision == LessonDecision.ACCEPTED and proposal.settled:
            changed = _applied(by, at, row, proposal, kind)
            if isinstance(changed, Refusal):
                return changed
        return _kept(by, at, row, group, proposal, decision, reason, applied=changed is not None)


def decided(plan: BenefitPlan, proposal: Proposal, kind: str) -> bool:
    """Whether somebody has decided on this very proposal."""
    rows = EstimateLesson.objects.filter(plan=plan, code=proposal.code, kind=kind)
    return any(dict(row.change) == dict(proposal.change) for row in rows)


def _applied(by: Membership, at: datetime, plan: BenefitPlan, proposal: Proposal, kind: str) -> BenefitPlan | Refusal:
    """The plan with the correction."""
    benefits, settings = dict(plan.benefits), dict(plan.settings)
    unknown = tuple(plan.unknown)
    if proposal.code == "percent":
        benefits = with_percent(benefits, kind, Decimal(proposal.change["percent"]))
        unknown = tuple(one for one in unknown if one != f"percent:{kind}")
    else:
        settings |= proposal.change
    told = PlanTold(
        name=plan.name,
        group_number=plan.group_number,
        benefits=benefits,
        settings=settings,
        unknown=unknown,
        source=plan.source,
        verified_on=plan.verified_on,
    )
    return change_plan(by=by, at=at, plan=plan, told=told, revision=plan.revision)


def _kept(
    by: Membership,
    at: datetime,
    plan: BenefitPlan,
    group: Group,
    proposal: Proposal,
    decision: str,
    reason: str,
    *,
    applied: bool,
) -> EstimateLesson:
    seen = {
        "count": group.count,
        "fits": proposal.fits,
        "estimated": f"{group.estimated:.2f}",
        "paid": f"{group.paid:.2f}",
        "mean": f"{group.mean:.2f}",
    }
    row = EstimateLesson.objects.create(
        practice_id=by.practice_id,
        plan=plan,
        code=proposal.code,
        kind=group.kind,
        text=proposal.text,
        change=dict(proposal.change),
        seen=seen,
        decision=decision,
        reason=reason.strip(),
        applied=applied,
        by=by,
        at=at,
    )
    verb = "accepted" if decision == LessonDecision.ACCEPTED else "refused"
    detail = {"plan": plan.name, "code": proposal.code, "kind": group.kind, "change": dict(proposal.change), **seen}
    record(by=by, at=at, verb=verb, noun="correction of a plan", noun_id=row.pk, why=row.reason, detail=detail)
    return row


def _unsound(decision: str, reason: str) -> Refusal | None:
    if decision not in LessonDecision.values:
        return Refusal("unknown_decision", "Accept the correction or refuse it.", "decision")
    if decision == LessonDecision.REFUSED and len(reason.strip()) < SHORTEST_REASON:
        return Refusal("no_reason", "Say why the correction is refused, so that nobody proposes it again.", "reason")
    return too_long(reason=(reason, 300))
