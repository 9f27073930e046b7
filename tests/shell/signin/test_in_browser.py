"""What only a browser can prove: a passkey's ceremony under the strict policy, and the question before silence."""

import datetime as dt
import os
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from made import PASSWORD
from playwright.sync_api import Page, expect, sync_playwright

from arcada.practice.actions import found_practice
from arcada.practice.models import Membership

EMAIL = "owner@lakeside.example"
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def orm_beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser's driver runs a loop in this thread, which Django takes for asynchronous code."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def address(live_server: Any) -> str:
    """The server under the name that passkeys ask for."""
    owner = found_practice(
        at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
        name="Lakeside Dental",
        owner_email=EMAIL,
        owner_name="Noa Lind",
        owner_password=PASSWORD,
    )
    assert isinstance(owner, Membership)
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{address}/")


def test_a_passkey_is_added_and_signs_in_alone(page: Page, address: str) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    sign_in(page, address)
    page.goto(f"{address}/account/mfa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("without a password").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator("#recovery_codes li")).to_have_count(10)
    page.context.clear_cookies()
    page.goto(f"{address}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/account/mfa/")
    expect(page.get_by_text("1 passkey on your account")).to_be_visible()


def test_before_silence_signs_out_the_page_asks(page: Page, address: str) -> None:
    page.clock.install()
    sign_in(page, address)
    page.goto(f"{address}/account/mfa/")
    question = page.get_by_role("dialog", name="Still there?")
    expect(question).to_be_hidden()
    page.clock.fast_forward("14:30")
    expect(question).to_be_visible()
    expect(question).to_contain_text(re.compile(r"signed out in (2\d|30) seconds"))
    with page.expect_request("**/account/alive/"):
        question.get_by_role("button", name="Stay signed in").click()
    expect(question).to_be_hidden()
    page.clock.fast_forward("10:00")
    expect(question).to_be_hidden()
    with page.expect_navigation():
        page.clock.fast_forward("06:00")
