"""What docs/algorithms/cash_flow.md works by hand is what the program finds."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from arcada.core.finance.cliff import warnings
from arcada.core.finance.explain import explained
from arcada.core.finance.flow import cash_flow
from arcada.core.finance.learning import Outcome, groups
from arcada.core.finance.payment_plan import Schedule, Wish, schedule
from arcada.core.finance.rephase import offers
from arcada.core.finance.share import Course, InsurerShare, Lag, Share, Visit
from arcada.core.finance.terms import Budget, Terms
from arcada.core.finance.words import month_name

PAGE = (Path(__file__).parents[3] / "docs" / "algorithms" / "cash_flow.md").read_text(encoding="utf-8")
AMOUNT = re.compile(r"-?[\d,]+\.\d\d")
BEGINS = date(2027, 3, 1)


def shown(label: str) -> list[Decimal]:
    """The amounts of the first row that begins with the label."""
    row = next(line for line in PAGE.splitlines() if line.removeprefix("| ").startswith(label))
    return [Decimal(text.replace(",", "")) for text in AMOUNT.findall(row)]


def crown() -> Course:
    visits = (
        Visit("1", date(2027, 3, 10)),
        Visit("2", date(2027, 3, 24), (Lag("1", 1),)),
        Visit("3", date(2027, 4, 14), (Lag("2", 14),)),
    )
    filling = Share("filling", "1", "1", Decimal(60), (InsurerShare("A", Decimal(140)),))
    return Course(
        BEGINS,
        visits,
        (filling, Share("crown", "2", "3", Decimal(500), (InsurerShare("A", Decimal(500)),), by_lab=True)),
    )


def test_the_months_of_a_filling_and_a_crown() -> None:
    flow = cash_flow(crown(), Terms(), Budget(Decimal(250)))
    assert len(flow.months) == 3
    for month in flow.months:
        told = [month.prepaid, month.patient, month.insurer, month.work, month.balance]
        assert shown(month_name(month.first)) == told


def test_what_is_warned_of() -> None:
    def codes(monthly: int) -> list[str]:
        budget = Budget(Decimal(monthly))
        return [one.code for one in warnings(cash_flow(crown(), Terms(), budget), Terms())]

    assert codes(250) == ["over_budget"]
    assert codes(150) == ["far_over_budget", "before_work", "over_budget"]


def test_three_visits_of_one_month_go_into_three() -> None:
    visits = (
        Visit("1", date(2027, 3, 5)),
        Visit("2", date(2027, 3, 12), (Lag("1", 7),)),
        Visit("3", date(2027, 3, 19), (Lag("2", 7),)),
    )
    shares = tuple(Share(one.id, one.id, one.id, Decimal(300)) for one in visits)
    found = offers(Course(BEGINS, visits, shares), Terms(), Budget(Decimal(300)))
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["within_budget"]
    assert [month.due for month in found[0].before.months] == shown("as planned")
    assert [month.due for month in found[0].after.months] == shown("within the budget | 300.00")
    assert found[0].days["3"] == date(2027, 5, 1)
    assert found[0].reached
    assert found[0].proven


def plan(total: int, count: int, down: int = 0, rate: int = 0, first: date = date(2027, 1, 31)) -> Schedule:
    made = schedule(Wish(Decimal(total), Decimal(down), count, date(2027, 1, 5), first, rate=Decimal(rate)))
    assert isinstance(made, Schedule)
    return made


def test_the_payment_plans() -> None:
    equal, level, ends = plan(1000, 7, down=100), plan(1200, 12, rate=12), plan(100, 3)
    assert shown("1,000.00, 100.00 down") == [
        equal.total, Decimal(100), equal.instalments[1].amount, equal.instalments[2].amount, equal.total_of_payments,
    ]  # fmt: skip
    assert {one.amount for one in equal.instalments[2:]} == {equal.instalments[2].amount}
    assert shown("1,200.00, 12 parts") == [
        level.total, level.instalments[0].amount, level.instalments[-1].amount, level.total_of_payments,
    ]  # fmt: skip
    assert {one.amount for one in level.instalments[:-1]} == {level.instalments[0].amount}
    assert [one.due for one in ends.instalments] == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]
    assert shown("100.00, from 31 January")[1:] == [ends.instalments[0].amount, ends.instalments[1].amount, ends.total]


def test_three_fillings_paid_at_another_share() -> None:
    rows = [
        Outcome(
            str(day), "p", "A", "c", date(2027, 1, day), "filling", ("general", "fillings"),
            Decimal(120), Decimal(105), allowed=Decimal(150), percent=Decimal(80),
        )
        for day in (4, 11, 18)
    ]  # fmt: skip
    (group,) = explained(groups(rows))
    assert "Mean -15.00, spread 0.00" in PAGE
    assert (group.count, group.mean, group.spread) == (3, Decimal("-15.00"), Decimal("0.00"))
    assert [one.code for one in group.proposals] == ["percent"]
    assert group.proposals[0].change == {"percent": "70", "category": "fillings", "was": "80"}
