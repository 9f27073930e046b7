"""Who of the sample practice is insured, by what: five invented payers with their plans, and seven of ten patients.

    Blue Harbor Dental      PPO through the mill, one with braces      the employer of the town: many families
    Prairie Mutual          indemnity, no network                      older people
    Lakeshore Dental Plan   bought by oneself, crowns after a year     the self-employed
    Cedar DHMO              capitation                                 some families
    State Smiles            public programme, much is unknown          children and a few adults

Some have two coverages, families share a maximum, some coverages end soon, of some nobody knows what is used. The
shares are what a town practice sees. source: judgement
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from arcada.cli.demo.patients import ADULT, age_on
from arcada.cli.demo.sure import sure

if TYPE_CHECKING:
    from arcada.cli.demo.riverside import House
    from arcada.insurance.models import BenefitPlan, Coverage
    from arcada.patients.models import Patient

COVERED = 0.7
SECOND, ENDING, OPEN, STALE = 0.09, 0.04, 0.10, 0.18
OLD = 62
FAMILY_MAXIMUM = 2500
HARBOR, BRACES, PRAIRIE, OWN, HEAD, STATE = range(6)
STORIES = ((HARBOR,), (HARBOR, PRAIRIE), (BRACES,))
STORIES_UNKNOWN: tuple[tuple[str, ...], ...] = ((), (), ("missing_tooth_clause",))


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan of a payer: from which template, of which group, with what more or less."""

    payer: str
    payer_id: str
    phone: str
    template: str
    name: str
    group: str
    maximum: int | None = None
    unknown: tuple[str, ...] = ()
    known: bool = True


OFFERS = (
    Offer("Blue Harbor Dental", "BHD01", "(800) 555-0131", "ppo_100_80_50", "PPO Mill", "BH-2207", 1500),
    Offer("Blue Harbor Dental", "BHD01", "(800) 555-0131", "ppo_100_80_50_ortho", "PPO Family", "BH-2210", 2000),
    Offer("Prairie Mutual", "PRM44", "(800) 555-0162", "indemnity", "Indemnity", "PM-81", 1000),
    Offer("Lakeshore Dental Plan", "LKD09", "(800) 555-0117", "basic_80_50", "Individual", "", 1000),
    Offer("Cedar DHMO", "CED20", "(800) 555-0149", "capitation", "DHMO 20", "C-20"),
    Offer("State Smiles", "STS10", "(800) 555-0104", "medicaid", "Adult and child", "", None, (), known=False),
)
PAYERS = tuple(dict.fromkeys(offer.payer for offer in OFFERS))


def insure(
    house: "House", people: "Sequence[Patient]", scripted: "Sequence[Patient]", now: datetime, *, seed: int
) -> int:
    """Write payers and plans by their actions, coverages in bulk; gives how many there are.

    What the three `scripted` patients have makes their estimates worth reading: a plain network plan with little used,
    a second plan through the spouse, and a plan of which nobody knows whether it replaces teeth lost before.
    """
    from arcada.audit.actions import record

    plans = _plans(house, now)
    dice = random.Random(f"coverages {seed}")  # noqa: S311 - the same each time, nothing secret
    desk = house.member("desk")
    pen = Pen(house, plans, now, dice)
    told = {one.pk for one in scripted}
    for family in _families([one for one in people if one.pk not in told]):
        if dice.random() < COVERED:
            pen.cover(family)
    for patient, offers, unknown in zip(scripted, STORIES, STORIES_UNKNOWN, strict=False):
        pen.tell(patient, offers, unknown)
    count = pen.write()
    detail = {"coverages": count}
    record(by=desk, at=now, verb="imported", noun="practice", noun_id=desk.practice_id, detail=detail)
    return count


def _families(people: "Sequence[Patient]") -> Iterator[list["Patient"]]:
    """Those of one family name in the order of registration, at most four to a household."""
    by_name: dict[str, list[Patient]] = {}
    for one in people:
        by_name.setdefault(one.family_name, []).append(one)
    for name in sorted(by_name):
        found = by_name[name]
        children = [one for one in found if one.phone == ""]
        adults = [one for one in found if one.phone]
        for adult in adults:
            yield [adult, *children[:2]]
            children = children[2:]
        for child in children:
            yield [child]


def _plans(house: "House", now: datetime) -> "list[BenefitPlan]":
    from arcada.insurance.actions.payers import PayerTold, add_payer
    from arcada.insurance.actions.plans import PlanTold, write_plan
    from arcada.insurance.models import Payer
    from arcada.insurance.templates import template_of

    desk, found = house.member("desk"), []
    for offer in OFFERS:
        told = PayerTold(name=offer.payer, electronic_id=offer.payer_id, phone=offer.phone)
        payer = Payer.objects.filter(name=offer.payer).first() or sure(add_payer(by=desk, at=now, told=told))
        template = template_of(offer.template)
        if template is None:
            continue
        plan = PlanTold(
            name=offer.name,
            group_number=offer.group,
            benefits=_benefits(template.benefits, offer),
            settings=template.settings,
            unknown=template.unknown if not offer.known else (),
            source="phone",
            verified_on=(now - timedelta(days=20)).date(),
        )
        found.append(sure(write_plan(by=desk, at=now, payer=payer, told=plan)))
    return found


def _benefits(benefits: Any, offer: Offer) -> dict[str, Any]:
    """The template's, with the plan's own maximum; the big employer's families share one."""
    told = dict(benefits)
    if offer.maximum is not None:
        own = [one for one in told.get("maximums", ()) if one["scope"] != "cat:general"]
        told["maximums"] = [{"scope": "cat:general", "amount": offer.maximum}, *own]
    if offer.group == "BH-2210":
        told["maximums"].append({"scope": "cat:general", "amount": FAMILY_MAXIMUM, "level": "family"})
    return told


class Pen:
    """What is to be written, kept until it is written at once."""

    def __init__(self, house: "House", plans: "list[BenefitPlan]", now: datetime, dice: random.Random) -> None:
        """Start with nothing."""
        self.house, self.plans, self.now, self.dice = house, plans, now, dice
        self.today = now.date()
        self.policies: list[Any] = []
        self.coverages: list[Coverage] = []
        self.entries: list[Any] = []

    def cover(self, family: "list[Patient]") -> None:
        """One household under one policy; here and there a second one, or one that ends."""
        head, *children = family
        plan = self._fitting(head, children)
        policy = self._policy(plan, head, len(self.policies) + 1)
        ends = self.today + timedelta(days=self.dice.randint(9, 40)) if self.dice.random() < ENDING else None
        for one in family:
            self._coverage(one, policy, 1, "self" if one is head else "child", ends)
        if self.dice.random() < SECOND and age_on(head, self.today) >= ADULT:
            other = self.plans[PRAIRIE if plan != self.plans[PRAIRIE] else HARBOR]
            spouse = self._policy(other, None, len(self.policies) + 1, f"Robin {head.family_name}")
            self._coverage(head, spouse, 2, "spouse", None)

    def tell(self, patient: "Patient", offers: Sequence[int], unknown: tuple[str, ...]) -> None:
        """One of the scripted patients: their own plan first, a second one through the spouse."""
        for position, offer in enumerate(offers, 1):
            own, number = position == 1, len(self.policies) + 1
            name = "" if own else f"Jamie {patient.family_name}"
            policy = self._policy(self.plans[offer], patient if own else None, number, name)
            self._coverage(patient, policy, position, "self" if own else "spouse", None, sure_of=unknown)

    def _fitting(self, head: "Patient", children: "list[Patient]") -> "BenefitPlan":
        age = age_on(head, self.today)
        if age < ADULT:
            return self.plans[STATE]
        if age >= OLD:
            return self.plans[self.dice.choice((PRAIRIE, PRAIRIE, HARBOR, STATE))]
        if children:
            return self.plans[self.dice.choice((BRACES, BRACES, HEAD, STATE))]
        return self.plans[self.dice.choice((HARBOR, HARBOR, HARBOR, OWN, HEAD, PRAIRIE))]

    def _policy(self, plan: "BenefitPlan", head: "Patient | None", number: int, name: str = "") -> Any:
        from arcada.insurance.models import Policy

        member_id = f"{plan.payer.electronic_id[:3]}{7000 + number * 13}"
        row = Policy(
            practice_id=self.house.owner.practice_id,
            plan=plan,
            subscriber=head,
            subscriber_name=name,
            member_id=member_id,
        )
        self.policies.append(row)
        return row

    def _coverage(
        self,
        patient: "Patient",
        policy: Any,
        position: int,
        relationship: str,
        ends: date | None,
        sure_of: tuple[str, ...] | None = None,
    ) -> None:
        """Cover one person; `sure_of` a story names all that is unknown, else chance does."""
        from arcada.insurance.models import Coverage

        begins = max(date(self.today.year - self.dice.randint(0, 3), 1, 1), patient.birth_date)
        days = self.dice.randint(35, 120) if self.dice.random() < STALE else self.dice.randint(0, 25)
        open_used = self.dice.random() < OPEN or policy.plan == self.plans[STATE]
        unknown = (["accumulators"] if open_used else []) if sure_of is None else list(sure_of)
        row = Coverage(
            practice_id=self.house.owner.practice_id,
            patient=patient,
            policy=policy,
            relationship=relationship,
            position=position,
            begins=begins,
            ends=ends,
            unknown=unknown,
            source=self.dice.choice(("phone", "portal", "portal")),
            verified_on=self.today - timedelta(days=days),
            verified_by=self.house.member("desk"),
        )
        self.coverages.append(row)
        if "accumulators" not in unknown and policy.plan != self.plans[HEAD]:
            self._used(row)

    def _used(self, coverage: "Coverage") -> None:
        """What the payer told is used this year."""
        from arcada.insurance.models import EntryKind, LedgerEntry

        used = self.dice.choice((0, 0, 96, 140, 185, 240, 310, 450, 620))
        if not used or coverage.verified_on is None or coverage.verified_on.year != self.today.year:
            return
        self.entries.append(
            LedgerEntry(
                practice_id=coverage.practice_id,
                coverage=coverage,
                kind=EntryKind.ADJUSTMENT,
                on=max(coverage.verified_on, coverage.patient.birth_date),
                paid=Decimal(used),
                deductible=Decimal(50) if used >= 240 else Decimal(0),  # noqa: PLR2004 - a filling has met it
                reason="As the payer told it.",
                source=coverage.source,
                at=self.now,
                by=self.house.member("desk"),
            )
        )

    def write(self) -> int:
        """Write it all."""
        from arcada.insurance.models import Coverage, LedgerEntry, Policy

        Policy.objects.bulk_create(self.policies)
        Coverage.objects.bulk_create(self.coverages)
        LedgerEntry.objects.bulk_create(self.entries)
        return len(self.coverages)
