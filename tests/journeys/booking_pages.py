"""The visits of a plan, the day book and its calls, as the front desk would tell it."""

import re
from dataclasses import dataclass

from person import Person
from playwright.sync_api import Locator, expect

OFFERED = 30_000  # milliseconds that a machine with other work may take to fit a plan into the day book


@dataclass(frozen=True)
class Visit:
    """One visit of the plan as its line tells it."""

    number: str
    date: str
    chair: str
    provider: str
    state: str
    address: str


def books_all(person: Person) -> int:
    """Book every visit in one click; give how many there were."""
    button = person.page.get_by_role("button", name=re.compile(r"^Book all \d+ visits$"))
    expect(button).to_be_visible(timeout=OFFERED)
    found = re.search(r"\d+", button.inner_text())
    assert found is not None
    button.click()
    expect(button).to_have_count(0, timeout=OFFERED)
    return int(found.group())


def visits(person: Person) -> list[Visit]:
    table = person.page.get_by_role("table", name="Visits of the plan")
    rows = table.get_by_role("row").filter(has=person.page.get_by_role("rowheader"))
    found = []
    for row in rows.all():
        number = row.get_by_role("rowheader").inner_text()
        date = row.locator(".v-date")
        link = date.get_by_role("link")
        found.append(
            Visit(
                re.sub(r"\D", "", number),
                date.inner_text().splitlines()[0],
                row.locator(".v-where").inner_text(),
                row.locator(".v-who").inner_text(),
                row.locator(".v-state").inner_text(),
                (link.get_attribute("href") or "") if link.count() else "",
            )
        )
    return found


def column(person: Person, name: str) -> Locator:
    return person.page.get_by_role("list", name=name, exact=True)


def appointment(person: Person, column_name: str, patient: str) -> Locator:
    return column(person, column_name).get_by_role("link").filter(has_text=patient)


def by(person: Person, axis: str) -> None:
    person.page.get_by_role("link", name=axis, exact=True).click()


def calls(person: Person) -> Locator:
    return person.part("Calls")
