"""One request, one transaction, one practice; silence signs out; headers keep strangers' code away."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from arcada.audit.models import Event
from arcada.practice.models import Membership, Practice, Site
from arcada.store.tenancy import in_practice


def test_a_request_works_in_the_members_practice(client_for: Callable[[str], Client], practice: Practice) -> None:
    assert client_for("desk").get("/test/page/").content.decode() == f"desk in Lindenhof Dental, {practice.pk}"


def test_without_a_choice_between_two_practices_the_question_comes_first(
    client_for: Callable[[str], Client], member: Callable[[str], Membership], other_practice: Practice
) -> None:
    here = member("desk")
    with in_practice(other_practice.pk):
        Membership.objects.create(practice=other_practice, user=here.user, role="desk")
    response = client_for("desk").get("/test/page/")
    assert (response.status_code, response["Location"]) == (302, "/practice/choose/")


@pytest.mark.parametrize(
    ("what", "status", "kept"),
    [
        ("keep", 200, True),
        ("break", 500, False),
        ("forbid", 403, False),
        ("miss", 404, False),
        ("answer 500", 500, False),
    ],
)
def test_a_request_is_kept_as_a_whole_or_not_at_all(
    *, client_for: Callable[[str], Client], what: str, status: int, kept: bool
) -> None:
    client = client_for("desk")
    client.raise_request_exception = False
    response = client.get(f"/test/write/{what}/")
    assert response.status_code == status
    assert Site.objects.exists() is kept


def test_a_refused_page_says_who_may(client_for: Callable[[str], Client]) -> None:
    page = client_for("desk").get("/test/write/forbid/").content.decode()
    assert "As front desk you may not sign off a plan. These roles may: dentist." in page


def test_a_refused_part_of_a_page_says_so_in_a_toast(client_for: Callable[[str], Client]) -> None:
    response = client_for("desk").get("/test/write/forbid/", headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (403, b"")
    assert "may not sign off a plan" in json.loads(response["HX-Trigger"])["arcada:toast"]["text"]


@pytest.mark.parametrize(
    ("what", "words"), [("miss", "Nothing is here"), ("break", "Nothing was saved from this step")]
)
def test_what_went_wrong_is_said_in_words(client_for: Callable[[str], Client], what: str, words: str) -> None:
    client = client_for("desk")
    client.raise_request_exception = False
    assert words in client.get(f"/test/write/{what}/").content.decode()


def test_an_address_that_does_not_exist(client: Client, db: None) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "Nothing is here" in response.content.decode()


def test_a_form_from_before_the_sign_in_is_explained(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@b.example"})
    assert response.status_code == 403
    assert "This form is no longer valid" in response.content.decode()


def silent_for(client: Client, seconds: float) -> None:
    session = client.session
    session["seen_at"] = session["seen_at"] - seconds
    session.save()


@pytest.mark.parametrize(
    ("seconds", "works"), [(14 * 60, True), (16 * 60, False)], ids=["fourteen minutes", "sixteen minutes"]
)
def test_silence_signs_out_after_the_practices_minutes(
    *, client_for: Callable[[str], Client], seconds: float, works: bool
) -> None:
    client = client_for("desk")
    client.get("/test/page/")
    silent_for(client, seconds)
    response = client.get("/test/page/", follow=True)
    assert ("signed out after 15 minutes" in response.content.decode()) is not works
    assert ("_auth_user_id" in client.session) is works


def test_after_silence_the_way_leads_back_and_the_sign_out_is_on_record(client_for: Callable[[str], Client]) -> None:
    client = client_for("desk")
    client.get("/test/page/")
    silent_for(client, 3600)
    assert client.get("/test/page/?day=2")["Location"] == "/account/login/?next=/test/page/%3Fday%3D2"
    event = Event.objects.get()
    assert (event.verb, event.why) == ("signed_out", "no sign of life for 15 minutes")


def test_a_page_that_tells_of_somebody_working_on_it_keeps_them_signed_in(
    client_for: Callable[[str], Client],
) -> None:
    client = client_for("desk")
    client.get("/test/page/")
    silent_for(client, 600)
    before = client.session["seen_at"]
    assert client.get("/account/alive/").status_code == 204
    assert client.session["seen_at"] > before


def test_a_page_that_polls_by_itself_is_no_sign_of_life(client_for: Callable[[str], Client]) -> None:
    client = client_for("desk")
    client.get("/test/page/")
    silent_for(client, 600)
    before = client.session["seen_at"]
    client.get("/test/page/", headers={"X-Poll": "1"})
    assert client.session["seen_at"] == before
    client.get("/test/page/")
    assert client.session["seen_at"] > before


def test_htmx_is_told_to_load_the_sign_in_as_a_page(client_for: Callable[[str], Client]) -> None:
    client = client_for("desk")
    client.get("/test/page/")
    silent_for(client, 3600)
    response = client.get("/test/page/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/account/login/")


def test_pages_forbid_foreign_and_inline_code(client: Client, db: None) -> None:
    response = client.get("/account/login/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    page = response.content.decode()
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert all('type="application/json"' in attributes for attributes in scripts)
    assert not re.search(r"\son\w+=|\sstyle=", page)
