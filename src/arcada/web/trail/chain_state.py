"""Is the audit whole, at a glance: 'Sealed to event 12,345; nothing missing'.

at a glance      the last link is the one that was anchored, as many events as links, none waits over a minute
by walking       each event is read again and hashed onto the one before (`audit.queries.verify`)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from arcada.audit import anchor
from arcada.audit.models import Event, Seal
from arcada.audit.queries import PATIENCE
from arcada.audit.sealer import unsealed

LOOK_BACK = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """How far the chain reaches, how many events wait for their seal, and what does not hold."""

    sealed: int
    waiting: int
    faults: Sequence[str]

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        if not self.sealed:
            return "Nothing is sealed yet."
        return f"Sealed to event {self.sealed:,}; {'look below' if self.faults else 'nothing missing'}."


def chain_state(practice_id: UUID, at: datetime) -> ChainState:
    """Look at a practice's chain; the practice is the current one."""
    last = Seal.objects.order_by("-number").first()
    sealed = last.number if last else 0
    links = Seal.objects.count()
    waiting = Event.objects.count() - links
    faults = [*_against_anchor(practice_id, sealed)]
    if links != sealed:
        faults.append(f"{sealed - links} links of the chain are missing.")
    if waiting < 0:
        faults.append(f"{-waiting} sealed events are gone.")
    late = unsealed().filter(recorded_at__lt=at - PATIENCE, recorded_at__gte=at - LOOK_BACK).count()
    if late:
        faults.append(f"{late} events wait for their seal for more than a minute: is a server or worker running?")
    return ChainState(sealed=sealed, waiting=max(0, waiting), faults=tuple(faults))


def _against_anchor(practice_id: UUID, sealed: int) -> Sequence[str]:
    """Compare with the anchor outside the database."""
    try:
        known = anchor.read(practice_id)
    except anchor.AnchorUnreadable:
        return ("The anchor outside the database cannot be read.",)
    if known is None:
        return ("The anchor outside the database is missing.",) if sealed else ()
    if known.count > sealed:
        return (f"The chain was cut: it has {sealed:,} links, its anchor knows {known.count:,}.",)
    link = Seal.objects.filter(number=known.count).first()
    if link is None or link.hash != known.head:
        return (f"Link {known.count:,} is not the one that was anchored.",)
    return ()
