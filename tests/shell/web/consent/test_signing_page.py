"""The signature: read back, drawn or typed, once, by who may, of what is in force; then it cannot change."""

import datetime as dt
import json

import pytest
from planned import STROKES, answer, dearer, make_version

from arcada.cases.models import Signature, SignedDocument
from arcada.cases.submission import new_key

DRAWN = json.dumps(
    {
        "width": 400,
        "height": 190,
        "strokes": [
            {"points": [{"x": x, "y": y, "time": 1_767_000_000_000 + t, "pressure": 0.5} for x, y, t in stroke]}
            for stroke in STROKES
        ],
    }
)
SLIP = json.dumps({"strokes": [{"points": [{"x": 1, "y": 1, "time": 0}]}]})


def text(response):
    return " ".join(response.content.decode().split())


def form(shown, **changed):
    told = {"key": new_key(), "proposal": str(shown.pk), "signer_name": "Mara Okafor", "relation": "patient"}
    return told | {"strokes": DRAWN} | changed


def test_the_way_leads_from_presented_to_chosen_to_signed(client_for, version, address, patient):
    from django.urls import reverse

    client = client_for("coordinator")
    assert "Nothing was presented yet" in text(client.get(address("show")))
    client.post(f"/patients/{patient.pk}/proposal/present/", {"key": new_key(), "tier": "balanced", "version": "1"})
    said = text(client.get(address("show")))
    assert "Which way?" in said
    sent = {"key": new_key(), "version": "1", "next": address("show")}
    assert client.post(reverse("plan:accept", args=[patient.pk, "balanced"]), sent).url == address("show")
    said = text(client.get(address("show")))
    for part in ("What is signed", "Balanced is chosen", "Sign the balanced plan", "I agree to all six visits"):
        assert part in said, part


def test_what_is_signed_is_read_back(client_for, accepted, address):
    from arcada.documents.proposal import paper_of

    said = text(client_for("coordinator").get(address("show")))
    for row in paper_of(accepted.content).rows:
        assert row.title in said
    assert "$9,925" in said
    assert accepted.content_hash[:16] in said


def test_a_drawn_signature_is_kept_with_its_strokes_and_sealed(client_for, accepted, address):
    client = client_for("coordinator")
    assert client.post(address("sign"), form(accepted)).url == address("show")
    row = Signature.objects.get()
    assert row.way == "drawn"
    assert [[point[:2] for point in stroke] for stroke in row.strokes] == [
        [[x, y] for x, y, _ in stroke] for stroke in STROKES
    ]
    assert row.strokes[0][0][2] == 0
    document = SignedDocument.objects.get()
    said = text(client.get(address("show")))
    for part in ("Signed, cannot change", document.sha256, "The seal is whole", "with the pen on the screen"):
        assert part in said, part


def test_who_cannot_draw_signs_by_typing(client_for, accepted, address):
    client = client_for("dentist")
    assert client.post(address("sign"), form(accepted, strokes="", typed="on")).status_code == 302
    assert (Signature.objects.get().way, Signature.objects.get().strokes) == ("typed", [])
    assert "by typing the name" in text(client.get(address("show")))


def test_sent_twice_is_one_signature(client_for, accepted, address):
    client, sent = client_for("coordinator"), form(accepted)
    assert [client.post(address("sign"), sent).status_code for _ in range(2)] == [302, 302]
    assert Signature.objects.count() == 1


def test_a_second_form_does_not_sign_again(client_for, accepted, address):
    client = client_for("coordinator")
    client.post(address("sign"), form(accepted))
    page = client.post(address("sign"), form(accepted))
    assert page.status_code == 422
    assert "Signed, cannot change" in text(page)
    assert Signature.objects.count() == 1


def test_going_back_in_the_browser_asks_for_the_page_anew(client_for, accepted, address):
    page = client_for("coordinator").get(address("show"))
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(
    ("description", "changed", "said"),
    [
        ("nobody signs", {"signer_name": "  "}, "Write the name of the person who signs."),
        ("an unknown relation", {"relation": "neighbour"}, "Say who signs."),
        ("an empty pad and no tick", {"strokes": ""}, "Sign in the field first"),
        ("a slip of the hand", {"strokes": SLIP}, "Sign in the field first"),
        ("no drawing at all", {"strokes": '{"strokes": 5}'}, "something that is no drawing"),
        ("broken text", {"strokes": "<svg>"}, "something that is no drawing"),
        ("no key", {"key": ""}, "Load the page again"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(description, changed, said, client_for, accepted, address):
    page = client_for("coordinator").post(address("sign"), form(accepted, signer_name="Mara O. Okafor") | changed)
    assert (page.status_code, said in text(page)) == (422, True), description
    if "signer_name" not in changed:
        assert 'value="Mara O. Okafor"' in text(page)
    assert not Signature.objects.exists()


@pytest.mark.parametrize("proposal_id", ["", "nonsense", "01a1ffdd-0000-7000-8000-000000000000"])
def test_what_is_not_there_is_not_signed(proposal_id, client_for, accepted, address):
    page = client_for("coordinator").post(address("sign"), form(accepted, proposal=proposal_id))
    assert (page.status_code, "not there any more" in text(page)) == (409, True)


def test_a_superseded_version_is_not_signed(case, member, at, client_for, accepted, address):
    make_version(case, member("coordinator"), at)
    page = client_for("coordinator").post(address("sign"), form(accepted))
    assert page.status_code == 409
    assert "replaced by a newer plan" in text(page)
    assert not Signature.objects.exists()


def test_a_minor_does_not_sign_alone(client_for, accepted, address, patient):
    patient.birth_date = dt.date.today() - dt.timedelta(days=365 * 12)  # noqa: DTZ011 - a child on any day
    patient.guardian_name = "Ada Okafor"
    patient.save()
    client = client_for("coordinator")
    said = text(client.get(address("show")))
    assert "A parent or guardian signs" in said
    assert 'value="Ada Okafor"' in said
    page = client.post(address("sign"), form(accepted))
    assert (page.status_code, "a parent or guardian signs" in text(page)) == (422, True)
    ada = form(accepted, signer_name="Ada Okafor", relation="guardian")
    assert client.post(address("sign"), ada).status_code == 302


def test_a_proof_that_is_missing_keeps_it_from_being_signed(case, member, at, client_for, address, patient):
    from django.utils import timezone

    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.present import present

    told = answer(missing_evidence=[{"finding": "f1", "evidence": "periapical_radiograph", "state": "missing"}])
    for one in told["alternatives"]:
        one["items"][0]["pending_evidence"] = ["periapical_radiograph"]
    row = make_version(case, member("coordinator"), at, told).alternatives.get(tier="balanced")
    shown = present(by=member("coordinator"), at=timezone.now(), alternative=row)
    accept_alternative(by=member("coordinator"), at=timezone.now(), alternative=row)
    client = client_for("coordinator")
    assert "It cannot be signed yet." in text(client.get(address("show")))
    page = client.post(address("sign"), form(shown))
    assert (page.status_code, "periapical radiograph" in text(page)) == (422, True)


@pytest.mark.parametrize("role", ["hygienist", "desk", "manager", "owner"])
def test_who_may_not_take_a_signature(role, client_for, accepted, address):
    assert client_for(role).post(address("sign"), form(accepted)).status_code == 403
    assert not Signature.objects.exists()


def test_the_sealed_document_is_given_as_it_is_and_the_reading_recorded(client_for, accepted, address):
    from arcada.audit.models import Event

    client = client_for("coordinator")
    client.post(address("sign"), form(accepted))
    document = SignedDocument.objects.get()
    given = client.get(address("document", document.pk) + "?download")
    assert given.content == bytes(document.content)
    assert "attachment" in given["Content-Disposition"]
    assert Event.objects.filter(noun="signed document", noun_id=document.pk, verb__contains="read").exists()


def test_a_signed_document_of_an_older_plan_stays_in_sight(case, member, at, client_for, accepted, address):
    client = client_for("coordinator")
    client.post(address("sign"), form(accepted))
    make_version(case, member("coordinator"), at, dearer())
    said = text(client.get(address("show")))
    assert "Signed before" in said
    assert "Nothing was presented yet" in said
    assert SignedDocument.objects.get().sha256 in said


def test_an_accepted_plan_is_presented_before_it_is_signed(client_for, proposal, member, version, address):
    from django.utils import timezone

    from arcada.cases.actions.accept import accept_alternative

    row = version.alternatives.get(tier="economy")
    accept_alternative(by=member("coordinator"), at=timezone.now(), alternative=row)
    assert "The letter of this plan was not shown yet." in text(client_for("coordinator").get(address("show")))
