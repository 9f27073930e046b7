"""Patients, history, interview and case, as those who work there would tell it."""

import re
from dataclasses import dataclass

from person import Person
from playwright.sync_api import expect


@dataclass(frozen=True)
class Newcomer:
    """Somebody who calls for the first time."""

    given: str
    family: str
    born: str
    phone: str


RUTH = Newcomer("Ruth", "Abernathy", "1979-04-23", "(312) 555-0147")
RUTHIE = Newcomer("Ruthie", "Abernathy", "1979-04-23", "(312) 555-0147")


def begins_to_register(person: Person, who: Newcomer) -> None:
    person.opens("/")
    person.follows("Patients")
    person.follows("New patient")
    person.writes("Given name", who.given)
    person.writes("Family name", who.family)
    person.writes("Birth date", who.born)
    person.page.get_by_label("Phone").first.fill(who.phone)
    person.presses("Register")


def registers(person: Person, who: Newcomer) -> str:
    """Register somebody nobody is like; give the patient's own address."""
    begins_to_register(person, who)
    person.sees(f"{who.given} {who.family} is registered.")
    assert re.fullmatch(r"/patients/[0-9a-f-]{36}/", person.path)
    return person.path


def is_asked_about(person: Person, known: Newcomer, *, same: tuple[str, ...]) -> None:
    """See the one on record beside what was typed, with nothing saved yet."""
    warning = person.part("Do you know this person already?")
    expect(warning).to_contain_text(f"{known.given} {known.family}")
    expect(warning).to_contain_text("Nothing is saved yet")
    for word in same:
        expect(warning).to_contain_text(word)


def takes_the_history(person: Person, patient: str, *, allergy: str, reaction: str) -> None:
    person.opens(patient)
    person.follows("Take the history")
    person.page.get_by_label("Allergy to", exact=True).first.fill(allergy)
    person.page.get_by_label("Reaction", exact=True).first.fill(reaction)
    person.page.get_by_label("Medicine with dose", exact=True).first.fill("lisinopril 10 mg daily")
    person.writes("Weight, kg", "68")
    person.writes("ASA class", "2")
    person.writes("Cigarettes a day", "0")


def keeps_the_history(person: Person) -> None:
    person.presses("Keep this history")
    person.sees("The history is kept.")


def holds_the_interview(person: Person, patient: str, *, complaint: str) -> None:
    person.opens(patient)
    person.follows("Hold the interview")
    person.page.get_by_label("Why have they come?").fill(complaint)
    person.page.get_by_label("What do they hope for?").fill("To chew on both sides again.")
    person.ticks("Somewhat anxious")
    person.ticks("Tuesday morning")


def keeps_the_interview(person: Person) -> None:
    person.presses("Keep this interview")
    person.sees("The interview is kept.")


def opens_a_case(person: Person, patient: str, title: str, *, dentist: str) -> None:
    person.opens(f"{patient}case/")
    person.writes("Name of the case", title)
    person.page.get_by_label("Dentist in charge").select_option(label=dentist)
    person.presses("Open the case")
    person.sees("The case is open.")


def alerts(person: Person) -> list[str]:
    """The warnings that stand over every page of the patient."""
    return person.page.get_by_role("list", name="Alerts").get_by_role("listitem").all_inner_texts()
