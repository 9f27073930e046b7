"""Money over time in the sample practice: what payers paid beside what was expected, and payment plans in every state.

What payers did otherwise, so that the page on estimates tells something true of this practice:

    PPO Mill, fillings            80 percent on file, 70 percent paid                     a correction of the plan
    PPO Family, crowns            paid as the cheaper crown, and the payer says so         a downgrade to be entered
    Individual, bitewing images   refused twice a year, the payer says how often           a frequency to be entered
    cleanings, root canals        as expected
    Blue Harbor takes about 18 days, Prairie Mutual about 41

Amounts and shares are invented. source: judgement
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from arcada.cli.demo.coverages import OFFERS
from arcada.cli.demo.pen import signature_of
from arcada.cli.demo.sure import sure
from arcada.core.kernel import money

if TYPE_CHECKING:
    from arcada.cases.models import Alternative
    from arcada.cli.demo.riverside import House
    from arcada.insurance.models import Coverage, PaymentPlan
    from arcada.patients.models import Patient

ZONE = ZoneInfo("America/Chicago")
HUNDRED = 100
DEFAULT_PACE = 25
PACES = {"Blue Harbor Dental": 18, "Prairie Mutual": 41, "Lakeshore Dental Plan": 29}
CHEAPER = "Alternate benefit: paid as a full metal crown."
TOO_OFTEN = "Frequency limitation: once in 24 months."


@dataclass(frozen=True, slots=True)
class Paid:
    """A kind of service under a plan: how many, the contracted fee, the share expected and the share paid of what."""

    plan: str
    procedure: str
    count: int
    fee: int
    expected: int
    share: int
    allowed: int | None = None
    reason: str = ""


HISTORY = (
    Paid("PPO Mill", "composite_filling", 9, 168, 80, 70),
    Paid("PPO Mill", "cleaning", 14, 92, 100, 100),
    Paid("PPO Mill", "root_canal", 4, 880, 80, 80),
    Paid("PPO Family", "cleaning", 10, 92, 100, 100),
    Paid("PPO Family", "metal_ceramic_crown", 5, 980, 50, 50, 720, CHEAPER),
    Paid("PPO Family", "composite_filling", 5, 168, 80, 80),
    Paid("Individual", "bitewing_images", 4, 48, 100, 0, None, TOO_OFTEN),
    Paid("Individual", "cleaning", 5, 92, 100, 100),
    Paid("Indemnity", "cleaning", 8, 108, 100, 100),
    Paid("Indemnity", "composite_filling", 4, 180, 80, 80),
)


def pay_history(house: "House", now: datetime, *, without: "Sequence[Patient]", seed: int) -> int:
    """What payers have answered in the last ten months; gives how many services. Nobody `without` gets any."""
    dice = random.Random(f"paid {seed}")  # noqa: S311 - the same each time, nothing secret
    told = {one.pk for one in without}
    count = 0
    for kind in HISTORY:
        covered = _covered(kind.plan, told)
        for coverage, day in _days(covered, kind.count, now, dice):
            _answer(house, coverage, kind, day, now, dice)
            count += 1
    return count


def _covered(plan: str, without: set[UUID]) -> "list[Coverage]":
    from arcada.insurance.models import Coverage

    group = next(offer.group for offer in OFFERS if offer.name == plan)
    rows = Coverage.objects.filter(policy__plan__name=plan, policy__plan__group_number=group, position=1)
    rows = rows.select_related("policy__plan__payer", "patient", "practice").order_by("patient__chart_number")
    return [one for one in rows if one.patient_id not in without]


def _days(
    covered: "list[Coverage]", count: int, now: datetime, dice: random.Random
) -> "Iterator[tuple[Coverage, date]]":
    """So many working days of the last ten months, each under one of the coverages that held then."""
    today = now.astimezone(ZONE).date()
    turn = cycle(covered)
    for _ in range(count if covered else 0):
        coverage = next(turn)
        day = today - timedelta(days=dice.randint(70, 300))
        day = max(day, coverage.begins or day, coverage.patient.birth_date)
        yield coverage, day - timedelta(days=max(0, day.weekday() - 4))


def _answer(house: "House", coverage: "Coverage", kind: Paid, day: date, now: datetime, dice: random.Random) -> None:
    """One service as it was estimated and as it was paid."""
    from arcada.insurance.actions.ledger import EntryTold, keep_entry
    from arcada.insurance.models import EntryKind, Source

    fee = Decimal(kind.fee + dice.choice((0, 0, 4, 8)))
    allowed = fee if kind.allowed is None else Decimal(kind.allowed)
    pace = PACES.get(coverage.policy.plan.payer.name, DEFAULT_PACE) + dice.randint(-3, 3)
    at = datetime(day.year, day.month, day.day, 11, tzinfo=ZONE) + timedelta(days=pace)
    told = EntryTold(
        kind=EntryKind.PAID if kind.share else EntryKind.DENIED,
        on=day,
        procedure=kind.procedure,
        submitted=money(fee * Decimal("1.18")),
        allowed=allowed,
        estimated=money(fee * kind.expected / HUNDRED),
        paid=money(allowed * kind.share / HUNDRED),
        write_off=money(fee * Decimal("1.18")) - fee,
        reason=kind.reason,
        source=Source.PORTAL,
    )
    keep_entry(by=house.member("desk"), at=min(at, now), coverage=coverage, told=told)


@dataclass(frozen=True, slots=True)
class Story:
    """One payment plan: how long ago, in how many parts, how many were paid, what became of it."""

    days_ago: int
    down: int
    count: int
    paid: int
    then: str = ""


STORIES = (
    Story(2, 20, 6, 1),
    Story(62, 10, 8, 3),
    Story(75, 0, 10, 1, "late"),
    Story(50, 15, 6, 2, "renegotiated"),
    Story(1, 10, 12, 0, "draft"),
    Story(40, 50, 1, 60, "completed"),
    Story(30, 10, 6, 1, "ended"),
)


def agree_on_payments(house: "House", now: datetime) -> int:
    """Payment plans in every state for patients who have accepted a plan; gives how many."""
    from arcada.cases.models import Alternative

    rows = Alternative.objects.filter(state="accepted", version__active=True, price__gt=HUNDRED)
    rows = rows.select_related("version__case", "case__patient__practice").order_by("case__patient__chart_number")
    made = 0
    chosen = list(rows)
    for story, alternative in zip(STORIES, chosen, strict=False):
        made += _tell(house, now, alternative, story)
    lenders = [one for one in chosen if one.price > LARGE] or chosen
    _ask_lenders(house, now, lenders[-3:])
    return made


LARGE = 1500


def _tell(house: "House", now: datetime, alternative: "Alternative", story: Story) -> int:
    """Carry one payment plan as far as its story goes; a plan that was accepted later begins later."""
    from arcada.insurance.actions.payment_plan import withdraw_plan
    from arcada.insurance.actions.payment_receipts import receive

    by = house.member("coordinator")
    accepted = alternative.decided_at or now
    at = max(now - timedelta(days=story.days_ago), accepted + timedelta(minutes=50))
    plan = _agreed(house, at, alternative, story)
    if plan is None:
        return 0
    if story.then == "draft":
        return 1
    _signed(house, at, plan)
    for row in list(plan.instalments.all())[: story.paid]:
        paid_at = datetime(row.due_date.year, row.due_date.month, row.due_date.day, 10, tzinfo=ZONE)
        moment = min(max(at, paid_at), now)
        day = moment.astimezone(ZONE).date()
        sure(receive(by=by, at=moment, plan=plan, amount=row.amount, on=day, way="card", reference="Terminal 2"))
    if story.then == "renegotiated":
        plan.refresh_from_db()
        _renegotiated(house, now, alternative)
        return 2
    if story.then == "ended":
        sure(withdraw_plan(by=by, at=now, plan=plan, reason="The patient's parents pay the rest at once."))
    return 1


def _agreed(house: "House", at: datetime, alternative: "Alternative", story: Story) -> "PaymentPlan | None":
    from arcada.insurance.actions.payment_plan import Agreed, draft_plan
    from arcada.insurance.payments import owed_of

    today = at.astimezone(ZONE).date()
    owed = sure(owed_of(alternative, today))
    if owed.most < HUNDRED:
        return None
    down = money(owed.most * story.down / HUNDRED)
    parts = max(story.count, _months(today, owed.begins) + 2)
    first = today if story.then == "completed" else today + timedelta(days=14)
    agreed = Agreed(total=owed.most, down=down, count=parts, first=first)
    return sure(draft_plan(by=house.member("coordinator"), at=at, alternative=alternative, agreed=agreed))


def _months(first: date, last: date) -> int:
    """How many months lie between two days, at least none."""
    return max(0, (last.year - first.year) * 12 + last.month - first.month)


def _signed(house: "House", at: datetime, plan: "PaymentPlan") -> None:
    """The patient, or a parent, signs on the screen."""
    from arcada.cases.actions.sign import Pen, guardian_signs
    from arcada.documents.payment_paper import sign_payment_plan

    patient = plan.case.patient
    minor = guardian_signs(plan.alternative.version, at.astimezone(ZONE).date())
    name = (patient.guardian_name if minor else "") or f"{patient.given_name} {patient.family_name}"
    pen = Pen(signature_of(name), name, "guardian" if minor else "patient")
    sure(sign_payment_plan(by=house.member("coordinator"), at=at, plan=plan, pen=pen))
    plan.refresh_from_db()


def _renegotiated(house: "House", now: datetime, alternative: "Alternative") -> None:
    """Smaller parts after a while, with the reason."""
    from arcada.insurance.actions.payment_plan import Agreed, draft_plan
    from arcada.insurance.payments import owed_of

    today = now.astimezone(ZONE).date()
    owed = sure(owed_of(alternative, today))
    agreed = Agreed(
        total=owed.most, count=14, first=today + timedelta(days=9), why="Fewer hours at work since last month."
    )
    plan = sure(draft_plan(by=house.member("coordinator"), at=now, alternative=alternative, agreed=agreed))
    _signed(house, now, plan)


def _ask_lenders(house: "House", now: datetime, alternatives: "Sequence[Alternative]") -> None:
    """One lender still thinks, one pays in part, one declines."""
    from arcada.insurance.actions.payment_financing import answer_lender, ask_lender

    by, today = house.member("coordinator"), now.astimezone(ZONE).date()
    answers = (("", None), ("partly", Decimal(900)), ("declined", None))
    for (state, granted), alternative in zip(answers, alternatives, strict=False):
        asked = sure(
            ask_lender(
                by=by,
                at=now,
                case=alternative.case,
                lender="Harbour Patient Credit",
                amount=max(Decimal(1200), money(alternative.price / 2)),
                on=today - timedelta(days=6),
                reference="HPC-20418",
            )
        )
        if state:
            day = today - timedelta(days=2)
            sure(answer_lender(by=by, at=now, financing=asked, state=state, on=day, granted=granted))
