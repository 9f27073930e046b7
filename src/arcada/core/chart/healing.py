"""What time does between visits: sockets fill, implants integrate, gums settle.

Each row says: a field that shows a word becomes another word so many days after it came to show it. Days
are the shortest that the source allows, because they answer whether a step has ground, not when it is
best; the best day is the business of sequencing. A state found before the plan began is dated to its
first day unless its own date is known.

    extraction   0        28            42        84              181          days
    site         socket   soft_healed   settled   partly_healed   healed       ITI types 1, 2, -, 3, 4
"""

from dataclasses import dataclass, replace
from typing import Final

from arcada.core.chart.mouth import Mouth
from arcada.core.chart.state import ToothState
from arcada.core.teeth.number import is_front


@dataclass(frozen=True, slots=True)
class Healing:
    """One row; `front_days` where front teeth take longer."""

    field: str
    word: str
    becomes: str
    days: int
    source: str
    front_days: int | None = None

    def takes(self, tooth: str) -> int:
        """The days that it takes at this tooth."""
        return self.front_days if self.front_days is not None and is_front(tooth) else self.days


# figures: domain table of lags and deadlines; S-tags name its sources
HEALING: Final = (
    Healing("site", "socket", "soft_healed", 28, "S21, S22: type 2 from 28 days"),
    Healing("site", "infected_socket", "soft_healed", 28, "S21, S22; S23 for the exclusion of day 0"),
    Healing("site", "soft_healed", "settled", 14, "S71: conventional denture from 42 days"),
    Healing("site", "settled", "partly_healed", 42, "S21, S22: type 3 from 84 days"),
    Healing("site", "partly_healed", "healed", 97, "S21, S22: type 4 after 180 days"),
    Healing("site", "grafted_socket", "augmented", 90, "S72: graft incorporated from 3 months"),
    Healing("site", "grafted", "augmented", 120, "source: judgement, staged ridge grafting"),
    Healing("site", "sinus_lifted", "augmented", 150, "source: judgement, lateral sinus lift"),
    Healing("implant", "placed", "integrated", 61, "S21: conventional loading after 60 days"),
    Healing("implant", "uncovered", "emerged", 14, "source: judgement, uncovering to impression"),
    Healing("gum", "operated", "level", 42, "S69; source: judgement for front teeth", front_days=84),
    Healing("periodontium", "instrumented", "ready_for_re_evaluation", 28, "S27: re-evaluation from 4 weeks"),
    Healing("periodontium", "operated", "ready_for_re_evaluation", 42, "source: judgement, surgery to margin"),
    Healing("colour", "freshly_whitened", "whitened", 14, "S70: two weeks from whitening to bonding"),
    Healing("apex", "healing", "healthy", 180, "source: judgement, review at 6 to 12 months"),
)
_BY_WORD: Final = {(row.field, row.word): row for row in HEALING}
_FIELDS: Final = tuple(dict.fromkeys(row.field for row in HEALING))


def advance(mouth: Mouth, day: int) -> Mouth:
    """The mouth on a later day; raises ValueError when the day lies before the mouth's own."""
    if day < mouth.day:
        raise ValueError(f"time does not run back from day {mouth.day} to day {day}")
    since, teeth = dict(mouth.since), dict(mouth.teeth)
    for tooth, state in mouth.teeth.items():
        for field in _FIELDS:
            teeth[tooth] = _heal(teeth.get(tooth, state), tooth, field, day, since)
    return replace(mouth, teeth=teeth, since=since, day=day)


def _heal(state: ToothState, tooth: str, field: str, day: int, since: dict[tuple[str, str], int]) -> ToothState:
    """One field of one place as it is on the day; `since` is kept up to date."""
    row = _BY_WORD.get((field, getattr(state, field)))
    while row and day - since.get((tooth, field), 0) >= row.takes(tooth):
        since[tooth, field] = since.get((tooth, field), 0) + row.takes(tooth)
        state = state.now(field, row.becomes)
        row = _BY_WORD.get((field, row.becomes))
    return state
