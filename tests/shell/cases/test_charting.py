"""The chart takes what can be true, says why not otherwise, and loses nothing."""

import datetime as dt

import pytest

from arcada.cases.actions.chart_teeth import set_tooth_state
from arcada.cases.actions.findings import (
    Evidence,
    Found,
    add_evidence,
    confirm_finding,
    record_finding,
    withdraw_finding,
)
from arcada.cases.actions.snapshot import take_snapshot
from arcada.cases.actions.undo import undo_chart
from arcada.cases.models import ChartChange, ChartSnapshot, Finding, ToothRecord
from arcada.cases.queries import charts_visible_to
from arcada.core.kernel import Refusal
from arcada.practice.access import NotAllowed

CARIES = "cavitated dentine caries"
RADIOGRAPH = Evidence("bitewing_radiograph", dt.date(2026, 2, 20))


def record(by, at, chart, term=CARIES, where=("26",), **more):
    confirmed = more.pop("confirmed", True)
    revision = more.pop("revision", chart.revision)
    found = Found(term, where, **more)
    return record_finding(by=by, at=at, chart=chart, expected_revision=revision, found=found, confirmed=confirmed)


def test_a_finding_is_charted_with_its_evidence(dentist, at, chart):
    made = record(dentist, at, chart, surfaces="om", evidence=(RADIOGRAPH,), severity={"icdas": 5})
    assert (made.status, made.surfaces, made.scope, made.fid) == ("confirmed", "MO", "tooth", "f1")
    assert [str(one) for one in made.evidence.all()] == ["bitewing_radiograph of 2026-02-20"]
    assert chart.revision == 1


@pytest.mark.parametrize(
    ("description", "term", "where", "surfaces", "code"),
    [
        ("a tooth that nobody has", CARIES, ["29"], "", "unknown_tooth"),
        ("a surface that no tooth has", CARIES, ["26"], "X", "unknown_surface"),
        ("an edge on a molar", CARIES, ["26"], "I", "surface_not_on_tooth"),
        ("a chewing surface on a front tooth", CARIES, ["11"], "O", "surface_not_on_tooth"),
        ("a surface of the whole mouth", "gingivitis", ["mouth"], "M", "surface_without_tooth"),
        ("a finding that is in no file", "moon madness", ["26"], "", "unknown_finding"),
        ("a slip of the pen", "cavitated dentin caries", ["26"], "", "unknown_finding"),
        ("no place at all", CARIES, [], "", "no_place"),
        ("a tooth and the mouth together", "gingivitis", ["26", "mouth"], "", "mixed_places"),
    ],
)
def test_what_cannot_be_charted_is_refused(description, term, where, surfaces, code, dentist, at, chart):
    refusal = record(dentist, at, chart, term, where, surfaces=surfaces)
    assert isinstance(refusal, Refusal), description
    assert refusal.code == code, description
    assert not Finding.objects.exists(), description
    assert chart.revision == 0, description


def test_a_slip_of_the_pen_gets_a_hint(dentist, at, chart):
    assert CARIES in record(dentist, at, chart, "cavitated dentin caries").text


def test_a_finding_on_a_missing_tooth_is_refused(dentist, at, chart):
    set_tooth_state(by=dentist, at=at, chart=chart, expected_revision=0, teeth=["26"], changes={"presence": "missing"})
    refusal = record(dentist, at, chart)
    assert (refusal.code, Finding.objects.count()) == ("finding_on_missing_tooth", 0)


def test_a_tooth_with_findings_is_not_set_missing(dentist, at, chart):
    record(dentist, at, chart)
    refusal = set_tooth_state(
        by=dentist, at=at, chart=chart, expected_revision=1, teeth=["26"], changes={"presence": "missing"}
    )
    assert refusal.code == "finding_on_missing_tooth"
    assert not ToothRecord.objects.exists()


def test_findings_that_exclude_each_other_are_refused(dentist, at, chart):
    record(dentist, at, chart, "reversible pulpitis")
    refusal = record(dentist, at, chart, "pulp necrosis")
    assert refusal.code == "contradicting_findings"
    assert "26" in refusal.text


@pytest.mark.parametrize(
    ("description", "changes", "code"),
    [
        ("a word that the field has not", {"crown": "golden"}, "unknown_word"),
        ("a field that a tooth has not", {"mood": "good"}, "unknown_field"),
        ("a pulp in a lost tooth", {"presence": "missing", "pulp": "root_filled"}, "contradicting_states"),
        ("a filling in a lost tooth", {"presence": "missing", "surfaces": {"O": "filling"}}, "contradicting_states"),
        ("an edge on a molar", {"surfaces": {"I": "filling"}}, "surface_not_on_tooth"),
    ],
)
def test_states_that_cannot_be_are_refused(description, changes, code, dentist, at, chart):
    refusal = set_tooth_state(by=dentist, at=at, chart=chart, expected_revision=0, teeth=["26"], changes=changes)
    assert isinstance(refusal, Refusal), description
    assert refusal.code == code, description


def teeth_of(chart):
    return {one.tooth: one.state for one in ToothRecord.objects.filter(chart=chart)}


def test_several_teeth_are_set_at_once(dentist, at, chart):
    set_tooth_state(
        by=dentist, at=at, chart=chart, expected_revision=0, teeth=["18", "28"], changes={"presence": "missing"}
    )
    assert teeth_of(chart) == {"18": {"presence": "missing"}, "28": {"presence": "missing"}}


def test_the_second_editor_sees_what_changed_and_by_whom(dentist, member, at, chart):
    record(dentist, at, chart)
    refusal = record(member("hygienist"), at, chart, "gingivitis", ("mouth",), revision=0)
    assert refusal.code == "stale_chart"
    assert "Kim Dentist at 09:30: confirmed cavitated dentine caries on 26" in refusal.text
    assert Finding.objects.count() == 1


def test_evidence_of_tomorrow_is_refused(dentist, at, chart):
    refusal = record(dentist, at, chart, evidence=(Evidence("cbct", dt.date(2026, 3, 3)),))
    assert (refusal.code, refusal.where) == ("evidence_in_future", "evidence[0].taken_date")


def test_a_suspected_finding_is_confirmed_once(dentist, at, chart):
    made = record(dentist, at, chart, confirmed=False)
    sure = confirm_finding(by=dentist, at=at, finding=made, expected_revision=1)
    assert (sure.status, sure.confirmed_by) == ("confirmed", dentist)
    again = confirm_finding(by=dentist, at=at, finding=sure, expected_revision=2)
    assert again.code == "not_suspected"


def test_a_withdrawn_finding_stays_on_record_with_its_reason(dentist, at, chart):
    made = record(dentist, at, chart)
    assert withdraw_finding(by=dentist, at=at, finding=made, expected_revision=1, why=" ").code == "no_reason"
    withdraw_finding(by=dentist, at=at, finding=made, expected_revision=1, why="A stain, no cavity")
    kept = [(one.status, one.withdrawn_why) for one in Finding.objects.filter(chart=chart)]
    assert kept == [("withdrawn", "A stain, no cavity")]


def test_each_change_can_be_taken_back_in_turn(dentist, at, chart):
    made = record(dentist, at, chart, evidence=(RADIOGRAPH,))
    add_evidence(by=dentist, at=at, finding=made, expected_revision=1, evidence=Evidence("cbct", dt.date(2026, 3, 1)))
    set_tooth_state(by=dentist, at=at, chart=chart, expected_revision=2, teeth=["18"], changes={"presence": "missing"})
    undo_chart(by=dentist, at=at, chart=chart, expected_revision=3)
    assert teeth_of(chart) == {}
    undo_chart(by=dentist, at=at, chart=chart, expected_revision=4)
    assert [one.type for one in made.evidence.all()] == ["bitewing_radiograph"]
    undo_chart(by=dentist, at=at, chart=chart, expected_revision=5)
    assert not Finding.objects.filter(chart=chart, status__in=("suspected", "confirmed")).exists()
    refusal = undo_chart(by=dentist, at=at, chart=chart, expected_revision=6)
    assert refusal.code == "nothing_to_undo"
    assert ChartChange.objects.count() == 6


def test_undoing_an_old_page_is_refused(dentist, at, chart):
    record(dentist, at, chart)
    record(dentist, at, chart, where=("27",))
    assert undo_chart(by=dentist, at=at, chart=chart, expected_revision=1).code == "stale_chart"


def test_a_snapshot_keeps_the_chart_of_its_day(dentist, at, chart):
    record(dentist, at, chart)
    taken = take_snapshot(by=dentist, at=at, chart=chart, label="Before treatment")
    record(dentist, at, chart, where=("27",))
    assert [one["where"] for one in ChartSnapshot.objects.get(pk=taken.pk).content["findings"]] == [["26"]]


@pytest.mark.parametrize(
    ("role", "term", "allowed"),
    [
        ("dentist", CARIES, True),
        ("hygienist", "gingivitis", True),
        ("hygienist", CARIES, False),
        ("coordinator", "gingivitis", False),
        ("desk", "gingivitis", False),
    ],
)
def test_who_may_chart(role, term, allowed, member, at, chart):
    if allowed:
        assert record(member(role), at, chart, term, ("11",)).term == term
    else:
        with pytest.raises(NotAllowed):
            record(member(role), at, chart, term, ("11",))


@pytest.mark.parametrize(("role", "allowed"), [("dentist", True), ("coordinator", True), ("desk", False)])
def test_who_may_read_the_chart(role, allowed, member, patient, chart):
    assert charts_visible_to(member(role)).filter(patient=patient).exists() is allowed


def test_a_day_is_the_clinics_day(dentist, chart, practice):
    """In the morning of Auckland it is still yesterday in UTC; an image of this morning is not of the future."""
    practice.time_zone = "Pacific/Auckland"
    practice.save()
    dentist.refresh_from_db()
    morning = dt.datetime(2026, 3, 2, 20, 0, tzinfo=dt.UTC)
    seen = Evidence("bitewing_radiograph", dt.date(2026, 3, 3))
    made = record(dentist, morning, chart, evidence=(seen,))
    assert made.found_date == dt.date(2026, 3, 3)
