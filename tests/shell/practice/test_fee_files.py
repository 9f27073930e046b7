"""A file of fees on its way into a list: columns, codes, what would change, all or nothing, and back again."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.practice import actions
from arcada.practice.access import NotAllowed
from arcada.practice.fees import fees_on
from arcada.practice.fees_files import preview_of_import, sheets_of
from arcada.practice.fees_matching import procedure_called, suggested
from arcada.practice.models import ClinicCode, FeeImport, FeeSchedule

AT = dt.datetime(2026, 11, 2, 15, 30, tzinfo=dt.UTC)
TODAY = AT.date()
NEW_YEAR = dt.date(2027, 1, 1)
LIST = b"Code,Description,Fee\nEX-01,Ceramic crown,$1200.00\nEX-02,Cleaning,95\nEX-03,Gold star,5\n"


@pytest.fixture
def owner(member):
    return member("owner")


@pytest.fixture
def schedule(practice):
    return FeeSchedule.objects.create(practice=practice, name="Usual", usual=True)


@pytest.fixture
def send(owner, schedule):
    def sent(content, name="fees.csv"):
        return actions.start_import(by=owner, at=AT, schedule=schedule, file_name=name, content=content)

    return sent


@pytest.fixture
def mapped(owner):
    say = partial(actions.map_code, by=owner, at=AT)
    say(code="EX-01", name="Ceramic crown", procedure="ceramic_crown")
    say(code="EX-02", name="Cleaning", procedure="cleaning")
    return say


def test_nothing_changes_before_a_file_is_applied(send, schedule, mapped):
    entry = send(LIST)
    assert (entry.columns, entry.number, entry.state) == ({"code": 0, "name": 1, "amount": 2}, 1, "draft")
    found = preview_of_import(entry, TODAY)
    assert found.counts == {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "unmapped": 1,
        "left_out": 0,
        "without_amount": 0,
        "faults": 0,
    }
    assert fees_on(schedule, TODAY) == {}


def test_an_applied_file_changes_what_it_said_and_is_on_record(send, schedule, mapped, owner):
    actions.set_fee(by=owner, at=AT, schedule=schedule, procedure="ceramic_crown", amount="1000")
    actions.set_fee(by=owner, at=AT, schedule=schedule, procedure="implant", amount="2000")
    entry = actions.apply_import(by=owner, at=AT, entry=send(LIST))
    assert fees_on(schedule, TODAY) == {"cleaning": 95, "ceramic_crown": 1200, "implant": 2000}
    assert fees_on(schedule, TODAY - dt.timedelta(days=1))["ceramic_crown"] == 1000
    assert (entry.state, entry.counts["new"], entry.counts["changed"], sheets_of(entry)) == ("applied", 1, 1, ())
    told = Event.objects.get(verb="applied").detail["fees"]
    assert {"procedure": "ceramic_crown", "before": "1000.00", "after": "1200.00", "begins": "2026-11-02"} in told
    assert actions.apply_import(by=owner, at=AT, entry=entry).code == "import_over"


def test_a_file_for_the_new_year_leaves_this_years_fees(send, schedule, mapped, owner):
    actions.set_fee(by=owner, at=AT, schedule=schedule, procedure="cleaning", amount="90")
    entry = actions.choose_columns(
        by=owner, at=AT, entry=send(LIST), sheet=0, heading=0, columns={"code": 0, "amount": 2}, begins=NEW_YEAR
    )
    line = preview_of_import(entry, TODAY).changed[0]
    assert (line.before, line.after, line.share, line.large) == (90, 95, Decimal(5) / 90, False)
    actions.apply_import(by=owner, at=AT, entry=entry)
    assert fees_on(schedule, TODAY) == {"cleaning": 90}
    assert fees_on(schedule, NEW_YEAR)["cleaning"] == 95


@pytest.mark.parametrize(
    ("description", "content", "where", "code"),
    [
        ("a negative amount", b"Code,Fee\nEX-01,-5\n", "row 2.amount", "amount_negative"),
        ("a lost decimal sign", b"Code,Fee\nEX-01,1200000\n", "row 2.amount", "amount_absurd"),
        ("another currency", "Code,Fee\nEX-01,€ 90\n".encode(), "row 2.amount", "other_currency"),
        ("two amounts for one code", b"Code,Fee\nEX-01,900\nEX-01,950\n", "row 3.amount", "two_amounts"),
        ("no such procedure", b"Code,Fee,Catalogue\nEX-01,900,gold_teeth\n", "row 2.procedure", "procedure_unknown"),
        ("no such day", b"Code,Fee,From\nEX-01,900,soon\n", "row 2.begins", "day_unreadable"),
    ],
)
def test_one_fault_keeps_all_of_the_file_out(send, schedule, mapped, owner, description, content, where, code):
    entry = send(content + b"EX-02,95\n")
    fault = preview_of_import(entry, TODAY).faults[0]
    assert (fault.where, fault.code) == (where, code), description
    refused = actions.apply_import(by=owner, at=AT, entry=entry)
    assert refused.code == "file_has_faults"
    assert refused.text.startswith("Nothing was changed: row ")
    assert fees_on(schedule, TODAY) == {}


def test_the_same_amount_twice_is_no_fault_and_a_code_for_papers_gives_no_fee(send, schedule, mapped, owner):
    mapped(code="EX-09", name="Crown, old code", procedure="ceramic_crown", gives_fee=False)
    mapped(code="EX-10", name="Not dentistry", procedure="")
    found = preview_of_import(send(b"Code,Fee\nEX-01,900\nEX-01,900\nEX-09,700\nEX-10,5\nEX-02,n/a\n"), TODAY)
    assert found.counts["new"] == 1
    assert ([row.code for row in found.left_out], [row.code for row in found.without_amount]) == (
        ["EX-09", "EX-10"],
        ["EX-02"],
    )
    assert found.faults == ()


def test_an_undo_is_the_next_version_and_brings_back_what_was(send, schedule, mapped, owner):
    actions.set_fee(by=owner, at=AT, schedule=schedule, procedure="ceramic_crown", amount="1000")
    before = list(schedule.fees.values_list("procedure", "amount", "begins", "ends"))
    entry = actions.apply_import(by=owner, at=AT, entry=send(LIST))
    undone = actions.undo_import(by=owner, at=AT, entry=entry)
    assert list(schedule.fees.values_list("procedure", "amount", "begins", "ends")) == before
    assert (undone.number, undone.undoes_id) == (2, entry.pk)
    assert actions.undo_import(by=owner, at=AT, entry=entry).code == "import_not_applied"
    actions.undo_import(by=owner, at=AT, entry=undone)
    assert fees_on(schedule, TODAY)["ceramic_crown"] == 1200


def test_what_was_changed_since_is_not_written_over(send, schedule, mapped, owner):
    entry = actions.apply_import(by=owner, at=AT, entry=send(LIST))
    actions.set_fee(by=owner, at=AT, schedule=schedule, procedure="cleaning", amount="99")
    refused = actions.undo_import(by=owner, at=AT, entry=entry)
    assert (refused.code, "cleaning" in refused.text) == ("changed_since", True)
    assert fees_on(schedule, TODAY)["cleaning"] == 99


def test_columns_that_were_chosen_are_known_for_the_next_file(send, owner):
    first = send(b"A,B,C\nEX-01,Crown,5\n")
    assert first.columns == {}
    assert preview_of_import(first, TODAY).code == "amount_column_missing"
    actions.choose_columns(by=owner, at=AT, entry=first, sheet=0, heading=0, columns={"code": 0, "amount": 2})
    assert send(b"A,B,C\nEX-02,Bridge,7\n").columns == {"code": 0, "amount": 2}


def test_a_dropped_file_is_kept_no_longer(send, owner):
    entry = send(LIST)
    actions.drop_import(by=owner, at=AT, entry=entry)
    kept = FeeImport.objects.get()
    assert (kept.state, bytes(kept.content)) == ("dropped", b"")
    again = actions.choose_columns(by=owner, at=AT, entry=kept, sheet=0, heading=0, columns=None)
    assert again.code == "file_gone"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sheet": 3}, "file_gone"),
        ({"heading": 99}, "heading_unknown"),
        ({"columns": {"code": 0}}, "amount_column_missing"),
        ({"begins": dt.date(2206, 1, 1)}, "day_too_far"),
    ],
)
def test_choices_that_cannot_be(send, owner, change, code):
    told = {"sheet": 0, "heading": 0, "columns": {"code": 0, "amount": 2}} | change
    assert actions.choose_columns(by=owner, at=AT, entry=send(LIST), **told).code == code


def test_a_file_that_cannot_be_read_leaves_nothing(send):
    assert isinstance(send(b"%PDF-1.7", "list.pdf"), Refusal)
    assert not FeeImport.objects.exists()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"code": " ", "name": ""}, "code_missing"),
        ({"code": "E" * 41, "name": ""}, "too_long"),
        ({"code": "EX-01", "name": "", "procedure": "gold_teeth"}, "procedure_unknown"),
    ],
)
def test_codes_that_cannot_be(owner, told, code):
    assert actions.map_code(by=owner, at=AT, **told).code == code


def test_a_code_is_known_once_and_can_be_forgotten(mapped, owner):
    mapped(code="ex-01", name="Crown, ceramic", procedure="ceramic_crown", material="zirconia")
    kept = ClinicCode.objects.get(key="code:ex-01")
    assert (kept.code, kept.name, kept.material) == ("ex-01", "Crown, ceramic", "zirconia")
    actions.forget_code(by=owner, at=AT, code=kept)
    assert not ClinicCode.objects.filter(key="code:ex-01").exists()


@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk"])
def test_only_manager_and_owner_change_fees_by_file(schedule, send, member, role):
    entry = send(LIST)
    by = member(role)
    for act in (
        partial(actions.start_import, schedule=schedule, file_name="x", content=LIST),
        partial(actions.apply_import, entry=entry),
        partial(actions.undo_import, entry=entry),
        partial(actions.map_code, code="EX-01", name="x"),
    ):
        with pytest.raises(NotAllowed):
            act(by=by, at=AT)


@pytest.mark.parametrize(
    ("words", "procedure"),
    [
        ("Crown - porcelain fused to metal", "Metal-ceramic crown"),
        ("Extraction, erupted tooth", "Removal of the tooth"),
        ("Composite resin, two surfaces", "Tooth-coloured filling"),
        ("Prophylaxis adult", "Professional cleaning"),
        ("Root canal, molar", "Root canal treatment"),
        ("Scaling and root planing per quadrant", "Deep cleaning"),
        ("Night guard", "Night guard"),
    ],
)
def test_the_likeliest_procedure_is_suggested_first(words, procedure):
    assert suggested(words)[0].name == procedure


def test_nothing_is_suggested_for_words_that_say_nothing():
    assert suggested("") == suggested("zzz of the") == ()
    assert procedure_called(" ") is None
    assert procedure_called("ceramic_crown") == procedure_called("ceramic crown")
