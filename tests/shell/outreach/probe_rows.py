"""What rows of outreach need beyond their fields' kinds; read by the tenant probe."""

import datetime as dt

from arcada.practice.models import Membership

MOMENT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)

VALUES = {
    "outreach.Thread": lambda _maker: {"state": "queued", "until": None, "touches": []},
    "outreach.Outbound": lambda _maker: {"state": "proposed"},
    "outreach.Inbound": lambda maker: {"handled_by": maker.make(Membership), "handled_at": MOMENT},
    "outreach.ScriptVersion": lambda maker: {"approved_by": maker.make(Membership), "approved_at": MOMENT},
}
