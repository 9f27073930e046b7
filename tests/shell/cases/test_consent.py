"""From versions to a signature: one plan is active, one alternative accepted, one document sealed."""

import datetime as dt
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from planned import STROKES, answer, make_version

from arcada.cases.actions.accept import accept_alternative
from arcada.cases.actions.override import override
from arcada.cases.actions.present import present
from arcada.cases.actions.sign import Pen, sign
from arcada.cases.gates import gates
from arcada.cases.models import Alternative, PlanVersion, Proposal, SignedDocument
from arcada.practice.access import NotAllowed

PEN = Pen(STROKES, "Mara Okafor")
LACK = {"finding": "f1", "evidence": "periapical_radiograph", "state": "missing"}


@pytest.fixture
def version(case, coordinator, at):
    return make_version(case, coordinator, at)


def tier(version, name):
    return version.alternatives.get(tier=name)


def presented(by, at, version, name="balanced"):
    return present(by=by, at=at, alternative=tier(version, name))


def accepted(by, at, version, name="balanced"):
    proposal = presented(by, at, version, name)
    accept_alternative(by=by, at=at, alternative=proposal.alternative)
    return proposal


def signed(by, at, proposal, pen=PEN):
    return sign(by=by, at=at, proposal=proposal, pen=pen, make_sealed=lambda *_: b"%PDF sealed")


def waiting_for_a_radiograph():
    """A plan whose root canal treatment waits for a radiograph."""
    told = answer(missing_evidence=[LACK])
    for one in told["alternatives"]:
        one["items"][0]["pending_evidence"] = ["periapical_radiograph"]
    return told


def test_an_answer_becomes_alternatives_items_and_visits(version):
    balanced = tier(version, "balanced")
    assert [one.tier for one in version.alternatives.all()] == ["premium", "balanced", "economy"]
    assert (balanced.items.count(), balanced.visits.count()) == (14, 6)
    assert [str(visit.price) for visit in balanced.visits.all()] == [
        "190.00", "1500.00", "860.00", "960.00", "4430.00", "1985.00",
    ]  # fmt: skip


def test_a_missing_fee_is_no_zero(case, coordinator, at):
    told = answer()
    told["alternatives"][0] |= {"price_complete": False}
    told["alternatives"][0]["items"][1]["price"] = None
    premium = tier(make_version(case, coordinator, at, told), "premium")
    assert premium.visits.get(number=1).price is None
    assert (premium.items.get(position=1).price, premium.price_complete) == (None, False)


def test_a_new_version_takes_the_place_of_the_old_one(case, coordinator, at, version):
    newer = make_version(case, coordinator, at)
    version.refresh_from_db()
    assert (version.number, version.active, newer.number, newer.active) == (1, False, 2, True)
    assert {one.state for one in version.alternatives.all()} == {"retired"}


def test_two_active_versions_are_refused_by_the_database(case, coordinator, at, version):
    make_version(case, coordinator, at)
    with pytest.raises(IntegrityError, match="plan_version_one_active"), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(active=True)


def test_two_accepted_alternatives_are_refused_by_the_database(version):
    with pytest.raises(IntegrityError, match="alternative_one_accepted"), transaction.atomic():
        Alternative.objects.filter(version=version).update(state="accepted")


def test_unchanged_inputs_make_no_new_version(case, coordinator, at, version):
    from arcada.cases.compilation import Inputs, keep

    again = Inputs(version.inputs["case"], None, version.chart_revision, version.start_date)
    assert keep(by=coordinator, at=at, case=case, inputs=again, answer=version.answer) == version


def test_accepting_one_retires_the_others(coordinator, at, version):
    accepted(coordinator, at, version)
    assert {one.tier: one.state for one in version.alternatives.all()} == {
        "premium": "retired",
        "balanced": "accepted",
        "economy": "retired",
    }


def test_the_patient_may_think_again_before_signing(coordinator, at, version):
    accepted(coordinator, at, version)
    accept_alternative(by=coordinator, at=at, alternative=tier(version, "economy"))
    assert tier(version, "economy").state == "accepted"
    assert tier(version, "balanced").state == "retired"


def test_accepting_twice_is_accepting_once(coordinator, at, version):
    proposal = accepted(coordinator, at, version)
    again = accept_alternative(by=coordinator, at=at + dt.timedelta(hours=1), alternative=proposal.alternative)
    assert again.decided_at == at


def test_nothing_is_accepted_that_was_not_presented(coordinator, at, version):
    refusal = accept_alternative(by=coordinator, at=at, alternative=tier(version, "balanced"))
    assert refusal.code == "not_presented"


def test_a_proposal_keeps_what_was_shown(coordinator, at, version, patient):
    proposal = presented(coordinator, at, version)
    patient.given_name = "Marie"
    patient.save()
    content = Proposal.objects.get(pk=proposal.pk).content
    assert content["patient"]["name"] == "Mara Okafor"
    assert (content["presented_date"], content["valid_until"]) == ("2026-03-02", "2026-04-01")
    assert content["alternative"]["tier"] == "balanced"
    assert [one["tier"] for one in content["others"]] == ["premium", "economy"]


def test_a_signature_is_kept_with_its_sealed_document(coordinator, at, version):
    document = signed(coordinator, at, accepted(coordinator, at, version))
    assert document.sha256 == sha256(b"%PDF sealed").hexdigest()
    assert (document.signature.strokes, document.signature.taken_by) == (STROKES, coordinator)


def superseded(coordinator, at, version, proposal):
    make_version(version.case, coordinator, at)


def signed_before(coordinator, at, version, proposal):
    signed(coordinator, at, proposal)


def other_accepted(coordinator, at, version, proposal):
    accept_alternative(by=coordinator, at=at, alternative=tier(version, "economy"))


@pytest.mark.parametrize(
    ("meanwhile", "code"),
    [
        (superseded, "superseded"),
        (signed_before, "already_signed"),
        (other_accepted, "not_accepted"),
    ],
)
def test_what_happened_meanwhile_stops_the_signature(meanwhile, code, coordinator, at, version):
    proposal = accepted(coordinator, at, version)
    meanwhile(coordinator, at, version, proposal)
    before = SignedDocument.objects.count()
    assert signed(coordinator, at, proposal).code == code
    assert SignedDocument.objects.count() == before


def test_an_old_proposal_is_presented_again(coordinator, at, version):
    proposal = accepted(coordinator, at, version)
    assert signed(coordinator, at + dt.timedelta(days=31), proposal).code == "expired"


@pytest.mark.parametrize(
    ("description", "pen", "code"),
    [
        ("an empty field", Pen([], "Mara Okafor"), "no_strokes"),
        ("a slip of the hand", Pen([[[1, 1, 0], [4, 4, 5]]], "Mara Okafor"), "no_strokes"),
        ("nobody's name", Pen(STROKES, "  "), "no_signer"),
        ("a stranger", Pen(STROKES, "Mara Okafor", "neighbour"), "unknown_relation"),
        ("no drawing", Pen([[["a", 1, 0], [90, 4, 5]]], "Mara Okafor"), "bad_strokes"),
        ("points without time", Pen([[[1, 1], [90, 4]]], "Mara Okafor"), "bad_strokes"),
        ("beyond all numbers", Pen([[[1, 1, 0], [float("inf"), 4, 5]]], "Mara Okafor"), "bad_strokes"),
        ("an endless line", Pen([[[x, 1, x] for x in range(20_001)]], "Mara Okafor"), "too_many_points"),
    ],
)
def test_what_is_no_signature_is_refused(description, pen, code, coordinator, at, version):
    assert signed(coordinator, at, accepted(coordinator, at, version), pen).code == code, description


def test_a_minor_does_not_sign_alone(case, coordinator, at):
    told = answer(flags=[{"flag": "consent_by_guardian", "text": "", "affects": []}])
    proposal = accepted(coordinator, at, make_version(case, coordinator, at, told))
    assert signed(coordinator, at, proposal).code == "guardian_signs"
    assert signed(coordinator, at, proposal, Pen(STROKES, "Ada Okafor", "guardian")).sha256


def test_a_missing_proof_shuts_the_gate_until_a_dentist_overrides(case, coordinator, dentist, at):
    version = make_version(case, coordinator, at, waiting_for_a_radiograph())
    proposal = accepted(coordinator, at, version)
    (gate,) = gates(proposal.alternative)
    assert (gate.state, gate.items) == ("open", ("b-i1",))
    refusal = signed(coordinator, at, proposal)
    assert refusal.code == "necessity_open"
    assert "irreversible pulpitis on 26" in refusal.text
    given = {"version": version, "finding": "f1", "evidence": "periapical_radiograph"}
    assert override(by=dentist, at=at, reason="short", **given).code == "reason_too_short"
    override(by=dentist, at=at, reason="The film was taken elsewhere and is on its way", **given)
    assert [one.state for one in gates(proposal.alternative)] == ["overridden"]
    assert signed(coordinator, at, proposal).sha256


def test_a_proof_that_the_plan_brings_is_on_the_way(case, coordinator, at):
    told = waiting_for_a_radiograph()
    for one in told["alternatives"]:
        film = dict(one["items"][1]) | {"family": "intraoral_radiographs", "id": f"{one['tier'][0]}-i0"}
        one["items"][0]["order_in_visit"] = 2
        one["items"].append(film)
    version = make_version(case, coordinator, at, told)
    (gate,) = gates(tier(version, "balanced"))
    assert (gate.state, gate.shut) == ("on_the_way", False)


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "manager", "owner"])
def test_only_a_dentist_overrides(role, member, at, version):
    with pytest.raises(NotAllowed):
        override(by=member(role), at=at, version=version, finding="f1", reason="because I say so")


@pytest.mark.parametrize("role", ["hygienist", "desk", "manager"])
def test_who_may_not_take_decisions(role, member, coordinator, at, version):
    proposal = presented(coordinator, at, version)
    with pytest.raises(NotAllowed):
        accept_alternative(by=member(role), at=at, alternative=proposal.alternative)
    with pytest.raises(NotAllowed):
        signed(member(role), at, proposal)
