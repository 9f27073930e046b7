"""The arithmetic of the chain: what an event's content is, and how a link follows from the one before.

    link 1   hash = sha256( 64 zeros      + content of its event )
    link n   hash = sha256( hash of n - 1 + content of its event )

The content is every column of the event as JSON with sorted keys, times in UTC to the microsecond.
"""

import datetime as dt
import hashlib
import json
from typing import Any
from uuid import UUID

from arcada.audit.models import Event

START = "0" * 64
FIELDS = tuple(sorted(field.attname for field in Event._meta.concrete_fields))  # noqa: SLF001 - Django's own way


def content(event: Event) -> str:
    """Write an event the one way that is hashed."""
    return json.dumps({name: _plain(getattr(event, name)) for name in FIELDS}, sort_keys=True, ensure_ascii=True)


def link(before: str, event: Event) -> str:
    """Hash an event onto the chain."""
    return hashlib.sha256(f"{before}{content(event)}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value
