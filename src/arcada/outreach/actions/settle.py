"""What a person makes of a thread: let it go on, rest it, hold it, close it, note that it is not wanted."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from arcada.core.kernel import Refusal
from arcada.core.recovery.reply import HESITATIONS
from arcada.core.recovery.thread import Event
from arcada.outreach.actions.moving import move_thread
from arcada.outreach.actions.silence import drop_pending
from arcada.outreach.models import Thread
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

NEEDS_A_REASON = frozenset({"closed", "held"})
ACTS = ("resumed", "snoozed", "declined", "closed", "held")


class Settled(NamedTuple):
    """What was decided: an act, why in words, until when it rests, and the hesitation that was heard."""

    act: str
    why: str = ""
    until: datetime | None = None
    hesitation: str = ""


def settle_thread(*, thread: Thread, settled: Settled, by: Membership, at: datetime) -> Thread | Refusal:
    """The thread as the person leaves it; what waited to go out is taken back unless it goes on."""
    require(by, Permission.MESSAGES, thread)
    if settled.act not in ACTS:
        return Refusal("unknown_act", "Choose what becomes of it.", "act")
    if settled.act in NEEDS_A_REASON and not settled.why.strip():
        return Refusal("why_missing", "Say why in a few words: somebody will ask.", "why")
    if settled.hesitation and settled.hesitation not in HESITATIONS:
        return Refusal("unknown_hesitation", "Choose one of the reasons that are listed.", "hesitation")
    with transaction.atomic():
        event = Event(settled.act, at, settled.why.strip()[:200], settled.until)
        row = move_thread(thread=thread, event=event, by=by, detail={"hesitation": settled.hesitation})
        if isinstance(row, Refusal):
            return row
        if settled.hesitation:
            row.hesitation = settled.hesitation
        row.released = row.released or settled.act == "resumed"
        row.owner = row.owner or by
        row.save(update_fields=["hesitation", "released", "owner"])
        if settled.act != "resumed":
            drop_pending(patient=row.patient, why=f"{settled.act} by a person")
    return row
