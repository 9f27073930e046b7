"""The proposal as a page: the content of the paper in the theme of the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from arcada.core.chart.mouth import mouth_from_dict
from arcada.display.marks import drawn_chart, drawn_visit
from arcada.display.odontogram.draw import draw
from arcada.display.phrases import Voice
from arcada.documents.mouths import dentition_of, findings_of
from arcada.documents.proposal import Row, paper_of
from arcada.documents.share import Cost
from arcada.web.plan.presenters.cards import line_of
from arcada.web.shell.remember import Remembered


@dataclass(frozen=True, slots=True)
class Letter:
    """All that the letter says; `notes` are pairs of a sign's name and a sentence."""

    title: str
    patient: str
    born: str
    by: str
    dated: str
    found: str
    suggested: str
    was: SafeString
    became: SafeString
    became_caption: str
    became_when: str
    rows: Sequence[Row]
    line: SafeString
    costs: Sequence[Cost]
    cost_note: str
    notes: Sequence[tuple[str, str]]
    footer: str
    reference: str
    agree: str


MOUTHS: Remembered[tuple[SafeString, SafeString]] = Remembered(64)


def letter(content: Mapping[str, Any], voice: Voice, alternative: UUID) -> Letter:
    """Write the letter of a presentation of an alternative, frozen or still a draft."""
    paper = paper_of(content)
    was, became = MOUTHS.of((alternative, voice.notation), lambda: mouths(content, voice))
    return Letter(
        title=paper.title,
        patient=paper.patient,
        born=paper.born,
        by=paper.by,
        dated=paper.dated,
        found=paper.found,
        suggested=paper.suggested,
        was=was,
        became=became,
        became_caption=paper.became_caption,
        became_when=paper.became_when,
        rows=paper.rows,
        line=_line(content),
        costs=paper.costs,
        cost_note=paper.cost_note,
        notes=tuple((note.sign, note.text) for note in paper.notes),
        footer=paper.footer,
        reference=paper.reference,
        agree=paper.agree,
    )


def _line(content: Mapping[str, Any]) -> SafeString:
    """Draw the visits as a line: on the days that were booked when it was presented, else the earliest."""
    booked = {int(number): date.fromisoformat(on) for number, on in content["dates"].items()}
    start = date.fromisoformat(content["start_date"])
    return line_of(content["alternative"]["visits"], start, booked, title="Your visits", wide=True)


def mouths(content: Mapping[str, Any], voice: Voice) -> tuple[SafeString, SafeString]:
    """Draw the mouth of today, and the mouth after the last visit."""
    alternative, found = content["alternative"], findings_of(content["findings"])
    first = mouth_from_dict(min(alternative["states"], key=lambda one: one["visit"]))
    last = max(one["visit"] for one in alternative["states"])
    dentition = dentition_of(first)

    def drawn(teeth: Any, title: str) -> SafeString:
        return draw(teeth, title=title, size="card", notation=voice.notation, dentition=dentition, sheet="og")

    after = drawn(drawn_visit(alternative, found, last), "Your mouth after the last visit")
    return drawn(drawn_chart(first, found), "Your mouth today"), after
