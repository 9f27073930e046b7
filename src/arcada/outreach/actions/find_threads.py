"""Bring the queue in step with the record: what is new gets a thread, what was booked is closed by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from arcada.core.recovery.thread import ENDED, HELD, QUEUED, Event
from arcada.outreach.actions.moving import move_thread
from arcada.outreach.finding import Piece, pieces
from arcada.outreach.models import Campaign, Thread
from arcada.outreach.needs import missing
from arcada.practice.models import Practice
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment

FIRST_LOOK = timedelta(days=1)
SETTLED = "settled in the record"


@dataclass(frozen=True, slots=True)
class Found:
    """What a run did: threads opened; ended because the work was booked, or is gone; held because something lacks."""

    opened: int = 0
    booked: int = 0
    closed: int = 0
    held: int = 0


def find_threads(*, practice: Practice, at: datetime) -> Found:
    """One thread for each piece of unbooked treatment, never two; running it twice changes nothing."""
    wanted = {piece.key: piece for piece in pieces(practice, at)}
    with transaction.atomic():
        rows = {row.key: row for row in _open_threads(practice)}
        opened = [_opened(practice, piece, at) for key, piece in wanted.items() if key not in rows]
        gone = [row for key, row in rows.items() if key not in wanted]
        booked = [row for row in gone if _is_booked(row)]
        for row in gone:
            name = "booked" if row in booked else "closed"
            move_thread(thread=row, event=Event(name, at, SETTLED), by=None)
        kept = [row for key, row in rows.items() if key in wanted]
        for row in kept:
            _renewed(row, wanted[row.key])
        held = sum(_checked(row, at) for row in (*kept, *opened) if row.state in {QUEUED, HELD})
    return Found(len(opened), len(booked), len(gone) - len(booked), held)


def _open_threads(practice: Practice) -> list[Thread]:
    rows = Thread.objects.filter(practice=practice).exclude(state__in=ENDED)
    return list(rows.select_for_update(of=("self",)).select_related("patient").order_by("pk"))


def _opened(practice: Practice, piece: Piece, at: datetime) -> Thread:
    today = at.astimezone(ZoneInfo(practice.time_zone)).date()
    campaign = _campaign(practice, piece)
    row = Thread(
        practice=practice,
        patient_id=piece.patient_id,
        key=piece.key,
        campaign=campaign,
        entered_date=today,
        due_date=today + FIRST_LOOK,
        diagnosed_date=piece.diagnosed,
        ground=piece.ground,
        held_back=campaign is not None and _in_hold_back(piece.key, campaign.hold_back),
    )
    _taken(row, piece)
    row.save(force_insert=True)
    return row


def _renewed(row: Thread, piece: Piece) -> None:
    """A plan that was made again, or signed, changes what the thread is about; where it stands stays."""
    before = (row.ground, row.alternative_id, row.value, row.urgency, list(row.families))
    _taken(row, piece)
    if before != (row.ground, row.alternative_id, row.value, row.urgency, list(row.families)):
        row.revision += 1
        row.save()


def _taken(row: Thread, piece: Piece) -> None:
    row.ground = piece.ground
    row.alternative, row.appointment, row.provider = piece.alternative, piece.appointment, piece.provider
    row.families, row.urgency, row.value = list(piece.families), piece.urgency, piece.value


def _checked(row: Thread, at: datetime) -> int:
    """Let a thread with all that is needed become eligible, hold one that lacks something; 1 when it is held."""
    lacks = missing(row)
    if not lacks:
        move_thread(thread=row, event=Event("found_complete", at), by=None)
        return 0
    why = "; ".join(lacks)[:200]
    if row.state != HELD:
        move_thread(thread=row, event=Event("held", at, why), by=None)
    elif row.why != why:
        row.why = why
        row.save(update_fields=["why"])
    return 1


def _is_booked(row: Thread) -> bool:
    """Whether what the thread is about has a place in the day book now."""
    own = Appointment.objects.filter(HOLDS_ITS_PLACE, patient=row.patient_id)
    if row.alternative_id is not None:
        return own.filter(visit__alternative__case=row.alternative.case_id).exists()
    return row.appointment is not None and own.filter(starts_at__gt=row.appointment.starts_at).exists()


def _campaign(practice: Practice, piece: Piece) -> Campaign | None:
    """The running campaign that reaches the piece; the narrowest first."""
    rows = Campaign.objects.filter(practice=practice, running=True).order_by("made_at", "pk")
    fits = [row for row in rows if _reaches(row, piece)]
    fits.sort(key=lambda row: (row.provider_id is None, not row.families))
    return fits[0] if fits else None


def _reaches(campaign: Campaign, piece: Piece) -> bool:
    own: UUID | None = piece.provider.pk if piece.provider else None
    if campaign.provider_id is not None and campaign.provider_id != own:
        return False
    return not campaign.families or bool(set(campaign.families) & set(piece.families))


def _in_hold_back(key: str, percent: int) -> bool:
    """Whether a piece is of those that nobody writes to: by its key, so that nobody can choose."""
    return int.from_bytes(sha256(key.encode()).digest()[:4], "big") % 100 < percent
