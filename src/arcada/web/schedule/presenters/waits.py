"""What of a plan waits for an insurer, with the way to the pack that it waits for."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from arcada.display.phrases import Voice
from arcada.insurance.preauth.pause import Pause
from arcada.schedule.waiting import Held, work_words
from arcada.web.shell.rail import address


@dataclass(frozen=True, slots=True)
class Wait:
    """One piece of work that waits: 'Crown 14', why, in which visits, and the page on which it goes on."""

    work: str
    why: str
    visits: str
    url: str


def waits_of(pauses: Iterable[Pause], patient_id: UUID, voice: Voice) -> tuple[Wait, ...]:
    """What waits, in the order of the plan."""
    return tuple(
        Wait(
            work=work_words(one, voice.notation),
            why=one.text,
            visits=f"visit {one.visit}" if one.visit == one.last_visit else f"visits {one.visit} to {one.last_visit}",
            url=address("preauth:pack", patient_id, one.pack_id) if one.pack_id else "",
        )
        for one in pauses
    )


def why_of_visit(found: Held, number: int, voice: Voice) -> str:
    """What waits in one visit, and whether the visit itself does."""
    here = found.of_visit(number)
    if not here:
        return ""
    works = ", ".join(work_words(one, voice.notation) for one in here)
    return (
        f"Waits for the insurer: {works}" if number in found.visits else f"Left out until the insurer answers: {works}"
    )
