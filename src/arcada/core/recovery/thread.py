"""A thread of recovery: where it stands, and what may happen to it next.

    queued -> eligible -> touched -> ... -> booked | declined | opted_out | wrong_person | closed
    what the patient writes pauses it; only a person or an outcome moves it on

See docs/algorithms/recovery.md for the table of events.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from arcada.core.kernel import Refusal

QUEUED, ELIGIBLE, HELD, TOUCHED, PAUSED, OFFERED = "queued", "eligible", "held", "touched", "paused", "offered"
HUMAN, SNOOZED, NO_RESPONSE = "human", "snoozed", "no_response"
BOOKED, DECLINED, OPTED_OUT, WRONG_PERSON, CLOSED = "booked", "declined", "opted_out", "wrong_person", "closed"

STATES = (
    QUEUED,
    ELIGIBLE,
    HELD,
    TOUCHED,
    PAUSED,
    OFFERED,
    HUMAN,
    SNOOZED,
    NO_RESPONSE,
    BOOKED,
    DECLINED,
    OPTED_OUT,
    WRONG_PERSON,
    CLOSED,
)
ENDED = frozenset({BOOKED, DECLINED, OPTED_OUT, WRONG_PERSON, CLOSED})
SILENT_FOR_GOOD = frozenset({OPTED_OUT, WRONG_PERSON})
OPEN = frozenset({ELIGIBLE, TOUCHED})
"""The machine writes only from these."""
MOST_TOUCHES = 3

_LIVE = frozenset(STATES) - ENDED
_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "found_complete": (frozenset({QUEUED, HELD}), ELIGIBLE),
    "held": (frozenset({QUEUED, ELIGIBLE, TOUCHED, SNOOZED}), HELD),
    "touch": (OPEN, TOUCHED),
    "offered": (frozenset({PAUSED, ELIGIBLE, TOUCHED}), OFFERED),
    "snoozed": (frozenset({PAUSED, HUMAN, TOUCHED, ELIGIBLE, OFFERED}), SNOOZED),
    "silent": (frozenset({TOUCHED, OFFERED}), NO_RESPONSE),
    "handed": (frozenset(STATES) - {BOOKED, *SILENT_FOR_GOOD}, HUMAN),
    "resumed": (frozenset({PAUSED, HUMAN, HELD, SNOOZED, NO_RESPONSE}), ELIGIBLE),
    "booked": (frozenset(STATES), BOOKED),
    "opted_out": (frozenset(STATES), OPTED_OUT),
    "wrong_person": (frozenset(STATES), WRONG_PERSON),
    "declined": (frozenset(STATES) - SILENT_FOR_GOOD, DECLINED),
    "closed": (frozenset(STATES) - SILENT_FOR_GOOD, CLOSED),
}
EVENTS = (*_MOVES, "inbound")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a thread; `why` is a reason or a queue, `until` a moment for a snooze."""

    name: str
    at: datetime
    why: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a thread stands; moments are aware. `suppressed` outlives every state: a booking lifts no silence."""

    state: str = QUEUED
    touches: tuple[datetime, ...] = ()
    last_inbound: datetime | None = None
    until: datetime | None = None
    why: str = ""
    suppressed: bool = False


def moved(thread: Thread, event: Event) -> Thread | Refusal:
    """The thread after an event; a Refusal changes nothing."""
    if event.name == "inbound":
        return _answered(thread, event)
    if event.name not in _MOVES:
        return Refusal("unknown_event", f"There is no event {event.name!r} in a thread.", "event")
    sources, target = _MOVES[event.name]
    if thread.state not in sources:
        return Refusal(
            "not_from_here", f"A thread that is {_said(thread.state)} cannot become {_said(target)}.", "state"
        )
    if event.name == "touch":
        return _touched(thread, event)
    if event.name == "snoozed" and (event.until is None or event.until <= event.at):
        return Refusal("snooze_needs_a_day", "Say until when the thread rests; the day must lie ahead.", "until")
    silenced = thread.suppressed or event.name in SILENT_FOR_GOOD
    until = event.until if target == SNOOZED else None
    return replace(thread, state=target, why=event.why, until=until, suppressed=silenced)


def _answered(thread: Thread, event: Event) -> Thread:
    """What the patient writes stops the machine; after the end it reaches a person."""
    if thread.state in {BOOKED, *SILENT_FOR_GOOD}:
        return replace(thread, last_inbound=event.at)
    state = HUMAN if thread.state in {DECLINED, CLOSED, NO_RESPONSE, HUMAN} else PAUSED
    why = thread.why if thread.state == HUMAN else event.why
    return replace(thread, state=state, last_inbound=event.at, why=why, until=None)


def _touched(thread: Thread, event: Event) -> Thread | Refusal:
    if thread.suppressed:
        return Refusal("suppressed", "The patient asked not to be messaged.", "state")
    if len(thread.touches) >= MOST_TOUCHES:
        return Refusal("touches_used", "Three messages went out; a person looks at it now.", "state")
    if thread.touches and event.at < thread.touches[-1]:
        return Refusal("out_of_order", "A later message went out already.", "at")
    return replace(thread, state=TOUCHED, touches=(*thread.touches, event.at))


def _said(state: str) -> str:
    return state.replace("_", " ")
