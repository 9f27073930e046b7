"""A list of fees comes in from a file: its columns and codes are said, it is looked at, applied and undone."""

import re

from playwright.sync_api import expect

NEXT_YEAR = (
    "Riverside 2027;;\nCode;Description;Fee\nEX-21;Ceramic crown;1.500,00\nEX-22;Extraction, erupted tooth;260,50\n"
)


def test_a_list_comes_in_and_goes_back(sits_down):
    # given that the manager looks at the usual list and corrects one fee where it stands, by keyboard alone
    joyce = sits_down("manager")
    joyce.opens("/settings/fees/")
    joyce.looks_around("fees-lists")
    joyce.follows(re.compile("Riverside usual fees"))
    joyce.looks_around("fees-usual")
    cleaning = joyce.page.locator("#cleaning [data-fee]")
    cleaning.focus()
    joyce.page.keyboard.press("Enter")
    field = joyce.page.locator("#cleaning [data-fee-field]")
    expect(field).to_be_focused()
    field.fill("much")
    joyce.page.keyboard.press("Enter")
    expect(joyce.page.locator("#cleaning")).to_contain_text("is no amount")
    field.fill("123")
    joyce.page.keyboard.press("Enter")
    expect(cleaning).to_contain_text("$123.00")
    # when a file comes in with a title, decimal commas and codes that nobody said before
    joyce.follows("Bring in a file")
    joyce.looks_around("fees-upload")
    file = {"name": "fees-2027.csv", "mimeType": "text/csv", "buffer": NEXT_YEAR.encode()}
    joyce.page.set_input_files("#file", files=[file])
    joyce.sees("Which column is what?")
    joyce.looks_around("fees-columns")
    joyce.presses("See what would change")
    joyce.sees("What do these stand for?")
    joyce.looks_around("fees-preview")
    joyce.page.get_by_role("button", name="Ceramic crown", exact=True).first.click()
    expect(joyce.page.locator("form.map-row")).to_have_count(1)
    joyce.page.get_by_role("button", name="Removal of the tooth", exact=True).click()
    expect(joyce.page.locator("form.map-row")).to_have_count(0)
    joyce.presses(re.compile("^Apply 2"))
    # then both fees hold, and one press brings back what was
    expect(joyce.page.locator("#ceramic_crown [data-fee]")).to_contain_text("$1,500.00")
    expect(joyce.page.locator("#extraction [data-fee]")).to_contain_text("$260.50")
    joyce.looks_around("fees-applied")
    joyce.presses(re.compile("^Undo"))
    expect(joyce.page.locator("#ceramic_crown [data-fee]")).not_to_contain_text("$1,500.00")
