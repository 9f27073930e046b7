"""What a benefit speaks about, and which of several benefits governs a line.

    all  <  broad category  <  narrow category  <  group of procedures  <  one procedure  <  the member's own entry

A line lists its categories from broad to narrow (general, diagnostic, diagnostic_xray). Of several benefits of one
kind the most specific one that matches governs; at the same rank the one with the smaller `priority` number does.
Groups hold procedures exactly as they are spelt: a variant of a procedure is another procedure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

ALL, CATEGORY, GROUP, PROCEDURE = "all", "category", "group", "procedure"
GENERAL = "general"
GROUP_RANK, PROCEDURE_RANK, MEMBER_RANK = 100, 200, 1000


class Sorted(Protocol):
    """What a scope can be asked about: a line of a plan or a service of the past."""

    @property
    def procedure(self) -> str:
        """The practice's own word for the procedure."""
        ...

    @property
    def categories(self) -> tuple[str, ...]:
        """Its categories, from broad to narrow."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """All services, some categories, a group of procedures or one procedure."""

    kind: str = ALL
    names: frozenset[str] = frozenset()

    def rank(self, service: Sorted) -> int | None:
        """How specifically it speaks about the service, None where it does not."""
        if self.kind == ALL:
            return 0
        if self.kind == CATEGORY:
            found = [place for place, name in enumerate(service.categories, 1) if name in self.names]
            return max(found) if found else None
        if service.procedure not in self.names:
            return None
        return GROUP_RANK if self.kind == GROUP else PROCEDURE_RANK

    def holds(self, service: Sorted) -> bool:
        """Whether the service lies in it."""
        return self.rank(service) is not None

    @property
    def is_general(self) -> bool:
        """Whether it speaks about everything, or everything but what is always apart (orthodontics)."""
        return self.kind == ALL or (self.kind == CATEGORY and self.names == {GENERAL})


class Scoped(Protocol):
    """A benefit that has a scope."""

    @property
    def scope(self) -> Scope:
        """What it speaks about."""
        ...

    @property
    def priority(self) -> int:
        """Smaller goes first among equals."""
        ...

    @property
    def member(self) -> bool:
        """Whether it is the member's own entry, which overrides the plan's."""
        ...


Benefit = TypeVar("Benefit", bound=Scoped)


def rank_of(benefit: Scoped, service: Sorted) -> int | None:
    """How specifically the benefit speaks about the service; the member's own entry stands above all."""
    rank = benefit.scope.rank(service)
    return None if rank is None else rank + MEMBER_RANK * benefit.member


def matching(benefits: Iterable[Benefit], service: Sorted) -> list[tuple[int, Benefit]]:
    """Those that speak about the service with their ranks, most specific first."""
    found = [(rank, one) for one in benefits if (rank := rank_of(one, service)) is not None]
    return sorted(found, key=lambda pair: (-pair[0], pair[1].priority)) if len(found) > 1 else found


def numbered(benefits: Sequence[Benefit], service: Sorted) -> list[tuple[int, int, Benefit]]:
    """Those that speak about the service as rank, place in the list and benefit, most specific first."""
    found = [(rank, place, one) for place, one in enumerate(benefits) if (rank := rank_of(one, service)) is not None]
    return sorted(found, key=lambda entry: (-entry[0], entry[2].priority, entry[1]))


def governing(benefits: Iterable[Benefit], service: Sorted) -> Benefit | None:
    """The one that decides, None where none speaks about the service."""
    found = matching(benefits, service)
    return found[0][1] if found else None
