"""Two estimates side by side: as it stands, and as it would be; where each thing is really changed.

another day       Visit 6 on 12 Jan 2027         applied in the schedule
another plan      Economy                        applied on the page of the plans
another coverage  none, one of them, another     applied on the page of coverage
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from arcada.core.benefits.discount import Discount as Rule
from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice, day, money
from arcada.insurance.estimating import EstimateNow, estimate_of
from arcada.insurance.estimating_changes import Side, line_changes
from arcada.insurance.estimating_discount import discounted
from arcada.insurance.models import BenefitPlan, Coverage, Policy
from arcada.practice.fees_given_off import discounts_of, rule_of, rule_of_membership
from arcada.practice.models import MembershipPlan
from arcada.web.estimate.forms import WITHOUT, Supposed
from arcada.web.estimate.opened import Opened
from arcada.web.estimate.presenters.changes import ChangedLine, sentence
from arcada.web.estimate.presenters.ways import Way, way
from arcada.web.estimate.presenters.words import between, said
from arcada.web.plan.presenters.shown import TITLES
from arcada.web.shell.rail import address

MOST_PLANS = 60
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be supposed, by its key in words."""

    visits: Mapping[str, str]
    plans: Mapping[str, str]
    coverages: Mapping[str, str]
    discounts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """Both sides, the difference in words, the lines that differ, and where it is applied."""

    what: str
    stands: Way
    supposed: Way
    means: str
    kind: str
    lines: tuple[ChangedLine, ...]
    apply_url: str
    apply_words: str


def _rules(found: Opened) -> dict[str, Rule]:
    """What may be given off, by key."""
    given = {f"d{one.pk}": rule_of(one) for one in discounts_of(found.member)}
    own = MembershipPlan.objects.filter(active=True).order_by("name")
    return given | {f"m{one.pk}": rule_of_membership(one) for one in own}


def choices(found: Opened) -> Choices:
    """What may be supposed of this patient."""
    row, voice = found.chosen.alternative, found.shown.voice
    days = found.now.asked.days
    return Choices(
        visits={
            str(one.number): f"Visit {one.number}, now {day(days[one.number], voice, style='year')}"
            for one in row.visits.all()
            if one.done_at is None
        },
        plans={one.tier: TITLES[one.tier] for one in found.chosen.others if one.pk != row.pk},
        coverages={WITHOUT: "Without insurance", **_single(found), **_others(found)},
        discounts={key: rule.name for key, rule in _rules(found).items()},
    )


def _single(found: Opened) -> dict[str, str]:
    """Each of several coverages alone."""
    own = found.now.asked.coverages
    if len(own) < 2:  # noqa: PLR2004 - one alone is what stands
        return {}
    return {f"c{one.pk}": f"Only {one.policy.plan.payer.name}, {one.policy.plan.name}" for one in own}


def _others(found: Opened) -> dict[str, str]:
    """Plans of the practice that the patient does not have."""
    own = {one.policy.plan_id for one in found.now.asked.coverages}
    rows = BenefitPlan.objects.filter(active=True).exclude(pk__in=own).select_related("payer")
    rows = rows.order_by("payer__name", "name")[:MOST_PLANS]
    return {f"p{one.pk}": f"As if under {one.payer.name}, {one.name}" for one in rows}


def answered(found: Opened, typed: Supposed) -> Answered | Refusal:
    """The estimate as it would be, beside the one that stands."""
    row, voice = found.chosen.alternative, found.shown.voice
    other = next((one for one in found.chosen.others if one.tier == typed.to), row)
    dates = {int(typed.visit): typed.on} if typed.visit and typed.on and other is row else None
    now = estimate_of(
        other,
        as_of=found.now.question.as_of,
        dates=dates,
        coverages=_coverages(found, typed.cover) if typed.cover else None,
    )
    if isinstance(now, Refusal):
        return now
    url, words = _apply(found, typed)
    supposed, off = way(other, now, voice), ZERO
    if typed.discount:
        settled = discounted(now, [_rules(found)[typed.discount]], round_to=found.member.practice.round_totals_to)
        off = settled.discounts
        supposed = replace(
            supposed, discount=money(-off, voice), you=between(max(ZERO, now.low - off), now.high - off, voice)
        )
    return Answered(
        what=_what(typed, voice),
        stands=way(row, found.now, voice),
        supposed=supposed,
        means=_means(found.now, now, off, found.patient.preferred_name or found.patient.given_name, voice),
        kind=_kind(found.now.patient_pays, now.patient_pays - off),
        lines=_lines(found, now) if other is row else (),
        apply_url=url,
        apply_words=words,
    )


def _coverages(found: Opened, chosen: str) -> tuple[Coverage, ...]:
    if chosen == WITHOUT:
        return ()
    if chosen.startswith("c"):
        return tuple(one for one in found.now.asked.coverages if str(one.pk) == chosen[1:])
    plan = BenefitPlan.objects.select_related("payer").get(pk=chosen[1:])
    practice = found.patient.practice_id
    policy = Policy(practice_id=practice, plan=plan, subscriber=found.patient)
    return (Coverage(practice_id=practice, patient=found.patient, policy=policy, position=1),)


def _what(typed: Supposed, voice: Voice) -> str:
    told = []
    if typed.visit and typed.on:
        told.append(f"visit {typed.visit} on {day(typed.on, voice, style='year')}")
    if typed.to:
        told.append(f"the {TITLES[typed.to].lower()} plan")
    if typed.cover:
        told.append("without insurance" if typed.cover == WITHOUT else "the other coverage")
    if typed.discount:
        told.append("the discount")
    text = ", ".join(told)
    return f"{text[:1].upper()}{text[1:]}"


def _means(stands: EstimateNow, supposed: EstimateNow, off: Decimal, name: str, voice: Voice) -> str:
    difference = supposed.patient_pays - off - stands.patient_pays
    if difference == 0:
        return f"{name} pays the same."
    about = "" if stands.certain and supposed.certain else "about "
    return f"{name} would pay {about}{money(abs(difference), voice)} {'more' if difference > 0 else 'less'}."


def _kind(stands: Decimal, supposed: Decimal) -> str:
    if supposed == stands:
        return ""
    return "good" if supposed < stands else "warn"


def _lines(found: Opened, supposed: EstimateNow) -> tuple[ChangedLine, ...]:
    shown, voice = found.shown, found.shown.voice
    items = {line.item.item: line.item for line in found.now.asked.lines}
    before = Side(found.now.question, found.now.written())
    after = Side(supposed.question, supposed.written())
    return tuple(
        ChangedLine(
            title=shown.line({"procedure": items[one.item].procedure, "where": items[one.item].where})
            if one.item in items
            else one.item,
            before="" if one.before is None else money(one.before, voice, exact=True),
            after="" if one.after is None else money(one.after, voice, exact=True),
            why=said(sentence(one.reasons), voice),
            dearer=one.difference > 0,
        )
        for one in line_changes(before, after)
    )


def _apply(found: Opened, typed: Supposed) -> tuple[str, str]:
    """The page on which what is supposed can be done."""
    key = found.patient.pk
    if typed.cover:
        return address("cover:show", key), "To the coverage"
    if typed.to:
        return address("plan:one", key, typed.to), "To that plan"
    if typed.discount and not typed.visit:
        return address("budget:show", key), "To the payments"
    return address("schedule:show", key), "To the schedule"
