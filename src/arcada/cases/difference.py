"""What differs between two answers for the same mouth, tier by tier, as values: nothing here is a sentence yet.

    added, removed   work that only one of the two does
    swapped          other work for the same findings at the same place: what it was, what it is
    moved            the same work in another visit, and what put it there
    shifted          whole runs of visits that come later or earlier by the same number, told once
    repriced         the same work at another price
    handed           the same work done by somebody else
    left, taken_up   findings that are no longer answered, and those that now are

Lines are the same when procedure and place are; a line that stands several times is followed in its order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
SHIFT = 3  # so many lines that move by the same number are told as one. source: judgement


@dataclass(frozen=True, slots=True)
class Moved:
    """The same line in another visit."""

    old: Json
    new: Json

    @property
    def by(self) -> int:
        """Visits later, or earlier where negative."""
        return int(self.new["visit"] - self.old["visit"])


@dataclass(frozen=True, slots=True)
class Shift:
    """Lines of visits `first` to `last` that all move by the same number of visits."""

    first: int
    last: int
    by: int
    moves: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same work before and now."""

    old: Json
    new: Json


@dataclass(frozen=True, slots=True)
class Swap:
    """Other work for the same findings at the same place."""

    old: tuple[Json, ...]
    new: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class TierDifference:
    """What differs in one alternative; `old` is None where the tier is new, `new` where it is gone."""

    tier: str
    old: Json | None
    new: Json | None
    added: tuple[Json, ...] = ()
    removed: tuple[Json, ...] = ()
    swapped: tuple[Swap, ...] = ()
    moved: tuple[Moved, ...] = ()
    shifted: tuple[Shift, ...] = ()
    repriced: tuple[Pair, ...] = ()
    handed: tuple[Pair, ...] = ()
    left: tuple[Json, ...] = ()
    taken_up: tuple[Json, ...] = ()
    may_come: tuple[Json, ...] = ()
    may_not_come: tuple[Json, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether both are alike in all that a person would notice."""
        if self.old is None or self.new is None:
            return False
        told = (
            self.added, self.removed, self.swapped, self.moved, self.shifted, self.repriced, self.handed, self.left,
            self.taken_up, self.may_come, self.may_not_come,
        )  # fmt: skip
        figures = ("price", "visit_count", "last_day", "chair_minutes")
        return not any(told) and all(self.old[name] == self.new[name] for name in figures)


def difference(old: Json, new: Json) -> tuple[TierDifference, ...]:
    """What differs between two answers, in the order of the newer one; a tier that is gone comes last."""
    before = {one["tier"]: one for one in old["alternatives"]}
    after = {one["tier"]: one for one in new["alternatives"]}
    names = [*after, *(tier for tier in before if tier not in after)]
    return tuple(_of_tier(tier, before.get(tier), after.get(tier)) for tier in names)


def _of_tier(tier: str, old: Json | None, new: Json | None) -> TierDifference:
    if old is None or new is None:
        return TierDifference(tier, old, new)
    same, removed, added = _matched(old["items"], new["items"])
    swapped, removed, added = _swaps(removed, added)
    moved, shifted = _moves(same)
    return TierDifference(
        tier=tier,
        old=old,
        new=new,
        added=tuple(added),
        removed=tuple(removed),
        swapped=tuple(swapped),
        moved=moved,
        shifted=shifted,
        repriced=tuple(one for one in same if one.old["price"] != one.new["price"]),
        handed=tuple(one for one in same if _who(one.old) != _who(one.new)),
        left=tuple(_only_in(new["unaddressed"], old["unaddressed"], "finding")),
        taken_up=tuple(_only_in(old["unaddressed"], new["unaddressed"], "finding")),
        may_come=tuple(_only_in(new["contingencies"], old["contingencies"], "trigger")),
        may_not_come=tuple(_only_in(old["contingencies"], new["contingencies"], "trigger")),
    )


def _who(item: Json) -> tuple[object, object]:
    return item.get("role"), item.get("provider") or ""


def _only_in(here: Iterable[Json], there: Iterable[Json], name: str) -> Iterator[Json]:
    known = {one[name] for one in there}
    return (one for one in here if one[name] not in known)


def line_key(item: Json) -> tuple[str, tuple[str, ...]]:
    """Which line it is: the procedure and its places."""
    return str(item["procedure"]), tuple(sorted(item["where"]))


def _matched(old: Sequence[Json], new: Sequence[Json]) -> tuple[list[Pair], list[Json], list[Json]]:
    """Lines that both have, and those that only one has."""
    waiting: dict[tuple[str, tuple[str, ...]], list[Json]] = {}
    for item in old:
        waiting.setdefault(line_key(item), []).append(item)
    same, added = [], []
    for item in new:
        own = waiting.get(line_key(item))
        if own:
            same.append(Pair(own.pop(0), item))
        else:
            added.append(item)
    left = {id(item) for items in waiting.values() for item in items}
    return same, [item for item in old if id(item) in left], added


def _swaps(removed: list[Json], added: list[Json]) -> tuple[list[Swap], list[Json], list[Json]]:
    """Group what went and what came for the same findings at the same place."""
    swaps: list[Swap] = []
    for item in list(removed):
        if item not in removed:
            continue
        new = [one for one in added if _instead(item, one)]
        if not new:
            continue
        old = [one for one in removed if any(_instead(one, other) for other in new)]
        swaps.append(Swap(tuple(old), tuple(new)))
        removed = [one for one in removed if one not in old]
        added = [one for one in added if one not in new]
    return swaps, removed, added


def _instead(old: Json, new: Json) -> bool:
    """Whether one stands for the other: a shared place, and a shared finding or the same kind of work."""
    here = bool(set(old["where"]) & set(new["where"]))
    return here and (bool(set(old["for_findings"]) & set(new["for_findings"])) or old["family"] == new["family"])


def _moves(same: Sequence[Pair]) -> tuple[tuple[Moved, ...], tuple[Shift, ...]]:
    """Lines in another visit; runs of visits that move alike are one shift."""
    moves = [Moved(one.old, one.new) for one in same if one.old["visit"] != one.new["visit"]]
    shifts: list[Shift] = []
    for by in sorted({one.by for one in moves}):
        own = sorted((one for one in moves if one.by == by), key=lambda one: (one.old["visit"], one.old["id"]))
        visits = {one.old["visit"] for one in own}
        if len(own) >= SHIFT and len(visits) > 1 and _whole(same, visits, by):
            shifts.append(Shift(min(visits), max(visits), by, tuple(own)))
    told = {id(one) for shift in shifts for one in shift.moves}
    return tuple(one for one in moves if id(one) not in told), tuple(shifts)


def _whole(same: Sequence[Pair], visits: set[int], by: int) -> bool:
    """Whether all that both do in these visits moves by the same number."""
    return all(one.new["visit"] - one.old["visit"] == by for one in same if one.old["visit"] in visits)


def behind(moved: Moved, told: TierDifference) -> tuple[tuple[Json, ...], tuple[Json, ...]]:
    """What put a line into another visit: new work that comes before it, and work before it that is gone."""
    came = [*told.added, *(item for swap in told.swapped for item in swap.new)]
    went = [*told.removed, *(item for swap in told.swapped for item in swap.old)]
    later = moved.by > 0
    new = tuple(item for item in came if item["visit"] <= moved.new["visit"]) if later else ()
    gone = tuple(item for item in went if item["visit"] <= moved.old["visit"]) if not later else ()
    return new, gone
