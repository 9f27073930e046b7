"""The ledger: what was taken back is out, the family's services are in, and the payer's own figure counts once."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from arcada.core.kernel import Refusal
from arcada.insurance.actions.coverages import CoverageTold, add_coverage
from arcada.insurance.actions.ledger import EntryTold, enter, take_back
from arcada.insurance.actions.used import UsedTold, tell_used
from arcada.insurance.ledger import adjustments_of, services_of
from arcada.insurance.meters import Meter, standing_of
from arcada.insurance.models import BenefitPlan, Coverage, LedgerEntry
from arcada.patients.models import Patient
from arcada.practice.models import Membership

Member = Callable[[str], Membership]
DAY = dt.date
TODAY = DAY(2026, 3, 2)


def _paid(coverage: Coverage, by: Membership, at: dt.datetime, on: DAY, amount: str, **more: Any) -> LedgerEntry:
    told = EntryTold(kind="paid", on=on, procedure="ceramic_crown", paid=Decimal(amount), **more)
    made = enter(by=by, at=at, coverage=coverage, told=told)
    assert isinstance(made, LedgerEntry)
    return made


def _meter(coverage: Coverage, kind: str, *, family: bool = False) -> Meter:
    standing = standing_of(coverage, TODAY)
    assert standing is not None
    return next(one for one in standing.meters if one.kind == kind and one.family is family)


def test_a_service_is_written_as_the_command_reads_it(coverage: Coverage, member: Member, at: dt.datetime) -> None:
    _paid(coverage, member("desk"), at, DAY(2026, 1, 9), "450.00", area={"tooth": "16"}, deductible=Decimal(50))
    assert services_of([coverage]) == [
        {
            "coverage": str(coverage.pk),
            "patient": str(coverage.patient_id),
            "proc": "ceramic_crown",
            "categories": ["general", "crowns", "single_crowns"],
            "date": "2026-01-09",
            "status": "paid",
            "paid": Decimal(450),
            "deductible": Decimal(50),
            "tooth": "3",
        }
    ]


def test_what_was_taken_back_is_out_and_is_taken_back_once(coverage: Coverage, member: Member, at: dt.datetime) -> None:
    desk = member("desk")
    entry = _paid(coverage, desk, at, DAY(2026, 1, 9), "450.00")
    back = take_back(by=desk, at=at, entry=entry, why="Of another patient")
    assert isinstance(back, LedgerEntry)
    assert services_of([coverage]) == []
    assert LedgerEntry.objects.count() == 2
    again = take_back(by=desk, at=at, entry=entry, why="Once more")
    assert isinstance(again, Refusal)
    assert again.code == "taken_back_already"
    reversal = take_back(by=desk, at=at, entry=back, why="Not so")
    assert isinstance(reversal, Refusal)


def test_the_familys_services_fill_the_family_meters_alone(
    coverage: Coverage, relative: Patient, plan: BenefitPlan, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    told = CoverageTold(policy=coverage.policy, relationship="child", begins=DAY(2025, 1, 1))
    hers = add_coverage(by=desk, at=at, patient=relative, plan=plan, told=told)
    assert isinstance(hers, Coverage)
    _paid(hers, desk, at, DAY(2026, 1, 9), "700.00")
    _paid(coverage, desk, at, DAY(2026, 2, 1), "100.00")
    assert {row["patient"] for row in services_of([coverage])} == {str(relative.pk), str(coverage.patient_id)}
    assert {row["coverage"] for row in services_of([coverage])} == {str(coverage.pk)}
    assert _meter(coverage, "maximum").used == Decimal(100)
    assert _meter(coverage, "maximum", family=True).used == Decimal(800)
    assert _meter(hers, "maximum").used == Decimal(700)


def test_the_payers_figure_counts_what_the_ledger_does_not_hold(
    coverage: Coverage, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    _paid(coverage, desk, at, DAY(2026, 1, 9), "200.00")
    _paid(coverage, desk, at, DAY(2026, 2, 20), "80.00")
    told = UsedTold(on=DAY(2026, 2, 1), used=Decimal(620), deductible=Decimal(50))
    assert isinstance(tell_used(by=desk, at=at, coverage=coverage, told=told), Coverage)
    assert [(row["date"], row["used"]) for row in adjustments_of([coverage])] == [("2026-02-01", Decimal(420))]
    assert _meter(coverage, "maximum").used == Decimal(700)
    assert _meter(coverage, "deductible").used == Decimal(50)


def test_a_newer_figure_takes_the_place_of_the_older_one(coverage: Coverage, member: Member, at: dt.datetime) -> None:
    desk = member("desk")
    for on, used in ((DAY(2025, 6, 1), 900), (DAY(2026, 1, 15), 300), (DAY(2026, 2, 15), 410)):
        assert isinstance(
            tell_used(by=desk, at=at, coverage=coverage, told=UsedTold(on=on, used=Decimal(used))), Coverage
        )
    assert [row["used"] for row in adjustments_of([coverage])] == [Decimal(900), Decimal(410)]
    assert _meter(coverage, "maximum").used == Decimal(410)


def test_a_figure_below_the_ledger_is_asked_about_and_nothing_changes(
    coverage: Coverage, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    assert isinstance(
        tell_used(by=desk, at=at, coverage=coverage, told=UsedTold(on=DAY(2026, 1, 2), used=Decimal(10))), Coverage
    )
    _paid(coverage, desk, at, DAY(2026, 1, 9), "450.00")
    found = tell_used(by=desk, at=at, coverage=coverage, told=UsedTold(on=TODAY, used=Decimal(300)))
    assert isinstance(found, Refusal)
    assert (found.code, found.where) == ("less_than_ledger", "used")
    assert [row["used"] for row in adjustments_of([coverage])] == [Decimal(10)]


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("before birth", {"on": DAY(1980, 1, 1)}, "on"),
    ("a day to come", {"on": DAY(2026, 3, 3)}, "on"),
    ("no such procedure", {"procedure": "magic"}, "procedure"),
    ("negative", {"paid": Decimal(-1)}, "paid"),
    ("more than can be", {"paid": Decimal(9_000_000)}, "paid"),
    ("a part of a cent", {"paid": Decimal("1.005")}, "paid"),
    ("more than was asked for", {"submitted": Decimal(100), "paid": Decimal(101)}, "paid"),
    ("no such tooth", {"area": {"tooth": "99"}}, "area"),
    ("no such kind", {"kind": "promised"}, "kind"),
    ("a reversal by the back door", {"kind": "reversal"}, "kind"),
    ("an adjustment of nothing", {"kind": "adjustment", "paid": None}, "paid"),
]


@pytest.mark.parametrize(("change", "where"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_an_entry_that_cannot_be_is_refused_with_its_field(
    change: dict[str, Any], where: str, coverage: Coverage, member: Member, at: dt.datetime
) -> None:
    sound: dict[str, Any] = {"kind": "paid", "on": TODAY, "procedure": "ceramic_crown", "paid": Decimal(50)}
    found = enter(by=member("desk"), at=at, coverage=coverage, told=EntryTold(**(sound | change)))
    assert isinstance(found, Refusal)
    assert found.where == where
    assert not LedgerEntry.objects.exists()
