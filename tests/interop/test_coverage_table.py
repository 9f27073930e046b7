"""A list of members out of a table: columns found by their headings, rows read or refused with row and field."""

import datetime as dt
from decimal import Decimal

import pytest

from arcada.core.kernel import Refusal
from arcada.interop.coverage_csv import (
    MOST_ROWS,
    CoverageTable,
    fault_of_columns,
    guess_columns,
    read_coverages,
)
from arcada.interop.spreadsheet import read_book
from arcada.interop.spreadsheet_table import Sheet

HEAD = "Chart number,Payer,Plan,Group number,Member ID,Relationship,Subscriber,Effective date,Termination date,Order,"
HEAD += "Verified on,Used,Deductible met,As of,Currency"


def table(*rows: str, head: str = HEAD, decimal: str = ".", month_first: bool = False) -> CoverageTable:
    book = read_book("\n".join([head, *rows]).encode(), "members.csv")
    assert not isinstance(book, Refusal)
    sheet = book.sheets[0]
    columns = guess_columns([str(cell) for cell in sheet.rows[0]])
    return read_coverages(sheet, 0, columns, currency="USD", decimal=decimal, month_first=month_first)


GOOD = "1001,Blue Harbor,PPO,G-1,M-7,self,,2025-01-01,,1,2026-02-01,620.50,50,2026-02-01,USD"


def test_a_row_is_read_whole() -> None:
    found = table(GOOD, "")
    assert found.faults == ()
    row = found.rows[0]
    assert (row.number, row.chart, row.payer, row.plan, row.group) == (2, "1001", "Blue Harbor", "PPO", "G-1")
    assert (row.begins, row.ends, row.order) == (dt.date(2025, 1, 1), None, 1)
    assert (row.used, row.met, row.as_of) == (Decimal("620.50"), Decimal(50), dt.date(2026, 2, 1))


def test_what_is_not_told_stays_unknown() -> None:
    row = table("1001,Blue Harbor,PPO,,,,,,,,,,,,").rows[0]
    assert (row.used, row.met, row.begins, row.verified, row.order, row.relationship) == (None,) * 5 + ("self",)


def test_cents_after_a_comma_are_read() -> None:
    head = "Chart number;Payer;Plan;Used;As of"
    found = table("1001;Blue Harbor;PPO;1.620,50;2026-02-01", head=head, decimal=",")
    assert found.rows[0].used == Decimal("1620.50")


def test_days_with_strokes_are_read_where_the_month_comes_first() -> None:
    row = GOOD.replace("2025-01-01", "3/14/2025")
    assert table(row, month_first=True).rows[0].begins == dt.date(2025, 3, 14)
    assert [one.where for one in table(row).faults] == ["row 2.begins"]


WRONG = [
    ("no chart number", GOOD.replace("1001", ""), "row 2.chart", "is empty"),
    ("no payer", GOOD.replace("Blue Harbor", ""), "row 2.payer", "is empty"),
    ("neither plan nor group", GOOD.replace("PPO,G-1", ","), "row 2.plan", "neither a plan nor a group"),
    ("a negative amount", GOOD.replace("620.50", "-620.50"), "row 2.used", "below zero"),
    ("an absurd amount", GOOD.replace("620.50", "62050000"), "row 2.used", "more than any dental plan pays"),
    ("an amount that is a word", GOOD.replace("620.50", "half"), "row 2.used", "no amount"),
    ("a formula", GOOD.replace("M-7", "=cmd|calc"), "row 2.member_id", "formula"),
    ("a day that is none", GOOD.replace("2025-01-01", "2025-13-01"), "row 2.begins", "no day"),
    ("29 February of a year without one", GOOD.replace("2025-01-01", "2025-02-29"), "row 2.begins", "29 February"),
    ("ends before it begins", GOOD.replace("2025-01-01,", "2025-01-01,2024-12-31"), "row 2.ends", "before the first"),
    ("a place that is none", GOOD.replace(",1,2026", ",0,2026"), "row 2.order", "1, 2, 3"),
    ("a relationship that is none", GOOD.replace("self", "neighbour"), "row 2.relationship", "self, spouse"),
    ("a dependant of nobody", GOOD.replace("self", "child"), "row 2.subscriber", "who holds the policy"),
    ("another currency", GOOD.replace("USD", "EUR"), "row 2.currency", "counts in USD"),
    ("another currency in the amount", GOOD.replace("620.50", "620.50 €"), "row 2.used", "Nothing is converted"),
    ("figures of no day", GOOD.replace("2026-02-01", ""), "row 2.as_of", "from which day"),
    ("a member id longer than any", GOOD.replace("M-7", "M" * 41), "row 2.member_id", "longer than 40"),
]


@pytest.mark.parametrize(("row", "where", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_told_with_row_and_field(row: str, where: str, said: str) -> None:
    found = table(row)
    assert found.rows == ()
    assert [(one.where, said in one.text) for one in found.faults] == [(where, True)]


def test_one_place_twice_and_one_plan_twice_are_refused() -> None:
    again = table(GOOD, GOOD.replace("PPO,G-1", "Other,G-2"))
    assert [one.where for one in again.faults] == ["row 3.order"]
    assert [one.where for one in table(GOOD, GOOD.replace(",1,2026", ",2,2026")).faults] == ["row 3.plan"]


def test_fifty_thousand_rows_are_read_and_more_are_refused() -> None:
    head = ("Chart number", "Payer", "Plan")
    rows = tuple((str(number), "Blue Harbor", "PPO") for number in range(MOST_ROWS))
    columns = guess_columns(head)
    whole = read_coverages(Sheet("s", (head, *rows)), 0, columns, currency="USD", decimal=".")
    assert (len(whole.rows), whole.faults) == (MOST_ROWS, ())
    more = read_coverages(Sheet("s", (head, *rows, rows[0])), 0, columns, currency="USD", decimal=".")
    assert [one.code for one in more.faults] == ["too_many_rows"]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"payer": 0, "plan": 1}, "chart_column_missing"),
        ({"chart": 0, "plan": 1}, "payer_column_missing"),
        ({"chart": 0, "payer": 1}, "plan_column_missing"),
        ({"chart": 0, "payer": 0, "plan": 1}, "column_twice"),
        ({"chart": 0, "payer": 1, "plan": 9}, "column_unknown"),
        ({"chart": 0, "payer": 1, "group": 2}, ""),
    ],
)
def test_the_columns_that_are_needed(columns: dict[str, int], code: str) -> None:
    fault = fault_of_columns(columns, 3)
    assert (fault.code if fault else "") == code
