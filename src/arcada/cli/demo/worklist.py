"""What the people of the sample practice have to do: by a day, some of it late, in the words of their own.

Each is given by an act of the day on which somebody thought of it. `{who}` is the patient's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from arcada.cli.demo.courses import Course
from arcada.cli.demo.riverside import House
from arcada.cli.demo.sure import sure

if TYPE_CHECKING:
    from arcada.cases.models import Case

WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Note:
    """Who has to do what in working days from today, about the n-th course of a state, given by whom."""

    owner: str
    text: str
    due: int
    state: str = ""
    place: int = 0
    by: str = "coordinator"


NOTES = (
    Note("coordinator", "Ring {who} back: wanted to talk the proposal over at home first", -2, "presented", 1),
    Note("coordinator", "Book the visits of {who}, the plan is signed; mornings if they can be had", 0, "signed"),
    Note("coordinator", "Send {who} the paper to sign once more, the first e-mail went astray", 1, "accepted"),
    Note(
        "coordinator",
        "Ask the insurer what it pays of the plan for {who}, and for how long that holds",
        2,
        "presented",
        3,
    ),
    Note("coordinator", "Explain to {who} why the plan was made anew and what has changed", 1, "superseded"),
    Note("desk", "Reach {who} about the missed visit, offer a new time this week", -1, "missed"),
    Note("desk", "Ring {who} the day before the first visit; prefers a call to a text", 1, "booked"),
    Note("desk", "Order medium impression trays and two boxes of bitewing tabs", 3, by="dentist"),
    Note("dentist", "Look through the three plans for {who} before Nadia shows them", 0, "compiled"),
    Note("dentist", "Write to the physician of {who}: which medicines, since when", 2, "charted", 1),
    Note("hygienist", "Show {who} the interdental brushes again, still bleeding at the last visit", 4, "partly_done"),
    Note(
        "hygienist", "Call {who} the day after treatment: soreness, swelling, eating?", 0, "partly_done", 2, "dentist"
    ),
)


def give_tasks(house: House, courses: Sequence[Course], now: datetime, zone: ZoneInfo) -> int:
    """Give each note to its owner; one about a course that is not there is left out."""
    from arcada.cases.models import Case
    from arcada.coordination.actions.tasks import ToDo, add_task

    today = now.astimezone(zone).date()
    cases = {row.patient_id: row for row in Case.objects.select_related("patient")}
    given = 0
    for note in NOTES:
        of_state = [one for one in courses if one.state == note.state]
        if note.state and len(of_state) <= note.place:
            continue
        case = cases[of_state[note.place].patient.pk] if note.state else None
        due = working_day(today, note.due)
        made = min(now, datetime.combine(working_day(min(due, today), -1), time(11, 40), zone))
        todo = ToDo(_worded(note, case), note.owner, due, house.member(note.owner), case)
        sure(add_task(by=house.member(note.by), at=made, todo=todo))
        given += 1
    return given


def _worded(note: Note, case: "Case | None") -> str:
    if case is None:
        return note.text
    return note.text.format(who=f"{case.patient.given_name} {case.patient.family_name}")


def working_day(day: date, away: int) -> date:
    """So many weekdays from a day on or back; none away is the day itself, or the Monday after a weekend."""
    step = timedelta(1 if away >= 0 else -1)
    while day.weekday() >= WEEKEND:
        day += step
    for _ in range(abs(away)):
        day += step
        while day.weekday() >= WEEKEND:
            day += step
    return day
