"""The three cards: what each way costs, how long it takes, how the mouth looks at the end, what speaks for it.

state   offered · accepted · retired · signed        act   what the button does: present, accept, think again, nothing
life    the years that the new work is expected to last, weighed by its price: what costs most counts most
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from arcada.cases.models import Alternative, Signature
from arcada.cases.models.plan import AlternativeState
from arcada.core.chart.mouth import mouth_from_dict
from arcada.core.teeth.notation import Notation
from arcada.display.marks import drawn_visit
from arcada.display.odontogram.draw import draw
from arcada.display.odontogram.drawn import DrawnTooth
from arcada.display.phrases import count, day, duration
from arcada.display.timeline import Stop, StopState, draw_timeline
from arcada.documents.mouths import dentition_of, findings_of
from arcada.web.plan.presenters.shown import TITLES, Shown, no_fees
from arcada.web.shell.remember import Remembered

DAYS_A_MONTH = 30.44
WEEKS_UNTIL = 70  # up to ten weeks are said in weeks. source: judgement
HEALING_DAYS = 42  # a wait of six weeks or more is drawn as healing. source: judgement
PROS, CONS, RISKS, SAID = 2, 2, 1, 3
QUIET_FLAGS = frozenset({"less_invasive_alternative_documented"})
KEPT = 64  # drawings; one is some hundred kilobytes


@dataclass(frozen=True, slots=True)
class Point:
    """One line of what speaks for (pro), against (con), or must be heeded (risk)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One plan as it stands among the three."""

    tier: str
    key: str
    title: str
    tagline: str
    ribbon: str
    recommended: bool
    state: str
    act: str
    price: str
    incomplete: str
    facts: tuple[tuple[str, str], ...]
    mouth: SafeString | str
    caption: str
    points: tuple[Point, ...]
    line: SafeString
    same_as: str


@dataclass(frozen=True, slots=True)
class Face:
    """What of a card cannot change as long as its visits keep their dates: figures, words and drawings."""

    tagline: str
    price: str
    incomplete: str
    facts: tuple[tuple[str, str], ...]
    mouth: SafeString | str
    points: tuple[Point, ...]
    line: SafeString
    same_as: str


FACES: Remembered[Face] = Remembered(KEPT)


def cards(shown: Shown, rows: Sequence[Alternative], *, presented: bool) -> tuple[Card, ...]:
    """Draw the cards of a version; `rows` are its alternatives."""
    signed = {row.pk for row in rows if row.covered_by_id}
    signed |= {one.alternative_id for one in Signature.objects.filter(alternative__in=[row.pk for row in rows])}
    return tuple(_card(shown, row, place, presented, signed) for place, row in enumerate(rows, 1))


def _card(shown: Shown, row: Alternative, place: int, presented: bool, signed: Collection[UUID]) -> Card:  # noqa: FBT001
    booked = booked_dates(row)
    face = FACES.of((row.pk, shown.eyes, tuple(booked.items())), lambda: _face(shown, row, booked))
    return Card(
        tier=row.tier,
        key=str(place),
        title=TITLES[row.tier],
        tagline=face.tagline,
        ribbon=f"{row.recommended_by.user.name} recommends" if row.recommended_by else "",
        recommended=row.recommended_at is not None,
        state="signed" if row.pk in signed else row.state,
        act="" if signed else _act(shown, row, face, presented),
        price=face.price,
        incomplete=face.incomplete,
        facts=face.facts,
        mouth=face.mouth,
        caption="After the last visit. Hatched: new in this plan",
        points=face.points,
        line=face.line,
        same_as=face.same_as,
    )


def _face(shown: Shown, row: Alternative, booked: Mapping[int, date]) -> Face:
    content = shown.alternative(row.tier) or {}
    missing = no_fees(content)
    return Face(
        tagline=_tagline(content),
        price=shown.money(content["price"]),
        incomplete=f"{count(missing, 'line')} with no fee: not the whole sum" if missing and shown.sees_price else "",
        facts=_facts(content),
        mouth=_mouth(row.pk, shown.voice.notation) if shown.sees_chart else "",
        points=_points(shown, content),
        line=timeline(shown, content, booked, wide=False),
        same_as=TITLES.get(content.get("same_as") or "", ""),
    )


def _act(shown: Shown, row: Alternative, face: Face, presented: bool) -> str:  # noqa: FBT001
    """What can be done with the card now; once one is signed, nothing."""
    if not shown.version.active or face.same_as:
        return ""
    if row.state == AlternativeState.ACCEPTED:
        return "reconsider"
    return "accept" if presented else "present"


def _tagline(content: Mapping[str, Any]) -> str:
    """The strategies in one line; many are counted."""
    parts = [part for part in str(content.get("summary", "")).split("; ") if part]
    if not parts:
        return count(len(content["items"]), "procedure")
    more = len(parts) - SAID
    return "\N{NO-BREAK SPACE}\N{MIDDLE DOT} ".join([*parts[:SAID], *([f"{more} more"] if more > 0 else [])])


def _facts(content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    visits = content["visit_count"]
    life = expected_life(content["items"])
    return (
        (str(visits), "visit" if visits == 1 else "visits"),
        span(content["last_day"]),
        (duration(content["chair_minutes"]), "in the chair"),
        *(((f"{life[0]}\N{EN DASH}{life[1]} y", "expected life"),) if life else ()),
    )


def span(days: int) -> tuple[str, str]:
    """How long it takes: a figure and its word."""
    if days == 0:
        return "1", "day"
    if days < WEEKS_UNTIL:
        weeks = max(1, round(days / 7))
        return str(weeks), "week" if weeks == 1 else "weeks"
    months = round(days / DAYS_A_MONTH)
    return str(months), "month" if months == 1 else "months"


def expected_life(items: Sequence[Mapping[str, Any]]) -> tuple[int, int] | None:
    """The years that the lasting work lives, weighed by price; None where nothing is made to last."""
    lasting = [
        (Decimal(item["price"] or 0) or Decimal(1), item["longevity_years"])
        for item in items
        if item.get("longevity_years")
    ]
    if not lasting:
        return None
    weight = sum(price for price, _ in lasting)
    low = sum(price * years[0] for price, years in lasting) / weight
    high = sum(price * years[1] for price, years in lasting) / weight
    return round(low), round(high)


@lru_cache(maxsize=KEPT)
def _mouth(alternative_id: UUID, notation: Notation) -> SafeString:
    """The mouth after the last visit, drawn once: an answer never changes."""
    row = Alternative.objects.select_related("version").get(pk=alternative_id)
    content = row.content()
    first, last = content["states"][0], max(one["visit"] for one in content["states"])
    teeth = drawn_visit(content, findings_of(row.version.inputs["case"]["findings"]), last)
    return draw(
        {tooth: _hatched(one) for tooth, one in teeth.items()},
        title=f"Mouth after the {row.tier} plan",
        size="card",
        notation=notation,
        dentition=dentition_of(mouth_from_dict(first)),
        sheet="og",
    )


def _hatched(tooth: DrawnTooth) -> DrawnTooth:
    """What the plan will have done is still planned work today."""
    marks = (replace(mark, status="planned") if mark.status == "done" else mark for mark in tooth.items)
    return replace(tooth, items=tuple(marks))


def _points(shown: Shown, content: Mapping[str, Any]) -> tuple[Point, ...]:
    own = {item["id"] for item in content["items"]}
    risks = [shown.said(text) for text in content.get("unmet_preferences", ())]
    if shown.sees_chart:
        risks += [
            one["text"] for one in shown.answer["flags"] if own & set(one["affects"]) and _tells_apart(shown, one)
        ]
    return (
        *(Point("pro", text) for text in content.get("pros", ())[:PROS]),
        *(Point("con", text) for text in content.get("cons", ())[:CONS]),
        *(Point("risk", text) for text in risks[:RISKS]),
    )


def _tells_apart(shown: Shown, flag: Mapping[str, Any]) -> bool:
    """Whether a warning touches some of the plans and not all: what touches all stands below the cards once."""
    touched = set(flag["affects"])
    hit = [bool(touched & {item["id"] for item in one["items"]}) for one in shown.alternatives]
    return flag["flag"] not in QUIET_FLAGS and not all(hit)


def booked_dates(row: Alternative) -> Mapping[int, date]:
    """The dates of the visits that are booked."""
    return {visit.number: visit.date for visit in row.visits.all() if visit.date}


def timeline(shown: Shown, content: Mapping[str, Any], booked: Mapping[int, date], *, wide: bool) -> SafeString:
    """Draw the visits as a line, on their booked days or the earliest that healing allows."""
    title = f"Visits of the {content['tier']} plan"
    return line_of(content["visits"], shown.version.start_date, booked, title=title, wide=wide)


def line_of(
    visits: Sequence[Mapping[str, Any]], start: date, booked: Mapping[int, date], *, title: str, wide: bool
) -> SafeString:
    """Draw visits as a line from the calendar day of the plan's day 0."""
    stops: list[Stop] = []
    last = 0
    for visit in visits:
        on = booked.get(visit["visit"]) or start + timedelta(days=visit["day"])
        number = (on - start).days
        heals = "waiting: time does the work" if stops and number - last >= HEALING_DAYS else ""
        state: StopState = "booked" if visit["visit"] in booked else "planned"
        stops.append(Stop(date=day(on), day=number, state=state, heals=heals))
        last = number
    return draw_timeline(stops, _months(start, last), title=title, wide=wide)


def _months(start: date, last: int) -> list[tuple[str, int]]:
    """The months with the day on which each begins; the first one where the plan starts."""
    found, year, month = [(f"{start:%b}", 0)], start.year, start.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 - December
        begins = (date(year, month, 1) - start).days
        if begins > last:
            return found
        found.append((f"{date(year, month, 1):%b}", begins))
