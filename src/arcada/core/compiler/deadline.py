"""Why something cannot be done in time, in a sentence: which deadline, by how many days it is missed, what could give.

Removal of 48 would have to be done by day 7: wounds must have healed two weeks before radiotherapy. The first
possible day is day 10, 3 days too late. If the radiotherapy start moved by 3 days or more, it could be done.
"""

from dataclasses import replace

from arcada.core.compiler.timetable import timetable
from arcada.core.kernel import Refusal
from arcada.core.planning.draft import Draft
from arcada.core.planning.medical import active, event_day
from arcada.core.planning.phrases import readable, titles_of
from arcada.core.planning.setting import Setting
from arcada.core.planning.tier import TierPlan
from arcada.core.risk.rules import Modifier
from arcada.core.sequencing.problem import Limits

TOO_LATE = frozenset({"window_empty"})
CROWDED = frozenset({"lag_conflict", "horizon"})
LESS_AT_ONCE = "With less work at the same time, or some of it left for later, there would be room for it."


def why_not(setting: Setting, plan: TierPlan, refusal: Refusal, limits: Limits) -> str:
    """The sentence about a plan that has no order or no ground."""
    titles = titles_of(plan.drafts)
    draft = next((draft for draft in plan.drafts if draft.key == refusal.where), None)
    if draft is not None and draft.not_after is not None and refusal.code in TOO_LATE:
        return _missed(setting, plan, draft, titles[draft.key], limits)
    text = readable(refusal.text, titles).rstrip(".")
    return f"{text}. {LESS_AT_ONCE}" if refusal.code in CROWDED else f"{text}."


def _missed(setting: Setting, plan: TierPlan, draft: Draft, title: str, limits: Limits) -> str:
    deadline = draft.not_after or 0
    first = _first_day(plan, draft, limits)
    rule = _rule(setting, draft)
    said = f": {rule.because[:1].lower()}{rule.because[1:].rstrip('.')}" if rule else ""
    text = f"{title} would have to be done by {_day(deadline)}{said}."
    if first is None:
        return text
    late = first - deadline
    days = "1 day" if late == 1 else f"{late} days"
    text = f"{text} The first possible day is {_day(first)}, {days} too late."
    if rule is None:
        return text
    name = rule.event.removeprefix("EVENT_").replace("_", " ")
    return f"{text} If the {name} moved by {days} or more, it could be done; the physician is asked."


def _day(day: int) -> str:
    """A day of the plan; what lies before its start is told as such."""
    return f"day {day}" if day >= 0 else f"{-day} {'day' if day == -1 else 'days'} before the plan begins"


def _first_day(plan: TierPlan, draft: Draft, limits: Limits) -> int | None:
    """The day on which it would end if nothing had a deadline."""
    free = [replace(one, not_after=None) for one in plan.drafts]
    answer = timetable(free, limits)
    return None if isinstance(answer, Refusal) else answer.placement(draft.key).end_day


def _rule(setting: Setting, draft: Draft) -> Modifier | None:
    """The rule of the history that set the deadline."""
    facts = setting.back.patient
    for rule in active(setting.library, facts, "deadline"):
        day = event_day(rule, facts)
        if day is not None and draft.family in rule.families and day - rule.days == draft.not_after:
            return rule
    return None
