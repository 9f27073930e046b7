"""What changed from one version to another, in sentences: why it was made anew, and what that did to each plan.

    why      what was found, decided, priced or agreed in between
    plans    for each plan its figures then and now, and its lines: 'Crown on 16 moved from visit 5 to 6, because ...'

Plans that changed alike are told once. Lines that changed alike are told together: fillings on 14, 15 and 16.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arcada.cases.difference import Moved, Shift, TierDifference, difference
from arcada.display.phrases import count, day, duration
from arcada.web.plan.presenters.because import around_many, because, decision_on, listed, small, visits_around
from arcada.web.plan.presenters.decided import same_edit, sentence
from arcada.web.plan.presenters.shown import TITLES, Shown, plain

INPUTS = {
    "patient": "The medical history changed.",
    "patient_wishes": "The wishes of the patient changed.",
    "missing_teeth": "The missing teeth changed.",
    "existing": "Work that stands in the mouth changed.",
    "country": "The practice works in another country now, whose guidelines word the warnings.",
    "dose_country": "The practice follows another country's tables of doses now.",
    "external_events": "Dates from outside, such as the start of another treatment, changed.",
}
MANY = 4  # sentences about moves that are read one by one. source: judgement
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence: kind added, removed, moved or changed; `more` are its lines where it speaks of many."""

    kind: str
    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a plan then and now."""

    label: str
    was: str
    now: str

    @property
    def alike(self) -> bool:
        """Whether it stayed."""
        return self.was == self.now


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed in one plan, or in several alike."""

    title: str
    figures: tuple[Figure, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side."""

    was: int
    now: int
    why: tuple[Change, ...]
    plans: tuple[Changed, ...]
    alike: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The first reason, and how many more there are."""
        if not self.why:
            return ""
        more = len(self.why) - 1
        return self.why[0].text + (f" And {count(more, 'other reason')}." if more else "")

    @property
    def nothing(self) -> bool:
        """Whether nobody would notice a difference."""
        return not self.plans


def compared(before: Shown, now: Shown) -> Comparison:
    """Say what changed from one version to another."""
    told = difference(before.answer, now.answer)
    groups: dict[tuple[Any, ...], list[str]] = {}
    for one in told:
        if not one.nothing:
            key = (figures(before, now, one), tuple(_lines(before, now, one)))
            groups.setdefault(key, []).append(TITLES[one.tier])
    return Comparison(
        was=before.version.number,
        now=now.version.number,
        why=tuple(why(before, now)) if now.sees_chart else (),
        plans=tuple(Changed(_titles(names), shape, lines) for (shape, lines), names in groups.items()),
        alike=tuple(TITLES[one.tier] for one in told if one.nothing),
    )


def _titles(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def why(before: Shown, now: Shown) -> Iterable[Change]:
    """Why the newer version was made: what is different in what both were made from."""
    old, new = _told_findings(before), _told_findings(now)
    yield from (Change("added", f"Found: {text}.") for text in new if text not in old)
    yield from (Change("removed", f"No longer found: {text}.") for text in old if text not in new)
    known = [fid for fid in now.found if fid in before.found and before.finding(fid) == now.finding(fid)]
    more = [now.finding(fid) for fid in known if _changed_facts(before.found[fid], now.found[fid])]
    yield from (Change("changed", f"More is known of it: {text}.") for text in dict.fromkeys(more))
    yield from (Change("changed", sentence(now, one)) for one in now.edits if not same_edit(one, before.edits))
    taken = [one for one in before.edits if not same_edit(one, now.edits)]
    yield from (Change("removed", f"No longer holds: {sentence(before, one)}") for one in taken)
    was, became = before.version.inputs["case"], now.version.inputs["case"]
    yield from (Change("changed", text) for name, text in INPUTS.items() if was.get(name) != became.get(name))
    if before.version.inputs.get("fees") != now.version.inputs.get("fees"):
        yield Change("changed", "The fee list changed.")
    if before.version.protocols_hash != now.version.protocols_hash:
        yield Change("changed", "The protocols changed.")
    if before.version.engine_version != now.version.engine_version:
        yield Change("changed", "Arcada itself was renewed.")
    if before.version.start_date != now.version.start_date:
        was_on, is_on = (day(one.version.start_date, now.voice, style="year") for one in (before, now))
        yield Change("moved", f"The first day moved from {was_on} to {is_on}.")


def _changed_facts(old: Item, new: Item) -> bool:
    """Whether severity, place or the kinds of proof differ; that a proof grew older is no news."""

    def facts(one: Item) -> tuple[Any, ...]:
        proofs = sorted(proof["type"] for proof in one.get("evidence", ()))
        return one.get("severity"), one["where"], one.get("surfaces"), proofs

    return facts(old) != facts(new)


def _told_findings(shown: Shown) -> list[str]:
    return [shown.finding(fid) for fid in shown.found]


def figures(before: Shown, now: Shown, told: TierDifference) -> tuple[Figure, ...]:
    """Price, visits, chair time and last day, then and now."""
    old, new = told.old, told.new
    if old is None or new is None:
        return ()
    rows = [
        Figure("Visits", str(old["visit_count"]), str(new["visit_count"])),
        Figure("In the chair", duration(old["chair_minutes"]), duration(new["chair_minutes"])),
        Figure("Last visit", _on(before, old["last_day"]), _on(now, new["last_day"])),
    ]
    return (Figure("Price", before.money(old["price"]), now.money(new["price"])), *rows) if now.sees_price else (*rows,)


def _on(shown: Shown, number: int) -> str:
    return day(shown.date_of(number), shown.voice, style="year")


def _lines(before: Shown, now: Shown, told: TierDifference) -> Iterable[Change]:
    """The lines of a plan that changed."""
    if told.old is None:
        yield Change("added", "This plan is new: before, it was the same as another one.")
        return
    if told.new is None:
        yield Change("removed", "This plan is gone: it would be the same as another one.")
        return
    yield from (_added(now, same) for same in _together(told.added))
    yield from (_removed(before, now, same) for same in _together(told.removed))
    for swap in told.swapped:
        old, new = listed(before, swap.old), listed(now, swap.new)
        yield Change("changed", f"{old} became {small(new)}{decision_on(now, before, (*swap.old, *swap.new))}.")
    yield from (_shifted(before, now, told, one) for one in told.shifted)
    yield from _moved(before, now, told)
    if now.sees_price:
        for one in told.repriced:
            was, became = before.money(one.old["price"]), now.money(one.new["price"])
            yield Change("changed", f"{now.on(one.new)}: {was} became {became}.")
    for one in told.handed:
        was, became = _who(one.old), _who(one.new)
        text = f"{now.on(one.new)}: done by {became} instead of {was}{decision_on(now, before, (one.new,))}."
        yield Change("changed", text)
    if now.sees_chart:
        left = [(now.finding(one["finding"]), one["text"]) for one in told.left]
        yield from (Change("removed", f"{finding} is left alone: {text}") for finding, text in left)
        gone = [one for one in told.taken_up if one["finding"] in now.found]
        yield from (Change("added", f"{now.finding(one['finding'])} is answered now.") for one in gone)
    yield from (Change("added", f"May come up now: {small(one['trigger'])}.") for one in told.may_come)
    yield from (Change("removed", f"Cannot come up any more: {small(one['trigger'])}.") for one in told.may_not_come)


def _who(item: Item) -> str:
    return str(item.get("provider") or f"the {plain(item['role']).lower()}")


def _together(items: Iterable[Item]) -> list[list[Item]]:
    """Lines of the same procedure in the same visit."""
    groups: dict[tuple[str, int], list[Item]] = {}
    for item in items:
        groups.setdefault((item["procedure"], item["visit"]), []).append(item)
    return list(groups.values())


def _added(now: Shown, same: Sequence[Item]) -> Change:
    decided = decision_on(now, None, same)
    cause = decided or f", because {small(same[0]['because'])}"
    return Change("added", f"{listed(now, same)} is new, in visit {same[0]['visit']}{cause}.")


def _removed(before: Shown, now: Shown, same: Sequence[Item]) -> Change:
    decided = decision_on(now, before, same)
    asked = {fid for item in same for fid in item["for_findings"]}
    gone = [before.finding(fid) for fid in sorted(asked) if fid in before.found and fid not in now.found]
    gone = gone if now.sees_chart else []
    cause = decided or (f", because {small(gone[0])} is no longer found" if gone else "")
    return Change("removed", f"{listed(before, same)} is no longer planned{cause}.")


def _moved(before: Shown, now: Shown, told: TierDifference) -> Iterable[Change]:
    """Lines in another visit; those that moved alike for the same reason are told together, many as one."""
    groups: dict[tuple[int, int, str], list[Moved]] = {}
    for one in told.moved:
        key = (one.old["visit"], one.new["visit"], because(before, now, told, one))
        groups.setdefault(key, []).append(one)
    said = {key: listed(now, [one.new for one in moves]) for key, moves in groups.items()}
    if len(groups) <= MANY:
        for (was, became, cause), lines in said.items():
            yield Change("moved", f"{lines} moved from visit {was} to visit {became}{cause}.")
        return
    more = tuple(f"{lines}: visit {was} became visit {became}{cause}." for (was, became, cause), lines in said.items())
    yield Change("moved", f"{count(len(told.moved), 'line')} moved{around_many(before, now, told)}.", more)


def _shifted(before: Shown, now: Shown, told: TierDifference, one: Shift) -> Change:
    lines = count(len(one.moves), "line")
    cause = visits_around(before, now, told, one.moves[0])
    return Change(
        "moved", f"What was {_visits(one, 0)} is now {_visits(one, one.by)}, {lines} in the same order{cause}."
    )


def _visits(one: Shift, by: int) -> str:
    return f"visit {one.first + by} to visit {one.last + by}"
