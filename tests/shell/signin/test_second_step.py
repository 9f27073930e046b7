"""The second step: an app's codes, recovery codes, passkeys; a practice may demand one."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from made import PASSWORD

from arcada.practice.models import Membership, Practice

MFA = "/account/mfa"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def once_more(client: Client) -> None:
    """Prove to be the person, as every change of a sign-in asks."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})


@pytest.fixture
def with_app(client: Client, member: Callable[[str], Membership]) -> tuple[Membership, str]:
    """A dentist who has set the app up by the pages."""
    dentist = member("dentist")
    client.post("/account/login/", {"login": dentist.user.email, "password": PASSWORD})
    once_more(client)
    page = client.get(f"{MFA}/totp/activate/").content.decode()
    found = re.search(r'id="authenticator_secret">(\w+)<', page)
    assert found is not None
    secret = found[1]
    response = client.post(f"{MFA}/totp/activate/", {"code": code_of(secret)})
    assert response.status_code == 302
    client.logout()
    return dentist, secret


def password_step(client: Client, membership: Membership) -> None:
    response = client.post("/account/login/", {"login": membership.user.email, "password": PASSWORD})
    assert response["Location"].startswith(f"{MFA}/authenticate/")
    assert "_auth_user_id" not in client.session


def test_the_code_is_asked_for_after_the_password(client: Client, with_app: tuple[Membership, str]) -> None:
    dentist, secret = with_app
    password_step(client, dentist)
    page = client.post(f"{MFA}/authenticate/", {"code": "000000"}).content.decode()
    assert "This code does not fit" in page
    assert "_auth_user_id" not in client.session
    # the code of the set-up may not serve twice, so the neighbouring one is used
    later = list(yield_hotp_counters_from_time())[-1]
    client.post(f"{MFA}/authenticate/", {"code": format_hotp_value(hotp_value(secret, later))})
    assert "_auth_user_id" in client.session


def test_the_secret_is_not_stored_in_clear(with_app: tuple[Membership, str]) -> None:
    dentist, secret = with_app
    stored = Authenticator.objects.get(user=dentist.user, type="totp")
    assert secret not in str(stored.data)
    assert TOTP(stored).validate_code(code_of(secret)) in {True, False}


def test_recovery_codes_are_shown_once_and_open_the_account_once_each(
    client: Client, with_app: tuple[Membership, str]
) -> None:
    dentist, secret = with_app
    password_step(client, dentist)
    later = list(yield_hotp_counters_from_time())[-1]
    client.post(f"{MFA}/authenticate/", {"code": format_hotp_value(hotp_value(secret, later))})
    assert client.post(f"{MFA}/recovery-codes/generate/")["Location"].startswith("/account/reauthenticate/")
    once_more(client)
    page = client.post(f"{MFA}/recovery-codes/generate/", follow=True).content.decode()
    codes = re.findall(r"<li><code>(\w+)</code></li>", page)
    assert len(codes) == 10
    again = client.get(f"{MFA}/recovery-codes/").content.decode()
    assert codes[0] not in again
    for opens in (True, False):
        client.logout()
        password_step(client, dentist)
        client.post(f"{MFA}/authenticate/", {"code": codes[0]})
        assert ("_auth_user_id" in client.session) is opens


def test_a_practice_that_demands_it_opens_nothing_before_it_is_set_up(
    client_for: Callable[[str], Client], practice: Practice
) -> None:
    practice.mfa_required = True
    practice.save()
    client = client_for("desk")
    assert client.get("/test/page/").status_code == 302
    response = client.get("/test/page/", follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == f"{MFA}/"
    assert "asks for a second step at sign-in" in page


def test_a_person_with_a_second_step_works_in_such_a_practice(
    client_for: Callable[[str], Client], member: Callable[[str], Membership], practice: Practice
) -> None:
    practice.mfa_required = True
    practice.save()
    Authenticator.objects.create(user=member("desk").user, type="totp", data={"secret": "x"})
    assert client_for("desk").get("/test/page/").status_code == 200


def test_pages_of_passkeys_carry_what_the_browser_needs(client: Client, member: Callable[[str], Membership]) -> None:
    client.post("/account/login/", {"login": member("desk").user.email, "password": PASSWORD})
    once_more(client)
    page = client.get(f"{MFA}/webauthn/add/").content.decode()
    assert "mfa_webauthn_add" in page
    assert '"rp": {"id": "testserver"' in page or '"rp"' in page
    asked = client.get(f"{MFA}/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert asked.status_code in {200, 302}
