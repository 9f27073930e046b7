"""An answer walked anew from its own words: its first state, its visits with their stops, the practice's catalogue."""

from collections.abc import Iterator
from typing import Any

from arcada.core.chart.act import Act
from arcada.core.chart.mouth import mouth_from_dict, mouth_to_dict
from arcada.core.chart.walk import Part, Step, Visit, walk
from arcada.core.planning.library import Library

Json = dict[str, Any]


def rewalked(library: Library, plan: Json) -> Iterator[str]:
    """What of the plan has no ground, and the states that come out otherwise."""
    first = {key: value for key, value in plan["states"][0].items() if key != "visit"}
    acts = {item["id"]: _act(library, item) for item in plan["items"]}
    visits = [
        Visit(one["visit"], one["day"], tuple(_step(acts, stop) for stop in one["stops"])) for one in plan["visits"]
    ]
    done = walk(mouth_from_dict(first), visits, ())
    for fault in done.faults:
        yield f"{plan['tier']}: visit {fault.visit} has no ground: {fault.text}"
    for shown, (number, mouth) in zip(plan["states"], done.states, strict=True):
        if shown != {"visit": number, **mouth_to_dict(mouth)}:
            yield f"{plan['tier']}: the mouth after visit {number} is shown otherwise"


def _act(library: Library, item: Json) -> Act:
    family, procedure = library.families[item["family"]], library.procedures[item["procedure"]]
    needs, does = (*family.needs, *procedure.needs), (*family.does, *procedure.does)
    return Act(item["id"], item["name"], tuple(item["where"]), needs, does, "".join(item["surfaces"]))


def _step(acts: dict[str, Act], stop: Json) -> Step:
    part: Part = "middle"
    if stop["of"] == 1:
        part = "whole"
    elif stop["part"] in (1, stop["of"]):
        part = "first" if stop["part"] == 1 else "last"
    return Step(acts[stop["item"]], part)
