"""People who sign in: added, given another role, ended, renewed; and who has a second step."""

import pytest
from allauth.mfa.models import Authenticator

from arcada.audit.models import Event
from arcada.practice.models import Membership, User


def _add(client, **sent):
    return client.post(
        "/settings/people/new/", {"email": "Ana@Example.org", "name": "Ana Lund", "role": "desk", "key": "k", **sent}
    )


def test_a_person_is_added_and_chooses_a_password_later(client_for):
    client = client_for("manager")
    assert _add(client).status_code == 302
    made = Membership.objects.get(user__email="ana@example.org")
    assert made.role == "desk"
    assert not made.user.has_usable_password()
    assert "ana@example.org" in client.get("/settings/people/").text


def test_who_has_an_account_keeps_name_and_password(client_for):
    User.objects.create_user("ana@example.org", "a password of her own", name="Ana L.")
    _add(client_for("owner"), name="", password="something else 12")
    user = User.objects.get(email="ana@example.org")
    assert user.name == "Ana L."
    assert user.check_password("a password of her own")


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"email": "ana"}, "email", "ana is not an e-mail address."),
        ({"name": ""}, "name", "Give the person's name."),
        ({"password": "short"}, "password", "too short"),
        ({"role": "king"}, "role", "Select a valid choice"),
    ],
)
def test_a_person_who_cannot_be_added_says_why_at_the_field(client_for, wrong, field, sentence):
    answer = _add(client_for("owner"), **{"name": "Ana Lund", **wrong})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert sentence in answer.text.replace("&#x27;", "'")
    assert not Membership.objects.filter(role="desk").exists()


def test_a_password_that_was_refused_is_not_written_back(client_for):
    assert "zebra7" not in _add(client_for("owner"), password="zebra7").text


def test_somebody_who_belongs_already_is_not_added_again(client_for, member):
    answer = _add(client_for("owner"), email=member("desk").user.email)
    assert answer.status_code == 422
    assert "already belongs to this practice" in answer.text


def test_another_role_and_the_audit_of_it(client_for, member):
    desk = member("desk")
    client_for("owner").post(f"/settings/people/{desk.pk}/", {"role": "coordinator", "key": "k"})
    desk.refresh_from_db()
    assert desk.role == "coordinator"
    assert Event.objects.get(verb="changed_role").detail["before"] == "desk"


def test_the_last_owner_can_neither_be_removed_nor_made_something_else(client_for, member):
    owner = member("owner")
    manager = client_for("manager")
    for path, sent in (("", {"role": "desk"}), ("end/", {"why": "Retired"})):
        answer = manager.post(f"/settings/people/{owner.pk}/{path}", {"key": "k", **sent})
        assert answer.status_code == 422
        assert "This is the last owner: make somebody else an owner first." in answer.text
    owner.refresh_from_db()
    assert (owner.role, owner.active) == ("owner", True)


def test_a_membership_ends_once_with_its_reason_and_is_renewed(client_for, member):
    desk = member("desk")
    client = client_for("owner")
    for _ in range(2):
        assert client.post(f"/settings/people/{desk.pk}/end/", {"why": "Moved", "key": "k"}).status_code == 302
    assert [event.why for event in Event.objects.filter(verb="ended")] == ["Moved"]
    assert client_for("desk").get("/patients/")["Location"] == "/practice/choose/"
    client.post(f"/settings/people/{desk.pk}/renew/", {"key": "k"})
    desk.refresh_from_db()
    assert desk.active


def test_the_list_says_who_has_a_second_step(client_for, member):
    Authenticator.objects.create(user=member("desk").user, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=member("desk").user, type="recovery_codes", data={})
    member("dentist")
    page = client_for("owner").get("/settings/people/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert page.count("Authenticator app") == 1
    assert "1 of 3 people has a second step" in page


def test_who_was_added_without_a_password_gets_one_by_letter(client_for, practice, mailoutbox):
    from django.test import Client

    _add(client_for("owner"))
    Client().post("/account/password/reset/", {"email": "ana@example.org"})
    assert [letter.to for letter in mailoutbox] == [["ana@example.org"]]
    assert "/account/password/reset/key/" in mailoutbox[0].body
