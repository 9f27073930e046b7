"""Somebody at a screen: a browser window with a sign-in of its own, and the eyes of axe.

What a person does is a sentence; what they see is asked of the page as a screen reader meets it: by role and name.
"""

import os
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles.finders import find
from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, Response, Route, expect

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update",
    "--disable-background-networking", "--disable-sync",
)  # fmt: skip
LOOPBACK = ("127.0.0.1", "localhost")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = ["svg[role=img] > *", "[hidden]"]  # a picture speaks through its name; what is hidden not at all
ALL = {"type": "tag", "values": RULES}
COLOUR = {"type": "rule", "values": ["color-contrast"]}  # what another theme alone can change
NARROW = 760  # pixels; below it a bar stands at the foot of the screen
LOOKS = ((1440, False, ALL), (1440, True, COLOUR), (390, False, COLOUR), (390, True, ALL))
ANSWERED = re.compile(r"Failed to load resource.* (403|404|409|422) |Response Status Error Code (403|409|422)")
SETTLED = """() => Promise.race([
  Promise.allSettled(document.getAnimations().map((one) => one.finished)),
  new Promise((enough) => setTimeout(enough, 400)),
]).then(() => 0)"""
PICTURES = os.environ.get("ARCADA_PICTURES", "")


def chromium() -> str | None:
    return shutil.which("chromium")


class Person:
    """One window, signed in or not."""

    def __init__(self, browser: Browser, address: str, **window: Any) -> None:
        self.address = address
        self.complaints: list[str] = []
        self.email = "nobody"
        room = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US", "timezone_id": "America/Chicago"}
        self.context = browser.new_context(**(room | window))
        self.context.route("**/*", self._only_loopback)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("response", self._weigh)

    def _only_loopback(self, route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname in LOOPBACK or request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            self.complaints.append(f"asked for {request.url}")
            route.abort()

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"} and not ANSWERED.search(said.text):
            place = said.location
            self.complaints.append(f"{said.type} at {self.path} ({place['url']}:{place['lineNumber']}): {said.text}")

    def _weigh(self, response: Response) -> None:
        lost = response.status == 404 and "/static/" in response.url
        if response.status >= 500 or lost:
            self.complaints.append(f"{response.status}: {response.url}")

    def signs_in(self, email: str, password: str) -> None:
        self.email = email
        self.opens("/account/login/")
        self.writes("E-mail", email)
        self.writes("Password", password)
        self.presses("Sign in")
        self.page.wait_for_url(f"{self.address}/")

    def leaves(self) -> None:
        self._picture(f"last-seen-{self.email.partition('@')[0]}")
        self.context.close()

    # what a person does
    def opens(self, path: str) -> int:
        self.waits()  # a part of the page that is still fetched would be torn off, and said so
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        return answer.status

    def goes_back(self) -> None:
        self.page.go_back()

    def writes(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def chooses(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def ticks(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def presses(self, name: str | re.Pattern[str], **where: Any) -> None:
        self.page.get_by_role("button", name=name, **({"exact": True} | where)).first.click()

    def follows(self, name: str | re.Pattern[str], **where: Any) -> None:
        self.page.get_by_role("link", name=name, **({"exact": True} | where)).first.click()

    def types(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def waits(self) -> None:
        """Let the answers come in that are under way."""
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)

    # what a person sees
    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def part(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("region", name=name)

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def does_not_see(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).filter(visible=True)).to_have_count(0)

    def looks_around(self, name: str) -> None:
        """Look at the page in both themes, wide and on a phone: axe has nothing to say, nothing sticks out."""
        for width, dark, rules in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 844 if width == 390 else 900})
            self.page.emulate_media(color_scheme="dark" if dark else "light")
            self.page.evaluate(SETTLED)
            look = f"{name}-{width}-{'dark' if dark else 'light'}"
            self._picture(look)
            self._scroll_free(width)
            self.complaints += [f"{look}: {one}" for one in self._objections(width, rules)]
        self.page.set_viewport_size({"width": 1440, "height": 900})
        self.page.emulate_media(color_scheme="light")

    def _scroll_free(self, width: int) -> None:
        """Give a phone the height of its page: what a bar at the bottom covers there is only a scroll away."""
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        if width < NARROW and tall:
            self.page.set_viewport_size({"width": width, "height": max(844, tall)})

    def _objections(self, width: int, rules: dict[str, Any]) -> list[str]:
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(Path(str(find("vendor/axe.min.js"))).read_text(encoding="utf-8"))
        run = "([rules, drawn]) => axe.run({exclude: drawn}, {runOnly: rules, resultTypes: ['violations']})"
        told = self.page.evaluate(run, [rules, DRAWN])["violations"]
        said = [f"{one['id']} x{len(one['nodes'])}: {one['nodes'][0]['html'][:200]} {_why(one)}" for one in told]
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        return said + ([f"the page is {wide} wide"] if wide > width else [])

    def _picture(self, name: str) -> None:
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True, caret="initial")


def _why(violation: dict[str, Any]) -> str:
    node = violation["nodes"][0]
    return "; ".join(one["message"] for one in [*node["any"], *node["all"], *node["none"]][:2])
