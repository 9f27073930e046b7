"""What differs, tooth by tooth: for each place what was found, and what each plan does there.

Teeth with the same finding and the same work in every plan share a row. Work on many teeth at once (a quarter of
the mouth, a jaw) stands under its own wider place, so that a tooth's row tells what is done to that tooth.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from arcada.cases.standing import told
from arcada.core.teeth.number import ORDER, is_tooth
from arcada.display.phrases import day, teeth
from arcada.web.plan.presenters.shown import PLACES, Shown, named, plain

WIDE = 5  # an item on this many teeth belongs to the mouth


@dataclass(frozen=True, slots=True)
class Line:
    """One item in a cell: its words open its reason."""

    item: str
    text: str
    price: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that a dentist took out or put off: it stays to be seen, with the word that stands on it."""

    text: str
    said: str
    place: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one plan does at a place; without lines, why it does nothing there."""

    lines: tuple[Line, ...]
    instead: str
    aside: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One place, or several alike."""

    place: str
    found: str
    cells: tuple[Cell, ...]
    alike: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """The table: rows that differ, and rows that are treated alike."""

    tiers: tuple[str, ...]
    differing: tuple[Row, ...]
    alike: tuple[Row, ...]


def differences(shown: Shown) -> Differences:
    """Compare the alternatives of a version."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for place in _places(shown):
        groups.setdefault(_signature(shown, place), []).append(place)
    rows = [_row(shown, places) for places in groups.values()]
    return Differences(
        tiers=tuple(one["tier"] for one in shown.alternatives),
        differing=tuple(row for row in rows if not row.alike),
        alike=tuple(row for row in rows if row.alike),
    )


def _places(shown: Shown) -> list[str]:
    """Every place that a finding or an item names: teeth in the order of the mouth, then jaws, then the mouth."""
    places = {place for one in shown.found.values() for place in one["where"]}
    every = [item for one in shown.alternatives for item in _all(shown, one)]
    places |= {_place(item, place) for item in every for place in item["where"]}
    found = sorted((place for place in places if is_tooth(place)), key=ORDER.__getitem__)
    return [*found, *(place for place in ("upper_arch", "lower_arch", "mouth") if place in places)]


def _all(shown: Shown, alternative: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The lines of a plan and those that were set aside."""
    return [*alternative["items"], *(one["item"] for one in set_aside(shown, alternative))]


def set_aside(shown: Shown, alternative: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The lines that a dentist took out of a plan or put off, as far as the plan could follow."""
    left = [told(one) for one in alternative.get("unfollowed", ())]
    mine = [
        one
        for one in shown.edits
        if one["edit"] == "removed" and one.get("tier") in (None, alternative["tier"]) and told(one) not in left
    ]
    return [{"item": {"procedure": one["procedure"], "where": one["where"]}} | dict(one) for one in mine]


def _place(item: Mapping[str, Any], place: str) -> str:
    """The place under which an item is told."""
    return "mouth" if len(item["where"]) >= WIDE else place


def _at(alternative: Mapping[str, Any], place: str) -> list[Mapping[str, Any]]:
    return [item for item in alternative["items"] if place in {_place(item, one) for one in item["where"]}]


def _found_at(shown: Shown, place: str) -> list[Mapping[str, Any]]:
    return [one for one in shown.found.values() if place in one["where"]]


def _signature(shown: Shown, place: str) -> tuple[object, ...]:
    """What makes two places alike: the same findings and the same work in every plan; the mouth is never merged."""
    if not is_tooth(place):
        return (place,)
    terms = tuple(sorted(one["finding"] for one in _found_at(shown, place)))
    return (terms, tuple(_done(shown, one, place) for one in shown.alternatives))


def _done(shown: Shown, alternative: Mapping[str, Any], place: str) -> tuple[object, ...]:
    aside = tuple(one.text for one in _aside(shown, alternative, [place]))
    return aside + tuple(
        (item["procedure"], item["price"], tuple(item["surfaces"])) for item in _at(alternative, place)
    )


def _row(shown: Shown, places: Sequence[str]) -> Row:
    first = places[0]
    found = dict.fromkeys(plain(one["finding"]) for place in places for one in _found_at(shown, place))
    return Row(
        place=teeth(places, shown.voice) if is_tooth(first) else PLACES[first],
        found=", ".join(found) or "Not a finding of its own",
        cells=tuple(_cell(shown, one, places) for one in shown.alternatives),
        alike=len({_work(shown, one, places) for one in shown.alternatives}) == 1,
    )


def _work(shown: Shown, alternative: Mapping[str, Any], places: Sequence[str]) -> tuple[object, ...]:
    """The work as it counts for 'alike'; in what order it is done does not."""
    work = [repr((item["procedure"], item["price"], item["where"])) for item in _items(alternative, places)]
    return tuple(sorted([*work, *(one.said for one in _aside(shown, alternative, places))]))


def _items(alternative: Mapping[str, Any], places: Sequence[str]) -> list[Mapping[str, Any]]:
    found = {item["id"]: item for place in places for item in _at(alternative, place)}
    return [item for item in alternative["items"] if item["id"] in found]


def _cell(shown: Shown, alternative: Mapping[str, Any], places: Sequence[str]) -> Cell:
    items = _items(alternative, places)
    groups: dict[tuple[str, str | None], list[Mapping[str, Any]]] = {}
    for item in items:
        groups.setdefault((item["procedure"], item["price"]), []).append(item)
    lines, aside = tuple(_line(shown, same) for same in groups.values()), _aside(shown, alternative, places)
    return Cell(lines, "" if lines or aside else _instead(shown, alternative, places), aside)


def _aside(shown: Shown, alternative: Mapping[str, Any], places: Sequence[str]) -> tuple[Aside, ...]:
    """What a dentist set aside at a place."""
    here = set(places)
    every = set_aside(shown, alternative)
    lines = [one for one in every if {_place(one["item"], place) for place in one["item"]["where"]} & here]
    return tuple(_told_aside(shown, one) for one in lines)


def aside_of(shown: Shown, alternative: Mapping[str, Any]) -> tuple[Aside, ...]:
    """All that a dentist set aside in a plan, with the word that stands on it."""
    return tuple(_told_aside(shown, one) for one in set_aside(shown, alternative))


def _told_aside(shown: Shown, one: Mapping[str, Any]) -> Aside:
    day_off = one.get("until_day")
    until = f" until {day(shown.date_of(day_off), shown.voice, style='year')}" if day_off is not None else ""
    word, on = ("put off" if until else "removed"), day(date.fromisoformat(one["on"]), shown.voice, style="year")
    return Aside(
        text=named(one["item"]),
        said=f"{word}{until} by {one['by']}, {on}: {one['why']}",
        place=shown.where(one["item"]["where"]),
    )


def _line(shown: Shown, same: Sequence[Mapping[str, Any]]) -> Line:
    item = same[0]
    return Line(
        item=item["id"],
        text=named(item),
        price=shown.money(item["price"]) if shown.sees_price else "",
        count=len(same),
    )


def _instead(shown: Shown, alternative: Mapping[str, Any], places: Sequence[str]) -> str:
    """Why nothing is done here."""
    here = {one["fid"] for place in places for one in _found_at(shown, place)}
    for one in alternative["unaddressed"]:
        if one["finding"] in here:
            return str(one["text"])
    treated = [item for item in alternative["items"] if here & set(item["for_findings"])]
    if treated:
        return f"Answered with {(treated[0].get('name') or plain(treated[0]['procedure'])).lower()}"
    return "Nothing here"
