"""Signing in: the password, the lock after five wrong ones, the practice, the way out."""

import re
from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from made import PASSWORD, make_member

from arcada.audit.models import Event
from arcada.practice.models import Membership, Practice
from arcada.store.tenancy import in_practice

LOGIN = "/account/login/"


def sign_in(client: Client, membership: Membership, password: str = PASSWORD):
    return client.post(LOGIN, {"login": membership.user.email, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_signs_in(client: Client, member: Callable[[str], Membership]) -> None:
    response = sign_in(client, member("coordinator"))
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in(client)


def test_the_email_may_be_written_in_any_case(client: Client, member: Callable[[str], Membership]) -> None:
    email = member("desk").user.email.upper()
    client.post(LOGIN, {"login": f" {email} ", "password": PASSWORD})
    assert signed_in(client)


def test_a_wrong_password_says_so_and_keeps_the_email(client: Client, member: Callable[[str], Membership]) -> None:
    desk = member("desk")
    page = sign_in(client, desk, "wrong").content.decode()
    assert "do not belong together" in page
    assert f'value="{desk.user.email}"' in page
    assert not signed_in(client)


def test_an_unknown_email_gets_the_same_answer_as_a_wrong_password(
    client: Client, member: Callable[[str], Membership]
) -> None:
    wrong = sign_in(client, member("desk"), "wrong").context["form"].errors
    unknown = client.post(LOGIN, {"login": "nobody@nowhere.example", "password": "wrong"}).context["form"].errors
    assert wrong == unknown


def test_five_wrong_passwords_lock_this_email_from_this_place_alone(
    client: Client, member: Callable[[str], Membership]
) -> None:
    desk = member("desk")
    for _ in range(4):
        assert sign_in(client, desk, "wrong").status_code == 200
    locked = sign_in(client, desk, "wrong")
    assert locked.status_code == 429
    assert "rests for 15 minutes" in locked.content.decode()
    assert sign_in(client, desk).status_code == 429
    assert not signed_in(client)
    sign_in(client, member("dentist"))
    assert signed_in(client)


def test_a_closed_account_does_not_sign_in(client: Client, member: Callable[[str], Membership]) -> None:
    desk = member("desk")
    desk.user.is_active = False
    desk.user.save()
    sign_in(client, desk)
    assert not signed_in(client)


def test_nobody_registers_by_themselves(client: Client, db: None) -> None:
    page = client.get("/account/signup/").content.decode()
    assert "Accounts are made by the practice" in page
    client.post("/account/signup/", {"email": "new@nowhere.example", "password1": PASSWORD})
    assert not signed_in(client)


def test_a_page_of_work_asks_for_the_sign_in_first(client: Client, db: None) -> None:
    response = client.get("/practice/choose/")
    assert response.status_code == 302
    assert response["Location"].startswith(LOGIN)


def test_a_member_of_two_practices_chooses_and_the_choice_is_on_record(
    client: Client, member: Callable[[str], Membership], other_practice: Practice
) -> None:
    here = member("desk")
    with in_practice(other_practice.pk):
        there = Membership.objects.create(practice=other_practice, user=here.user, role="manager")
    sign_in(client, here)
    page = client.get("/practice/choose/").content.decode()
    assert "Lindenhof Dental" in page
    assert "Harbour Dental" in page
    client.post("/practice/choose/", {"membership": str(there.pk)})
    assert client.session["practice"] == str(other_practice.pk)
    with in_practice(other_practice.pk):
        assert list(Event.objects.values_list("verb", "role")) == [("entered", "manager")]


def test_a_membership_of_somebody_else_cannot_be_chosen(
    client: Client, member: Callable[[str], Membership], other_practice: Practice
) -> None:
    with in_practice(other_practice.pk):
        foreign = make_member(other_practice, "owner")
    sign_in(client, member("desk"))
    for choice in (str(foreign.pk), "", "not a key"):
        assert client.post("/practice/choose/", {"membership": choice}).status_code == 200
    assert "practice" not in client.session


@pytest.mark.parametrize("active", [True, False])
def test_an_ended_membership_opens_no_practice(
    *, client_for: Callable[[str], Client], member: Callable[[str], Membership], active: bool
) -> None:
    desk = member("desk")
    desk.active = active
    desk.save()
    page = client_for("desk").get("/practice/choose/").content.decode()
    assert ("you belong to no practice" in page) is not active


def test_signing_out_ends_the_session_and_is_on_record(client_for: Callable[[str], Client]) -> None:
    client = client_for("desk")
    assert client.get("/account/logout/").status_code == 405
    response = client.post("/account/logout/")
    assert response["Location"] == LOGIN
    assert not signed_in(client)
    assert Event.objects.get().verb == "signed_out"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short1 x", "at least 12 characters"),
        ("qwerty123456", "too common"),
        ("123456789012345", "entirely numeric"),
        ("kim desk kim", "too similar"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(
    client_for: Callable[[str], Client], password: str, said: str
) -> None:
    client = client_for("desk")
    given = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert said in client.post("/account/password/change/", given).content.decode()


def test_a_new_password_signs_out_everywhere(
    client: Client, client_for: Callable[[str], Client], member: Callable[[str], Membership]
) -> None:
    elsewhere = client_for("desk")
    sign_in(client, member("desk"))
    new = "nine purple herons wading"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert not signed_in(client)
    assert elsewhere.get("/practice/choose/").status_code == 302
    sign_in(client, member("desk"), new)
    assert signed_in(client)


def test_a_forgotten_password_is_replaced_by_letter(
    client: Client, member: Callable[[str], Membership], mailoutbox: list[EmailMessage]
) -> None:
    desk = member("desk")
    page = client.post("/account/password/reset/", {"email": desk.user.email}, follow=True).content.decode()
    assert "Look into your mail" in page
    link = re.search(r"/account/password/reset/key/\S+", mailoutbox[0].body)
    assert link is not None
    form = client.get(link[0], follow=True)
    new = "nine purple herons wading"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)
    assert "Your password is saved" in done.content.decode()
    assert not signed_in(client)
    assert "This link is used up" in Client().get(link[0], follow=True).content.decode()
    sign_in(client, desk, new)
    assert signed_in(client)


def test_a_stranger_who_asks_for_a_letter_sees_the_same_and_gets_none(
    client: Client, db: None, mailoutbox: list[EmailMessage]
) -> None:
    page = client.post("/account/password/reset/", {"email": "stranger@nowhere.example"}, follow=True)
    assert "Look into your mail" in page.content.decode()
    assert mailoutbox == []


def test_a_flood_of_attempts_from_one_place_is_told_to_wait(client: Client, db: None) -> None:
    for number in range(30):
        client.post(LOGIN, {"login": f"guess{number}@nowhere.example", "password": "wrong"})
    flood = client.post(LOGIN, {"login": "one.more@nowhere.example", "password": "wrong"})
    assert flood.status_code == 429
    assert "Wait a few minutes" in flood.content.decode()
