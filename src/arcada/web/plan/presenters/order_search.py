"""The search for a better order in words: how far it is, and what it found, plan by plan.

silent     there is nothing to say: no plan, or one is accepted
ready      it has not begun; the page begins it
going      somebody looks; deserted where nobody works in the queue
better     a better order was found and may be used
best       the order is proven best, or the best that was found in the time
failed     it could not be carried out; the plans are as they were
"""

from dataclasses import dataclass
from typing import Any

from arcada.cases.models import OrderSearch, PlanVersion
from arcada.cases.models.case import RunState
from arcada.cases.models.plan import AlternativeState
from arcada.cases.order_search import IN_A_REQUEST
from arcada.display.phrases import count
from arcada.web.plan.presenters.shown import TITLES

WEEK_DAYS = 7
PROVEN = (
    "The order of the visits is proven best: no other that keeps nobody waiting longer has fewer visits or ends in an "
    "earlier week."
)
UNPROVEN = "No better order of the visits was found in the time given."
TIERS = 3


@dataclass(frozen=True, slots=True)
class Order:
    """What the fragment shows; `lines` say what gets better in which plan."""

    kind: str
    id: str = ""
    title: str = ""
    note: str = ""
    plan: int = 0
    of: int = TIERS
    deserted: bool = False
    lines: tuple[str, ...] = ()


def nothing_yet(version: PlanVersion) -> Order:
    """What is shown before any search."""
    kept = version.answer["engine"].get("order")
    if not version.answer["alternatives"] or _accepted(version):
        return Order("silent")
    if kept is not None and (kept["proven"] or kept["limit"] >= IN_A_REQUEST):
        return Order("best", title=PROVEN if kept["proven"] else UNPROVEN)
    return Order("ready")


def told(search: OrderSearch, *, deserted: bool) -> Order:
    """What is shown of a search."""
    key = str(search.pk)
    if search.state in (RunState.REFUSED, RunState.FAILED):
        return Order("failed", key, search.message)
    if search.state in (RunState.WAITING, RunState.RUNNING):
        return _going(search, key, deserted=deserted and search.state == RunState.WAITING)
    if search.answer is None:
        return Order("best", key, PROVEN if search.proven else UNPROVEN)
    if _accepted(search.version):
        return Order("silent")
    note = "Proven best." if search.proven else "The best that was found in the time given."
    return Order("better", key, "A better order of the visits was found.", note, lines=_gains(search))


def _going(search: OrderSearch, key: str, *, deserted: bool) -> Order:
    of = len(search.version.answer["alternatives"])
    title = "Stopping" if search.stop_wanted else "Looking for a shorter order of visits"
    if deserted:
        return Order("going", key, "Nobody is working in the queue", plan=0, of=of, deserted=True)
    if not search.visits:
        return Order("going", key, title, "waiting for its turn", of=of)
    plan = min(search.plan, of)
    so_far = f"plan {plan} of {of}: {count(search.visits, 'visit')} so far, at least {search.at_least} needed"
    return Order("going", key, title, so_far, plan=plan, of=of)


def _accepted(version: PlanVersion) -> bool:
    return version.alternatives.filter(state=AlternativeState.ACCEPTED).exists()


def _gains(search: OrderSearch) -> tuple[str, ...]:
    """One line for each plan that gets better."""
    old = {one["tier"]: one for one in search.version.answer["alternatives"]}
    lines = (_gain(old[one["tier"]], one) for one in (search.answer or {}).get("alternatives", ()))
    return tuple(line for line in lines if line)


def _gain(old: dict[str, Any], new: dict[str, Any]) -> str:
    """What gets better in one plan, empty where nothing changes."""
    title = TITLES[new["tier"]]
    before, after = old["visit_count"], new["visit_count"]
    sooner = (old["last_day"] - new["last_day"]) // WEEK_DAYS
    said = [f"{count(after, 'visit')} instead of {before}"] if after < before else []
    if sooner > 0:
        said.append(f"done {count(sooner, 'week')} sooner")
    if said:
        return f"{title}: {', '.join(said)}"
    return "" if _course(old) == _course(new) else f"{title}: as many visits, in a better order"


def _course(plan: dict[str, Any]) -> list[tuple[object, ...]]:
    """What is done when."""
    return [(item["procedure"], tuple(item["where"]), item["start_day"], item["end_day"]) for item in plan["items"]]
