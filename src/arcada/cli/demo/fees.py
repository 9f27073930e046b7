"""What things cost in the sample practice: lists beside the usual one, contracts, codes, what is given off.

    Riverside usual fees       everywhere; some rise by 4 % on the first of January
    Surgery with Dr Winther    only with him, 15 % above
    Blue Harbor PPO fees       78 % of the office fee          Lakeshore network fees    85 %
    State Smiles fees          70 %, fewer services            Cedar copays              what the patient pays

Prairie Mutual has no network, so no contract. What payers never cover stands in no contract: no fee, which is not zero.
The shares are what a town practice sees. source: judgement
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from arcada.cli.demo.sure import sure

if TYPE_CHECKING:
    from arcada.cli.demo.riverside import House
    from arcada.practice.models import FeeSchedule

CONTRACTS: tuple[tuple[str, str, str, Decimal, dict[str, str]], ...] = (
    ("Blue Harbor Dental", "Blue Harbor PPO fees", "contract", Decimal("0.78"), {"exclusion_fee_rule": "office"}),
    ("Lakeshore Dental Plan", "Lakeshore network fees", "contract", Decimal("0.85"), {}),
    ("State Smiles", "State Smiles fees", "contract", Decimal("0.70"), {"writeoff_when_max_exhausted": "keep"}),
    ("Cedar DHMO", "Cedar copays", "copay", Decimal("0.22"), {}),
)
NEVER_COVERED = frozenset({"tooth_whitening", "comprehensive_orthodontics", "limited_orthodontics", "ceramic_veneer"})
SPECIALIST, ABOVE = "Dr Paul Winther", Decimal("1.15")
RISE = Decimal("1.04")
RISING = ("direct_restoration", "crown", "professional_cleaning")
CODES = (
    ("EX-01", "Ceramic crown", "zirconia", "ceramic_crown"),
    ("EX-02", "Filling, white", "composite", "composite_filling"),
    ("EX-03", "Cleaning", "", "cleaning"),
    ("EX-04", "Root canal", "", "root_canal"),
    ("EX-05", "Tooth out", "", "extraction"),
    ("EX-06", "Implant", "titanium", "implant"),
    ("EX-07", "Full check", "", "comprehensive_examination"),
    ("EX-08", "Gift card", "", ""),
)
DOLLAR = Decimal(1)


def price(house: "House", now: datetime, today: date) -> None:
    """Write lists, contracts, codes, discounts and a membership plan, by the same acts as the pages."""
    from arcada.practice.fees import office_fees
    from arcada.practice.models import FeeSchedule

    office = office_fees(house.owner.practice_id, today)
    usual = FeeSchedule.objects.get(usual=True)
    _rise(house, now, usual, office, date(today.year + 1, 1, 1))
    _specialist(house, now, office)
    _contracts(house, now, office, date(today.year, 1, 1))
    _codes(house, now)
    _given_off(house, now)


def _rise(house: "House", now: datetime, usual: "FeeSchedule", office: Mapping[str, Decimal], day: date) -> None:
    from arcada.interop.knowledge import load_library
    from arcada.practice import actions

    for procedure in load_library().procedures.values():
        if procedure.family in RISING and procedure.id in office:
            amount = _whole(office[procedure.id] * RISE)
            sure(
                actions.set_fee(
                    by=house.owner, at=now, schedule=usual, procedure=procedure.id, amount=amount, begins=day
                )
            )


def _specialist(house: "House", now: datetime, office: Mapping[str, Decimal]) -> None:
    from arcada.interop.knowledge import load_library
    from arcada.practice import actions

    listed = sure(
        actions.make_fee_schedule(
            by=house.owner,
            at=now,
            name="Surgery with Dr Winther",
            currency="USD",
            usual=True,
            provider=house.providers[SPECIALIST],
        )
    )
    library = load_library()
    surgical = [one for one in library.procedures.values() if library.families[one.family].kind == "surgery"]
    _fill(house, now, listed, {one.id: _whole(office[one.id] * ABOVE) for one in surgical if one.id in office})


def _contracts(house: "House", now: datetime, office: Mapping[str, Decimal], begins: date) -> None:
    from arcada.insurance.actions.contracts import make_contract
    from arcada.insurance.models import Payer
    from arcada.interop.knowledge import load_library
    from arcada.practice import actions

    procedures = load_library().procedures
    covered = {one: fee for one, fee in office.items() if fee and procedures[one].family not in NEVER_COVERED}
    payers = {payer.name: payer for payer in Payer.objects.all()}
    for payer, name, kind, share, settings in CONTRACTS:
        if payer not in payers:
            continue
        listed = sure(actions.make_fee_schedule(by=house.owner, at=now, name=name, currency="USD", kind=kind))
        _fill(house, now, listed, {one: _whole(fee * share) for one, fee in covered.items()})
        sure(
            make_contract(
                by=house.owner, at=now, payer=payers[payer], schedule=listed, begins=begins, settings=settings
            )
        )


def _codes(house: "House", now: datetime) -> None:
    from arcada.interop.knowledge import load_library
    from arcada.practice import actions

    known = load_library().procedures
    for code, name, material, procedure in CODES:
        meant = procedure if procedure in known else ""
        sure(actions.map_code(by=house.owner, at=now, code=code, name=name, material=material, procedure=meant))


def _given_off(house: "House", now: datetime) -> None:
    from arcada.practice import actions

    givers = ["manager", "owner"]
    by: dict[str, Any] = {"by": house.owner, "at": now}
    sure(actions.keep_discount(**by, name="Courtesy", kind="percent", value="10", roles=givers))
    sure(
        actions.keep_discount(
            **by,
            name="Paid at once",
            kind="percent",
            value="5",
            roles=[*givers, "coordinator", "desk"],
            at_once=True,
            needs_reason=False,
        )
    )
    sure(
        actions.keep_membership_plan(
            **by,
            name="Riverside Smile Plan",
            yearly_price="329",
            percents={"general": "10", "crowns": "15", "preventive": "20"},
            included={"cleaning": 2, "comprehensive_examination": 1},
        )
    )


def _fill(house: "House", now: datetime, listed: "FeeSchedule", fees: Mapping[str, Decimal]) -> None:
    """A whole list at once, as a file would bring it."""
    from arcada.audit.actions import record
    from arcada.practice.models import Fee

    Fee.objects.bulk_create(
        Fee(practice_id=listed.practice_id, schedule=listed, procedure=procedure, amount=amount)
        for procedure, amount in sorted(fees.items())
    )
    detail = {"fees": len(fees)}
    record(by=house.owner, at=now, verb="imported", noun="fee_schedule", noun_id=listed.pk, detail=detail)


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(DOLLAR, rounding=ROUND_HALF_UP)
