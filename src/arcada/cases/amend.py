"""What a dentist took out of a plan, or put off, stays out: in this version and in every later one.

    answer of the compiler --standing decisions--> the same without these lines, walked, summed and numbered anew

The mouth is walked again without the line. Where the rest no longer has its ground (a crown on an implant that
is not placed), the decision is refused with the sentence that says what builds on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from arcada.core.chart.act import Act
from arcada.core.chart.before import signs_in
from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import mouth_from_dict, mouth_to_dict
from arcada.core.chart.walk import Part, Step, Visit, walk
from arcada.core.kernel import Refusal
from arcada.core.planning.library import Library

Json = dict[str, Any]
REASONS = {"remove": "not_chosen_in_tier", "defer": "deferred_clinical"}
SAID = {"remove": "Taken out by", "defer": "Put off by"}


@dataclass(frozen=True, slots=True)
class SetAside:
    """A standing decision: which line, what was decided, by whom, when and why."""

    procedure: str
    where: tuple[str, ...]
    act: str
    reason: str
    by: str
    on: str
    until: str = ""

    def concerns(self, item: Mapping[str, Any]) -> bool:
        """Whether it speaks of this line."""
        return bool(item["procedure"] == self.procedure and set(item["where"]) == set(self.where))


@dataclass(frozen=True, slots=True)
class Ground:
    """What a plan stands on: findings, knowledge, and the calendar day of its day 0."""

    findings: Sequence[Finding]
    library: Library
    start: date


def amended(answer: Json, standing: Sequence[SetAside], ground: Ground) -> Json | Refusal:
    """The answer without the lines that are set aside, or what builds on one of them."""
    if not standing:
        return answer
    alternatives: list[Json] = []
    for one in answer["alternatives"]:
        made = _without(one, standing, ground)
        if isinstance(made, Refusal):
            return made
        twin = next((other["tier"] for other in alternatives if _essence(other) == _essence(made)), None)
        alternatives.append(made | {"same_as": twin})
    left = {item["id"] for one in alternatives for item in one["items"]}
    flags = [flag | {"affects": [item for item in flag["affects"] if item in left]} for flag in answer["flags"]]
    return answer | {"alternatives": alternatives, "flags": flags}


def _essence(one: Json) -> list[tuple[object, ...]]:
    return [(item["procedure"], tuple(item["where"]), item["start_day"]) for item in one["items"]]


def _without(one: Json, standing: Sequence[SetAside], ground: Ground) -> Json | Refusal:
    """An alternative without what is set aside."""
    decided = {item["id"]: decision for item in one["items"] for decision in standing if decision.concerns(item)}
    if not decided:
        return one
    gone = [item for item in one["items"] if item["id"] in decided]
    kept = [_freed(item, decided) for item in one["items"] if item["id"] not in decided]
    visits, numbers = _visits(one["visits"], kept, gone, ground.library)
    kept = [item | {"visit": numbers[item["visit"]], "last_visit": numbers[item["last_visit"]]} for item in kept]
    states = states_of(one["states"][0], kept, visits, ground)
    if isinstance(states, Refusal):
        return states
    known = [Decimal(item["price"]) for item in kept if item["price"] is not None]
    answered = {name for item in kept for name in item["for_findings"]}
    made = one | {
        "items": kept,
        "visits": visits,
        "visit_count": len(visits),
        "chair_minutes": sum(visit["minutes"] for visit in visits),
        "last_day": max((item["end_day"] for item in kept), default=0),
        "price": f"{sum(known, Decimal(0)):.2f}",
        "states": states,
        "unaddressed": [*one["unaddressed"], *_left(gone, kept, decided, ground.start)],
        "contingencies": [
            branch for branch in one["contingencies"] if branch.get("for_finding", "") in ("", *answered)
        ],
        "set_aside": [{"item": item} | asdict(decided[item["id"]]) for item in gone],
    }
    made.pop("price_complete", None)
    return made if len(known) == len(kept) else made | {"price_complete": False}


def _freed(item: Json, gone: Mapping[str, SetAside]) -> Json:
    """A line that no longer waits for what is gone."""
    return item | {"after": [lag for lag in item["after"] if lag["item"] not in gone]}


def _visits(
    visits: Sequence[Json], kept: Sequence[Json], gone: Sequence[Json], library: Library
) -> tuple[list[Json], dict[int, int]]:
    """The visits that are still needed, numbered anew, shorter by what is gone; and the new numbers of the old ones."""
    needed = [v for v in visits if any(item["visit"] <= v["visit"] <= item["last_visit"] for item in kept)]
    needed = [v for v in needed if _attended(v, kept, gone)]
    numbers = {visit["visit"]: rank for rank, visit in enumerate(needed, 1)}
    shorter = [
        visit | {"visit": numbers[visit["visit"]], "minutes": max(5, visit["minutes"] - _minutes(visit, gone, library))}
        for visit in needed
    ]
    return shorter, numbers


def _attended(visit: Json, kept: Sequence[Json], gone: Sequence[Json]) -> bool:
    """Whether anything is done there: begun, ended, or gone on with where it never served what is gone."""
    number = visit["visit"]
    if any(number in (item["visit"], item["last_visit"]) for item in kept):
        return True
    return not any(number in (item["visit"], item["last_visit"]) for item in gone)


def _minutes(visit: Json, gone: Sequence[Json], library: Library) -> int:
    """The minutes that what is gone took of a visit; work of several visits by its stages."""
    total = 0
    for item in gone:
        if visit["visit"] not in (item["visit"], item["last_visit"]):
            continue
        if item["visit"] == item["last_visit"]:
            total += item["minutes"]
            continue
        procedure = library.procedures.get(item["procedure"])
        stages = procedure.stages if procedure else ()
        stage = 0 if visit["visit"] == item["visit"] else -1
        total += stages[stage].minutes if stages else item["minutes"] // 2
    return total


def _left(gone: Sequence[Json], kept: Sequence[Json], decided: Mapping[str, SetAside], start: date) -> list[Json]:
    """The findings that nothing answers at their place any more, with the dentist's words."""
    told: dict[str, Json] = {}
    for item in gone:
        decision = decided[item["id"]]
        until = (date.fromisoformat(decision.until) - start).days if decision.until else None
        here = {name for one in kept if set(one["where"]) & set(item["where"]) for name in one["for_findings"]}
        for name in item["for_findings"]:
            if name not in here and ":" not in name:
                text = f"{SAID[decision.act]} {decision.by} on {decision.on}: {decision.reason}"
                one = {"finding": name, "reason": REASONS[decision.act], "text": text, "until_day": until}
                told.setdefault(name, one)
    return list(told.values())


def states_of(
    first: Mapping[str, Any], items: Sequence[Json], visits: Sequence[Json], ground: Ground
) -> list[Json] | Refusal:
    """The mouth after each visit; or the first line that no longer has its ground."""
    before = mouth_from_dict(first)
    steps = [Visit(v["visit"], v["day"], _steps(v["visit"], items, ground.library)) for v in visits]
    done = walk(before, steps, signs_in(ground.findings, before))
    if done.faults:
        fault = done.faults[0]
        name = next(
            (item.get("name") or item["procedure"] for item in items if item["id"] == fault.item), "another line"
        )
        text = f"{name} in visit {fault.visit} builds on this line: {fault.text}. Set that line aside first."
        return Refusal("line_is_needed", text, "item")
    return [{"visit": number, **mouth_to_dict(mouth)} for number, mouth in done.states]


def _steps(number: int, items: Sequence[Json], library: Library) -> tuple[Step, ...]:
    here = [item for item in items if number in (item["visit"], item["last_visit"])]
    here.sort(key=lambda item: (item["order_in_visit"] if item["visit"] == number else 0, item["id"]))
    return tuple(Step(_act(item, library), _part(item, number)) for item in here)


def _part(item: Json, number: int) -> Part:
    if item["visit"] == item["last_visit"]:
        return "whole"
    return "first" if number == item["visit"] else "last"


def _act(item: Json, library: Library) -> Act:
    family, procedure = library.families[item["family"]], library.procedures[item["procedure"]]
    return Act(
        item=item["id"],
        name=procedure.name,
        where=tuple(item["where"]),
        needs=(*family.needs, *procedure.needs),
        does=(*family.does, *procedure.does),
        surfaces="".join(item["surfaces"]),
        findings=tuple(item["for_findings"]),
    )
