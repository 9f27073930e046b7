"""The sealer: every second it hangs new events onto their practice's chain and moves the anchor.

Acting transactions take no lock; the sealer sees what has been committed since it last looked, so that links follow
the order of commits to within its beat. One sealer works at a time in a practice (an advisory lock); a second one,
on another machine, passes by. Most beats look back an hour; the first one, and one each hour, looks at everything.
"""

import logging
import threading
from datetime import timedelta
from uuid import UUID

from django.db import connection, connections
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from arcada.audit import anchor, chain
from arcada.audit.models import Event, Seal
from arcada.store.tenancy import in_practice

BEAT_SECONDS = 1.0
LOOK_BACK = timedelta(hours=1)
AT_ONCE = 5000
log = logging.getLogger(__name__)


def unsealed() -> QuerySet[Event]:
    """List the current practice's events that are on no chain yet, oldest first."""
    return Event.objects.filter(~Exists(Seal.objects.filter(event_id=OuterRef("pk"))))


def seal(practice_id: UUID, *, everything: bool = True) -> int:
    """Hang a practice's new events onto its chain; give their number. `everything=False` looks back an hour."""
    with in_practice(practice_id):
        if not _alone(practice_id):
            return 0
        found = unsealed()
        if not everything:
            found = found.filter(recorded_at__gt=timezone.now() - LOOK_BACK)
        last = Seal.objects.order_by("-number").first()
        number, head = (last.number, last.hash) if last else (0, chain.START)
        links = []
        for event in found.order_by("id")[:AT_ONCE]:
            number, head = number + 1, chain.link(head, event)
            links.append(Seal(practice_id=practice_id, number=number, event_id=event.pk, hash=head))
        Seal.objects.bulk_create(links, batch_size=1000)
    if links:
        anchor.write(practice_id, count=number, head=head)
    return len(links)


def seal_all(*, everything: bool = True) -> int:
    """Seal every practice; give the number of events."""
    return sum(seal(key, everything=everything) for key in practices())


def practices() -> list[UUID]:
    """List the practices of the directory."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM practice_practice ORDER BY id")
        return [key for (key,) in cursor.fetchall()]


def _alone(practice_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended('arcada.audit:' || %s, 0))", [str(practice_id)]
        )
        return bool(cursor.fetchone()[0])


class Sealer(threading.Thread):
    """Seals beside a serving or working process: `sealer = Sealer(); sealer.start(); ...; sealer.stop()`."""

    def __init__(self, *, beat: float = BEAT_SECONDS) -> None:
        """Prepare a thread that ends with the process."""
        super().__init__(name="audit sealer", daemon=True)
        self.beat = beat
        self.over = threading.Event()

    def run(self) -> None:
        """Seal each beat until told to stop; trouble is logged and tried again."""
        beats = 0
        hour = max(1, int(3600 / self.beat))
        while not self.over.wait(self.beat if beats else 0):
            try:
                seal_all(everything=beats % hour == 0)
            except Exception:
                log.exception("the audit could not be sealed; trying again")
                connections.close_all()
            beats += 1
        connections.close_all()

    def stop(self) -> None:
        """Seal what is left, and end."""
        self.over.set()
        self.join()
        seal_all()
