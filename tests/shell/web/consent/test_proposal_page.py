"""The proposal as a page and a PDF: the same words, frozen when it is presented."""

import pytest

from arcada.cases.models import Proposal
from arcada.cases.submission import new_key


def text(response):
    return " ".join(response.content.decode().split())


def sent(**changed):
    return {"key": new_key(), "tier": "balanced", "version": "1"} | changed


@pytest.mark.parametrize("role", ["hygienist", "desk", "manager", "owner"])
@pytest.mark.parametrize("name", ["proposal", "pdf", "show"])
def test_who_may_not_look_or_present(role, name, client_for, version, address):
    client = client_for(role)
    assert client.get(address(name)).status_code == 403
    assert client.post(address("present"), sent()).status_code == 403
    assert not Proposal.objects.exists()


def test_without_plans_the_page_leads_to_them(client_for, case, address):
    for name in ("proposal", "show"):
        assert "Make the three plans first" in text(client_for("coordinator").get(address(name)))


def test_the_letter_speaks_in_plain_words(client_for, version, address):
    said = text(client_for("coordinator").get(address("proposal")))
    for part in (
        "Your treatment plan",
        "What we found",
        "Save the tooth",
        "$9,925",
        "not a guarantee",
        "draft of version 1",
    ):
        assert part in said, part
    assert "irreversible pulpitis" not in said.split("</article>")[0].split("<article")[1]


def test_page_and_paper_hold_the_same(client_for, proposal, address):
    from arcada.documents.proposal import paper_of

    paper = paper_of(proposal.content)
    said = text(client_for("dentist").get(address("proposal")))
    for row in paper.rows:
        assert row.title in said
        assert row.price in said
    assert all(cost.amount in said for cost in paper.costs)


def test_presenting_freezes_the_letter_once(client_for, version, address):
    client, form = client_for("coordinator"), sent()
    for _ in range(2):
        assert client.post(address("present"), form).url == address("show")
    assert Proposal.objects.count() == 1
    version.refresh_from_db()
    assert version.presented_at is not None
    assert "kept as it was shown" in text(client.get(address("proposal")))


def test_a_presented_letter_stays_as_it_was_shown(client_for, proposal, patient, address):
    patient.given_name = "Marie"
    patient.save()
    said = text(client_for("coordinator").get(f"{address('proposal')}?tier=balanced"))
    assert "<b>Mara Okafor</b>" in said


def test_the_newer_plan_is_shown_before_it_is_presented(case, member, at, client_for, version, address):
    from planned import make_version

    make_version(case, member("coordinator"), at)
    page = client_for("coordinator").post(address("present"), sent(version="1"))
    assert (page.status_code, "this is the newer one" in text(page)) == (409, True)
    assert not Proposal.objects.exists()


def test_a_form_without_its_key_presents_nothing(client_for, version, address):
    page = client_for("coordinator").post(address("present"), sent(key=""))
    assert (page.status_code, "Load the page again" in text(page)) == (409, True)


@pytest.mark.parametrize("tier", ["deluxe", "../etc"])
def test_an_unknown_plan_is_not_there(tier, client_for, version, address):
    assert client_for("coordinator").get(f"{address('proposal')}?tier={tier}").status_code == 404


def test_the_pdf_is_a_draft_and_then_the_frozen_paper(client_for, version, address):
    from arcada.audit.models import Event

    client = client_for("coordinator")
    draft = client.get(f"{address('pdf')}?tier=premium")
    assert (draft["Content-Type"], draft.content[:5]) == ("application/pdf", b"%PDF-")
    assert draft["Content-Disposition"].startswith("inline")
    client.post(address("present"), sent(tier="premium"))
    kept = client.get(f"{address('pdf')}?tier=premium&download")
    assert kept["Content-Disposition"].startswith('attachment; filename="proposal-premium-okafor-mara.pdf"')
    assert set(Event.objects.filter(verb__startswith="printed").values_list("verb", flat=True)) == {
        "printed", "printed a draft of",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["proposal", "pdf", "show"])
def test_another_practices_patient_is_not_there(name, other_practice, version, address):
    from django.test import Client
    from made import make_member

    from arcada.store.tenancy import in_practice

    with in_practice(other_practice.pk):
        stranger = make_member(other_practice, "dentist")
    client = Client()
    client.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address(name)).status_code == 404
