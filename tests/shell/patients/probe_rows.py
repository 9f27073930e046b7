"""What rows of patients need beyond their fields' kinds; read by the tenant probe."""

import datetime as dt

AT = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)
VALUES = {"patients.OpenedRecord": lambda _maker: {"opened_at": AT, "until": AT + dt.timedelta(minutes=30)}}
