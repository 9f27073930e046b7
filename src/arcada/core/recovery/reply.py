"""A reply, what was offered, and what is done with it.

Routes, from what a person must see at once to what runs by itself: see docs/algorithms/replies.md.
"""

from dataclasses import dataclass
from datetime import datetime

ROUTES = (
    "handoff_sensitive",
    "handoff_clinical",
    "stop_opt_out",
    "stop_wrong_person",
    "handoff_complaint",
    "handoff_financial",
    "stop_declined",
    "handoff_unclear",
    "auto_reschedule_later",
    "auto_book",
    "auto_answer",
)
HESITATIONS = ("cost", "timing", "travel", "fear", "uncertainty", "second_opinion", "insurance", "none")
ACK_PERSON, ACK_EMERGENCY, ACK_OPT_OUT = "ack.person", "ack.emergency", "ack.opt_out"


@dataclass(frozen=True, slots=True)
class Context:
    """What the thread knows: windows that are held (local times), now, what was asked last, who is at the other end."""

    windows: tuple[datetime, ...] = ()
    now: datetime | None = None
    last_outbound: str = ""
    minor: bool = False
    contact: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One inbound message as it came."""

    id: str
    text: str
    lang: str = ""
    context: Context = Context()


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a reply; `why` names the rules that led there, in order."""

    route: str
    intents: tuple[str, ...]
    window: int | None = None
    callback: str | None = None
    hesitation: str = "none"
    opted_out: bool = False
    automatic: str | None = None
    why: tuple[str, ...] = ()
