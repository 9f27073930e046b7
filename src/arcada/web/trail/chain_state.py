"""Is the audit whole, at a glance: 'Sealed to event 12,345; nothing missing'.

at a glance      the last links are walked again, the chain passes through its anchor, no event waits over a minute
by walking       every event is read again and hashed onto the one before (`audit.queries.verify`)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from arcada.audit import anchor, chain
from arcada.audit.models import Event, Seal
from arcada.audit.queries import PATIENCE
from arcada.audit.sealer import unsealed

GLANCE = 500  # links; walking these costs a few hundredths of a second however long the chain is
LOOK_BACK = timedelta(hours=1)  # as the sealer does; the walk looks at everything
MOST_WAITING = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """How far the chain reaches, how many of its links were walked, how many events wait, what does not hold."""

    sealed: int
    walked: int
    waiting: int
    faults: Sequence[str]

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        if not self.sealed and not self.faults:
            return "Nothing is sealed yet."
        return f"Sealed to event {self.sealed:,}; {'look below' if self.faults else 'nothing missing'}."


def chain_state(practice_id: UUID, at: datetime) -> ChainState:
    """Look at a practice's chain; the practice is the current one."""
    last = Seal.objects.order_by("-number").first()
    sealed = last.number if last else 0
    lately = unsealed().filter(recorded_at__gte=at - LOOK_BACK).values_list("recorded_at", flat=True)
    moments = list(lately[:MOST_WAITING])
    late = sum(moment < at - PATIENCE for moment in moments)
    faults = [*_against_anchor(practice_id, sealed), *_walk(sealed)]
    if late:
        who = "1 event waits for its seal" if late == 1 else f"{late:,} events wait for their seal"
        faults.append(f"{who} for more than a minute: is a server or worker running?")
    return ChainState(sealed=sealed, walked=min(sealed, GLANCE), waiting=len(moments), faults=tuple(faults))


def _walk(sealed: int) -> Iterator[str]:
    """Walk the last links: each follows from the one before it and from its event."""
    start = max(0, sealed - GLANCE)
    links = {row.number: row for row in Seal.objects.filter(number__gte=start)}
    events = Event.objects.in_bulk([row.event_id for row in links.values()])
    for number in range(start + 1, sealed + 1):
        link, before = links.get(number), links.get(number - 1)
        event = events.get(link.event_id) if link else None
        if link is None:
            yield f"Link {number:,} of the chain is missing."
        elif event is None:
            yield f"Event {number:,} was removed."
        elif (before or number == 1) and chain.link(before.hash if before else chain.START, event) != link.hash:
            yield f"Event {number:,} was changed after it was sealed."


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
