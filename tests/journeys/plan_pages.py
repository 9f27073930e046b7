"""Plans side by side, their reasons, the proposal and the signature, as those who decide would tell it."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from person import Person
from playwright.sync_api import Locator, expect

COMPUTED = 40_000  # milliseconds that a machine with other work may take to make three plans


def makes_the_plans(person: Person, patient: str) -> None:
    """Ask for the plans, see how far they are, and wait until they are there."""
    person.opens(f"{patient}plan/")
    person.presses("Make the three plans")
    expect(person.page.locator("#run")).to_contain_text(re.compile(r"step \d of \d"))


def sees_three_plans(person: Person) -> None:
    expect(person.page.get_by_role("heading", name=re.compile(r"^Three plans from"))).to_be_visible(timeout=COMPUTED)
    for name in ("Premium", "Balanced", "Economy"):
        expect(plan(person, name)).to_be_visible()


def plan(person: Person, name: str) -> Locator:
    return person.page.get_by_role("article", name=f"{name} plan")


def asks_why(person: Person, line: str) -> Locator:
    """Open the reason of a line of the table of differences."""
    differences = person.page.get_by_role("region", name="What differs, tooth by tooth")
    differences.get_by_role("link", name=line).first.click()
    reason = person.page.get_by_role("dialog", name="Why")
    expect(reason.get_by_role("heading", level=2)).to_be_visible()
    return reason


def opens_the_letter(person: Person, name: str) -> None:
    plan(person, name).get_by_role("link", name=f"Present {name.lower()}").click()
    expect(person.page.get_by_role("heading", name="Proposal", exact=True)).to_be_visible()


def presents_it(person: Person) -> None:
    person.presses("Present it")
    person.sees("Presented: this letter is kept as it was shown.")


def accepts(person: Person, name: str) -> None:
    person.presses(f"Accept {name.lower()}")
    person.sees(f"The {name.lower()} plan is accepted; the others are set aside.")


def draws_a_signature(person: Person) -> None:
    """Draw two strokes on the pad with the mouse."""
    pad = person.page.locator("[data-sign] canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    for way in (((30, 60), (70, 25), (110, 70)), ((130, 40), (190, 60), (240, 35))):
        (x, y), *rest = way
        person.page.mouse.move(box["x"] + x, box["y"] + y)
        person.page.mouse.down()
        for x, y in rest:
            person.page.mouse.move(box["x"] + x, box["y"] + y, steps=8)
        person.page.mouse.up()


@dataclass(frozen=True)
class Paper:
    """A file that came down, and its fingerprint."""

    content: bytes

    @property
    def fingerprint(self) -> str:
        return sha256(self.content).hexdigest()


def downloads(person: Person, name: str) -> Paper:
    with person.page.expect_download() as coming:
        person.follows(name)
    return Paper(Path(coming.value.path()).read_bytes())
