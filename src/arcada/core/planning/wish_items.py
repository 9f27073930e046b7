"""Wishes in a tier: answered by what is planned, added where that is allowed, or reported with a reason."""

from collections.abc import Mapping, Sequence

from arcada.core.planning.choice import refused_families, refused_procedures
from arcada.core.planning.draft import Draft
from arcada.core.planning.library import Library
from arcada.core.planning.medical import active
from arcada.core.planning.view import Background
from arcada.core.planning.wish import Wish, read_wish
from arcada.core.protocols.protocol import Outcome
from arcada.core.protocols.rules import WishRule

Report = tuple[str, str, str]
NOT_UNDERSTOOD = "Nobody has said yet what this wish means for the plan; please ask."
NOT_CHOSEN = "This plan does not contain it; another of the plans may."
NOT_AVOIDED = (
    "This plan cannot do without it, or nothing would replace what is lost; another of the plans may avoid it."
)


def answer_wishes(
    back: Background,
    library: Library,
    drafts: Sequence[Draft],
    tier: str,
    stop: Outcome | None,
    barred: Mapping[str, str],
) -> tuple[list[Draft], list[Report]]:
    """The drafts with what wishes add, and wishes that this tier does not follow; `barred` have no ground here yet."""
    found = list(drafts)
    reports: list[Report] = []
    for text in back.case.wishes:
        wish = read_wish(text, library.wishes)
        if stop is not None and wish.topics:
            reports.append((wish.source, stop.reason, stop.text))
            continue
        if wish.source in barred:
            reports.append((wish.source, "deferred_clinical", barred[wish.source]))
            continue
        rules = [rule for rule in library.wishes if rule.id in wish.topics]
        missed = [rule for rule in rules if not _answered(rule, found)]
        for rule in missed:
            added = _added(back, library, rule, wish, tier)
            if added is not None and not _waits(back, library, added):
                found.append(added)
                missed = [one for one in missed if one is not rule]
        if not missed and _against(library, wish, found):
            reports.append((wish.source, "not_chosen_in_tier", NOT_AVOIDED))
        elif missed or not (wish.topics or wish.declines):
            reports.append(_report(back, library, wish, missed))
    return found, reports


def _against(library: Library, wish: Wish, drafts: Sequence[Draft]) -> bool:
    """Whether the plan holds for good what the wish refuses."""
    families, made = refused_families(library, wish.declines), refused_procedures(library, wish.declines)
    return any(draft.family in families or draft.procedure.id in made for draft in drafts if not draft.interim)


def _answered(rule: WishRule, drafts: Sequence[Draft]) -> bool:
    return any(draft.family in rule.families for draft in drafts)


def _added(back: Background, library: Library, rule: WishRule, wish: Wish, tier: str) -> Draft | None:
    name = rule.do.get(tier)
    facts = dict(back.patient) | {"mouth.findings": back.case.kinds()}
    if name is None or not rule.when.holds(facts):
        return None
    procedure = library.procedures[name]
    family = library.families[procedure.family]
    return Draft(
        name=f"wish_{rule.id}",
        procedure=procedure,
        where=("mouth",),
        findings=(wish.source,),
        because=f"You asked for it: {wish.text}.",
        protocol=f"wish.{rule.id}@1",
        phase=rule.phase,
        kind=family.kind,
        priority=family.priority,
    )


def _waits(back: Background, library: Library, draft: Draft) -> bool:
    return any(draft.family in rule.families for rule in active(library, back.patient, "defer"))


def _report(back: Background, library: Library, wish: Wish, missed: Sequence[WishRule]) -> Report:
    if not missed:
        return (wish.source, "not_indicated", NOT_UNDERSTOOD)
    rule = missed[0]
    for modifier in active(library, back.patient, "defer"):
        if modifier.families & rule.families:
            return (wish.source, modifier.reason, modifier.because)
    facts = dict(back.patient) | {"mouth.findings": back.case.kinds()}
    for reason, text, when in rule.otherwise:
        if when.holds(facts):
            return (wish.source, reason, text)
    return (wish.source, "not_indicated", rule.text or NOT_CHOSEN)


def settle_wishes(reports: Sequence[Sequence[Report]]) -> list[list[Report]]:
    """A wish that another tier follows is not chosen in this one, rather than not indicated."""
    missed = [{source for source, _, _ in tier} for tier in reports]
    everywhere = set.intersection(*missed) if missed else set()
    return [
        [
            (source, reason, text)
            if source in everywhere or reason != "not_indicated"
            else (source, "not_chosen_in_tier", NOT_CHOSEN)
            for source, reason, text in tier
        ]
        for tier in reports
    ]
