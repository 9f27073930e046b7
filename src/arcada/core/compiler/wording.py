"""What the order of work could not do, in sentences that a coordinator reads out.

a wait that was wished for     "Crown 16 would be better 84 days or more after Gum surgery (now 60)."
an extraction at the edge      "Removal of 48 could not be placed in the middle of the plan; it is in visit 1."
relief on both lower sides     "Visit 1 numbs both sides of the lower jaw, because relief does not wait; ..."
"""

from collections.abc import Iterator, Mapping, Sequence

from arcada.core.planning.draft import Draft, Link
from arcada.core.planning.phrases import listed, titles_of
from arcada.core.protocols.protocol import DayWindow
from arcada.core.sequencing.mid_flow import End, offenders
from arcada.core.sequencing.problem import Answer, Phase, Problem, Side


def unmet_sentences(drafts: Sequence[Draft], problem: Problem, answer: Answer) -> tuple[str, ...]:
    """Preferences that the order does not keep, one sentence for each item."""
    titles = titles_of(drafts)
    days = {place.task: place.days for place in answer.placements}
    found = [text for draft in sorted(drafts, key=lambda one: one.key) if (text := _waits(draft, answer, titles))]
    for end in End:
        found += [
            f"{titles[task.id]} could not be placed in the middle of the plan; it is in the {end} visit of treatment."
            for task in offenders(problem, days, end)
        ]
    return (*found, *_both_sides_numb(problem, answer))


def _both_sides_numb(problem: Problem, answer: Answer) -> Iterator[str]:
    """Visits in which relief numbs both sides of the lower jaw at once, which is avoided otherwise (R22)."""
    tasks = {task.id: task for task in problem.tasks}
    for visit in answer.visits if problem.limits.split_lower_blocks else ():
        urgent = [stop for stop in visit.stops if tasks[stop.task].phase is Phase.URGENT]
        if frozenset[Side]().union(*(tasks[stop.task].lower_blocks(stop.step) for stop in urgent)) == frozenset(Side):
            yield NUMB_BOTH.replace("{visit}", str(visit.number))


NUMB_BOTH = (
    "Visit {visit} numbs both sides of the lower jaw, because relief does not wait; "
    "nothing is eaten until the feeling is back."
)


def _waits(draft: Draft, answer: Answer, titles: Mapping[str, str]) -> str:
    """The waits of one item that were given up, each with what was wished for and what it became."""
    told = []
    for link in draft.links:
        days = answer.placement(draft.key).days[link.to_stage] - answer.placement(link.key).end_day
        if link.strength == "preference" and not any(_holds(window, days) for window in link.windows):
            told.append(f"{_wished(link)} {titles[link.key]} (it comes {_came(days)})")
    return f"{titles[draft.key]} would be better {listed(told)}." if told else ""


def _holds(window: DayWindow, days: int) -> bool:
    return window.min_days <= days and (window.max_days is None or days <= window.max_days)


def _wished(link: Link) -> str:
    window = link.windows[0]
    least, most = window.min_days, window.max_days
    if most is None:
        return f"{_days(least)} or more after" if least else "after"
    if most == 0:
        return "in the visit of"
    return f"{least} to {_days(most)} after" if least else f"within {_days(most)} after"


def _came(days: int) -> str:
    if days == 0:
        return "on the same day"
    return f"{_days(days)} after it" if days > 0 else f"{_days(-days)} before it"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
