"""Which visits of a plan wait for an insurer, in the words of the calendar.

A visit in which all the work waits is not booked; one with other work too is, and says what is left out meanwhile
(docs/algorithms/preauthorisation.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from arcada.cases.models import Alternative
from arcada.core.kernel import Refusal
from arcada.core.teeth.notation import Notation, shown
from arcada.core.teeth.number import in_order, is_tooth
from arcada.insurance.preauth.pause import Pause, cases_that_wait, pauses_of, waiting_visits
from arcada.practice.clock import local_day
from arcada.schedule.models import Appointment

MOST_SAID = 3


@dataclass(frozen=True, slots=True)
class Held:
    """What waits in a plan: each piece of work, and the visits in which nothing else is done."""

    pauses: tuple[Pause, ...] = ()
    visits: frozenset[int] = frozenset()

    def of_visit(self, number: int) -> tuple[Pause, ...]:
        """What waits in one visit."""
        return tuple(one for one in self.pauses if one.visit <= number <= one.last_visit)


def held(alternative: Alternative, at: datetime) -> Held:
    """What of a plan waits for an insurer now; work of visits that are done waits no more."""
    found = pauses_of(alternative, local_day(at, alternative.case.patient.practice))
    if not found:
        return Held()
    done = {row.number for row in alternative.visits.all() if row.done_at is not None}
    found = tuple(one for one in found if one.last_visit not in done)
    return Held(found, waiting_visits(alternative.content()["items"], found))


def held_by_case(rows: Iterable[Appointment], at: datetime) -> Mapping[UUID, Held]:
    """What waits, for the plans of some appointments: one question for all of them, and more only where one waits."""
    plans = {row.visit.alternative.case_id: row.visit.alternative for row in rows if row.visit is not None}
    waiting = cases_that_wait(plans)
    return {case: held(plans[case], at) for case in sorted(waiting, key=str)}


def refusal_of(found: Held, notation: Notation) -> Refusal:
    """The refusal where nothing is left to book."""
    text = f"Everything that is still to be booked waits: {said(found.pauses, notation)}."
    return Refusal("waits_for_insurer", text, "alternative")


def said(pauses: Sequence[Pause], notation: Notation) -> str:
    """What waits and why, in one sentence without its full stop."""
    told = [f"{work_words(one, notation)} ({one.text})" for one in pauses[:MOST_SAID]]
    more = len(pauses) - MOST_SAID
    return "; ".join([*told, *([f"and {more} more"] if more > 0 else [])])


def work_words(one: Pause, notation: Notation) -> str:
    """The work with its teeth: 'Crown 14'."""
    teeth = in_order(tuple(place for place in one.where if is_tooth(place)))
    return f"{one.name} {', '.join(shown(tooth, notation) for tooth in teeth)}".strip()
