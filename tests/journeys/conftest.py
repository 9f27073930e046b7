"""A practice on the committed database, its pages on a loopback port, and people who sit down in front of them.

    sits_down("coordinator")     a signed-in browser window of her own, as a `Person`

With ARCADA_PICTURES=<folder> every page that is looked at leaves its pictures there.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from clinic import Clinic, open_clinic
from person import FLAGS, Person, chromium
from playwright.sync_api import Browser, sync_playwright

from arcada.config.settle import settle


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        # the browser's driver runs a loop in this thread, which Django takes for asynchronous code
        patched.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def clinic(committed: None, live_server: Any) -> Clinic:
    """Give Riverside Dental with its people, chairs, hours and fees, and a neighbour that shares nothing with it."""
    settle()  # as the server does before its first page; else the first person waits for every import
    return open_clinic(live_server.url)


@pytest.fixture
def sits_down(browser: Browser, clinic: Clinic) -> Iterator[Callable[..., Person]]:
    """Seat somebody of a role at a window of their own; nothing may have gone wrong unnoticed in any of them."""
    seated: list[Person] = []

    def sit(role: str, **window: Any) -> Person:
        person = Person(browser, clinic.address, **window)
        seated.append(person)
        person.signs_in(clinic.email(role), clinic.password)
        return person

    yield sit
    complaints = [said for person in seated for said in person.complaints]
    for person in seated:
        person.leaves()
    assert "\n".join(complaints) == ""
