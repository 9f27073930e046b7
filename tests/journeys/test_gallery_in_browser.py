"""The gallery in a browser: nothing that axe objects to, teeth chosen by mouse and keys, the walk by [ and ]."""

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.finders import find
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NO_DATABASE = [  # the page asks for none, so the middleware that opens transactions stays outside
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]


class Quiet(WSGIRequestHandler):
    """Serves without talking."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Server(ThreadingMixIn, WSGIServer):
    """Serves the browser's requests side by side."""

    daemon_threads = True


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with override_settings(
        MIDDLEWARE=NO_DATABASE,
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        ALLOWED_HOSTS=["127.0.0.1"],
    ):
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), Server, Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/gallery/"
        server.shutdown()
        thread.join()
        server.server_close()


def visit(browser: Browser, address: str, *, width: int = 1440, dark: bool = False) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    assert complaints == []
    return page


def chosen(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "#walk [data-chosen] input", "all => all.map(i => i.name + '=' + i.value)"
    )
    return found


def tooth(page: Page, number: str) -> Any:
    return page.locator(f'#walk [data-shows]:not([hidden]) .og-t[data-tooth="{number}"]')


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, True)])
def test_axe_has_nothing_to_say(browser, address, width, dark):
    page = visit(browser, address, width=width, dark=dark)
    page.evaluate(Path(find("vendor/axe.min.js")).read_text())
    inside = ["svg[role=img] > *", "#walk [hidden]"]  # a picture speaks through its name; a hidden frame not at all
    found = page.evaluate("([rules, inside]) => axe.run({exclude: inside}, {runOnly: rules})", [RULES, inside])
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_teeth_are_chosen_by_mouse(browser, address):
    page = visit(browser, address)
    corner = {"x": 5, "y": 5}
    tooth(page, "16").locator(".og-hit").click(position=corner)
    assert chosen(page) == ["teeth=16"]
    tooth(page, "13").locator(".og-hit").click(position=corner, modifiers=["Shift"])
    assert chosen(page) == ["teeth=16", "teeth=15", "teeth=14", "teeth=13"]
    tooth(page, "15").locator(".og-hit").click(position=corner, modifiers=["Control"])
    assert chosen(page) == ["teeth=16", "teeth=14", "teeth=13"]
    # a surface chooses its tooth; the edge of a front tooth is I
    tooth(page, "41").locator('.og-s[data-surface="O"]').click()
    tooth(page, "41").locator('.og-s[data-surface="M"]').click()
    assert chosen(page) == ["teeth=41", "surfaces=41:MI"]
    page.close()


def test_a_stretch_is_chosen_by_dragging(browser, address):
    page = visit(browser, address)
    tooth(page, "17").scroll_into_view_if_needed()
    a, b = (tooth(page, number).locator(".og-hit").bounding_box() for number in ("17", "14"))
    page.mouse.move(a["x"] + 10, a["y"] + 10)
    page.mouse.down()
    page.mouse.move(b["x"] + 10, b["y"] + 20, steps=12)
    page.mouse.up()
    assert chosen(page) == ["teeth=17", "teeth=16", "teeth=15", "teeth=14"]
    page.close()


def test_teeth_are_chosen_by_keys(browser, address):
    page = visit(browser, address)
    tooth(page, "11").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert chosen(page) == ["teeth=21"]
    page.keyboard.press("Shift+ArrowRight")
    assert chosen(page) == ["teeth=21", "teeth=22"]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.tooth") == "32"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.dataset.tooth") == "38"
    page.keyboard.press("Escape")
    assert chosen(page) == []
    page.close()


def test_the_walk_goes_by_keys_and_keeps_the_choice(browser, address):
    page = visit(browser, address)
    tooth(page, "44").locator(".og-hit").click(position={"x": 5, "y": 5})
    page.keyboard.press("]")
    assert page.inner_text("[data-now=walk]") == "After visit 1: pain relieved"
    assert tooth(page, "44").get_attribute("aria-pressed") == "true"
    page.keyboard.press("]")
    page.keyboard.press("[")
    assert page.locator("#walk [data-shows]:visible").count() == 1
    assert page.inner_text("[data-now=walk]") == "After visit 1: pain relieved"
    page.close()


def test_keys_theme_and_numbering(browser, address):
    page = visit(browser, address)
    page.keyboard.press("?")
    assert page.locator("#keyhelp").evaluate("d => d.open")
    page.keyboard.press("Escape")
    page.locator("[data-theme-switch]").first.click()
    page.keyboard.press("n")
    page.wait_for_url("**notation=universal")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert tooth(page, "26").get_attribute("aria-label").startswith("14 upper left first molar")
    page.close()


def test_a_figure_opens_its_reason_beside_it(browser, address):
    page = visit(browser, address)
    figure = page.locator(".why").first
    figure.click()
    reason = page.locator(".why-pop:popover-open")
    assert "Insurance, 80%" in reason.inner_text()
    assert abs(reason.bounding_box()["y"] - figure.bounding_box()["y"]) < 120
    page.keyboard.press("Escape")
    assert page.locator(".why-pop:popover-open").count() == 0
    page.close()
