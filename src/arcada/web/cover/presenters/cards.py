"""The coverage page of a patient: one card a coverage, in the order in which they pay."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.insurance.meters import Standing, effective_benefits, standing_of
from arcada.insurance.models import Coverage, Relationship
from arcada.insurance.plain_benefits import typed_of
from arcada.insurance.plain_rows import KINDS, ROWS
from arcada.insurance.planned import Planned, planned_between, planned_of
from arcada.insurance.queries import ENDS_SOON, standing_coverages, unknown_of
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may_some
from arcada.practice.models import Membership
from arcada.web.cover.presenters.meters import Bar, as_of, bars, year_words
from arcada.web.cover.presenters.open_questions import questions
from arcada.web.shell.rail import address

RANKS = ("Pays first", "Pays second", "Pays third")
KNOWN = "accumulators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a plan pays of one kind of service, in words."""

    label: str
    pays: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCard:
    """One coverage."""

    id: UUID
    position: int
    rank: str
    payer: str
    plan: str
    group: str
    kind: str
    member_id: str
    holder: str
    period: str
    state: str
    warning: str
    verified: str
    stale: bool
    year: str
    as_of: str
    known: bool
    bars: tuple[Bar, ...]
    shares: tuple[Share, ...]
    questions: tuple[str, ...]
    note: str
    phone: str
    entries: int
    url: str
    plan_url: str
    first: bool
    last: bool
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage:
    """The whole page."""

    cards: tuple[CoverageCard, ...]
    ended: tuple[CoverageCard, ...]
    may_change: bool


def coverage_page(member: Membership, patient: Patient, *, today: date, voice: Voice) -> CoveragePage:
    """Gather the page."""
    rows = standing_coverages(patient)
    standing = [row for row in rows if row.ends is None or row.ends >= today]
    planned = planned_of(patient, today) if standing else {}
    cards = [
        card(row, rank, len(standing), member=member, today=today, voice=voice, planned=planned)
        for rank, row in enumerate(standing)
    ]
    ended = [card(row, 0, 0, member=member, today=today, voice=voice) for row in rows if row not in standing]
    return CoveragePage(cards=tuple(cards), ended=tuple(ended), may_change=may_some(member, Permission.PRICE))


def card(
    row: Coverage,
    rank: int,
    count: int,
    *,
    member: Membership,
    today: date,
    voice: Voice,
    planned: Planned | None = None,
) -> CoverageCard:
    """Put one coverage into words; `planned` is what accepted treatment takes of it."""
    plan, policy = row.policy.plan, row.policy
    unknown = unknown_of(row)
    known = KNOWN not in unknown
    standing = standing_of(row, max(today, row.begins or today))
    stale, verified = _verified(row, today, voice)
    return CoverageCard(
        id=row.pk,
        position=row.position,
        rank=RANKS[min(rank, 2)] if count > 1 else "",
        payer=plan.payer.name,
        plan=plan.name,
        group=plan.group_number,
        kind=KINDS.get(str(effective_benefits(row).get("plan_type", "")), "").partition(":")[0],
        member_id=policy.member_id,
        holder=_holder(row),
        period=_period(row, voice),
        state=_state(row, today),
        warning=_warning(row, today, voice),
        verified=verified,
        stale=stale,
        year=year_words(standing, voice) if standing else "",
        as_of=as_of(row, standing, voice) if standing and known else "",
        known=known,
        bars=_bars(row, standing, voice, known=known, planned=planned or {}),
        shares=_shares(row),
        questions=questions(unknown),
        note=row.note,
        phone=plan.payer.phone,
        entries=row.entries.count(),
        url=address("cover:one", row.patient_id, row.pk),
        plan_url=address("cover:plan", plan.pk) if may_some(member, Permission.PRICE) else "",
        first=rank == 0,
        last=rank == count - 1,
        others=_others(row),
    )


def _bars(row: Coverage, standing: Standing | None, voice: Voice, *, known: bool, planned: Planned) -> tuple[Bar, ...]:
    if standing is None:
        return ()
    amount = planned_between(planned, str(row.pk), standing.begins, standing.ends)
    return bars(standing, voice, known=known, planned=amount)


def _holder(row: Coverage) -> str:
    if row.relationship == Relationship.SELF:
        return "Holds the policy"
    subscriber = row.policy.subscriber
    name = f"{subscriber.given_name} {subscriber.family_name}" if subscriber else row.policy.subscriber_name
    return f"{row.get_relationship_display()} of {name}"


def _others(row: Coverage) -> str:
    """Say who shares the policy's family limits."""
    rows = Coverage.objects.filter(policy=row.policy_id, removed_at__isnull=True).exclude(patient=row.patient_id)
    names = [one.patient.given_name for one in rows.select_related("patient").order_by("patient__given_name", "id")]
    return ", ".join(dict.fromkeys(names))


def _period(row: Coverage, voice: Voice) -> str:
    begins = f"since {phrases.day(row.begins, voice, style='year')}" if row.begins else "beginning not known"
    return f"{begins}, until {phrases.day(row.ends, voice, style='year')}" if row.ends else begins


def _state(row: Coverage, today: date) -> str:
    if row.ends and row.ends < today:
        return "ended"
    if row.begins and row.begins > today:
        return "later"
    return "ending" if row.ends and row.ends - today <= ENDS_SOON else "now"


def _warning(row: Coverage, today: date, voice: Voice) -> str:
    state = _state(row, today)
    if state == "later" and row.begins:
        return f"Covers from {phrases.day(row.begins, voice, style='year')} on."
    if state == "ending" and row.ends:
        return f"Ends on {phrases.day(row.ends, voice, style='year')}. Ask what comes after it."
    return ""


def _verified(row: Coverage, today: date, voice: Voice) -> tuple[bool, str]:
    if row.verified_on is None:
        return True, "never, ask the payer"
    days = (today - row.verified_on).days
    who = f", {row.verified_by.user}" if row.verified_by else ""
    how = row.get_source_display().lower()
    said = f"{phrases.day(row.verified_on, voice, style='year')}, {how}{who}"
    return days > row.practice.reverify_days, said


def _shares(row: Coverage) -> tuple[Share, ...]:
    """What the plan pays of each kind of service, the member's own shares above it."""
    plan = row.policy.plan
    typed = typed_of(plan.benefits, plan.unknown)
    own = {one["scope"]: one["pct"] for one in row.overrides.get("percent", ())}
    found = []
    for kind in ROWS:
        said = str(own.get(f"cat:{kind.id}", typed[f"pays_{kind.id}"]))
        if not said and not kind.asked:
            continue
        wait, free = typed[f"wait_{kind.id}"], typed[f"free_{kind.id}"]
        more = [f"after {wait} months" if wait else "", "no deductible" if free else ""]
        more += ["this member's own" if f"cat:{kind.id}" in own else ""]
        found.append(Share(label=kind.label, pays=_pays(said), more=", ".join(word for word in more if word)))
    return tuple(found) if any(one.pays != "not known" for one in found) else ()


def _pays(said: str) -> str:
    if said in ("", "?"):
        return "not known"
    if said == "no" or Decimal(said) == 0:
        return "not covered"
    return f"{said} %"
