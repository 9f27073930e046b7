"""The walk under the mouth: its stops with their days, and the sentence of what changed at the one that is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arcada.core.teeth.number import is_tooth
from arcada.display.phrases import Voice, count, day, teeth
from arcada.web.chart.look import Look
from arcada.web.chart.plan_walk import Stop, Walk
from arcada.web.chart.presenters.mouth import Choice, choice

NAMES = {"premium": "Premium", "balanced": "Balanced", "economy": "Economy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StopShown:
    """One stop as the slider draws it."""

    label: str
    sub: str
    url: str
    frame: str
    current: bool
    past: bool
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that a stop changed."""

    status: str
    where: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkShown:
    """The slider as the page shows it; `says` has the name of the stop in its first line."""

    says: str
    stops: Sequence[StopShown]
    alternatives: Sequence[Choice]
    changes: Sequence[Done]
    note: str


def walk_shown(walk: Walk, look: Look, path: str, voice: Voice) -> WalkShown:
    """Phrase the walk."""
    here = walk.stop(look.visit)
    return WalkShown(
        says=f"{_head(walk, here)}\n{_sub(here, voice)}",
        stops=[_stop(walk, one, here, look, path, voice) for one in walk.stops],
        alternatives=[
            choice(NAMES.get(tier, tier.capitalize()), look, current=tier == walk.tier, tier=tier)
            for tier in walk.tiers
        ],
        changes=changes_at(walk, here, voice),
        note=_note(walk),
    )


def _head(walk: Walk, stop: Stop) -> str:
    if not stop.visit:
        return "Was"
    return "Became" if stop.visit == walk.last else f"After visit {stop.visit}"


def _sub(stop: Stop, voice: Voice) -> str:
    if not stop.visit:
        return f"Before treatment, {day(stop.day, voice)}"
    how = "done" if stop.done else "booked" if stop.booked else "at the earliest"
    return f"{day(stop.day, voice, style='week')}, {how}"


def _stop(walk: Walk, one: Stop, here: Stop, look: Look, path: str, voice: Voice) -> StopShown:
    label = "Was" if not one.visit else "Became" if one.visit == walk.last else f"Visit {one.visit}"
    when = day(one.day, voice)
    query = look.query(visit=one.visit, tier=walk.tier, finding="", typed="")
    return StopShown(
        label=label,
        sub=f"{when}, booked" if one.booked and not one.done else f"{when}, done" if one.done else when,
        url=f"{path}?{query}" if query else path,
        frame=str(one.visit),
        current=one.visit == here.visit,
        past=one.visit < here.visit,
        says=f"{_head(walk, one)}\n{_sub(one, voice)}",
    )


def changes_at(walk: Walk, stop: Stop, voice: Voice) -> Sequence[Done]:
    """List what the visit finishes; before the first one, what is to come."""
    if not stop.visit:
        work = [item for item in walk.content["items"] if item["family"]]
        visits = len(walk.stops) - 1
        return [
            Done(status="finding", where="", text=count(len(walk.findings), "finding")),
            Done(status="planned", where="", text=f"{count(len(work), 'procedure')} in {count(visits, 'visit')}"),
        ]
    return [_done(item, voice) for item in stop.items]


def _done(item: Mapping[str, Any], voice: Voice) -> Done:
    places = [place for place in item["where"] if is_tooth(place)]
    where = teeth(places, voice)
    letters = "".join(item["surfaces"])
    name = item.get("name") or item["family"].replace("_", " ")
    return Done(status="done", where=f"{where} {letters}".strip(), text=f"{name[:1].lower()}{name[1:]}")


def _note(walk: Walk) -> str:
    if walk.stale:
        return f"The chart has changed since version {walk.number}: make the plans anew."
    return "Chosen by the patient" if walk.accepted else f"Version {walk.number}, not chosen yet"
