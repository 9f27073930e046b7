"""What docs/algorithms/benefits.md works by hand is what the program finds."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from arcada.core.benefits.coverage import Bundle, Coverage, Deductible, Downgrade, Maximum, Ortho, Percent, Rollover
from arcada.core.benefits.discount import Discount, Share, settle
from arcada.core.benefits.estimate import estimate
from arcada.core.benefits.line import Adjustment, Area, Line, Question
from arcada.core.benefits.ortho import instalments
from arcada.core.benefits.phasing import Phasing, VisitGroup, phase
from arcada.core.benefits.scope import PROCEDURE, Scope
from arcada.core.benefits.settings import Settings

PAGE = (Path(__file__).parents[3] / "docs" / "algorithms" / "benefits.md").read_text(encoding="utf-8")
DAY = date(2026, 11, 2)
AMOUNT = re.compile(r"[\d,]+\.\d\d")


def shown(label: str) -> list[Decimal]:
    """The amounts of the first row or sentence that begins with the label."""
    row = next(line for line in PAGE.splitlines() if line.removeprefix("| ").startswith(label))
    return [Decimal(text.replace(",", "")) for text in AMOUNT.findall(row)]


def line(name: str, procedure: str, fee: int, tooth: str = "") -> Line:
    """One line on the day."""
    return Line(name, procedure, ("general", "restorative"), Decimal(fee), DAY, area=Area(tooth))


def test_fillings_with_a_downgrade() -> None:
    plan = Coverage(
        "A",
        1,
        fees={"amalgam": Decimal(118)},
        percents=(Percent(Scope(), Decimal("0.8")),),
        deductibles=(Deductible(Scope(), Decimal(50)),),
        maximums=(Maximum(Scope(), Decimal(1000)),),
        downgrades=(Downgrade("back filling", "amalgam", "posterior"),),
    )
    lines = (
        line("1", "front filling", 124, "11"),
        line("2", "front filling", 124, "21"),
        line("3", "back filling", 198, "36"),
    )
    used = Adjustment("A", "P1", DAY, used=Decimal(195), deductible=Decimal(50))
    found = estimate(Question("q", DAY, "P1", (plan,), lines, adjustments=(used,)))
    for label, one in (("front filling", found.lines[0]), ("back filling", found.lines[2])):
        assert shown(label) == [one.charge, one.parts[0].basis, one.insurers_pay, one.patient_pays]
    paid = sum(one.insurers_pay for one in found.lines)
    assert shown("all |") == [sum(one.charge for one in found.lines), paid, found.patient_pays]
    assert found.patient_pays == Decimal("153.20")


def test_a_large_plan_under_a_small_maximum() -> None:
    plan = Coverage("A", 1, percents=(Percent(Scope(), Decimal("0.5")),), maximums=(Maximum(Scope(), Decimal(1500)),))
    lines = tuple(line(str(number), "crown", 1000) for number in range(13))
    used = Adjustment("A", "P1", DAY, used=Decimal(300))
    found = estimate(Question("q", DAY, "P1", (plan,), lines, adjustments=(used,)))
    assert sum(one.insurers_pay for one in found.lines) == shown("Thirteen crowns")[-1] == 1200
    assert found.patient_pays == shown("this year")[0]


def test_three_crowns_over_the_new_year() -> None:
    plan = Coverage("A", 1, percents=(Percent(Scope(), Decimal("0.5")),), maximums=(Maximum(Scope(), Decimal(1000)),))
    lines = tuple(line(str(number), "crown", 1200) for number in range(3))
    groups = tuple(VisitGroup(one.id, (one.id,), DAY, latest=date(2027, 6, 30)) for one in lines)
    question = Question("q", DAY, "P1", (plan,), lines)
    found = phase(question, groups)
    assert isinstance(found, Phasing)
    assert shown("all in November") == [found.patient_pays_now]
    assert shown("one in November") == [found.patient_pays]
    by_hand = replace(question, lines=(lines[0], *(replace(one, on=date(2027, 1, 4)) for one in lines[1:])))
    assert estimate(by_hand).patient_pays == found.patient_pays


def test_films_paid_as_a_full_series() -> None:
    fees = {"bitewings": Decimal(60), "pano": Decimal(110), "full_series": Decimal(130)}
    bundle = Bundle(frozenset({"bitewings", "pano"}), "full_series")
    plan = Coverage("A", 1, fees=fees, percents=(Percent(Scope(), Decimal(1)),), bundles=(bundle,))
    lines = (line("1", "bitewings", 60), line("2", "pano", 110))
    found = estimate(Question("q", DAY, "P", (plan,), lines)).lines
    for label, one in zip(("bitewings |", "panoramic film"), found, strict=True):
        assert shown(label) == [one.insurers_pay, one.patient_pays]


def test_orthodontics_in_parts() -> None:
    plan = Coverage("A", 1, ortho=Ortho(initial=Decimal("0.25"), months=24))
    for label, ends in (("covered throughout", None), ("covered for ten months", date(2027, 9, 2))):
        parts = instalments(replace(plan, termination=ends), Decimal(1500), DAY)
        assert shown(label) == [parts[0].amount, parts[1].amount, sum(one.amount for one in parts)]


def test_a_year_of_little_use_is_carried_into_january() -> None:
    plan = Coverage(
        "A",
        1,
        percents=(Percent(Scope(), Decimal(1)),),
        maximums=(Maximum(Scope(), Decimal(1000)),),
        rollover=Rollover(Decimal(500), Decimal(300), Decimal(900)),
    )
    later = replace(line("2", "crown", 5000), on=date(2027, 1, 4))
    for label, fee in (("a year of little use", 400), ("a year above the threshold", 600)):
        found = estimate(Question("q", DAY, "P", (plan,), (line("1", "filling", fee), later))).lines
        assert shown(label) == [found[0].insurers_pay, found[1].insurers_pay]


def test_by_line_and_by_claim() -> None:
    def plan(name: str, order: int, first: str, second: str) -> Coverage:
        shares = (("exam", first), ("filling", second))
        return Coverage(
            name,
            order,
            percents=tuple(Percent(Scope(PROCEDURE, frozenset({one})), Decimal(share)) for one, share in shares),
        )

    lines = (line("1", "exam", 100), line("2", "filling", 100))
    asked = Question("q", DAY, "P", (plan("A", 1, "0.8", "0.4"), plan("B", 2, "0.8", "0.2")), lines)
    for label, granularity in (("by line", "line"), ("by claim", "claim")):
        found = estimate(replace(asked, settings=Settings(cob_granularity=granularity)))
        assert shown(label) == [sum(one.parts[1].insurer_pays for one in found.lines), found.patient_pays]


def test_a_discount_after_the_insurance() -> None:
    share = Share(line="1", fee=Decimal(204), insurers=Decimal(80))
    bill = settle([share], [Discount(name="house", amount=Decimal(54))])
    assert shown("204.00") == [share.fee, share.insurers, bill.discounts, bill.total]
    assert bill.total == Decimal("70.00")
