"""Where the dentists of the sample practice leave the protocols: a line changed, a text of their own.

Each change is a dentist's act with a reason, as on the page; one that a plan cannot follow is left out. The practice
looks at first decay sooner than the shipped protocol does, and thinks about cracked teeth. source: judgement
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from arcada.cli.demo.courses import Course
from arcada.cli.demo.riverside import House
from arcada.cli.demo.sure import sure
from arcada.core.kernel import Refusal

if TYPE_CHECKING:
    from arcada.cases.actions.edit_rules import Wanted
    from arcada.cases.models import PlanVersion
    from arcada.practice.models import Membership

SOONER = ("[[150, 210]]", "[[90, 120]]")
WAITING = "cracked_tooth"


@dataclass(frozen=True, slots=True)
class Word:
    """A change that a dentist asks for on lines of one family, and why."""

    act: str
    family: str
    reason: str
    role: str = ""
    days: int = 0


WORDS = (
    Word(
        "remove", "fluoride_varnish", "Had a varnish at the health day at work in October; the next is due in spring."
    ),
    Word(
        "provider",
        "root_canal_treatment",
        "The canals are narrow on the image; the endodontist does this one.",
        "endodontist",
    ),
    Word("remove", "panoramic_radiograph", "Brought a panoramic image from another office, taken this summer."),
    Word(
        "defer", "direct_restoration", "At sea until the new year; no symptoms, the image shows it can wait.", days=50
    ),
    Word("remove", "oral_hygiene_instruction", "Is a dental nurse; shown at the last two visits and cleans well."),
)


def depart(house: House, courses: Sequence[Course], now: datetime) -> int:
    """Let the dentists say their words about plans that nobody has seen yet; how many were followed."""
    from arcada.cases.models import PlanVersion

    dentist, words, made = house.member("dentist"), list(WORDS), 0
    for course in courses:
        if course.state != "compiled" or not words:
            continue
        version = PlanVersion.objects.get(case__patient=course.patient, active=True)
        made += _said(dentist, version, words, now - timedelta(hours=5))
    return made


def write_own(house: House, now: datetime) -> None:
    """One protocol of the practice in force, and one that waits for a colleague."""
    from arcada.cases.actions.activate_protocol import activate_protocol
    from arcada.interop.knowledge.own import shipped_text
    from arcada.practice.actions.protocols import approve_protocol, submit_protocol, write_protocol

    dentist, at = house.member("dentist"), now - timedelta(days=12)
    text = shipped_text("initial_caries").replace(*SOONER)
    note = "First decay is looked at again after three months: so agreed at the meeting in spring."
    version = sure(write_protocol(by=dentist, at=at, protocol="initial_caries", text=text, note=note))
    for step in (submit_protocol, approve_protocol, activate_protocol):
        version = sure(step(by=dentist, at=at, version=version))
    waits = "To talk over: is a band for four weeks enough before the crown?"
    draft = sure(write_protocol(by=dentist, at=at, protocol=WAITING, text=shipped_text(WAITING), note=waits))
    sure(submit_protocol(by=dentist, at=at, version=draft))


def _said(dentist: "Membership", version: "PlanVersion", words: list[Word], at: datetime) -> bool:
    from arcada.cases.actions.edit_plan import edit_plan

    for word, wanted in _wishes(version, words, at):
        if not isinstance(edit_plan(by=dentist, at=at, version=version, wanted=wanted), Refusal):
            words.remove(word)
            return True
    return False


def _wishes(version: "PlanVersion", words: list[Word], at: datetime) -> Iterator[tuple[Word, "Wanted"]]:
    """The words that fit to a line of the plans, as the page would send them."""
    from arcada.cases.actions.edit_rules import Wanted

    items = [item for one in version.answer["alternatives"] if one["tier"] == "balanced" for item in one["items"]]
    for word in words:
        for item in items:
            if item["family"] == word.family:
                yield (
                    word,
                    Wanted(
                        act=word.act,
                        procedure=item["procedure"],
                        where=tuple(item["where"]),
                        finding=next(iter(item["for_findings"]), ""),
                        tier="balanced",
                        until=(at + timedelta(days=word.days)).date() if word.days else None,
                        detail={"to_role": word.role} if word.role else {},
                        reason=word.reason,
                    ),
                )
                break
