"""Who and where: one of the free pairs of provider and chair at a time."""

from collections.abc import Sequence

from arcada.core.daybook.clinic import Chair, Provider
from arcada.core.daybook.openings import Openings, Start
from arcada.core.daybook.timetable import Plan


def seat(one: Openings, start: Start, plan: Plan, known: Sequence[str], old: str = "") -> tuple[Provider, Chair]:
    """The best pair: who had the visit, the preferred provider, whom the patient knows; then the plainest chair."""

    def rank(pair: tuple[Provider, Chair]) -> tuple[bool, bool, int, str, int, str]:
        provider, chair = pair
        return (
            bool(old) and provider.id != old,
            provider.id != plan.preferred_provider,
            -known.count(provider.id),
            provider.id,
            len(chair.equipment),
            chair.id,
        )

    return min(one.seats(start), key=rank)
