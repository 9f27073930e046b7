"""Check-ups that fall due together are one check-up: the patient comes once, and all the places are looked at.

    healing check 36   day 7 to 14   ------
    healing check 38     day 9 to 16    ------      ->  healing check 36, 38 on day 9 to 14, and 24 apart
    healing check 24                day 30 to 37               ------

Reviews of one procedure are joined where the days in which each is due overlap; every wait of every member is kept, so
the joined one lies in the window of each. Two looks at one place (after a month, after a year) stay two. A re-check of
the gums is a decision of its own and is left alone, and so is what is repeated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from arcada.core.planning.draft import Draft
from arcada.core.planning.lags import GATES
from arcada.core.planning.phrases import place_name
from arcada.core.protocols.catalogue import Procedure
from arcada.core.sequencing.problem import Answer
from arcada.core.teeth.number import in_order, is_tooth

OPEN_DAYS = 60
"""How long a review without a last day may be put off to be joined (source: judgement)."""
FURTHER_MINUTES, MOST_MINUTES = 5, 45
"""Chair time of each further place that is looked at, and of one look at many (source: judgement)."""


@dataclass(frozen=True, slots=True)
class Due:
    """A review and the days in which it may take place."""

    draft: Draft
    first: int
    last: int


def joined_reviews(drafts: Sequence[Draft], answer: Answer) -> list[Draft]:
    """The drafts with reviews that fall due together joined; the same drafts where nothing does."""
    kinds: dict[tuple[str, bool], list[Due]] = {}
    for draft in sorted(drafts, key=lambda one: one.key):
        if _joins(draft):
            kinds.setdefault((draft.procedure.id, bool(draft.gate)), []).append(_due(draft, answer))
    groups = [group for dues in kinds.values() for group in _groups(dues) if len(group) > 1]
    gone = {draft.key for group in groups for draft in group}
    made = [_one_of(group) for group in groups]
    renamed = {draft.key: one.key for group, one in zip(groups, made, strict=True) for draft in group}
    return [_renamed(draft, renamed) for draft in (*(d for d in drafts if d.key not in gone), *made)]


def _renamed(draft: Draft, renamed: Mapping[str, str]) -> Draft:
    """The draft with waits for a review that was joined; every wait stays, also a second one for the same item."""
    if not any(link.key in renamed for link in draft.links):
        return draft
    links = (replace(link, key=renamed.get(link.key, link.key)) for link in draft.links)
    return replace(draft, links=tuple(link for link in links if link.key != draft.key))


def _joins(draft: Draft) -> bool:
    own = draft.kind == "review" and draft.family not in GATES and not draft.repeat and not draft.together
    return own and bool(draft.links) and all(is_tooth(place) for place in draft.where)


def _due(draft: Draft, answer: Answer) -> Due:
    """The days that the windows in use allow."""
    day = answer.placement(draft.key).start_day
    first, last = draft.not_before or 0, day + OPEN_DAYS
    last = min(last, last if draft.not_after is None else draft.not_after)
    for link in draft.links:
        end = answer.placement(link.key).end_day
        used = [w for w in link.windows if end + w.min_days <= day and (w.max_days is None or day <= end + w.max_days)]
        for window in used[:1]:
            first = max(first, end + window.min_days)
            last = min(last, last if window.max_days is None else end + window.max_days)
    return Due(draft, first, last)


def _groups(dues: Sequence[Due]) -> list[list[Draft]]:
    """Reviews of one kind by a day that suits all of a group: the earliest last day first takes whom it can."""
    left = sorted(dues, key=lambda one: (one.last, one.first, one.draft.key))
    found: list[list[Draft]] = []
    while left:
        day, taken, places = left[0].last, list[Due](), set[str]()
        for one in left:
            if one.first <= day and not places & set(one.draft.where):
                taken.append(one)
                places |= set(one.draft.where)
        found.append([one.draft for one in taken])
        left = [one for one in left if one not in taken]
    return found


def _one_of(group: Sequence[Draft]) -> Draft:
    """One review for all of them; each wait that any of them has stays as it is."""
    first = group[0]
    where = in_order([place for draft in group for place in draft.where])
    findings = tuple(dict.fromkeys(name for draft in group for name in draft.findings))
    said = {draft.because for draft in group}
    return replace(
        first,
        where=where,
        findings=findings,
        procedure=_of_many(first.procedure, group),
        because=first.because if len(said) == 1 else f"Looked at together in one visit: {place_name(where)}.",
        links=tuple(dict.fromkeys(link for draft in group for link in draft.links)),
        pending=tuple(sorted({name for draft in group for name in draft.pending})),
        not_before=max((draft.not_before for draft in group if draft.not_before is not None), default=None),
        not_after=min((draft.not_after for draft in group if draft.not_after is not None), default=None),
        sources=tuple(dict.fromkeys(source for draft in group for source in draft.sources)),
        edited=next((draft.edited for draft in group if draft.edited), ""),
    )


def _of_many(procedure: Procedure, group: Sequence[Draft]) -> Procedure:
    """One look, one fee; a little longer for each further place."""
    longest = max(draft.procedure.stages[0].minutes for draft in group)
    minutes = max(longest, min(MOST_MINUTES, longest + FURTHER_MINUTES * (len(group) - 1)))
    stages = (replace(procedure.stages[0], minutes=minutes), *procedure.stages[1:])
    return replace(procedure, stages=stages, units=max(draft.procedure.units for draft in group))
