"""One alternative: a tier's drafts placed on days, priced, walked and written out as values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from arcada.core.chart.mouth import Mouth
from arcada.core.compiler.answer import After, Alternative, Branch, BranchLine, Item, PlannedVisit
from arcada.core.compiler.joined_reviews import joined_reviews
from arcada.core.compiler.prices import price_of, total
from arcada.core.compiler.proof_walk import walked
from arcada.core.compiler.timetable import limits_of, problem_of, shorter, timetable
from arcada.core.compiler.wording import unmet_sentences
from arcada.core.kernel import Refusal
from arcada.core.planning.branches import contingencies
from arcada.core.planning.clearance import WHOLE_ARCH
from arcada.core.planning.draft import Draft, Link
from arcada.core.planning.library import Library
from arcada.core.planning.medical import most_extractions, most_minutes, spacing, tests
from arcada.core.planning.phrases import of_many, readable, title, titles_of
from arcada.core.planning.setting import Setting
from arcada.core.planning.tier import TierPlan
from arcada.core.sequencing.better import Improve
from arcada.core.sequencing.problem import Answer, Limits
from arcada.core.teeth.number import is_tooth
from arcada.core.teeth.region import arches_of

POINTS = 4
OPEN = 10**6
"""Wider than any window that ends."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A tier's drafts with the order that was found for them."""

    plan: TierPlan
    answer: Answer

    def ids(self) -> dict[str, str]:
        """Item ids by draft key, in the order of the work."""
        stops = [stop.task for visit in self.answer.visits for stop in visit.stops if stop.step == 0]
        return {key: f"{self.plan.tier[0]}-i{rank}" for rank, key in enumerate(stops, 1)}


def build(setting: Setting, mouth: Mouth, plan: TierPlan, improve: Improve | None = None) -> Alternative | Refusal:
    """The alternative, or why no order of its work is possible; `where` is then the key of the draft."""
    library, case, facts = setting.library, setting.case, setting.back.patient
    limits = limits_for(setting, plan)
    answer = timetable(plan.drafts, limits)
    if isinstance(answer, Refusal):
        return answer
    drafts, answer = together(plan.drafts, answer, limits)
    plan = replace(plan, drafts=drafts)
    done = walked(library, case, mouth, plan.drafts, answer)
    if isinstance(done, Refusal):
        return done
    if improve is not None:
        other = shorter(plan.drafts, limits, answer, improve)
        again = walked(library, case, mouth, plan.drafts, other)
        answer, done = (answer, done) if isinstance(again, Refusal) else (other, again)
    placed = Placed(plan, answer)
    items = items_of(library, placed)
    price, complete = total(item.price for item in items)
    return Alternative(
        tier=plan.tier,
        items=items,
        visits=visits_of(placed, library.doses.maximum(facts)),
        tests=tests_of(library, facts, items),
        contingencies=branches_of(library, plan),
        unaddressed=plan.unaddressed,
        states=done.states,
        price=price,
        price_complete=complete,
        last_day=answer.last_day,
        pros=points(plan, "pros"),
        cons=points(plan, "cons"),
        summary=summary(plan),
        unmet=unmet_sentences(plan.drafts, problem_of(plan.drafts, limits), answer),
    )


def limits_for(setting: Setting, plan: TierPlan) -> Limits:
    """What a visit of this patient may hold."""
    library, facts = setting.library, setting.back.patient
    most, longest = most_extractions(library, facts), most_minutes(library, facts)
    return limits_of(plan.drafts, library.doses.maximum(facts), most, spacing(library, facts), longest)


def together(drafts: Sequence[Draft], answer: Answer, limits: Limits) -> tuple[tuple[Draft, ...], Answer]:
    """The drafts with check-ups that fall due together joined, and their order; as they were where that is no gain."""
    joined = joined_reviews(drafts, answer)
    if len(joined) == len(drafts):
        return tuple(drafts), answer
    again = timetable(joined, limits)
    if isinstance(again, Refusal) or len(again.visits) > len(answer.visits):
        return tuple(drafts), answer
    return tuple(joined), again


def items_of(library: Library, placed: Placed) -> tuple[Item, ...]:
    """The drafts in the order of the work, with their ids."""
    ids = placed.ids()
    drafts = {draft.key: draft for draft in placed.plan.drafts}
    titles = titles_of(placed.plan.drafts)
    return tuple(_item(library, placed.answer, drafts[key], ids, titles) for key in ids)


def _item(library: Library, answer: Answer, draft: Draft, ids: Mapping[str, str], titles: Mapping[str, str]) -> Item:
    place = answer.placement(draft.key)
    return Item(
        id=ids[draft.key],
        draft=draft,
        title=title(draft.procedure.name, draft.where),
        visit=place.visit,
        last_visit=place.last_visit,
        order=place.order,
        start_day=place.start_day,
        end_day=place.end_day,
        minutes=sum(stage.minutes * stage.repeat for stage in draft.procedure.stages),
        price=price_of(library, draft.procedure),
        after=_afters(answer, draft, ids),
        held=readable(place.held.text, titles),
    )


def _afters(answer: Answer, draft: Draft, ids: Mapping[str, str]) -> tuple[After, ...]:
    """What the item waited for; of two waits for one item the narrower is told."""
    found: dict[str, After] = {}
    for link in draft.links:
        if _placed_by(link, answer, draft):
            after = _after(link, answer, draft, ids)
            known = found.get(after.item)
            if known is None or _width(after) < _width(known):
                found[after.item] = after
    return tuple(found.values())


def _width(after: After) -> tuple[int, int]:
    return (OPEN if after.max_days is None else after.max_days - after.min_days, -after.min_days)


def _days(link: Link, answer: Answer, draft: Draft) -> int:
    """The days that lie between what is waited for and the stage that waits."""
    return answer.placement(draft.key).days[link.to_stage] - answer.placement(link.key).end_day


def _placed_by(link: Link, answer: Answer, draft: Draft) -> bool:
    """Whether the wait was kept; a preference may have been given up, and is then told as unmet."""
    days = _days(link, answer, draft)
    return link.strength != "preference" or any(
        window.min_days <= days and (window.max_days is None or days <= window.max_days) for window in link.windows
    )


def _after(link: Link, answer: Answer, draft: Draft, ids: Mapping[str, str]) -> After:
    """The window that was used: the one that holds the days that lie between."""
    days = _days(link, answer, draft)
    for window in link.windows:
        if window.min_days <= days and (window.max_days is None or days <= window.max_days):
            return After(ids[link.key], window.min_days, window.max_days)
    return After(ids[link.key], link.windows[0].min_days, link.windows[0].max_days)


def visits_of(placed: Placed, maximum: Decimal | None) -> tuple[PlannedVisit, ...]:
    """The visits; the anaesthetic maximum stands on those where something is numbed."""
    ids = placed.ids()
    return tuple(
        PlannedVisit(
            number=visit.number,
            day=visit.day,
            phase=visit.phase.value,
            minutes=visit.minutes,
            role=visit.role,
            anaesthetised=visit.anaesthetised,
            anaesthetic_max_mg=maximum if visit.anaesthetised else None,
            stops=tuple((ids[s.task], s.step + 1, len(placed.answer.placement(s.task).days)) for s in visit.stops),
        )
        for visit in placed.answer.visits
    )


def tests_of(library: Library, facts: Mapping[str, object], items: Sequence[Item]) -> tuple[tuple[str, int], ...]:
    """Readings by day: the day before the work where there is one, else the day itself."""
    found = {
        (test.name, max(item.start_day - min(test.days, 1), 0))
        for test in tests(library, facts)
        for item in items
        if item.draft.family in test.families
    }
    return tuple(sorted(found, key=lambda one: (one[1], one[0])))


def branches_of(library: Library, plan: TierPlan) -> tuple[Branch, ...]:
    """Contingencies with their own prices."""
    found = []
    for branch in contingencies(library, plan.carried, frozenset(plan.removed), plan.drafts):
        lines = tuple(
            BranchLine(
                item.procedure.family,
                item.procedure.id,
                title(item.procedure.name, item.where),
                item.where,
                price_of(library, item.procedure),
            )
            for item in branch.items
        )
        price, _ = total(line.price for line in lines)
        found.append(Branch(branch.trigger, branch.probability, branch.finding, lines, price, branch.sources))
    return tuple(found)


def points(plan: TierPlan, name: str) -> tuple[str, ...]:
    """What speaks for or against the tier, from its strategies, the first few in order of the work."""
    found: dict[str, None] = {}
    for choice in plan.carried:
        for text in getattr(choice.strategy, name, ()):
            found.setdefault(text)
    return tuple(found)[:POINTS]


def summary(plan: TierPlan) -> str:
    """What the tier does, strategy by strategy, each told once; a cleared jaw reads as one course."""
    told: dict[str, list[str]] = {}
    for choice in plan.carried:
        if choice.strategy is not None:
            told.setdefault(choice.strategy.title, []).extend(choice.unit)
    cleared = {draft.where[0] for draft in plan.drafts if draft.family in WHOLE_ARCH}
    return "; ".join(_of_arches(text, places, cleared) for text, places in told.items())


def _of_arches(text: str, places: Sequence[str], cleared: Collection[str]) -> str:
    """'Remove the tooth' of one, 'the teeth' of several, 'the upper teeth' where a whole jaw is cleared."""
    arches = arches_of(places)
    if not all(is_tooth(place) for place in places) or not set(arches) <= set(cleared):
        return of_many(text, places)
    jaws = "all teeth" if len(arches) > 1 else f"the {arches[0].removesuffix('_arch')} teeth"
    return text.replace("the tooth", jaws)
