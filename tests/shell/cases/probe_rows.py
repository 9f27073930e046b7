"""What rows of cases need beyond their fields' kinds; read by the tenant probe."""

import datetime as dt
import hashlib

from arcada.practice.models import Membership

VALUES = {
    "cases.Override": lambda maker: {
        "role": "dentist",
        "reason": "The tooth is sound under the old filling.",
        "withdrawn_by": maker.make(Membership),
        "withdrawn_at": dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC),
    },
    "cases.SignedDocument": lambda _maker: {
        "content": b"signed",
        "sha256": hashlib.sha256(b"signed").hexdigest(),
    },
}
