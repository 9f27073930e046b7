"""The place that an appointment had before a move, kept in the address that takes the move back.

The address is signed, so that nobody writes one by hand, and names the appointment and its revision: once somebody has
changed it meanwhile, the move is no longer taken back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, dumps, loads

from arcada.practice.models import Chair, Provider
from arcada.schedule.actions.appointments import Slot
from arcada.schedule.models import Appointment

SALT = "place before a move"
LASTS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Kept:
    """A place, and the revision under which it is given back."""

    slot: Slot
    revision: int


def place_kept(row: Appointment) -> str:
    """Write where an appointment is, before it moves."""
    minutes = int((row.ends_at - row.starts_at).total_seconds() // 60)
    told = [str(row.pk), str(row.provider_id), str(row.chair_id), row.starts_at.isoformat(), minutes, row.revision + 1]
    return dumps(told, salt=SALT)


def place_of(row: Appointment, text: str) -> Kept | None:
    """Read the place again; None where the address is not ours, too old, or of another appointment."""
    try:
        key, provider_id, chair_id, starts_at, minutes, revision = loads(text, salt=SALT, max_age=LASTS)
    except (BadSignature, ValueError, TypeError):
        return None
    provider = Provider.objects.filter(pk=provider_id).first()
    chair = Chair.objects.filter(pk=chair_id).first()
    if key != str(row.pk) or provider is None or chair is None:
        return None
    return Kept(Slot(provider, chair, datetime.fromisoformat(starts_at), minutes), revision)
