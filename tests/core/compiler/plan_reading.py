"""Reading an answer of the plan command in tests: what is done where, when, by whom, and what is left."""

from collections.abc import Iterator
from typing import Any

from plan_cases import LIBRARY, case

from arcada.cli.plan import answer

Json = dict[str, Any]


def planned(*findings: Json, **told: Any) -> Json:
    """The whole answer, which must not be a refusal."""
    found = answer(case(*findings, **told), LIBRARY)
    assert "refused" not in found, found
    return found


def tiers(found: Json) -> Iterator[Json]:
    """Its alternatives."""
    yield from found["alternatives"]


def items(plan: Json, family: str, place: str = "") -> list[Json]:
    """Items of a family, at a place if one is named."""
    return [one for one in plan["items"] if one["family"] == family and (not place or place in one["where"])]


def families(plan: Json, place: str = "") -> set[str]:
    """Families that are planned, at a place if one is named."""
    return {one["family"] for one in plan["items"] if not place or place in one["where"]}


def everywhere(found: Json, family: str, place: str = "") -> bool:
    """Whether every tier holds the family."""
    return all(items(plan, family, place) for plan in tiers(found))


def nowhere(found: Json, *names: str, place: str = "") -> bool:
    """Whether no tier holds one of the families."""
    return not any(items(plan, name, place) for plan in tiers(found) for name in names)


def somewhere(found: Json, family: str, place: str = "") -> bool:
    """Whether one tier holds the family."""
    return any(items(plan, family, place) for plan in tiers(found))


def starts(found: Json, family: str, place: str = "") -> list[int]:
    """First days of the family, over all tiers."""
    return [one["start_day"] for plan in tiers(found) for one in items(plan, family, place)]


def visits(plan: Json, family: str) -> dict[int, int]:
    """How many items of the family each visit holds, by its day."""
    found: dict[int, int] = {}
    for one in items(plan, family):
        found[one["start_day"]] = found.get(one["start_day"], 0) + len(one["where"])
    return found


def flags(found: Json) -> dict[str, str]:
    """Sentences of the raised flags."""
    return {one["flag"]: one["text"] for one in found["flags"]}


def reasons(found: Json, fid: str) -> set[str]:
    """Why a finding or wish is left, over all tiers."""
    return {one["reason"] for plan in tiers(found) for one in plan["unaddressed"] if one["finding"] == fid}
