"""Is the audit whole? `verify_chains` walks every practice's chain and says in sentences what does not hold.

changed      an event's content is not what was sealed          cut      the chain ends before its anchor
removed      a sealed event is gone                             anchor   the anchor is gone, unreadable or elsewhere
gap          a link of the chain is missing                     waiting  an event is older than a minute and unsealed
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from arcada.audit import anchor, chain
from arcada.audit.models import Event, Seal
from arcada.audit.sealer import practices, unsealed
from arcada.store.tenancy import in_practice

PATIENCE = timedelta(minutes=1)
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold."""

    practice_id: UUID
    code: str
    text: str


def verify_chains(*, at: datetime) -> tuple[Fault, ...]:
    """Walk all chains; nothing found means that the audit is whole up to `at`."""
    return tuple(fault for key in practices() for fault in verify(key, at=at))


def verify(practice_id: UUID, *, at: datetime) -> tuple[Fault, ...]:
    """Walk one practice's chain."""
    with in_practice(practice_id):
        walk = _Walk(practice_id)
        faults = [*walk.links(), *walk.against_anchor()]
        old = unsealed().filter(recorded_at__lt=at - PATIENCE).count()
        if old:
            text = f"{old} event(s) older than a minute are not sealed: is a worker or server running?"
            faults.append(Fault(practice_id, "waiting", text))
    return tuple(faults)


class _Walk:
    """Goes along the chain once; keeps where it ended and the hash at the anchor's count."""

    def __init__(self, practice_id: UUID) -> None:
        self.practice_id = practice_id
        self.trouble = ""
        try:
            self.anchor = anchor.read(practice_id)
        except anchor.AnchorUnreadable as trouble:
            self.anchor, self.trouble = None, str(trouble)
        self.count, self.head, self.anchored = 0, chain.START, chain.START

    def links(self) -> Iterator[Fault]:
        """Check each link: its number follows, its event is there and unchanged, its hash follows from both."""
        batch: list[Seal] = []
        for seal in Seal.objects.order_by("number").iterator(chunk_size=AT_ONCE):
            batch.append(seal)
            if len(batch) == AT_ONCE:
                yield from self._batch(batch)
                batch = []
        yield from self._batch(batch)

    def _batch(self, seals: list[Seal]) -> Iterator[Fault]:
        events = Event.objects.in_bulk([seal.event_id for seal in seals])
        for seal in seals:
            if seal.number != self.count + 1:
                yield self._fault("gap", f"links {self.count + 1} to {seal.number - 1} of the chain are missing")
            event = events.get(seal.event_id)
            if event is None:
                yield self._fault("removed", f"event {seal.event_id} (link {seal.number}) was removed")
            elif seal.number == self.count + 1 and chain.link(self.head, event) != seal.hash:
                text = f"event {seal.event_id} (link {seal.number}, {event.verb} {event.noun}) was changed"
                yield self._fault("changed", text)
            self.count, self.head = seal.number, seal.hash
            if self.anchor and seal.number == self.anchor.count:
                self.anchored = seal.hash

    def against_anchor(self) -> Iterator[Fault]:
        """Check that the chain passes through its anchor."""
        if self.trouble:
            yield self._fault("anchor", f"the anchor cannot be read: {self.trouble}")
        elif self.anchor is None:
            if self.count:
                yield self._fault("anchor", "the anchor outside the database is missing")
        elif self.anchor.count > self.count:
            text = f"the chain was cut: it has {self.count} links, its anchor knows {self.anchor.count}"
            yield self._fault("cut", text)
        elif self.anchor.head != self.anchored:
            yield self._fault("anchor", f"link {self.anchor.count} is not the one that was anchored")

    def _fault(self, code: str, text: str) -> Fault:
        return Fault(self.practice_id, code, text)
