"""A file of fees by its pages: brought in, columns, codes said on the way, applied, undone; and out again."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from arcada.interop.fee_export import Exported, written_csv, written_xlsx
from arcada.practice import actions
from arcada.practice.models import ClinicCode, Fee, FeeImport

HOME = "/settings/fees/"
LIST = b"Code;Description;Fee\nEX-01;Ceramic crown;1200,00\nEX-07;Tooth out;180,50\n"


@pytest.fixture
def client(client_for):
    return client_for("manager")


@pytest.fixture
def bring(client, fee_list, codes):
    def sent(content=LIST, name="fees.csv", key="k"):
        return client.post(f"{HOME}{fee_list.pk}/file/", {"file": SimpleUploadedFile(name, content), "key": key})

    return sent


def files(entry, page=""):
    return f"{HOME}files/{entry.pk}/{page}"


def test_from_file_to_list_and_back(client, bring, fee_list):
    assert bring()["Location"] == files(FeeImport.objects.get())
    entry = FeeImport.objects.get()
    assert "1200,00" in client.get(files(entry)).text
    sent = {"sheet": "0", "heading": "1", "col-0": "code", "col-1": "name", "col-2": "amount", "do": "go", "key": "c"}
    assert client.post(files(entry), sent)["Location"] == files(entry, "preview/")
    page = client.get(files(entry, "preview/")).text
    assert "$1,200.00" in page
    assert "Removal of the tooth" in page
    client.post(files(entry, "code/"), {"code": "EX-07", "name": "Tooth out", "procedure": "extraction", "key": "m"})
    assert "Apply 2" in client.get(files(entry, "preview/")).text.replace("\xa0", " ")
    keys = set(re.findall(r'name="key" value="([^"]+)"', client.get(files(entry, "preview/")).text))
    assert len(keys) == 1
    client.post(files(entry, "apply/"), {"key": keys.pop()})
    assert dict(Fee.objects.values_list("procedure", "amount")) == {"ceramic_crown": 1200, "extraction": 180.5}
    assert ">Undo<" in client.get(f"{HOME}{fee_list.pk}/").text
    client.post(files(entry, "undo/"), {"key": "u"})
    assert not Fee.objects.exists()


def test_a_file_sent_twice_is_one_import_and_another_is_another(bring):
    assert bring()["Location"] == bring()["Location"]
    bring(LIST + b"EX-02;Cleaning;90\n")
    assert FeeImport.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.7", "list.pdf", "is a PDF"),
        (b"\xd0\xcf\x11\xe0" * 9, "list.xls", "is an old Excel file"),
        (b"PK\x03\x04" * 9, "list.xlsx", "cannot be read as Excel"),
        (b" ", "list.csv", "is empty"),
    ],
)
def test_a_file_that_is_no_list_says_so(bring, content, name, sentence):
    answer = bring(content, name)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert not FeeImport.objects.exists()


def test_without_a_file_one_is_asked_for(client, fee_list):
    answer = client.post(f"{HOME}{fee_list.pk}/file/", {"key": "k"})
    assert (answer.status_code, "Choose a file first." in answer.text) == (422, True)


def test_faults_are_shown_by_row_and_field_and_nothing_can_be_applied(client, bring):
    bring(b"Code,Fee,Currency\nEX-01,-5,USD\nEX-02,95,EUR\n")
    entry = FeeImport.objects.get()
    page = client.get(files(entry, "preview/")).text
    assert "row 2" in page
    assert "below zero" in page
    assert "is in EUR; this list is in USD" in page
    assert "Apply" not in page
    answer = client.post(files(entry, "apply/"), {"key": "a"})
    assert (answer.status_code, "Nothing was changed" in answer.text) == (422, True)
    assert not Fee.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"col-1": "code"},
        {"col-2": ""},
        {"begins": "soon"},
        {"begins": "2206-01-01"},
        {"sheet": "7"},
        {"heading": "900"},
        {"heading": "first"},
    ],
)
def test_columns_that_cannot_be_are_asked_about(client, bring, change):
    bring()
    entry = FeeImport.objects.get()
    sent = {"sheet": "0", "heading": "1", "col-0": "code", "col-1": "name", "col-2": "amount", "do": "go", "key": "c"}
    answer = client.post(files(entry), sent | change)
    assert answer.status_code == 422
    assert "Which column is what?" in answer.text


def test_another_row_of_headings_is_read_anew(client, bring):
    bring(b"Riverside,,\nCode,Description,Fee\nEX-01,Ceramic crown,900\n")
    entry = FeeImport.objects.get()
    assert entry.heading == 1
    client.post(files(entry), {"sheet": "0", "heading": "1", "key": "c"})
    assert FeeImport.objects.get().columns == {}
    client.post(files(entry), {"sheet": "0", "heading": "2", "key": "c2"})
    assert FeeImport.objects.get().columns == {"code": 0, "name": 1, "amount": 2}


def test_a_code_may_be_typed_left_out_or_wrong(client, bring):
    bring()
    entry = FeeImport.objects.get()
    told = {"code": "EX-07", "name": "Tooth out"}
    wrong = client.post(files(entry, "code/"), told | {"typed": "gold teeth", "key": "1"})
    assert (wrong.status_code, "Choose a procedure" in wrong.text) == (422, True)
    client.post(files(entry, "code/"), told | {"typed": "removal of the tooth", "key": "2"})
    assert ClinicCode.objects.get(code="EX-07").procedure == "extraction"
    client.post(files(entry, "code/"), told | {"not_ours": "on", "key": "3"})
    assert ClinicCode.objects.get(code="EX-07").procedure == ""


def test_a_dropped_file_is_over(client, bring, fee_list):
    bring()
    entry = FeeImport.objects.get()
    client.post(files(entry, "drop/"), {"key": "d"})
    for page in ("", "preview/"):
        assert client.get(files(entry, page))["Location"] == f"{HOME}{fee_list.pk}/"


@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk"])
def test_only_managers_and_owners_bring_files_in(client_for, bring, fee_list, role):
    bring()
    entry = FeeImport.objects.get()
    for page in ("", "preview/"):
        assert client_for(role).get(files(entry, page)).status_code == 403
    for page in ("code/", "apply/", "undo/", "drop/"):
        assert client_for(role).post(files(entry, page), {"key": "k"}).status_code == 403
    assert client_for(role).get(f"{HOME}{fee_list.pk}/file/").status_code == 403


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_in_unchanged(client, bring, fee_list, owner, at, form):
    actions.set_fee(by=owner, at=at, schedule=fee_list, procedure="cleaning", amount="1095.50")
    out = client.get(f"{HOME}{fee_list.pk}/fees.{form}")
    assert "usual-fees-" in out["Content-Disposition"]
    bring(out.content, f"fees.{form}")
    entry = FeeImport.objects.get()
    page = client.get(files(entry, "preview/")).text
    assert "<b>1</b><span>unchanged" in page
    assert "<b>0</b><span>faults" in page
    assert client.get(f"{HOME}{fee_list.pk}/fees.ods").status_code == 404


RISKY = Exported(
    code="=1+2", name="@cmd", procedure="-x", amount=None, begins=dt.date(2027, 1, 1), ends=None, currency="+USD"
)


def test_nothing_that_goes_out_runs_in_a_spreadsheet():
    told = written_csv([RISKY]).decode("utf-8-sig").splitlines()[1]
    assert told == "'=1+2,'@cmd,'-x,,2027-01-01,,'+USD"
    sheet = load_workbook(io.BytesIO(written_xlsx([RISKY], "a/b"))).active
    assert [sheet.cell(2, place).data_type for place in (1, 2, 3)] == ["s", "s", "s"]
