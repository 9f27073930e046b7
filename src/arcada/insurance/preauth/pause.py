"""What waits for an insurer: items of a plan that must not be booked yet, and why.

An item waits where the newest line about the same work, of any coverage that was asked, is not free; what rests on
waiting work waits with it. What nobody asked about is free (docs/algorithms/preauthorisation.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from arcada.cases.models import Alternative
from arcada.insurance.models import PreAuthLine, PreAuthState
from arcada.insurance.preauth.standing import EXPIRED, line_waits, standing

Json = Mapping[str, Any]
Work = tuple[str, tuple[str, ...], str]
NOT_ASKED = (PreAuthState.DRAFT, PreAuthState.WITHDRAWN)
SAID = {
    "waiting": "{payer} has not answered yet",
    "denied": "{payer} denied it",
    "conditional": "{payer} approved it with conditions that nobody has confirmed as met",
    EXPIRED: "the approval of {payer} has ended",
    "rests": "it rests on work that waits",
}


@dataclass(frozen=True, slots=True)
class Pause:
    """One item that waits: its id in the plan, its visits, why, and the pack that it waits for."""

    item: str
    name: str
    where: tuple[str, ...]
    visit: int
    last_visit: int
    kind: str
    text: str
    pack_id: UUID | None = None
    number: int = 0


def work_of(procedure: str, where: Sequence[str], surfaces: Iterable[str]) -> Work:
    """Which work it is, whatever the version of the plan calls it."""
    return procedure, tuple(sorted(where)), "".join(sorted(surfaces))


def pauses_of(alternative: Alternative, today: date) -> tuple[Pause, ...]:
    """The items of an alternative that wait on a day, in the order of the plan."""
    governing = governing_lines(alternative.case_id)
    if not governing:
        return ()
    items = alternative.content()["items"]
    found: dict[str, Pause] = {}
    for item in items:
        for line in governing.get(work_of(item["procedure"], item["where"], item["surfaces"]), ()):
            kind = line_waits(line, standing(line.preauthorisation, today))
            if kind and item["id"] not in found:
                found[item["id"]] = _pause(item, kind, line)
    return _with_rest(items, found)


def governing_lines(case_id: UUID) -> Mapping[Work, tuple[PreAuthLine, ...]]:
    """For each work that was asked about, the newest line of each coverage."""
    rows = PreAuthLine.objects.filter(preauthorisation__case=case_id).exclude(preauthorisation__state__in=NOT_ASKED)
    rows = rows.select_related("preauthorisation__coverage__policy__plan__payer")
    newest: dict[Work, dict[UUID, PreAuthLine]] = {}
    for row in rows.order_by("preauthorisation__number"):
        work = work_of(row.procedure, row.where, row.surfaces)
        newest.setdefault(work, {})[row.preauthorisation.coverage.policy_id] = row
    return {work: tuple(lines.values()) for work, lines in newest.items()}


def cases_that_wait(case_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of some cases in which anything was asked about."""
    rows = PreAuthLine.objects.filter(preauthorisation__case__in=list(case_ids))
    rows = rows.exclude(preauthorisation__state__in=NOT_ASKED)
    return frozenset(rows.values_list("preauthorisation__case_id", flat=True))


def _pause(item: Json, kind: str, line: PreAuthLine | None) -> Pause:
    payer = line.preauthorisation.coverage.policy.plan.payer.name if line else ""
    return Pause(
        item=item["id"],
        name=item.get("name") or item["family"].replace("_", " "),
        where=tuple(item["where"]),
        visit=item["visit"],
        last_visit=item["last_visit"],
        kind=kind,
        text=SAID[kind].format(payer=payer),
        pack_id=line.preauthorisation_id if line else None,
        number=line.preauthorisation.number if line else 0,
    )


def _with_rest(items: Sequence[Json], found: dict[str, Pause]) -> tuple[Pause, ...]:
    """What rests on waiting work waits too, over any number of steps."""
    more = bool(found)
    while more:
        more = False
        for item in items:
            if item["id"] not in found and any(after["item"] in found for after in item["after"]):
                found[item["id"]] = _pause(item, "rests", None)
                more = True
    return tuple(found[item["id"]] for item in items if item["id"] in found)


def waiting_visits(items: Sequence[Json], pauses: Sequence[Pause]) -> frozenset[int]:
    """The visits in which all the work waits."""
    paused = {one.item for one in pauses}
    free = {visit for item in items if item["id"] not in paused for visit in _visits(item)}
    return frozenset(visit for one in pauses for visit in range(one.visit, one.last_visit + 1)) - free


def _visits(item: Json) -> range:
    return range(item["visit"], item["last_visit"] + 1)
