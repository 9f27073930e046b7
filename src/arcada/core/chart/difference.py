"""The difference of two mouths, place by place, as data and as words.

36: a cavity on MO -> a filling on MO
24: a tooth in the mouth -> a lost or extracted tooth, the site is an extraction socket
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from arcada.core.chart.mouth import Mouth
from arcada.core.chart.state import GONE, SURFACE_ORDER, ToothState, at_rest
from arcada.core.chart.vocabulary import SURFACE, TOOTH_FIELDS
from arcada.core.chart.wide_vocabulary import ARCH_FIELDS, MOUTH_FIELDS, RECORD
from arcada.core.teeth.number import ORDER


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one place that differs; `field` is 'record' for what came on record (`before` empty)."""

    place: str
    field: str
    before: str | tuple[tuple[str, str], ...]
    after: str | tuple[tuple[str, str], ...]


def difference(one: Mouth, other: Mouth) -> tuple[Change, ...]:
    """Every field that differs: teeth in the order of the picture, then arches and mouth, then records."""
    return (*_of_teeth(one, other), *_of_wide(one, other), *_of_records(one, other))


def _of_teeth(one: Mouth, other: Mouth) -> Iterator[Change]:
    for tooth in sorted({*one.teeth, *other.teeth}, key=ORDER.__getitem__):
        before, after = one.at(tooth), other.at(tooth)
        for field in fields(ToothState):
            was, became = getattr(before, field.name), getattr(after, field.name)
            if was != became:
                yield Change(tooth, field.name, was, became)


def _of_wide(one: Mouth, other: Mouth) -> Iterator[Change]:
    for place, field in sorted({*one.wide, *other.wide}):
        was, became = one.of(place, field), other.of(place, field)
        if was != became:
            yield Change(place, field, was, became)


def _of_records(one: Mouth, other: Mouth) -> Iterator[Change]:
    for place, word in sorted(other.records ^ one.records):
        new = (place, word) in other.records
        yield Change(place, "record", "" if new else word, word if new else "")


def patched(mouth: Mouth, changes: Iterable[Change]) -> Mouth:
    """The mouth with the changes made: `patched(one, difference(one, other)) == other`."""
    teeth, wide, records = dict(mouth.teeth), dict(mouth.wide), set(mouth.records)
    for change in changes:
        if change.field == "record":
            records.discard((change.place, str(change.before)))
            if change.after:
                records.add((change.place, str(change.after)))
        elif change.place in ORDER:
            state = teeth.get(change.place, mouth.at(change.place))
            teeth[change.place] = replace(state, **{change.field: change.after})  # type: ignore[arg-type]
        else:
            wide[change.place, change.field] = str(change.after)
    return replace(mouth, teeth=teeth, wide=wide, records=frozenset(records))


def phrases(state: ToothState) -> tuple[str, ...]:
    """What is worth saying of one place; empty for a sound tooth."""
    rest = at_rest(state.presence)
    said = [] if state.presence == "present" else [TOOTH_FIELDS["presence"][state.presence]]
    if state.presence in GONE and state.implant == "none":
        said.append(f"the site is {TOOTH_FIELDS['site'][state.site]}")
    groups: dict[str, str] = {}
    for surface, word in state.surfaces:
        groups[word] = groups.get(word, "") + surface
    order = SURFACE_ORDER
    said += [f"{SURFACE[word]} on {''.join(sorted(on, key=order.index))}" for word, on in groups.items()]
    said += [
        TOOTH_FIELDS[field][getattr(state, field)]
        for field in TOOTH_FIELDS
        if field not in {"presence", "site"} and getattr(state, field) != getattr(rest, field)
    ]
    if state.presence not in GONE and state.site != rest.site:
        said.append(f"the site is {TOOTH_FIELDS['site'][state.site]}")
    return tuple(said)


def sentence(tooth: str, before: ToothState, after: ToothState) -> str:
    """One place in words, only what differs on either side."""
    was, became = phrases(before), phrases(after)
    lost = [phrase for phrase in was if phrase not in became]
    gained = [phrase for phrase in became if phrase not in was]
    return f"{tooth}: {', '.join(lost or was) or 'sound'} -> {', '.join(gained or became) or 'sound'}"


def readable(one: Mouth, other: Mouth) -> tuple[str, ...]:
    """The whole difference in words, one line a place."""
    teeth = sorted({*one.teeth, *other.teeth}, key=ORDER.__getitem__)
    lines = [sentence(t, one.at(t), other.at(t)) for t in teeth if one.at(t) != other.at(t)]
    for place, field in sorted({*one.wide, *other.wide}):
        if one.of(place, field) != other.of(place, field):
            words = ARCH_FIELDS.get(field) or MOUTH_FIELDS[field]
            name = place.replace("_", " ")
            lines.append(f"{name}: {words[one.of(place, field)]} -> {words[other.of(place, field)]}")
    for place, word in sorted(other.records - one.records):
        lines.append(f"{place.replace('_', ' ')}: {RECORD[word]} on record")
    return tuple(lines)
