"""What dentists decided about the plans of a case, as the compiler takes it: each word stands until it is withdrawn.

    override      edit           lapses
    release       accepted
    remove        removed
    defer         removed        on its day: the line is in the plan again
    add           added
    swap          chosen         when a newer one is chosen for the same finding in the same plans
    order         pinned
    provider      assigned

The compiler puts them into every version, and says of each that it cannot follow why not.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from arcada.cases.models import Case, Override
from arcada.cases.models.plan import OverrideAct

Json = dict[str, Any]
NO_REASON_ASKED = "It keeps to the protocol, so no reason was asked."


def standing(case_id: Any) -> QuerySet[Override]:
    """The words that were not withdrawn, the oldest first."""
    rows = Override.objects.filter(case=case_id, withdrawn_at__isnull=True)
    return rows.select_related("by__user").order_by("at", "id")


def released(case_id: Any) -> Mapping[tuple[str, str], Override]:
    """The proofs that a dentist goes on without, by finding and proof, whether there is a plan or not."""
    rows = standing(case_id).filter(act=OverrideAct.RELEASE)
    return {(row.finding, row.evidence): row for row in rows}


def edits_of(case: Case, start: date) -> tuple[Json, ...]:
    """The standing words of a case as edits; `start` is day 0 of the plan that is made."""
    zone = ZoneInfo(case.patient.practice.time_zone)
    rows = _newest([row for row in standing(case.pk) if row.until_date is None or row.until_date > start])
    return tuple(edit_of(row, start, zone) for row in rows)


def _newest(rows: Iterable[Override]) -> list[Override]:
    """Of several words about the same thing in the same plans the newest."""
    found = {_about(row): row for row in rows}
    return sorted(found.values(), key=lambda row: (row.at, row.pk))


def _about(row: Override) -> tuple[object, ...]:
    where = tuple(sorted(row.where))
    match row.act:
        case OverrideAct.RELEASE:
            return "proof", row.finding, row.evidence
        case OverrideAct.SWAP:
            return "way", row.tier, row.finding
        case OverrideAct.REMOVE | OverrideAct.DEFER:
            return "aside", row.tier, row.procedure, where
        case OverrideAct.PROVIDER:
            return "who", row.tier, row.procedure, where
        case _:
            return "own", row.pk


def edit_of(row: Override, start: date, zone: tzinfo) -> Json:
    """One word as an edit; `id` says of which row it is."""
    shared = {
        "id": str(row.pk),
        "why": row.reason or NO_REASON_ASKED,
        "by": str(row.by.user),
        "on": row.at.astimezone(zone).date().isoformat(),
        "role": row.role,
    }
    return SAY[OverrideAct(row.act)](row, start) | shared | ({"tier": row.tier} if row.tier else {})


def told(edit: Mapping[str, Any]) -> Json:
    """An edit without what only the record knows: as the compiler reads it and gives it back."""
    own = ("id", "text", "kind")
    return {name: value for name, value in edit.items() if name not in own and value not in (None, "", [])}


def _line(row: Override) -> Json:
    return {"procedure": row.procedure, "where": list(row.where)}


def _deferred(row: Override, start: date) -> Json:
    until = row.until_date or start
    return {"edit": "removed", "reason": "deferred_clinical", "until_day": (until - start).days} | _line(row)


def _added(row: Override, _start: date) -> Json:
    return {"edit": "added", "for_findings": [row.finding]} | _line(row)


def _pinned(row: Override, _start: date) -> Json:
    return {"edit": "pinned", "first": _line(row), "then": dict(row.detail["then"])}


def _assigned(row: Override, _start: date) -> Json:
    who = {name: row.detail[name] for name in ("to_role", "provider") if row.detail.get(name)}
    return {"edit": "assigned"} | _line(row) | who


SAY: Mapping[OverrideAct, Callable[[Override, date], Json]] = {
    OverrideAct.RELEASE: lambda row, _: {"edit": "accepted", "finding": row.finding, "evidence": row.evidence},
    OverrideAct.REMOVE: lambda row, _: {"edit": "removed", "reason": "not_chosen_in_tier"} | _line(row),
    OverrideAct.DEFER: _deferred,
    OverrideAct.ADD: _added,
    OverrideAct.SWAP: lambda row, _: {
        "edit": "chosen",
        "finding": row.finding,
        "strategy": row.detail["strategy"],
        "where": list(row.where),
    },
    OverrideAct.ORDER: _pinned,
    OverrideAct.PROVIDER: _assigned,
}
