"""Because of what a line changed: a dentist's word, a wait, or work that came or went before it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from arcada.cases.difference import Moved, TierDifference, behind
from arcada.display.phrases import count
from arcada.web.plan.presenters.decided import same_edit, sentence
from arcada.web.plan.presenters.shown import Shown

FREE = ("nothing holds it back", "the first visit that has room for it")
MOST = 3  # kinds of work named in one sentence. source: judgement
Item = Mapping[str, Any]


def small(text: str) -> str:
    """Make a sentence fit inside another one."""
    return f"{text[:1].lower()}{text[1:]}".rstrip(".")


def listed(shown: Shown, items: Iterable[Item], most: int = MOST) -> str:
    """Say several lines: 'Filling on 14, 15 and crown on 16'; many are counted."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item["procedure"], []).append(item)
    said = [shown.on({**same[0], "where": _all_places(same)}) for same in groups.values()]
    more = len(said) - most
    told = said[:most] if more > 0 else said
    words = [told[0], *(text[:1].lower() + text[1:] for text in told[1:])] if told else []
    if more > 0:
        words.append(f"{count(more, 'other kind')} of work")
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def _all_places(items: Iterable[Item]) -> list[str]:
    return list(dict.fromkeys(place for item in items for place in item["where"]))


def decision_on(now: Shown, before: Shown | None, items: Iterable[Item]) -> str:
    """Because of a dentist's word that is new in this version, or was taken back with it."""
    every = list(items)
    if not now.sees_chart:
        return ""
    fresh = [one for one in now.edits if before is None or not same_edit(one, before.edits)]
    for edit in fresh:
        if any(_names(edit, item) for item in every):
            return f", because {_inside(sentence(now, edit))}"
    gone = [one for one in before.edits if not same_edit(one, now.edits)] if before else []
    if before and any(_names(edit, item) for edit in gone for item in every):
        return ", because the dentist took a change back"
    return ""


def _inside(text: str) -> str:
    return text.rstrip(".")


def _names(edit: Item, item: Item) -> bool:
    """Whether a word speaks of a line."""
    if edit["edit"] in ("chosen", "left", "accepted"):
        return edit["finding"] in item["for_findings"]
    lines = [edit["first"], edit["then"]] if edit["edit"] == "pinned" else [edit]
    return any(line["procedure"] == item["procedure"] and set(line["where"]) & set(item["where"]) for line in lines)


def because(before: Shown, now: Shown, told: TierDifference, one: Moved) -> str:
    """What put a line into another visit."""
    said = decision_on(now, before, (one.new,))
    held = str(one.new.get("held", ""))
    if said:
        return said
    if held and held not in FREE:
        return f", because it comes {held}"
    return visits_around(before, now, told, one)


def visits_around(before: Shown, now: Shown, told: TierDifference, one: Moved) -> str:
    """Which work came or went before a line."""
    new, gone = behind(one, told)
    if new:
        return f", because {_first_of(now, new)} before it now"
    if gone:
        return f", because {_first_of(before, gone, 'no longer come')} before it"
    return AROUND


AROUND = ", because the visits around it were put together anew"


def around_many(before: Shown, now: Shown, told: TierDifference) -> str:
    """Why many lines changed their visits at once: what came and what went."""
    came = [*told.added, *(item for swap in told.swapped for item in swap.new)]
    went = [*told.removed, *(item for swap in told.swapped for item in swap.old)]
    parts = [f"{small(listed(before, went, 1))} {_verb(went, 'is')} gone"] if went else []
    parts += [f"{small(listed(now, came, 1))} {_verb(came, 'is')} new"] if came else []
    return f", because {' and '.join(parts)}" if parts else ", because the visits were put together anew"


def _first_of(shown: Shown, items: Sequence[Item], verb: str = "come") -> str:
    said = small(listed(shown, items, 1))
    return f"{said} {verb if len(_kinds(items)) > 1 else _singular(verb)}"


def _singular(verb: str) -> str:
    return f"{verb}s"


def _verb(items: Sequence[Item], verb: str) -> str:
    return verb if len(_kinds(items)) == 1 else "are"


def _kinds(items: Sequence[Item]) -> set[str]:
    return {item["procedure"] for item in items}
