"""Fee lists as clinics send them: headings, amounts of many countries, and what is refused by row and field."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.kernel import Refusal
from arcada.interop.fee_amounts import Writing, read_amount, writing_of
from arcada.interop.fee_table import (
    fault_of_columns,
    guess_columns,
    guess_heading,
    headings,
    key_of,
    read_fees,
)
from arcada.interop.spreadsheet_table import Sheet, Unsaved

POINT, COMMA, BOTH = Writing("."), Writing(","), Writing("")


@pytest.mark.parametrize(
    ("cell", "currency", "writing", "read"),
    [
        ("$1,180.50", "USD", POINT, "1180.50"),
        ("1.180,50 €", "EUR", COMMA, "1180.50"),
        ("EUR 1.180", "EUR", COMMA, "1180"),
        ("1 180,5", "PLN", COMMA, "1180.50"),
        ("1’180.50", "CHF", POINT, "1180.50"),
        ("CHF 95", "CHF", POINT, "95"),
        ("$95", "CAD", POINT, "95"),
        ("1,234,567.00", "HUF", POINT, "1234567"),
        ("0", "USD", POINT, "0"),
        (Decimal("33.3333"), "USD", COMMA, "33.33"),
        ("1,180.50", "USD", BOTH, "1180.50"),
        ("95,5", "EUR", BOTH, "95.50"),
        ("250", "EUR", BOTH, "250"),
    ],
)
def test_amounts_are_read(cell, currency, writing, read):
    assert read_amount(cell, currency, writing) == Decimal(read)


@pytest.mark.parametrize("cell", ["", "-", "n/a", "N/A", "—", "no fee"])
def test_no_amount_is_no_fee_and_never_zero(cell):
    assert read_amount(cell, "USD", POINT) is None


@pytest.mark.parametrize(
    ("cell", "writing", "code"),
    [
        ("-50", POINT, "amount_negative"),
        ("(50.00)", POINT, "amount_negative"),
        (Decimal(-1), POINT, "amount_negative"),
        ("100000", POINT, "amount_absurd"),
        (Decimal(1180500), POINT, "amount_absurd"),
        ("€ 90", POINT, "other_currency"),
        ("90 GBP", POINT, "other_currency"),
        ("call us", POINT, "amount_unreadable"),
        ("90 / 120", POINT, "amount_unreadable"),
        ("1.180.50", POINT, "amount_unreadable"),
        ("1,18,0", POINT, "amount_unreadable"),
        ("1.234", POINT, "amount_unreadable"),
        ("1.234", BOTH, "amount_doubtful"),
        (date(2027, 1, 1), POINT, "amount_unreadable"),
        (Unsaved("=A1*2"), POINT, "amount_unreadable"),
        ("NaN", POINT, "amount_unreadable"),
        ("1e3", POINT, "amount_unreadable"),
    ],
)
def test_what_is_no_fee_is_refused(cell, writing, code):
    refused = read_amount(cell, "USD", writing)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.where) == (code, "amount")
    assert refused.text.endswith(".")


@pytest.mark.parametrize(
    ("column", "country", "sign"),
    [
        (["90", "120"], ",", ","),
        (["90,50", "1.200"], ".", ","),
        (["1.200,00"], ".", ","),
        (["1,200"], ".", "."),
        (["1.200.300"], ".", ","),
        (["90.50", "95,50"], ".", ""),
        ([Decimal("90.5"), "n/a"], ".", "."),
    ],
)
def test_the_sign_before_the_cents_is_found_from_the_column(column, country, sign):
    assert writing_of(column, country).decimal == sign


@given(
    amount=st.decimals(min_value=0, max_value=99999, places=2),
    group=st.sampled_from([",", " ", "’", ""]),
    sign=st.sampled_from(["$", "USD ", ""]),
)
def test_what_a_list_writes_is_what_is_read(amount, group, sign):
    written = f"{sign}{amount:,.2f}".replace(",", group)
    assert read_amount(written, "USD", writing_of([written], ".")) == amount


@given(st.text(max_size=30))
def test_no_text_is_too_wild(text):
    read = read_amount(text, "USD", writing_of([text], "."))
    assert read is None or isinstance(read, Refusal) or read >= 0


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (("Code", "Description", "Fee"), {"code": 0, "name": 1, "amount": 2}),
        (("Proc. code", "Treatment name", "Fee code", "Price (USD)"), {"code": 0, "name": 1, "amount": 2}),
        (("Leistung", "Betrag in €", "Ziffer"), {"name": 0, "amount": 1, "code": 2}),
        (("Service", "Allowed", "Effective date", "Currency"), {"name": 0, "amount": 1, "begins": 2, "currency": 3}),
        (("", "Anything"), {}),
    ],
)
def test_columns_are_guessed_from_their_names(names, columns):
    assert guess_columns(names) == columns


def test_a_title_and_a_merged_heading_above_the_names_are_understood():
    sheet = Sheet(
        "Fees",
        (
            ("Riverside 2027", "", "", ""),
            (),
            ("Service", "", "Fee", ""),
            ("Code", "Description", "Member", "Usual"),
            ("EX-01", "Ceramic crown", Decimal(900), Decimal(1180)),
        ),
    )
    assert guess_heading(sheet) == 3
    assert headings(sheet, 3) == ("Service Code", "Service Description", "Fee Member", "Fee Usual")


def test_headings_outside_the_sheet_are_none():
    assert headings(Sheet("", ()), 4) == ()


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"code": 0}, "amount_column_missing"),
        ({"amount": 0}, "code_column_missing"),
        ({"amount": 0, "code": 0}, "column_twice"),
        ({"amount": 9, "code": 0}, "column_unknown"),
        ({"amount": -1, "code": 0}, "column_unknown"),
    ],
)
def test_columns_that_cannot_be(columns, code):
    assert fault_of_columns(columns, 3).code == code


COLUMNS = {"code": 0, "name": 1, "amount": 2, "begins": 3, "currency": 4}


def read(*rows, decimal="."):
    sheet = Sheet("", (("Code", "Name", "Fee", "From", "Currency"), *rows))
    return read_fees(sheet, 0, COLUMNS, currency="USD", decimal=decimal)


def test_rows_are_read_with_their_number_in_the_file():
    table = read(
        ("EX-01", "Ceramic crown", "$1,180.00", "2027-01-01", "usd"),
        ("", "", ""),
        ("", "Cleaning", "n/a"),
        (Decimal(17), "X", "5"),
    )
    assert (table.faults, table.empty) == ((), 1)
    assert [(one.number, one.code, one.name, one.amount, one.begins) for one in table.rows] == [
        (2, "EX-01", "Ceramic crown", Decimal("1180.00"), date(2027, 1, 1)),
        (4, "", "Cleaning", None, None),
        (5, "17", "X", Decimal("5.00"), None),
    ]


def test_each_fault_names_row_and_field():
    table = read(
        ("", "", "90"),
        ("EX-02", "Filling", "-5", "soon", "EUR"),
        ("E" * 41, "Crown", Unsaved("=B2*2")),
        ("E" * 41, "Crown", "1"),
    )
    assert table.rows == ()
    assert [(one.where, one.code) for one in table.faults] == [
        ("row 2.code", "row_unnamed"),
        ("row 3.currency", "other_currency"),
        ("row 3.amount", "amount_negative"),
        ("row 3.begins", "day_unreadable"),
        ("row 4.amount", "formula_unsaved"),
        ("row 5.code", "too_long"),
    ]


def test_a_row_is_known_again_by_code_else_by_name():
    assert key_of(" ex-01 ", "Crown") == key_of("EX-01", "Krone")
    assert key_of("", "Keramik-Krone") == key_of("", "keramik krone")
    assert key_of("crown", "") != key_of("", "crown")
