"""A practice's own protocol: rehearsed on its cases, put in force, followed by the next compile, and by nobody else."""

import datetime as dt

import pytest
from django.db import transaction
from planned import answer, make_version

from arcada.cases.actions.activate_protocol import activate_protocol, retire_active_protocol
from arcada.cases.actions.compile_plan import compile_plan
from arcada.cases.actions.findings import Evidence, Found, record_finding
from arcada.cases.actions.rehearse import carry_on, content_of, last_rehearsal, start_rehearsal
from arcada.cases.left_behind import left_behind
from arcada.cases.models import PlanVersion
from arcada.core.kernel import Refusal
from arcada.interop.knowledge import OwnProtocol, library_with, load_library
from arcada.interop.knowledge.reach import reachable
from arcada.patients.models import MedicalHistory
from arcada.practice.access import NotAllowed
from arcada.practice.actions import approve_protocol, submit_protocol, switch_off_protocol, write_protocol
from arcada.practice.models import ProtocolVersion
from arcada.practice.protocols import own_in_force, own_of, with_one

NAME = "cavitated_caries"
PLAIN = """\
id: cavitated_caries
version: 1
title: Cavity in the dentine
findings: [cavitated dentine caries, moderate caries lesion]
source: [judgement]
strategies:
  - id: simple
    title: Glass-ionomer fillings
    when: not tooth.primary
    because: "The cavity on {tooth} is filled."
    steps:
      - {do: glass_ionomer_filling, as: filling}
tiers:
  all: [simple]
"""
NOT_HERE = PLAIN.replace("when: not tooth.primary", "when: tooth.primary")


@pytest.fixture
def compiled(dentist, coordinator, at, chart, case, patient):
    """A case with one cavity, compiled by the shipped protocols."""
    MedicalHistory.objects.create(
        practice=patient.practice, patient=patient, taken_at=at, taken_by=dentist, growth_complete=True, asa=1
    )
    proofs = [Evidence(kind, dt.date(2026, 2, 25)) for kind in ("bitewing_radiograph", "clinical_examination")]
    found = Found("cavitated dentine caries", ["15"], evidence=proofs, surfaces="O")
    record_finding(by=dentist, at=at, chart=chart, expected_revision=0, found=found, confirmed=True)
    return compile_plan(by=coordinator, at=at, case=case)


def approved(by, at, text=PLAIN, name=NAME):
    version = write_protocol(by=by, at=at, protocol=name, text=text)
    assert isinstance(version, ProtocolVersion), version
    return approve_protocol(by=by, at=at, version=submit_protocol(by=by, at=at, version=version))


def fillings(version):
    return {
        one["tier"]: (item["procedure"], item["protocol"])
        for one in version.answer["alternatives"]
        for item in one["items"]
        if item["family"] == "direct_restoration"
    }


def test_the_next_compile_follows_the_version_in_force_and_names_it(dentist, coordinator, at, case, compiled):
    assert fillings(compiled)["premium"][1] == f"{NAME}@{load_library().protocols[NAME].version}"
    version = activate_protocol(by=dentist, at=at, version=approved(dentist, at))
    assert version.state == "active"
    again = compile_plan(by=coordinator, at=at, case=case)
    assert again.number == compiled.number + 1
    assert set(fillings(again).values()) == {("glass_ionomer_filling", f"{NAME}@{version.number}")}
    assert again.protocols_hash != compiled.protocols_hash
    assert again.inputs["protocols"] == {NAME: version.number}
    assert "protocols" not in compiled.inputs


def test_only_what_was_approved_is_put_in_force(dentist, at):
    draft = write_protocol(by=dentist, at=at, protocol=NAME, text=PLAIN)
    refusal = activate_protocol(by=dentist, at=at, version=draft)
    assert isinstance(refusal, Refusal)
    assert refusal.text == "Version 2 is draft; only an approved one is put in force."


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "desk", "manager"])
def test_putting_in_force_is_for_dentist_and_owner(role, member, dentist, at):
    version = approved(dentist, at)
    for act in (
        lambda by: activate_protocol(by=by, at=at, version=version),
        lambda by: retire_active_protocol(by=by, at=at, version=version, note="why"),
        lambda by: start_rehearsal(by=by, at=at, own=own_of(version)),
    ):
        with pytest.raises(NotAllowed):
            act(member(role))


def test_a_newer_version_retires_the_older_and_retiring_goes_back_to_the_shipped_text(dentist, at):
    first = activate_protocol(by=dentist, at=at, version=approved(dentist, at))
    second = activate_protocol(by=dentist, at=at, version=approved(dentist, at, PLAIN.replace("Cavity", "A cavity")))
    first.refresh_from_db()
    assert (first.state, first.retired_by, second.number) == ("retired", dentist, first.number + 1)
    assert isinstance(retire_active_protocol(by=dentist, at=at, version=second, note=""), Refusal)
    retire_active_protocol(by=dentist, at=at, version=second, note="The shipped one is as good now")
    assert own_in_force(dentist.practice_id) == ()


def test_a_version_that_leaves_an_open_case_without_answer_is_refused_with_its_patient(dentist, at, case, compiled):
    refusal = activate_protocol(by=dentist, at=at, version=approved(dentist, at, NOT_HERE))
    assert isinstance(refusal, Refusal)
    assert refusal.text.startswith("1 open plan would be left without an answer: Mara Okafor (case 1).")
    assert own_in_force(dentist.practice_id) == ()
    type(case).objects.filter(pk=case.pk).update(closed_at=at)
    version = ProtocolVersion.objects.get()
    assert activate_protocol(by=dentist, at=at, version=version).state == "active"


LEAVING = [
    ("switched off", "", {"cavitated dentine caries"}),
    ("finding taken out", PLAIN.replace("[cavitated dentine caries, ", "["), {"cavitated dentine caries"}),
    ("no rung fits", NOT_HERE, {"cavitated dentine caries"}),
    ("a plain answer for all", PLAIN, set()),
]


@pytest.mark.parametrize(("what", "text", "left"), LEAVING, ids=[row[0] for row in LEAVING])
def test_findings_left_behind(what, text, left, dentist, at, compiled):
    then = with_one((), OwnProtocol(NAME, 9, text))
    found = left_behind(dentist.practice_id, then, at)
    assert {one.what for one in found if one.kind == "finding"} == left, what
    assert {one.where for one in found if one.kind == "finding"} <= {("15",)}


def only_of_one_protocol():
    """A procedure that a single shipped protocol leads to, and that protocol."""
    library = load_library()
    for name in sorted(library.protocols):
        lost = reachable(library) - reachable(library_with((OwnProtocol(name, 9),)))
        if lost:
            return min(lost), name
    pytest.fail("each procedure has several protocols that lead to it")


def test_a_procedure_that_nothing_leads_to_any_more_is_told_where_a_plan_holds_it(dentist, coordinator, at, case):
    procedure, name = only_of_one_protocol()
    told = answer()
    for one in told["alternatives"]:
        one["items"][0]["procedure"] = procedure
    make_version(case, coordinator, at, told)
    (left,) = left_behind(dentist.practice_id, with_one((), OwnProtocol(name, 9)), at)
    assert (left.kind, left.what, left.where, left.patient) == ("procedure", procedure, ("26",), "Mara Okafor")
    PlanVersion.objects.update(active=False)
    assert left_behind(dentist.practice_id, with_one((), OwnProtocol(name, 9)), at) == ()


def test_switching_off_leaves_later_findings_to_the_dentist(dentist, coordinator, at, case, compiled):
    type(case).objects.filter(pk=case.pk).update(closed_at=at)
    off = switch_off_protocol(by=dentist, at=at, protocol=NAME, note="We refer these")
    off = approve_protocol(by=dentist, at=at, version=submit_protocol(by=dentist, at=at, version=off))
    assert activate_protocol(by=dentist, at=at, version=off).state == "active"
    type(case).objects.filter(pk=case.pk).update(closed_at=None)
    version = compile_plan(by=coordinator, at=at, case=case)
    for one in version.answer["alternatives"]:
        assert {left["reason"] for left in one["unaddressed"]} == {"deferred_clinical"}, one["tier"]


def test_a_rehearsal_tells_what_would_differ_and_changes_nothing(dentist, at, compiled):
    version = approved(dentist, at)
    made = start_rehearsal(by=dentist, at=at, own=own_of(version))
    assert (made.sought, made.results, made.done) == ([str(compiled.pk)], [], False)
    done = carry_on(by=dentist, rehearsal=made)
    (result,) = done.results
    assert (done.done, result["state"], result["version"]) == (True, "differs", str(compiled.pk))
    premium = next(one for one in result["tiers"] if one["tier"] == "premium")
    swapped = [
        (old["procedure"], new["procedure"]) for olds, news in premium["swapped"] for old in olds for new in news
    ]
    assert swapped == [(fillings(compiled)["premium"][0], "glass_ionomer_filling")]
    assert float(premium["price"][1]) < float(premium["price"][0])
    assert PlanVersion.objects.get() == compiled
    assert carry_on(by=dentist, rehearsal=done).results == done.results


def test_the_shipped_text_itself_makes_no_difference(dentist, at, compiled):
    from arcada.interop.knowledge.own import shipped_text

    made = start_rehearsal(by=dentist, at=at, own=OwnProtocol(NAME, 2, shipped_text(NAME)))
    assert [one["state"] for one in carry_on(by=dentist, rehearsal=made).results] == ["same"]


def test_a_rehearsal_belongs_to_the_very_text_and_to_what_is_in_force(dentist, at, compiled):
    version = approved(dentist, at)
    assert last_rehearsal(dentist.practice_id, own_of(version)) is None
    made = start_rehearsal(by=dentist, at=at, own=own_of(version))
    assert last_rehearsal(dentist.practice_id, own_of(version)) == made
    other = OwnProtocol(NAME, version.number, version.text.replace("is filled", "is closed"))
    assert last_rehearsal(dentist.practice_id, other) is None
    before = content_of(dentist.practice_id, own_of(version))
    activate_protocol(by=dentist, at=at, version=approved(dentist, at, shipped("root_caries"), "root_caries"))
    assert content_of(dentist.practice_id, own_of(version)) != before


def shipped(name):
    from arcada.interop.knowledge.own import shipped_text

    return shipped_text(name)


BAD_REHEARSALS = [
    ("none", PLAIN, 0, "Choose between 1 and 500 cases."),
    ("too many", PLAIN, 501, "Choose between 1 and 500 cases."),
    ("faulty text", PLAIN.replace("glass_ionomer_filling", "glas"), 20, "there is no procedure 'glas'"),
]


@pytest.mark.parametrize(("what", "text", "cases", "says"), BAD_REHEARSALS, ids=[row[0] for row in BAD_REHEARSALS])
def test_rehearsals_that_cannot_be(what, text, cases, says, dentist, at, compiled):
    refusal = start_rehearsal(by=dentist, at=at, own=OwnProtocol(NAME, 2, text), cases=cases)
    assert isinstance(refusal, Refusal), what
    assert says in refusal.text


def test_without_a_plan_there_is_nothing_to_rehearse(dentist, at):
    refusal = start_rehearsal(by=dentist, at=at, own=OwnProtocol(NAME, 2, PLAIN))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_cases"


def test_another_practice_keeps_to_the_shipped_protocols(committed, at):
    from made import make_member, make_practice

    from arcada.store.tenancy import in_practice

    here, there = make_practice("Here"), make_practice("There")
    with in_practice(here.pk), transaction.atomic():
        dentist = make_member(here, "dentist")
        activate_protocol(by=dentist, at=at, version=approved(dentist, at))
        assert [one.id for one in own_in_force(here.pk)] == [NAME]
    with in_practice(there.pk):
        assert own_in_force(there.pk) == ()
        assert own_in_force(here.pk) == (), "the wall hides it even from who asks by name"
