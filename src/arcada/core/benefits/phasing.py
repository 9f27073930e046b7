"""When to do what, so that the patient pays least over benefit years, within what the plan and urgency allow.

    candidate days of a visit group:   as soon as it may be  |  a waiting period or a frequency ends
                                       |  a benefit year of some coverage begins  |  so long after the group before it
    cheapest                           patient's total, then fewer days, then less delay

Days are worked through in their order (`phasing_search`): on each day some of the groups that may be done are done, and
what they cost is asked of the same engine as any estimate, from the meters that the days before have left. Two ways to
the same meters with the same groups left are one way. Where there is too much to try, a beam keeps the best ways and
the answer says that it is not proven. What is urgent stays where it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from arcada.core.benefits.answer import Estimate
from arcada.core.benefits.estimate import estimate
from arcada.core.benefits.line import Question
from arcada.core.benefits.phasing_beam import beamed
from arcada.core.benefits.phasing_days import Link, VisitGroup, candidates, dated, in_order, soonest
from arcada.core.benefits.phasing_price import Prices
from arcada.core.benefits.phasing_search import MOST_STEPS, searched
from arcada.core.benefits.phasing_words import gains, held, traps
from arcada.core.benefits.step import Step
from arcada.core.kernel import Refusal

__all__ = ["Link", "Phasing", "VisitGroup", "phase"]


@dataclass(frozen=True, slots=True)
class Phasing:
    """The days found, what they cost and save, and why; `proven` when nothing cheaper can exist.

    `held` says of each group that was not moved what holds it, `now` is the estimate of all as soon as it may be.
    """

    days: Mapping[str, date]
    patient_pays: Decimal
    patient_pays_now: Decimal
    estimate: Estimate
    now: Estimate
    days_now: Mapping[str, date]
    gains: tuple[Step, ...] = ()
    traps: tuple[Step, ...] = ()
    held: Mapping[str, Step] = field(default_factory=dict)
    proven: bool = True

    @property
    def saving(self) -> Decimal:
        """What is saved against doing all as soon as it may be."""
        return self.patient_pays_now - self.patient_pays

    @property
    def moved(self) -> tuple[str, ...]:
        """The groups that are put off, in the order of their days."""
        found = [name for name, day in self.days.items() if day != self.days_now[name]]
        return tuple(sorted(found, key=lambda name: (self.days[name], name)))


def phase(question: Question, groups: Sequence[VisitGroup], *, most_steps: int = MOST_STEPS) -> Phasing | Refusal:
    """The cheapest days for the groups; a Refusal when the links leave no day for one of them.

    The search gives the best it has found after `most_steps` steps, and says so.
    """
    ordered = in_order(groups)
    if isinstance(ordered, Refusal):
        return ordered
    first = soonest(ordered)
    if isinstance(first, Refusal):
        return first
    now = estimate(dated(question, ordered, first))
    choices = candidates(question, ordered, first)
    prices = Prices(question)
    known = beamed(prices, ordered, choices, first)
    days, proven = searched(prices, ordered, choices, known, most_steps=most_steps)
    best = estimate(dated(question, ordered, days))
    return Phasing(
        days,
        best.patient_pays,
        now.patient_pays,
        best,
        now,
        first,
        tuple(gains(now, best, dated(question, ordered, days))),
        tuple(traps(now, best, question, days)),
        held(ordered, choices),
        proven,
    )
