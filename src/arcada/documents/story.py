"""What was found and what is suggested, told in a few sentences."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from arcada.core.teeth.notation import Notation
from arcada.display.phrases import duration
from arcada.documents.steps import Step
from arcada.documents.teeth_text import only_teeth, teeth_text
from arcada.documents.words import Words

URGENT_TERMS = (
    "spreading infection",
    "acute apical abscess",
    "irreversible pulpitis",
    "avulsion",
    "deep caries reaching pulp",
    "pulp necrosis",
)
"""What is told first, because it hurts or spreads. source: judgement"""
QUIET_PHASES = ("re_evaluation", "maintenance")
URGENT_WEIGHT = Decimal(10**6)
MOST_SENTENCES, MOST_TITLES = 6, 3
DAYS_A_WEEK, DAYS_A_MONTH, WEEKS_SAID = 7, 30.44, 10
NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def found(findings: Sequence[Mapping[str, Any]], words: Words, notation: Notation) -> str:
    """The findings, the pressing ones first, those of one kind together; suspected ones are told as such."""
    sure = [one for one in findings if not one.get("severity", {}).get("suspected")]
    groups: dict[str, list[str]] = {}
    for one in sorted(sure, key=_urgency):
        groups.setdefault(one["finding"], []).extend(one["where"])
    told = []
    for term, where in groups.items():
        teeth = only_teeth(where)
        told.append(words.found(term, teeth, teeth_text(where, notation)))
    if len(told) > MOST_SENTENCES:
        left = len(told) - MOST_SENTENCES + 1
        told = [
            *told[: MOST_SENTENCES - 1],
            f"We also found {number(left)} smaller things; each has its step below.",
        ]
    guessed = teeth_text([place for one in findings if one not in sure for place in one["where"]], notation)
    if guessed:
        told.append(f"We want to look again at {guessed} before we say more.")
    return " ".join(told) or "We found nothing that needs treatment."


def _urgency(finding: Mapping[str, Any]) -> int:
    term = finding["finding"]
    return URGENT_TERMS.index(term) if term in URGENT_TERMS else len(URGENT_TERMS)


def suggested(steps: Sequence[Step], last_day: int) -> str:
    """The course in one breath: the order, the number of visits, how long it takes."""
    if not steps:
        return "No treatment is needed now. We look again at the next visit."
    titles = _main_titles(steps)
    course = ", then ".join([titles[0], *(title[:1].lower() + title[1:] for title in titles[1:])])
    visits = steps[-1].last
    longest = max(step.minutes for step in steps)
    length = f", none longer than {duration_words(longest)}" if visits > 1 else f" of {duration_words(longest)}"
    when = f" in {span_words(last_day)}" if last_day else ""
    counted = f"{number(visits).capitalize()} visit{'s' if visits > 1 else ''}"
    return f"{course}. {counted}{when}{length}."


def _main_titles(steps: Sequence[Step]) -> list[str]:
    """What weighs most, in the order of the visits: first help always, checks and care visits only alone."""
    weight: dict[str, Decimal] = {}
    for step in steps:
        if step.phase not in QUIET_PHASES and not step.side:
            first_help = URGENT_WEIGHT if step.phase == "urgent" else Decimal(0)
            weight[step.title] = max(weight.get(step.title, Decimal(0)), first_help, step.price or Decimal(0))
    chosen = sorted(weight, key=lambda title: -weight[title])[:MOST_TITLES]
    return [title for title in weight if title in chosen] or [steps[0].title]


def number(count: int) -> str:
    """Small numbers in words."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def span_words(days: int) -> str:
    """A length of time as people say it."""
    weeks = max(1, round(days / DAYS_A_WEEK))
    if weeks <= WEEKS_SAID:
        return f"{number(weeks)} week{'s' if weeks > 1 else ''}"
    return f"{number(round(days / DAYS_A_MONTH))} months"


def duration_words(minutes: int) -> str:
    """Chair time as people say it."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} minutes"
    said = "an hour" if hours == 1 else f"{number(hours)} hours"
    return said if not rest else duration(minutes)
