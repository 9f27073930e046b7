"""The proposal: all that the one page shows, made from what was frozen when it was presented.

content  what `cases` keeps of a presentation (see cases/actions/present.py)
Paper    the same in words, ready for the page and for the paper
Pictures its drawings for paper; the page on the screen draws its own
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from arcada.display.icons import ICONS
from arcada.display.phrases import Voice, day, duration, money
from arcada.documents.mouths import became, was
from arcada.documents.notes import Note, notes
from arcada.documents.render import drawing_address
from arcada.documents.share import Cost, costs_of, extra_lines, insurance_note
from arcada.documents.steps import Step, steps_of
from arcada.documents.story import found, number, suggested
from arcada.documents.timeline import Stop, timeline
from arcada.documents.words import Words, words

A_LINE = 46  # letters of 'What we do' on one line
DENSITIES = {  # how the page is set, and so many lines of steps it then holds
    "A4": (("air", 14), ("even", 20), ("close", 27)),
    "letter": (("air", 10), ("even", 12), ("close", 23)),
}
A_SIGNATURE = 3  # lines that a drawn signature takes
SIGNS = {"warn": "Take care:", "clock": "Time:", "swap": "Another way:", "help": "Questions:"}
FAR_DAYS = 300  # from here the year is said as well


@dataclass(frozen=True, slots=True)
class Row:
    """One row of 'Step by step'."""

    number: str
    title: str
    what: str
    why: str
    when: str
    time: str
    price: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The page."""

    language: str
    size: str
    density: str
    title: str
    practice: Mapping[str, Any]
    patient: str
    born: str
    by: str
    dated: str
    found: str
    suggested: str
    became_caption: str
    became_when: str
    rows: Sequence[Row]
    costs: Sequence[Cost]
    cost_note: str
    notes: Sequence[Note]
    signer: str
    dentist: str
    footer: str
    reference: str
    agree: str


def voice_of(content: Mapping[str, Any]) -> Voice:
    """How the practice writes figures and teeth."""
    practice = content["practice"]
    return Voice(
        currency=content["alternative"]["currency"],
        country=practice["country"],
        notation=practice["numbering"],
    )


def paper_of(content: Mapping[str, Any], *, signed: bool = False) -> Paper:
    """The page that belongs to a frozen presentation; a signed one leaves room for the signature."""
    voice, said = voice_of(content), words(content["language"])
    alternative, case, practice = content["alternative"], content["case"], content["practice"]
    steps = steps_of(alternative, said, voice.notation)
    visits = alternative["visit_count"]
    size = "letter" if practice["paper"] == "letter" else "A4"
    return Paper(
        language=said.language,
        size=size,
        density=_density(steps, size, (A_SIGNATURE if signed else 0) + extra_lines(content)),
        title="Your treatment plan",
        practice=practice,
        patient=content["patient"]["name"],
        born=day(date.fromisoformat(content["patient"]["birth_date"]), voice, style="year"),
        by=", ".join(name for name in (content["dentist"], practice["name"]) if name),
        dated=f"{_day(content['presented_date'], voice)}, version {case['version']}",
        found=found(content["findings"], said, voice.notation),
        suggested=suggested(steps, alternative["last_day"]),
        became_caption=f"After {number(visits)} visit{'' if visits == 1 else 's'}",
        became_when=_month(_date(content, alternative["last_day"])),
        rows=tuple(_row(step, content, voice) for step in steps),
        costs=costs_of(content, _costs(steps, alternative, said, voice), voice),
        cost_note=_cost_note(content, voice),
        notes=tuple(Note(_sign(note.icon), note.text, SIGNS[note.icon]) for note in notes(content, steps, said, voice)),
        signer=content["patient"]["name"],
        dentist=content["dentist"],
        footer=(
            f"An estimate of {_day(content['presented_date'], voice)}, not a guarantee: the mouth may show more once "
            f"treatment begins, and an insurer decides for itself. Valid until {_day(content['valid_until'], voice)}. "
            "The risks of each step are in the consent that comes with it."
        ),
        reference=f"Plan {content['patient']['chart_number']}-{case['number']}.{case['version']}",
        agree="I agree to this plan" if visits == 1 else f"I agree to all {number(visits)} visits",
    )


@dataclass(frozen=True, slots=True)
class Pictures:
    """The drawings of the paper, as addresses of images: both mouths, the line of the visits."""

    was: str
    became: str
    line: str


def pictures_of(content: Mapping[str, Any]) -> Pictures:
    """Draw what a frozen presentation shows on paper."""
    voice = voice_of(content)
    steps = steps_of(content["alternative"], words(content["language"]), voice.notation)
    return Pictures(
        was=drawing_address(was(content, voice)),
        became=drawing_address(became(content, voice)),
        line=drawing_address(timeline(_stops(steps, content, voice))),
    )


def _density(steps: Sequence[Step], size: str, taken: int) -> str:
    """How close the page is set, so that one page holds an ordinary plan."""
    lines = taken + sum(1 + max(1, -(-len(step.what) // A_LINE)) for step in steps)
    return next((density for density, most in DENSITIES[size] if lines <= most), "long")


def _date(content: Mapping[str, Any], plan_day: int) -> date:
    return date.fromisoformat(content["start_date"]) + timedelta(days=plan_day)


def _day(iso: str, voice: Voice) -> str:
    return day(date.fromisoformat(iso), voice, style="year")


def _month(on: date) -> str:
    return day(on, style="year").split(" ", 1)[1]


def _when(step: Step, content: Mapping[str, Any], voice: Voice) -> str:
    """The booked date, or the earliest that healing allows."""
    booked = content["dates"].get(str(step.first))
    on = date.fromisoformat(booked) if booked else _date(content, step.day)
    style = "year" if step.day > FAR_DAYS else "short"
    return day(on, voice, style=style) if booked else f"from {day(on, voice, style=style)}"


def _row(step: Step, content: Mapping[str, Any], voice: Voice) -> Row:
    return Row(
        number=step.number,
        title=step.title,
        what=step.what + (" (after one more look)" if step.waits else ""),
        why=step.why,
        when=_when(step, content, voice),
        time=duration(step.minutes),
        price=_price(step, voice),
    )


def _price(step: Step, voice: Voice) -> str:
    """What the visit costs; work that goes on is paid where it is finished."""
    if step.paid_with is not None:
        return f"with {step.paid_with}"
    return "included" if step.price == 0 else money(step.price, voice)


def _stops(steps: Sequence[Step], content: Mapping[str, Any], voice: Voice) -> tuple[Stop, ...]:
    return tuple(Stop(step.number, step.day, _when(step, content, voice).removeprefix("from ")) for step in steps)


def _costs(steps: Sequence[Step], alternative: Mapping[str, Any], said: Words, voice: Voice) -> tuple[Cost, ...]:
    """The sum of each phase, and of all."""
    phases: dict[str, Decimal] = {}
    for step in steps:
        phases[step.phase] = phases.get(step.phase, Decimal(0)) + (step.price or Decimal(0))
    lines = [Cost(said.phases.get(phase, phase), money(total, voice)) for phase, total in phases.items() if total]
    label = "All together, estimate" if alternative.get("price_complete", True) else "All together so far, estimate"
    return (*(lines if len(lines) > 1 else ()), Cost(label, money(alternative["price"], voice), total=True))


def _cost_note(content: Mapping[str, Any], voice: Voice) -> str:
    alternative = content["alternative"]
    if content.get("estimate"):
        return insurance_note(content, voice)
    if not alternative.get("price_complete", True):
        open_items = sum(1 for item in alternative["items"] if item["price"] is None)
        told = "One line has" if open_items == 1 else f"{number(open_items).capitalize()} lines have"
        return f"{told} no fee yet, so the sum is not complete. What your insurance pays is not taken off."
    return f"Before insurance. Paid visit by visit, in {voice.currency}."


@cache
def _sign(icon: str) -> str:
    """One of our line icons in the colour of the paper."""
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#1a5c78" stroke-width="1.9" '
        f'stroke-linecap="round" stroke-linejoin="round"><path d="{ICONS[icon]}"/></svg>'
    )
    return drawing_address(drawn)
