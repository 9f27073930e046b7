"""How well estimates were met, as values: in all, by kind of service, what would explain it, what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from arcada.core.finance.learning import Group, Pace, Proposal
from arcada.display.phrases import Voice, count, money
from arcada.insurance.models import BenefitPlan, EstimateLesson, LessonDecision, PayerPace
from arcada.insurance.paid_history import Accuracy
from arcada.web.plan.presenters.shown import plain

WIDEST = 50  # percent of the track to each side


@dataclass(frozen=True, slots=True)
class Summary:
    """All services together."""

    count: str
    near: str
    percent: str
    mean: str


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal to correct a plan."""

    plan: str
    plan_name: str
    code: str
    kind: str
    kind_name: str
    text: str
    fits: str
    weight: str
    settled: bool
    does: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of services; `side` and `width` draw its mean difference from the middle."""

    payer: str
    plan: str
    kind: str
    reason: str
    count: int
    estimated: str
    paid: str
    mean: str
    spread: str
    near: str
    side: str
    width: int


@dataclass(frozen=True, slots=True)
class PaceLine:
    """How long a payer takes."""

    payer: str
    key: str
    days: int
    seen: str
    used: str
    same: bool


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """What was decided."""

    at: datetime
    by: str
    plan: str
    kind: str
    text: str
    decision: str
    accepted: bool
    reason: str
    applied: bool


def summary(found: Accuracy, voice: Voice) -> Summary | None:
    """Say how well estimates were met; nothing where no payer has answered."""
    if not found.outcomes or found.mean is None:
        return None
    return Summary(
        count=count(found.count, "service"),
        near=f"{found.near} of {found.count}",
        percent=f"{found.near_percent} %",
        mean=difference(found.mean, voice),
    )


def difference(amount: Decimal, voice: Voice) -> str:
    """A difference in words: 12.00 less than expected."""
    if not amount:
        return "as expected"
    return f"{money(abs(amount), voice)} {'more' if amount > 0 else 'less'} than expected"


def cards(
    found: Sequence[Group], plans: Mapping[str, BenefitPlan], decided: Iterable[EstimateLesson], voice: Voice
) -> tuple[ProposalCard, ...]:
    """Write the proposals that nobody has decided on."""
    known = [(str(row.plan_id), row.code, row.kind, dict(row.change)) for row in decided]
    return tuple(
        _card(group, proposal, plans[group.plan], voice)
        for group in found
        for proposal in group.proposals
        if (group.plan, proposal.code, group.kind, dict(proposal.change)) not in known
    )


def _card(group: Group, proposal: Proposal, plan: BenefitPlan, voice: Voice) -> ProposalCard:
    return ProposalCard(
        plan=group.plan,
        plan_name=f"{plan.payer.name}, {plan}",
        code=proposal.code,
        kind=group.kind,
        kind_name=plain(group.kind),
        text=proposal.text,
        fits=f"fits {proposal.fits} of {count(group.count, 'service')}",
        weight=f"on average {difference(group.mean, voice)}",
        settled=proposal.settled,
        does=_does(proposal),
    )


def _does(proposal: Proposal) -> str:
    """What accepting does."""
    if proposal.code == "percent":
        return f"Correct the plan to {proposal.change['percent']} percent"
    return "Correct the plan" if proposal.settled else "I have corrected the plan"


def lines(found: Sequence[Group], plans: Mapping[str, BenefitPlan], voice: Voice) -> tuple[GroupLine, ...]:
    """Write the groups."""
    most = max((abs(group.mean) for group in found), default=Decimal(0)) or Decimal(1)
    return tuple(
        GroupLine(
            payer=plans[group.plan].payer.name,
            plan=str(plans[group.plan]),
            kind=plain(group.kind),
            reason=group.reason,
            count=group.count,
            estimated=money(group.estimated, voice),
            paid=money(group.paid, voice),
            mean=money(group.mean, voice),
            spread=money(group.spread, voice),
            near=f"{group.near} of {group.count}",
            side="more" if group.mean > 0 else "less",
            width=round(float(abs(group.mean) / most) * WIDEST),
        )
        for group in found
    )


def pace_lines(
    found: Sequence[Pace], names: Mapping[str, str], used: Mapping[str, PayerPace], usual: int
) -> tuple[PaceLine, ...]:
    """Write how long payers take beside what the cash flow counts with."""
    return tuple(
        PaceLine(
            payer=names[one.payer],
            key=one.payer,
            days=one.days,
            seen=count(one.count, "answer"),
            used=count(used[one.payer].days if one.payer in used else usual, "day"),
            same=one.payer in used and used[one.payer].days == one.days,
        )
        for one in found
    )


def decided_lines(rows: Iterable[EstimateLesson]) -> tuple[DecidedLine, ...]:
    """Write what was decided."""
    return tuple(
        DecidedLine(
            at=row.at,
            by=str(row.by.user),
            plan=f"{row.plan.payer.name}, {row.plan}",
            kind=plain(row.kind),
            text=row.text,
            decision=row.get_decision_display().lower(),
            accepted=row.decision == LessonDecision.ACCEPTED,
            reason=row.reason,
            applied=row.applied,
        )
        for row in rows
    )
