"""What differs between two texts of a protocol: in words, field by field, and line by line."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from arcada.core.kernel.condition import ConditionError, read_condition
from arcada.interop.knowledge import load_library
from arcada.interop.knowledge.fields import Field, Fields, Rung, fields_of
from arcada.interop.protocol_pages.condition_words import in_words
from arcada.interop.protocol_pages.vocabulary import REASONS

AROUND = 2  # lines of the text shown around a change
LADDERS = {
    "all": "First in every plan",
    "premium": "Premium",
    "balanced": "Balanced",
    "economy": "Economy",
    "otherwise": "Last in every plan",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change in words; an empty `was` is new, an empty `now` is gone."""

    where: str
    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ToldOnce:
    """One change and every place at which it is made: `places` as (where, what)."""

    was: str
    now: str
    places: tuple[tuple[str, str], ...]


def told_once(found: Sequence[Change]) -> tuple[ToldOnce, ...]:
    """Tell a change that is made at many places once, where the first of them stands."""
    places: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in found:
        places.setdefault((one.was, one.now), []).append((one.where, one.what))
    return tuple(ToldOnce(was, now, tuple(at)) for (was, now), at in places.items())


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line: same, add, cut, or the gap between two places."""

    kind: str
    old: int | None
    new: int | None
    text: str


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The changes that a form knows, in the order of the page; a text of '' is one that is switched off."""
    if not old or not new:
        words = ("in force", "switched off") if old else ("switched off", "in force")
        return (Change("Protocol", "", *words),) if old != new else ()
    before, after = fields_of(old), fields_of(new)
    return tuple(_all(before, after))


def _all(before: Fields, after: Fields) -> Iterator[Change]:
    yield from _ladders(before, after)
    yield from _ways(before, after)
    yield from _fields("Protocol", before.head, after.head)
    for rank in range(max(len(before.branches), len(after.branches))):
        yield from _branch(rank, before, after)
    yield from _fields("Protocol", before.others, after.others)


def _ladders(before: Fields, after: Fields) -> Iterator[Change]:
    """Rungs that went, came or were switched; and the order of those that stayed, where it is another."""
    titles = {name: one.title for name, one in load_library().strategies.items()} | _titles(before) | _titles(after)
    for (name, old), (_, new) in zip(before.ladders, after.ladders, strict=True):
        was, now = _climbed(old, titles), _climbed(new, titles)
        gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
        yield from (Change(LADDERS[name], "", *pair) for pair in zip_longest(gone, come, fillvalue=""))
        stayed, turned = [one for one in was if one in now], [one for one in now if one in was]
        if stayed != turned:
            yield Change(LADDERS[name], "order from the top", _numbered(stayed), _numbered(turned))


def _titles(fields: Fields) -> dict[str, str]:
    return {way.id: way.title for way in fields.ways}


def _climbed(rungs: Sequence[Rung], titles: Mapping[str, str]) -> list[str]:
    """The rungs that are in use, in words."""
    told = []
    for rung in rungs:
        words = titles.get(rung.leads_to) or REASONS.get(rung.leads_to) or rung.leads_to.replace("_", " ")
        sentence = next((f": {field.value}" for field in rung.fields), "")
        when = f", if {said(rung.when)}" if rung.when else ""
        if not rung.off:
            told.append(f"{words}{sentence}{when}")
    return told


def _numbered(words: Sequence[str]) -> str:
    return "; ".join(f"{rank} {one}" for rank, one in enumerate(words, 1))


def said(condition: str) -> str:
    """A condition in words; one that cannot be read as it is written."""
    try:
        read_condition(condition or "true")
    except (ConditionError, ValueError, RecursionError):
        return condition
    return in_words(condition or "true")


def _ways(before: Fields, after: Fields) -> Iterator[Change]:
    old, new = {way.id: way for way in before.ways}, {way.id: way for way in after.ways}
    for name in dict.fromkeys([*old, *new]):
        if name not in old or name not in new:
            way = old.get(name) or new[name]
            yield Change(way.title, "way", way.title if name in old else "", way.title if name in new else "")
            continue
        was, now = old[name], new[name]
        yield from _fields(now.title, was.fields, now.fields)
        if [one.do for one in was.steps] != [one.do for one in now.steps]:
            yield Change(now.title, "steps", _list(one.do for one in was.steps), _list(one.do for one in now.steps))
            continue
        for first, second in zip(was.steps, now.steps, strict=True):
            yield from _fields(f"{now.title}, {second.do.replace('_', ' ')}", first.fields, second.fields)


def _list(names: Iterator[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _branch(rank: int, before: Fields, after: Fields) -> Iterator[Change]:
    old = before.branches[rank] if rank < len(before.branches) else ("", ())
    new = after.branches[rank] if rank < len(after.branches) else ("", ())
    if not old[1] or not new[1]:
        yield Change("What may come", "", old[0], new[0])
    else:
        yield from _fields("What may come", old[1], new[1])


def _fields(where: str, old: Sequence[Field], new: Sequence[Field]) -> Iterator[Change]:
    """Fields are the same by the last part of their path: where it stands may have moved."""
    was, now = {_key(one): one for one in old}, {_key(one): one for one in new}
    for key in dict.fromkeys([*was, *now]):
        first, second = was.get(key), now.get(key)
        told = (_value(first), _value(second))
        if told[0] != told[1]:
            label = (second or first or Field("", "", "")).label
            yield Change(where, label.lower(), *told)


def _key(field: Field) -> str:
    return ".".join(part for part in field.path.split(".") if not part.startswith(("strategies[", "steps[")))


def _value(field: Field | None) -> str:
    if field is None:
        return ""
    if field.kind == "days":
        low, _, high = field.value.partition("-")
        return f"{low} to {high} days" if high else f"at least {low} days"
    return field.value.replace("\n", "; ")


def diff(old: str, new: str) -> tuple[DiffLine, ...]:
    """The lines that differ, each with a little of what stands around it."""
    before, after = old.splitlines(), new.splitlines()
    found: list[DiffLine] = []
    for group in difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        if found:
            found.append(DiffLine("gap", None, None, ""))
        for tag, low, high, first, last in group:
            if tag == "equal":
                found += [DiffLine("same", low + n + 1, first + n + 1, before[low + n]) for n in range(high - low)]
                continue
            found += [DiffLine("cut", n + 1, None, before[n]) for n in range(low, high)]
            found += [DiffLine("add", None, n + 1, after[n]) for n in range(first, last)]
    return tuple(found)
