"""The queue and a thread as values: who comes first and why, what happened, what was written and answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from arcada.core.recovery.ranking import Point, Ranked
from arcada.core.recovery.thread import ENDED
from arcada.display.phrases import Voice, money
from arcada.outreach.models import Inbound, Outbound, Thread, ThreadEvent

PEOPLE, RUNNING, HELD, OVER = "people", "running", "held", "over"
GROUPS = {
    PEOPLE: ("human", "paused", "no_response"),
    RUNNING: ("eligible", "touched", "offered", "snoozed", "queued"),
    HELD: ("held",),
    OVER: tuple(sorted(ENDED)),
}
GROUP_WORDS = {PEOPLE: "Needs a person", RUNNING: "Runs by itself", HELD: "Something is missing", OVER: "Over"}
STATE_WORDS = {
    "queued": "New",
    "eligible": "Can be written to",
    "held": "Held",
    "touched": "Waits for an answer",
    "paused": "The patient wrote",
    "offered": "Times offered",
    "human": "Needs a person",
    "snoozed": "Rests",
    "no_response": "No answer in two weeks",
    "booked": "Booked",
    "declined": "Not wanted",
    "opted_out": "Asked for silence",
    "wrong_person": "Not the patient",
    "closed": "Closed",
}
MARKS = {
    "human": "finding",
    "paused": "finding",
    "no_response": "finding",
    "held": "suspected",
    "booked": "done",
    "declined": "declined",
    "opted_out": "declined",
    "wrong_person": "declined",
    "closed": "declined",
}
EVENT_WORDS = {
    "found_complete": "All that is needed is there",
    "held": "Held back",
    "touch": "A message went out",
    "inbound": "The patient wrote: everything rests",
    "offered": "Times were offered",
    "snoozed": "Rests",
    "silent": "No answer: a person looks",
    "handed": "Handed to a person",
    "resumed": "Goes on",
    "booked": "Booked",
    "opted_out": "The patient asked for silence",
    "wrong_person": "The number belongs to somebody else",
    "declined": "The patient does not want it",
    "closed": "Closed",
}
ROUTE_WORDS = {
    "handoff_clinical": "clinical",
    "handoff_sensitive": "sensitive",
    "handoff_complaint": "complaint",
    "handoff_financial": "money",
    "handoff_unclear": "unclear",
    "auto_book": "chose a time",
    "auto_answer": "a question with an approved answer",
    "auto_reschedule_later": "wants another time",
    "stop_opt_out": "asked for silence",
    "stop_wrong_person": "not the patient",
    "stop_declined": "does not want it",
}
POINT_WORDS = {
    "urgency": "Urgency",
    "value": "Value",
    "age": "Age",
    "benefits": "Insurance runs out",
    "failures": "Missed before",
    "rule": "Doctor's rule",
}
FULL = 40  # points that fill a bar


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point; `width` is the bar's, 0 to 100."""

    name: str
    points: int
    text: str
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thread of the queue."""

    id: UUID
    patient: str
    patient_id: UUID
    ground: str
    value: str
    band: str
    state: str
    mark: str
    why: str
    score: int
    points: tuple[PointLine, ...]
    provider: str


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of a thread: what happened, what went out or what came in."""

    at: datetime
    kind: str
    title: str
    text: str = ""
    by: str = ""
    due: datetime | None = None


def queue_lines(found: Iterable[tuple[Thread, Ranked]], voice: Voice) -> tuple[Line, ...]:
    """The queue in its order."""
    return tuple(queue_line(row, ranking, voice) for row, ranking in found)


def queue_line(row: Thread, ranking: Ranked, voice: Voice) -> Line:
    """One thread with its points."""
    return Line(
        id=row.pk,
        patient=f"{row.patient.given_name} {row.patient.family_name}",
        patient_id=row.patient_id,
        ground=row.get_ground_display(),
        value="a fee is missing" if row.value is None else money(row.value, voice),
        band=ranking.band,
        state=STATE_WORDS[row.state],
        mark=MARKS.get(row.state, ""),
        why=row.why if row.state == "held" else "",
        score=ranking.score,
        points=tuple(_point(point) for point in ranking.points),
        provider=row.provider.name if row.provider else "",
    )


def _point(point: Point) -> PointLine:
    width = max(0, min(100, 100 * point.points // FULL))
    return PointLine(POINT_WORDS[point.code], point.points, point.text, width)


def history(
    events: Sequence[ThreadEvent], outbound: Sequence[Outbound], inbound: Sequence[Inbound]
) -> tuple[Said, ...]:
    """All that happened to a thread, the latest last."""
    said = [
        *(
            Said(one.at, "event", EVENT_WORDS[one.name], _why(one), str(one.by.user) if one.by else "")
            for one in events
        ),
        *(Said(one.sent_at or one.due_at, "out", one.get_state_display(), one.text) for one in outbound),
        *(
            Said(one.received_at, "in", f"Read as: {ROUTE_WORDS[one.route]}", one.text, due=one.due_at)
            for one in inbound
        ),
    ]
    order = {"in": 0, "event": 1, "out": 2}
    return tuple(sorted(said, key=lambda one: (one.at, order[one.kind])))


def _why(event: ThreadEvent) -> str:
    """The reason in words; a route is said as what was read."""
    return ROUTE_WORDS.get(event.why, event.why)
