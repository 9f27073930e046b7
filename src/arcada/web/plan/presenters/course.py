"""One plan in full: visit after visit, with what is done, by whom, how long, when and why then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from arcada.cases.models import Alternative, PlannedVisit
from arcada.display.phrases import count, day, duration
from arcada.web.plan.presenters.cards import QUIET_FLAGS, booked_dates, timeline
from arcada.web.plan.presenters.differences import Aside, aside_of
from arcada.web.plan.presenters.reason import Decision, decisions_on, waits
from arcada.web.plan.presenters.shown import PHASES, TITLES, Shown, plain

FEW = 8  # a warning that touches more lines than this in a plan is told once for the plan. source: judgement


@dataclass(frozen=True, slots=True)
class Part:
    """One item in a visit."""

    item: str
    title: str
    sentence: str
    part: str
    minutes: str
    price: str
    why_then: tuple[str, ...]
    pending: tuple[str, ...]
    provisional: str
    decisions: tuple[Decision, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of the plan."""

    number: int
    phase: str
    on: date
    booked: bool
    wait: str
    minutes: str
    role: str
    price: str
    parts: tuple[Part, ...]
    anaesthetic: str


@dataclass(frozen=True, slots=True)
class Branch:
    """What may come up: when, how likely, what is done then and what that costs."""

    trigger: str
    likely: str
    lines: tuple[str, ...]
    price: str
    also: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that this plan leaves alone, why, and until when."""

    finding: str
    text: str
    until: str


@dataclass(frozen=True, slots=True)
class Course:
    """The whole plan."""

    tier: str
    title: str
    state: str
    summary: tuple[str, ...]
    price: str
    missing: int
    line: SafeString
    visits: tuple[Visit, ...]
    branches: tuple[Branch, ...]
    left: tuple[Left, ...]
    aside: tuple[Aside, ...]
    tests: tuple[str, ...]
    unmet: tuple[str, ...]


def course(shown: Shown, row: Alternative) -> Course:
    """Tell a plan in full."""
    content = row.content()
    rows = {visit.number: visit for visit in row.visits.all()}
    return Course(
        tier=row.tier,
        title=TITLES[row.tier],
        state=row.state,
        summary=tuple(part for part in str(content.get("summary", "")).split("; ") if part),
        price=shown.money(content["price"]),
        missing=sum(1 for item in content["items"] if item["price"] is None),
        line=timeline(shown, content, booked_dates(row), wide=True),
        visits=tuple(_visit(shown, content, rows, number) for number in range(len(content["visits"]))),
        branches=branches(shown, content),
        left=left_alone(shown, content),
        aside=aside_of(shown, content),
        tests=tuple(f"{plain(one['test'])}, {day(shown.date_of(one['day']), shown.voice)}" for one in content["tests"]),
        unmet=tuple(shown.said(text) for text in content.get("unmet_preferences", ())),
    )


def _visit(shown: Shown, content: Mapping[str, Any], rows: Mapping[int, PlannedVisit], place: int) -> Visit:
    visit = content["visits"][place]
    number, before = visit["visit"], content["visits"][place - 1] if place else None
    row, gap = rows.get(number), visit["day"] - before["day"] if before else 0
    booked = row.date if row else None
    most = visit.get("local_anaesthetic_max_mg")
    return Visit(
        number=number,
        phase=PHASES.get(visit["phase"], plain(visit["phase"])),
        on=booked or shown.date_of(visit["day"]),
        booked=booked is not None,
        wait=f"{count(gap, 'day')} after visit {before['visit']}" if before else "the first day of the plan",
        minutes=duration(visit["minutes"]),
        role=plain(visit["role"]),
        price=shown.money(str(row.price) if row and row.price is not None else None),
        parts=tuple(
            _part(shown, item, number) for item in content["items"] if item["visit"] <= number <= item["last_visit"]
        ),
        anaesthetic=f"at most {most} mg" if most else "",
    )


def _part(shown: Shown, item: Mapping[str, Any], number: int) -> Part:
    first = number == item["visit"]
    several = item["visit"] != item["last_visit"]
    gate = item.get("gate") or "the visit before shows that it is needed"
    return Part(
        item=item["id"],
        title=shown.line(item),
        sentence=item.get("sentence") or item["because"],
        part=("begun" if first else "finished" if number == item["last_visit"] else "continued") if several else "",
        minutes=duration(item["minutes"]) if first else "",
        price=shown.money(item["price"]) if number == item["last_visit"] else "",
        why_then=tuple(waits(shown, item)) if first else (),
        pending=tuple(one.replace("_", " ") for one in item["pending_evidence"]),
        provisional=f"Only if {gate.replace('_', ' ')}" if item["provisional"] else "",
        decisions=decisions_on(shown, item) if first else (),
        flags=_flags_on(shown, item) if first and shown.sees_chart else (),
    )


def _flags_on(shown: Shown, item: Mapping[str, Any]) -> tuple[str, ...]:
    """The warnings that concern this line and not nearly every one: those stand beside the plans."""
    own = [one for one in shown.answer["flags"] if item["id"] in one["affects"] and one["flag"] not in QUIET_FLAGS]
    return tuple(one["text"] for one in own if len(one["affects"]) <= FEW * len(shown.alternatives))


def branches(shown: Shown, content: Mapping[str, Any]) -> tuple[Branch, ...]:
    """What may come up, with its price; the same at several places is told once."""
    groups: dict[tuple[object, ...], list[Mapping[str, Any]]] = {}
    for one in content["contingencies"]:
        work = tuple(item.get("procedure", item["family"]) for item in one["items"])
        groups.setdefault((work, one["price"], one["probability"]), []).append(one)
    return tuple(_branch(shown, same) for same in groups.values())


def _branch(shown: Shown, same: Sequence[Mapping[str, Any]]) -> Branch:
    one = same[0]
    likely = f"about {round(one['probability'] * 100)} in 100" if one["probability"] else "how likely is not known"
    return Branch(
        trigger=one["trigger"],
        likely=likely,
        lines=tuple(item.get("title") or shown.line({"procedure": item["family"], **item}) for item in one["items"]),
        price=shown.money(one["price"]),
        also=len(same) - 1,
    )


def left_alone(shown: Shown, content: Mapping[str, Any]) -> tuple[Left, ...]:
    """What this plan leaves alone; the same finding at several places, for the same reason, is told once."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for one in content["unaddressed"]:
        until = day(shown.date_of(one["until_day"]), shown.voice, style="year") if one["until_day"] else ""
        term = shown.found.get(one["finding"], {}).get("finding", one["finding"])
        groups.setdefault((term, one["text"], until), []).append(one["finding"])
    return tuple(Left(_several(shown, fids), text, until) for (_, text, until), fids in groups.items())


def _several(shown: Shown, fids: Sequence[str]) -> str:
    """Say a finding with all of its places."""
    if len(fids) == 1 or not all(fid in shown.found for fid in fids):
        return "; ".join(shown.finding(fid) for fid in fids)
    places = list(dict.fromkeys(place for fid in fids for place in shown.found[fid]["where"]))
    return f"{plain(shown.found[fids[0]]['finding'])}, {shown.every(places)}"
