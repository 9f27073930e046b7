"""The practice's own protocols: who may write and approve, one in force, and a text that stays as it was approved."""

import pytest
from django.db import IntegrityError, transaction

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.interop.knowledge import load_library
from arcada.interop.knowledge.own import shipped_text
from arcada.practice.access import NotAllowed
from arcada.practice.actions import (
    approve_protocol,
    retire_protocol,
    send_back_protocol,
    submit_protocol,
    switch_off_protocol,
    write_protocol,
)
from arcada.practice.models import ProtocolVersion, VersionState
from arcada.practice.protocols import library_for, own_in_force, shipped_hash, text_hash

NAME = "initial_caries"
TEXT = shipped_text(NAME).replace("[[150, 210]]", "[[120, 210]]", 1)


@pytest.fixture
def dentist(member):
    return member("dentist")


@pytest.fixture
def draft(dentist, at):
    return write_protocol(by=dentist, at=at, protocol=NAME, text=TEXT, note="Seen earlier")


def moved(version, by, at):
    """Submit and approve."""
    return approve_protocol(by=by, at=at, version=submit_protocol(by=by, at=at, version=version))


def in_force(version, by, at):
    """What the action of cases writes."""
    ProtocolVersion.objects.filter(pk=moved(version, by, at).pk).update(
        state=VersionState.ACTIVE, activated_by=by, activated_at=at
    )
    return ProtocolVersion.objects.get(pk=version.pk)


def test_a_draft_gets_the_next_number_and_holds_it_in_its_text(draft) -> None:
    assert (draft.number, draft.state) == (load_library().protocols[NAME].version + 1, "draft")
    assert f"version: {draft.number}\n" in draft.text
    assert draft.shipped == shipped_hash(NAME)


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "desk", "manager"])
def test_only_dentist_and_owner_write_and_approve(role, member, draft, at) -> None:
    one = member(role)
    with pytest.raises(NotAllowed):
        write_protocol(by=one, at=at, protocol=NAME, text=TEXT)
    with pytest.raises(NotAllowed):
        switch_off_protocol(by=one, at=at, protocol=NAME, note="why")
    for act in (submit_protocol, approve_protocol, retire_protocol):
        with pytest.raises(NotAllowed):
            act(by=one, at=at, version=draft)
    assert ProtocolVersion.objects.get().state == "draft"


def test_the_whole_way_is_audited(member, draft, at) -> None:
    owner = member("owner")
    sent = submit_protocol(by=draft.written_by, at=at, version=draft)
    back = send_back_protocol(by=owner, at=at, version=sent, note="Name the source")
    assert (back.state, back.note) == ("draft", "Name the source")
    approved = moved(back, owner, at)
    assert (approved.state, approved.approved_by) == ("approved", owner)
    told = list(Event.objects.filter(noun="protocol").order_by("id").values_list("verb", "why"))
    assert told == [
        ("wrote", "Seen earlier"), ("submitted", ""), ("sent_back", "Name the source"), ("submitted", ""),
        ("approved", ""),
    ]  # fmt: skip


def test_a_text_with_a_fault_is_not_kept_and_says_line_and_field(dentist, at) -> None:
    text = shipped_text(NAME).replace("do: resin_sealant}", "do: resin_sealand}", 1)
    refusal = write_protocol(by=dentist, at=at, protocol=NAME, text=text)
    assert isinstance(refusal, Refusal)
    assert "Line 16, strategies[0].steps[1].do: there is no procedure 'resin_sealand'" in refusal.text
    assert not ProtocolVersion.objects.exists()


def test_a_second_save_changes_the_same_draft_and_a_stale_one_is_told(member, draft, at) -> None:
    owner, other = member("owner"), TEXT.replace("No drilling", "Nothing is drilled", 1)
    again = write_protocol(by=owner, at=at, protocol=NAME, text=other, seen=text_hash(draft.text))
    assert (again.pk, again.written_by) == (draft.pk, owner)
    stale = write_protocol(by=draft.written_by, at=at, protocol=NAME, text=TEXT, seen=text_hash(draft.text))
    assert isinstance(stale, Refusal)
    assert stale.text.startswith("Kim Owner changed this draft meanwhile")


def test_one_version_is_on_its_way_at_a_time(dentist, draft, at) -> None:
    submit_protocol(by=dentist, at=at, version=draft)
    refusal = write_protocol(by=dentist, at=at, protocol=NAME, text=TEXT)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "version_on_its_way"
    with pytest.raises(IntegrityError, match="protocol_version_one_on_its_way"), transaction.atomic():
        ProtocolVersion.objects.create(
            practice_id=draft.practice_id, protocol=NAME, number=9, text="id: x", shipped="", written_by=dentist,
            written_at=at,
        )  # fmt: skip


def test_steps_are_not_jumped(dentist, draft, at) -> None:
    early = approve_protocol(by=dentist, at=at, version=draft)
    assert isinstance(early, Refusal)
    assert early.text == "Version 2 is draft meanwhile, so this is not possible now."


def test_the_database_keeps_one_active_version_and_only_an_approved_one(dentist, draft, at) -> None:
    first = in_force(draft, dentist, at)
    second = moved(write_protocol(by=dentist, at=at, protocol=NAME, text=TEXT), dentist, at)
    rows = ProtocolVersion.objects.filter(pk=second.pk)
    with pytest.raises(IntegrityError, match="protocol_version_one_active"), transaction.atomic():
        rows.update(state="active")
    third = ProtocolVersion(practice_id=first.practice_id, protocol="root_caries", number=2, text="x", shipped="")
    third.written_by, third.written_at, third.state = dentist, at, "active"
    with pytest.raises(IntegrityError, match="protocol_version_in_force_is_approved"), transaction.atomic():
        third.save()


def test_the_database_keeps_an_approved_text(dentist, draft, at) -> None:
    rows = ProtocolVersion.objects.filter(pk=moved(draft, dentist, at).pk)
    for change in ({"text": "id: other"}, {"number": 77}, {"protocol": "root_caries"}):
        with pytest.raises(IntegrityError, match="protocol_version_stays"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError, match="protocol_version_stays"), transaction.atomic():
        rows.delete()


def test_a_version_has_a_text_or_switches_off(dentist, draft) -> None:
    with pytest.raises(IntegrityError, match="protocol_version_has_a_text_or_is_off"), transaction.atomic():
        ProtocolVersion.objects.filter(pk=draft.pk).update(text="")


def test_the_library_of_a_practice_is_the_shipped_one_with_its_active_versions(dentist, draft, at) -> None:
    practice_id = dentist.practice_id
    assert library_for(practice_id) is load_library()
    in_force(draft, dentist, at)
    own = library_for(practice_id)
    assert own.protocols[NAME].label == f"{NAME}@{draft.number}"
    assert own.version != load_library().version
    assert library_for(practice_id) is own, "kept by content"


def test_a_text_that_an_update_made_unreadable_stops_planning_with_a_sentence(dentist, draft, at) -> None:
    approved = moved(draft, dentist, at)
    ProtocolVersion.objects.create(
        practice_id=dentist.practice_id, protocol="root_caries", number=2, text="id: root_caries\nversion: 2\n",
        shipped="", written_by=dentist, written_at=at, state="active", approved_by=dentist, approved_at=at,
    )  # fmt: skip
    refusal = library_for(dentist.practice_id)
    assert isinstance(refusal, Refusal)
    assert "own protocol 'root_caries' cannot be read any more, line 1" in refusal.text
    assert approved.state == "approved"


def test_switching_off_needs_a_reason_and_is_a_version(dentist, at) -> None:
    assert isinstance(switch_off_protocol(by=dentist, at=at, protocol=NAME, note=" "), Refusal)
    version = switch_off_protocol(by=dentist, at=at, protocol=NAME, note="We refer these")
    assert (version.number, version.switched_off, version.text) == (2, True, "")
    in_force(version, dentist, at)
    (own,) = own_in_force(dentist.practice_id)
    assert own.label == "initial_caries@2"
    assert library_for(dentist.practice_id).protocols[NAME].ladders["premium"][0].outcome.reason == "deferred_clinical"
