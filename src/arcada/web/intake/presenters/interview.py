"""The choices of the interview: wishes to tick and the half days of the week."""

from collections.abc import Sequence
from dataclasses import dataclass

from arcada.patients.actions.interview import DAYS, HALF_DAYS
from arcada.web.intake.suggestions import suggestions

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WORDS = {"am": "Morning", "pm": "Afternoon"}
FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to tick; `said` is what a screen reader says where the box stands without its word."""

    value: str
    label: str
    ticked: bool
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDays:
    """One row of the week: mornings or afternoons."""

    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewPage:
    """What the form offers, with what was said ticked."""

    wishes: Sequence[Choice]
    more_wishes: str
    days: Sequence[str]
    week: Sequence[HalfDays]
    habits: Sequence[str]


def interview_page(wishes: Sequence[str], times: Sequence[str]) -> InterviewPage:
    """Lay out the choices."""
    offered = suggestions().wishes
    return InterviewPage(
        wishes=tuple(Choice(value=wish, label=wish.capitalize(), ticked=wish in wishes) for wish in offered),
        more_wishes=", ".join(wish for wish in wishes if wish not in offered),
        days=NAMES,
        week=tuple(_half(half, times) for half in HALF_DAYS),
        habits=suggestions().habits,
    )


def _half(half: str, times: Sequence[str]) -> HalfDays:
    choices = tuple(
        Choice(
            value=f"{day} {half}",
            label=name,
            ticked=f"{day} {half}" in times,
            said=f"{full} {WORDS[half].lower()}",
        )
        for day, name, full in zip(DAYS, NAMES, FULL, strict=True)
    )
    return HalfDays(label=WORDS[half], choices=choices)


def times_in_words(times: Sequence[str]) -> str:
    """Write half days as people say them: 'Mon and Fri mornings, Tue afternoons'."""
    parts = []
    for half, word in (("am", "mornings"), ("pm", "afternoons")):
        days = [name for day, name in zip(DAYS, NAMES, strict=True) if f"{day} {half}" in times]
        if days:
            joined = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"
            parts.append(f"{joined} {word}")
    return ", ".join(parts)
