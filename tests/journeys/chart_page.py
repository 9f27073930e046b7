"""The chart of a mouth: teeth by mouse, findings by one typed line, confirmed, taken back, walked through a plan."""

from person import Person
from playwright.sync_api import Locator, expect

CORNER = {"x": 5, "y": 5}


def tooth(person: Person, number: str) -> Locator:
    """A tooth of the drawing, by its FDI number."""
    return person.page.locator(f'#mouth .og-t[data-tooth="{number}"]').filter(visible=True)


def points_at(person: Person, number: str, *more: str) -> None:
    """Choose a tooth with the mouse, and more with the control key."""
    tooth(person, number).locator(".og-hit").click(position=CORNER)
    for other in more:
        tooth(person, other).locator(".og-hit").click(position=CORNER, modifiers=["Control"])


def points_at_surface(person: Person, number: str, letter: str) -> None:
    tooth(person, number).locator(f'.og-s[data-surface="{letter}"]').click()


def drags_over(person: Person, first: str, last: str) -> None:
    """Choose a stretch of teeth by drawing the mouse over them."""
    from_, to = (tooth(person, number).locator(".og-hit").bounding_box() for number in (first, last))
    assert from_ is not None
    assert to is not None
    person.page.mouse.move(from_["x"] + 10, from_["y"] + 10)
    person.page.mouse.down()
    person.page.mouse.move(to["x"] + 10, to["y"] + 12, steps=12)
    person.page.mouse.up()


def chosen(person: Person) -> list[str]:
    found: list[str] = person.page.eval_on_selector_all("#mouth .og-t.is-sel", "all => all.map(t => t.dataset.tooth)")
    return sorted(set(found))


def entry(person: Person) -> Locator:
    return person.page.get_by_label("Add a finding", exact=True)


def types_a_line(person: Person, line: str) -> None:
    """Go to the entry by its key and type; the offers follow the line."""
    person.waits()
    person.page.keyboard.press("/")
    expect(entry(person)).to_be_focused()
    entry(person).fill("")
    person.page.keyboard.type(line)
    expect(offers(person).first).to_be_visible()


def offers(person: Person) -> Locator:
    return person.page.get_by_role("listbox", name="What it may mean").get_by_role("option")


def adds(person: Person, line: str, *, said: str) -> None:
    """Type a line, take the best offer, and read what was charted."""
    types_a_line(person, line)
    person.page.keyboard.press("Enter")
    hears(person, said)


def hears(person: Person, said: str) -> None:
    expect(person.page.locator("#toasts")).to_contain_text(said)


def findings(person: Person) -> Locator:
    return person.page.get_by_role("list", name="Findings").get_by_role("listitem")


def finding(person: Person, text: str) -> Locator:
    return findings(person).filter(has_text=text)


def opens_finding(person: Person, text: str) -> Locator:
    finding(person, text).get_by_role("link").click()
    detail = person.page.locator("#detail")
    expect(detail).to_be_visible()
    return detail


def marks_on(person: Person, number: str) -> str:
    """What a screen reader says of a tooth."""
    return tooth(person, number).get_attribute("aria-label") or ""
