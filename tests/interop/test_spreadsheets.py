"""Tables out of files: CSV of every habit, Excel with formulas, and files that are refused before they do harm."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from arcada.core.kernel import Refusal
from arcada.interop.spreadsheet import read_book, stored, unstored
from arcada.interop.spreadsheet_table import Book, Sheet, Unsaved


def excel(*rows, title="Fees"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def packed(**parts):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def rows_of(content, name="fees.csv"):
    book = read_book(content, name)
    assert isinstance(book, Book), book
    return book.sheets[0].rows


@pytest.mark.parametrize(
    ("description", "content"),
    [
        ("commas", b"EX-01,Crown,90\n"),
        ("semicolons with comma decimals", b"EX-01;Crown;90\nEX-02;Bridge, long;1,50"),
        ("tabs", b"EX-01\tCrown\t90\r\n"),
        ("a mark of UTF-8", b"\xef\xbb\xbfEX-01,Crown,90"),
        ("UTF-16", "EX-01,Crown,90".encode("utf-16")),
        ("a named separator", b"sep=|\r\nEX-01|Crown|90"),
        ("quotes", b'"EX-01","Crown",90'),
        ("spaces that nobody sees", b"EX-01 ,\xc2\xa0Crown , 90"),
    ],
)
def test_csv_is_read_as_it_was_meant(description, content):
    assert rows_of(content)[0] == ("EX-01", "Crown", "90"), description


def test_an_old_encoding_is_read_and_said():
    book = read_book("EX-01;Füllung;90".encode("cp1252"), "fees.csv")
    assert book.sheets[0].rows == (("EX-01", "Füllung", "90"),)
    assert "not in UTF-8" in book.notes[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"  \n ", "file_empty"),
        (b"\xd0\xcf\x11\xe0 old", "file_old"),
        (b"%PDF-1.7", "file_no_table"),
        (b"\x00\x01\x02\x03" * 9, "file_no_table"),
        (b"a" * (20 * 2**20 + 1), "file_too_big"),
        (b"a,b\n" * 100_001, "file_too_long"),
        (b'"' + b"a" * 200_000, "quote_open"),
        (b"PK\x03\x04 torn", "file_broken"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "file_no_table"),
        (packed(**{"xl/workbook.xml": "<x/>", "xl/vbaProject.bin": "x"}), "file_has_macros"),
        (packed(**{"xl/workbook.xml": "<x/>", "xl/big.xml": "0" * (201 * 2**20)}), "file_swells"),
        (packed(**{"xl/workbook.xml": "<x/>"}), "file_broken"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content, code):
    refused = read_book(content, "fees")
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert refused.text.endswith(".")


def test_xml_that_would_swell_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    whole = zipfile.ZipFile(io.BytesIO(excel(("a", "b"))))
    parts = {name: whole.read(name) for name in whole.namelist()} | {"xl/workbook.xml": bomb}
    assert read_book(packed(**parts), "fees.xlsx").code == "file_broken"


def test_excel_keeps_numbers_and_days_as_such():
    rows = rows_of(excel(("EX-01", "Crown", 1180.5, date(2027, 1, 1)), (17, None, 0.1 + 0.2, True)), "fees.xlsx")
    assert rows[0] == ("EX-01", "Crown", Decimal("1180.5"), date(2027, 1, 1))
    assert rows[1] == (Decimal(17), "", Decimal("0.3"), "True")


def test_a_formula_that_nobody_saved_stays_one():
    book = read_book(excel(("EX-01", "=10*9")), "fees.xlsx")
    assert book.sheets[0].rows == (("EX-01", Unsaved("=10*9")),)
    assert book.sheets[0].formulas == 0


def test_the_saved_value_of_a_formula_is_read_and_counted():
    whole = zipfile.ZipFile(io.BytesIO(excel(("EX-01", "=10*9"))))
    parts = {name: whole.read(name) for name in whole.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(rb"</f><v\s*/>|</f><v></v>", b"</f><v>90</v>", parts[name])
    book = read_book(packed(**parts), "fees.xlsx")
    assert book.sheets[0].rows == (("EX-01", Decimal(90)),)
    assert book.sheets[0].formulas == 1


def test_several_sheets_are_kept_apart():
    book = Workbook()
    book.active.append(["a"])
    book.create_sheet("Second").append(["b"])
    written = io.BytesIO()
    book.save(written)
    assert [(one.name, one.rows) for one in read_book(written.getvalue(), "x.xlsx").sheets] == [
        ("Sheet", (("a",),)),
        ("Second", (("b",),)),
    ]


CELLS = st.one_of(
    st.text(max_size=9), st.decimals(allow_nan=False, allow_infinity=False), st.dates(), st.builds(Unsaved, st.text())
)


@given(st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=4).map(tuple), st.integers(0, 9))
def test_a_book_is_kept_between_two_clicks(rows, formulas):
    sheets = (Sheet("one", rows, formulas),)
    assert unstored(stored(Book(sheets))) == sheets


@given(st.binary(max_size=300))
def test_no_file_is_too_wild(content):
    assert isinstance(read_book(content, "x"), Book | Refusal)
