"""What outreach remembers; the modules say it topic by topic."""

from arcada.outreach.models.campaign import Campaign, Mode, ScriptVersion
from arcada.outreach.models.consent import Cause, Consent, ConsentKind, Purpose, Silence
from arcada.outreach.models.message import Inbound, Outbound, OutboundState
from arcada.outreach.models.thread import Ground, Thread, ThreadEvent

__all__ = [
    "Campaign",
    "Cause",
    "Consent",
    "ConsentKind",
    "Ground",
    "Inbound",
    "Mode",
    "Outbound",
    "OutboundState",
    "Purpose",
    "ScriptVersion",
    "Silence",
    "Thread",
    "ThreadEvent",
]
