"""A plan that changes after it was accepted: when the patient is asked again, what stays, what is told to whom."""

import datetime as dt

import pytest
from django.urls import reverse
from planned import STROKES, answer, dearer, make_version

from arcada.cases.actions.accept import accept_alternative
from arcada.cases.actions.present import present
from arcada.cases.actions.sign import Pen, sign
from arcada.cases.models import Alternative, SignedDocument


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def signed(version, member, at):
    by = member("coordinator")
    row = version.alternatives.get(tier="balanced")
    proposal = present(by=by, at=at, alternative=row)
    accept_alternative(by=by, at=at, alternative=row)
    sign(by=by, at=at, proposal=proposal, pen=Pen(STROKES, "Mara Okafor"), make_sealed=lambda *_: b"%PDF")
    row.refresh_from_db()
    return row


def moved():
    """The same work at the same price, with the last visit a month later."""
    told = answer()
    for one in told["alternatives"]:
        one["last_day"] += 30
        one["visits"][-1]["day"] += 30
        one["items"][-1]["start_day"] += 30
        one["items"][-1]["end_day"] += 30
    return told


def one_less():
    told = answer()
    one = told["alternatives"][1]
    one["price"] = f"{float(one['price']) - float(one['items'].pop()['price']):.2f}"
    return told


@pytest.mark.parametrize(
    ("description", "newer", "again", "differs"),
    [
        ("another order", moved, False, ""),
        ("another price", dearer, True, "its price differs, for the same work"),
        ("less work", one_less, True, "its work and its price differ"),
    ],
)
def test_when_a_patient_is_asked_again(
    description, newer, again, differs, signed, case, member, at, client_for, address
):
    make_version(case, member("coordinator"), at, newer())
    client = client_for("coordinator")
    for name in ("plan:show", "consent:show", "case:show"):
        said = text(client.get(reverse(name, args=[case.patient_id])))
        assert ("Consent is to be renewed." in said) == again, description
        assert not differs or differs in said
    today = text(client.get(reverse("today:show")))
    assert ("Plan changed, ask again" in today) == again
    states = dict(Alternative.objects.filter(version__active=True).values_list("tier", "state"))
    assert (states["balanced"] == "accepted") != again
    assert SignedDocument.objects.count() == 1


def test_what_was_signed_covers_the_same_work_and_says_so(signed, case, member, at, client_for):
    make_version(case, member("coordinator"), at, moved())
    said = text(client_for("coordinator").get(reverse("consent:show", args=[case.patient_id])))
    assert "This signature covers version 2 too." in said
    assert "Signed, cannot change" in said


def test_a_second_change_with_the_same_work_keeps_the_first_signature(signed, case, member, at):
    make_version(case, member("coordinator"), at, moved())
    newest = make_version(case, member("coordinator"), at, answer())
    row = newest.alternatives.get(tier="balanced")
    assert (row.state, row.covered_by.alternative_id) == ("accepted", signed.pk)


def test_back_to_the_signed_work_the_signature_holds_again(signed, case, member, at):
    make_version(case, member("coordinator"), at, dearer())
    newest = make_version(case, member("coordinator"), at, answer())
    assert newest.alternatives.get(tier="balanced").covered_by is not None


def test_an_acceptance_without_a_signature_is_kept_and_still_to_be_signed(version, case, member, at, client_for):
    by = member("coordinator")
    row = version.alternatives.get(tier="economy")
    present(by=by, at=at, alternative=row)
    accept_alternative(by=by, at=at, alternative=row)
    newest = make_version(case, by, at, moved())
    made = newest.alternatives.get(tier="economy")
    assert (made.state, made.covered_by) == ("accepted", None)
    assert "Waiting for a signature" in text(client_for("coordinator").get(reverse("today:show")))


def test_the_new_plan_is_presented_accepted_and_signed_and_both_papers_stay(
    signed, case, member, at, client_for, address
):
    newest = make_version(case, member("coordinator"), at, dearer())
    by, row = member("coordinator"), newest.alternatives.get(tier="balanced")
    proposal = present(by=by, at=at, alternative=row)
    accept_alternative(by=by, at=at, alternative=row)
    sign(by=by, at=at, proposal=proposal, pen=Pen(STROKES, "Mara Okafor"), make_sealed=lambda *_: b"%PDF2")
    said = text(client_for("coordinator").get(reverse("consent:show", args=[case.patient_id])))
    assert "Consent is to be renewed." not in said
    assert "Signed before" in said
    signed.refresh_from_db()
    assert signed.state == "retired"


@pytest.fixture
def booked(signed, practice, patient, member, at):
    from row_maker import RowMaker

    from arcada.schedule.models import Appointment

    visit = signed.visits.get(number=2)
    starts = dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=30)
    ends = starts + dt.timedelta(minutes=90)
    return RowMaker(practice).make(Appointment, patient=patient, visit=visit, starts_at=starts, ends_at=ends)


@pytest.mark.parametrize("newer", [moved, dearer])
def test_a_visit_of_an_older_plan_is_never_silently_booked(newer, booked, case, member, at, client_for, address):
    client = client_for("desk")
    assert "Booked for an older plan" not in text(client.get(reverse("today:show")))
    make_version(case, member("coordinator"), at, newer())
    assert "Booked for an older plan" in text(client.get(reverse("today:show")))
    said = text(client_for("coordinator").get(address("show")))
    assert "still booked for version 1" in said
    assert reverse("schedule:show", args=[case.patient_id]) in said


def test_what_was_presented_can_be_opened_as_it_was(signed, case, member, at, client_for, address):
    newest = make_version(case, member("coordinator"), at, dearer())
    proposal = signed.proposals.get()
    client = client_for("coordinator")
    kept = reverse("consent:kept", args=[case.patient_id, proposal.pk])
    assert kept in text(client.get(address("versions")))
    said = text(client.get(kept))
    old = f"{signed.price:,.0f}"
    new = f"{newest.alternatives.get(tier='balanced').price:,.0f}"
    assert "The plan was made again since" in said
    assert (old in said, new in said) == (True, False)


@pytest.mark.parametrize("role", ["hygienist", "desk", "manager", "owner"])
def test_who_may_not_open_what_was_presented(role, signed, case, client_for):
    kept = reverse("consent:kept", args=[case.patient_id, signed.proposals.get().pk])
    assert client_for(role).get(kept).status_code == 403


def test_a_letter_of_somebody_else_is_not_there(signed, client_for, practice):
    from row_maker import RowMaker

    from arcada.patients.models import Patient

    stranger = RowMaker(practice).make(Patient)
    for name in ("kept", "kept_pdf"):
        address = reverse(f"consent:{name}", args=[stranger.pk, signed.proposals.get().pk])
        assert client_for("coordinator").get(address).status_code == 404


@pytest.mark.parametrize("asked", [{"was": "9"}, {"now": "x"}, {"was": "1", "now": "77"}])
def test_versions_that_are_not_there_are_not_compared(asked, version, client_for, address):
    assert client_for("coordinator").get(address("changes"), asked).status_code == 404


def test_any_two_versions_are_compared(version, case, member, at, client_for, address):
    make_version(case, member("coordinator"), at, dearer())
    make_version(case, member("coordinator"), at, one_less())
    said = text(client_for("coordinator").get(address("changes"), {"was": "1", "now": "3"}))
    assert "From version 1 to version 3" in said
    assert "is no longer planned" in said


@pytest.mark.parametrize(("role", "reads"), [("coordinator", True), ("hygienist", True), ("desk", False)])
def test_why_a_plan_changed_is_for_those_who_read_charts(role, reads, version, case, member, at, client_for, address):
    newer = dearer()
    make_version(case, member("coordinator"), at, newer, patient={"age_years": 42})
    said = text(client_for(role).get(address("changes")))
    assert ("The medical history changed." in said) == reads
