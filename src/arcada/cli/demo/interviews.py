"""What the patients of the sample courses told the coordinator before anything was planned.

Hopes and what happened before belong to a story; purse, fears and free half days are the person's own.
source: judgement
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from arcada.cli.demo import stories
from arcada.cli.demo.stories import Story
from arcada.cli.demo.sure import sure

if TYPE_CHECKING:
    from arcada.patients.models import Interview, Patient
    from arcada.practice.models import Membership


@dataclass(frozen=True, slots=True)
class Told:
    """What goes with a story; `purse` in hundreds, from and to."""

    goals: str
    before: str
    habits: str
    purse: tuple[int, int]


TOLD: Mapping[str, Told] = {
    stories.SIMPLE.title: Told(
        "Chew on the left again without picking at it afterwards.",
        "Regular until two years ago, then moved house.",
        "Brushes twice a day, flosses when something is stuck.",
        (6, 14),
    ),
    stories.GUMS.title: Told(
        "Keep my own teeth as long as I can. My mother had dentures at sixty.",
        "Was told of gum disease eight years ago; one deep cleaning, no maintenance since.",
        "Hard brush, no cleaning between the teeth so far.",
        (25, 60),
    ),
    stories.IMPLANTS.title: Told(
        "Eat an apple, smile at my daughter's wedding in a year. Nothing that comes out at night.",
        "Several teeth lost one by one over fifteen years; a partial denture stays in the drawer.",
        "Rinses a lot, brushes carefully because it bleeds.",
        (220, 420),
    ),
    stories.FRESH.title: Told(
        "No more pain, and the gap closed, in this order.",
        "The premolar was taken out abroad three years ago.",
        "Electric brush, chews on the right only.",
        (40, 90),
    ),
    "Toothache, lower right": Told(
        "Sleep through the night. Save the tooth if that is sensible.",
        "Comes when something hurts; last visit about two years ago.",
        "Brushes in the morning, coffee with sugar through the day.",
        (12, 35),
    ),
    "Broken molar": Told(
        "A tooth that does not break again next year.",
        "The old silver filling is from school days.",
        "Grinds at night, according to the family.",
        (15, 40),
    ),
    "Missing premolar": Told(
        "Close the gap without grinding down the teeth beside it, if possible.",
        "The tooth broke at the gum two years ago and was taken out.",
        "Brushes twice a day, uses interdental brushes.",
        (30, 65),
    ),
    "Decay at several teeth": Told(
        "Get everything in order once, then keep it that way.",
        "No dentist in six years: moved, then a new job, then out of habit.",
        "Soft drinks at work, brushes at night.",
        (15, 45),
    ),
    "Lower molar cannot be saved": Told(
        "Be rid of the pain, then hear what can take the tooth's place.",
        "Root canal ten years ago, done again four years ago.",
        "Brushes twice a day, rarely between the teeth.",
        (20, 60),
    ),
    "Front tooth darkened": Told(
        "A front tooth that looks like the one beside it in photographs.",
        "Fell off a bicycle at fifteen; it was splinted then.",
        "Brushes twice a day, a lot of tea.",
        (12, 30),
    ),
    "Wisdom tooth infection": Told(
        "Never have this swelling again. Not in the weeks of my exams.",
        "Antibiotics from a walk-in clinic in spring.",
        "Brushes well, cannot reach the last tooth.",
        (8, 25),
    ),
    "Cracked molar": Told(
        "Know whether the tooth can be kept before I pay for a crown.",
        "Check-ups every year; the filling there is large.",
        "Chews ice, clenches when driving.",
        (15, 35),
    ),
    "Early gum disease": Told(
        "Hear plainly how bad it is and what I can do at home.",
        "Cleaning every other year, no problems noticed.",
        "Brushes twice a day, floss on Sundays.",
        (12, 30),
    ),
    "Child with decay in milk molars": Told(
        "The parents want their child free of pain, and not afraid of the dentist.",
        "First visit here; the kindergarten check noticed two dark spots.",
        "Juice in the afternoon; a parent brushes in the evening.",
        (4, 12),
    ),
}
FEARS = (
    ("none", ""),
    ("none", ""),
    ("none", "At ease; wants to be told what comes next."),
    ("some", "Injections, above all in the palate. Numbing gel helped last time."),
    ("some", "The sound of the drill; brings headphones."),
    ("some", "Gags easily with x-ray sensors and impressions."),
    ("strong", "Was held down in the chair as a child. Agree on a hand sign to stop, short visits first."),
)
CHILD_FEARS = (
    ("none", "Curious; wants to hold the mirror."),
    ("some", "Shy with strangers; a parent stays beside the chair."),
    ("strong", "Cried at the last visit. Show everything first, nothing done on the first day."),
)
TIMES = (
    (("mon am", "tue am", "wed am", "thu am"), "Best before eleven, works in the afternoon."),
    (("tue pm", "thu pm"), "Best after the school run at three."),
    (("mon am", "mon pm", "wed am", "wed pm"), "Mondays and Wednesdays are free."),
    (("mon pm", "tue pm", "wed pm", "thu pm"), "Rather afternoons; needs a week's notice for longer visits."),
    (("fri am",), "Friday mornings suit best, from eight."),
    (("mon am", "tue am", "tue pm", "wed am", "thu am", "thu pm"), "Any day but Friday; not during the first week."),
)
CHILD_TIMES = (
    (("mon pm", "wed pm", "thu pm"), "After kindergarten or school, from three."),
    (("tue am", "fri am"), "Mornings, when the child is rested; a note for school is needed."),
)
MONTHS = 24  # of those who pay monthly


def interview(by: "Membership", at: datetime, patient: "Patient", story: Story, dice: random.Random) -> "Interview":
    """Hold the interview of a course."""
    from arcada.patients.actions.interview import Said, hold_interview

    told = TOLD[story.title]
    child = bool(patient.guardian_name)
    budget = Decimal(dice.randint(*told.purse) * 100)
    monthly = dice.random() < 0.35  # noqa: PLR2004 - about a third
    anxiety, fears = dice.choice(CHILD_FEARS if child else FEARS)
    times, note = dice.choice(CHILD_TIMES if child else TIMES)
    said = Said(
        complaint=story.complaint,
        goals=told.goals,
        wishes=story.wishes,
        budget=None if monthly else budget,
        budget_monthly=max(Decimal(50), (budget / MONTHS).quantize(Decimal("1E1"))) if monthly else None,
        anxiety=anxiety,
        fears=fears,
        times=times,
        times_note=note,
        dental_history=told.before,
        habits=told.habits,
    )
    return sure(hold_interview(by=by, at=at, patient=patient, said=said, expected_number=0))
