"""What the patient's history changes in a tier: work added, forbidden, dated, limited, made to wait.

Every change comes from a modifier of `knowledge/risk/` and carries the flag that explains it. Deferral acts on
whole strategies before anything is drafted; the other changes act on the drafts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from arcada.core.planning.choice import Choice
from arcada.core.planning.draft import Draft, Link, least
from arcada.core.planning.library import Library
from arcada.core.planning.sheltered import asleep, by_role, drafted, relieved
from arcada.core.protocols.protocol import DayWindow, Outcome, Strategy
from arcada.core.risk.rules import Modifier

SENTENCES = 3
"""How many reasons an added item tells at most; a coordinator reads them out."""
PRESSING = 90
"""How early in its phase something stands that has to be done by a day: before all but talks and relief."""


@dataclass(frozen=True, slots=True)
class Test:
    """A reading that is needed within `days` before each of the items."""

    name: str
    days: int
    families: frozenset[str]


def active(library: Library, facts: Mapping[str, object], kind: str) -> tuple[Modifier, ...]:
    """Modifiers of a kind whose condition holds."""
    return tuple(one for one in library.modifiers if one.kind == kind and one.when.holds(facts))


def deferred(library: Library, facts: Mapping[str, object], choice: Choice) -> Choice:
    """The choice, or its deferral when a step of its strategy has to wait."""
    strategies = considered(library, choice)
    families = {library.procedures[step.do].family for strategy in strategies for step in strategy.steps}
    urgent = any(step.phase == "urgent" for strategy in strategies for step in strategy.steps)
    for rule in active(library, facts, "defer"):
        if families & rule.families and not urgent:
            until = event_day(rule, facts) if rule.event else rule.days or None
            return replace(choice, strategy=None, outcome=Outcome(rule.reason, rule.because, until))
    return choice


def considered(library: Library, choice: Choice) -> list[Strategy]:
    """The chosen strategy; of a finding that only this tier leaves alone, all that other tiers may choose."""
    if choice.strategy is not None:
        return [choice.strategy]
    if choice.outcome is None or choice.outcome.reason != "not_chosen_in_tier":
        return []
    names = {rung.strategy for ladder in choice.protocol.ladders.values() for rung in ladder if rung.strategy}
    return [library.strategy(choice.protocol, name) for name in sorted(names)]


def adjusted(library: Library, facts: Mapping[str, object], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts after all changes."""
    found = list(drafts)
    for rule in active(library, facts, "forbid"):
        found = [draft for draft in found if draft.family not in rule.families]
    for rule in active(library, facts, "beside"):
        found += [_beside(library, rule, draft) for draft in found if draft.family in rule.families]
    for rule in (*active(library, facts, "role"), *active(library, facts, "also")):
        found = [by_role(rule, draft) for draft in found]
    for rule in active(library, facts, "relief"):
        found = relieved(library, rule, found)
    for rule in active(library, facts, "asleep"):
        found = asleep(library, rule, found)
    found += _told_once([made for rule in active(library, facts, "add") for made in _added(library, rule, found)])
    for rule in active(library, facts, "deadline"):
        found = [_before_event(rule, facts, draft) for draft in found]
    for rule in active(library, facts, "not_before"):
        found = [_after_event(rule, facts, draft) for draft in found]
    found = _after_first(library, active(library, facts, "first"), found)
    far = frozenset[str]().union(*(rule.families for rule in active(library, facts, "spacing")))
    return [replace(draft, spaced=True) if draft.family in far else draft for draft in found]


def _beside(library: Library, rule: Modifier, draft: Draft) -> Draft:
    made = drafted(library, rule, draft.where, draft.phase)
    return replace(
        made,
        name=f"{rule.id}_{draft.family}",
        links=(Link(draft.key, (DayWindow(0, 0),)),),
        parallel=draft.parallel,
        findings=tuple(dict.fromkeys((*draft.findings, *made.findings))),
    )


def _added(library: Library, rule: Modifier, drafts: Sequence[Draft]) -> list[Draft]:
    concerned = [draft for draft in drafts if draft.family in rule.families]
    if rule.families and not concerned:
        return []
    made = drafted(library, rule, ("mouth",), rule.phase)
    return [made if rule.flag else made.with_findings(tuple(fid for draft in concerned for fid in draft.findings))]


def _told_once(made: Sequence[Draft]) -> list[Draft]:
    """One letter for all its reasons: added work of one kind and phase is one item that says all its sentences."""
    found: dict[tuple[str, str], Draft] = {}
    for draft in made:
        key = (draft.procedure.id, draft.phase)
        first = found.get(key)
        if first is None:
            found[key] = draft
        elif draft.because not in first.because:
            text = f"{first.because} {draft.because}" if first.because.count(". ") + 1 < SENTENCES else first.because
            found[key] = replace(first.with_findings(draft.findings), because=text)
        else:
            found[key] = first.with_findings(draft.findings)
    return list(found.values())


def event_day(rule: Modifier, facts: Mapping[str, object]) -> int | None:
    """The day of the rule's outside event, None where there is none."""
    day = facts.get(f"event.{rule.event}")
    return day if isinstance(day, int) else None


def _after_event(rule: Modifier, facts: Mapping[str, object], draft: Draft) -> Draft:
    day = (event_day(rule, facts) if rule.event else 0) if draft.family in rule.families else None
    if day is None or draft.phase == "urgent":
        return draft
    return replace(draft, not_before=max(draft.not_before or 0, day + rule.days))


def _before_event(rule: Modifier, facts: Mapping[str, object], draft: Draft) -> Draft:
    day = event_day(rule, facts)
    if day is None or draft.family not in rule.families:
        return draft
    pressing = max(draft.priority, PRESSING)
    return replace(draft, not_after=least(draft.not_after, day - rule.days), priority=pressing)


def _after_first(library: Library, rules: Sequence[Modifier], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with one wait for each item that comes first: the longest that any rule asks for."""
    leaders = {rule.id: _leaders(library, rule, drafts) for rule in rules}
    found = []
    for draft in drafts:
        waits: dict[str, int] = {}
        for rule in rules:
            if draft.family in rule.families and draft.key not in leaders[rule.id] and draft.phase != "urgent":
                waits |= {key: max(rule.days, waits.get(key, 0)) for key in leaders[rule.id]}
        links = tuple(Link(key, (DayWindow(days),)) for key, days in waits.items())
        found.append(replace(draft, links=(*draft.links, *links)))
    return found


def _leaders(library: Library, rule: Modifier, drafts: Sequence[Draft]) -> list[str]:
    family = library.procedures[rule.do].family
    return [draft.key for draft in drafts if draft.family == family]


def tests(library: Library, facts: Mapping[str, object]) -> tuple[Test, ...]:
    """Readings that the plan needs."""
    return tuple(Test(one.do, one.days, one.families) for one in active(library, facts, "test"))


def spacing(library: Library, facts: Mapping[str, object]) -> int | None:
    """Days between visits that hold something spaced, None where the history asks for nothing."""
    return max((one.days for one in active(library, facts, "spacing")), default=None)


def most_minutes(library: Library, facts: Mapping[str, object]) -> int | None:
    """How long a visit may take, None where the history sets no limit."""
    return min((one.days for one in active(library, facts, "minutes")), default=None)


def most_extractions(library: Library, facts: Mapping[str, object]) -> int | None:
    """How many teeth may go in one visit, None where the history sets no limit."""
    limits = [one.days for one in active(library, facts, "limit")]
    return min(limits) if limits else None
