"""Look for a better order of a version's visits: in the queue, watched and stopped from a page, or here.

waiting --claim--> running --carry out--> done | refused | failed       only who claims it does it
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.db import transaction

from arcada.cases.compilation import read_inputs
from arcada.cases.models import Case, OrderSearch, PlanVersion
from arcada.cases.models.case import RunState
from arcada.cases.models.order_search import UNDER_WAY
from arcada.cases.order_search import IN_A_REQUEST, IN_THE_BACKGROUND, Result, Standing, searched
from arcada.cases.tasks import search_order_of
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

GIVEN_UP = timedelta(minutes=10)  # a search takes half a minute; who takes so long has died. source: judgement
OUTDATED = "The record has changed since these plans were made: make them again, then look for a better order."

Within = Callable[[], AbstractContextManager[None]]


def search_order(*, by: Membership, at: datetime, version: PlanVersion) -> OrderSearch | Refusal:
    """Put a search into the queue; one that was made or is under way is given instead."""
    require(by, Permission.PRESENT, version.case)
    with transaction.atomic():
        Case.objects.select_for_update(of=("self",)).get(pk=version.case_id)
        version.refresh_from_db(fields=["active"])
        if not version.active:
            text = "A newer version of the plans is in force: an order is looked for in that one."
            return Refusal("version_not_in_force", text, "version")
        going = OrderSearch.objects.filter(version=version, state__in=UNDER_WAY)
        going.filter(started_at__lte=at - GIVEN_UP).update(
            state=RunState.FAILED, message="Nobody finished this search."
        )
        newest = OrderSearch.objects.filter(version=version).first()
        if newest is not None and newest.state != RunState.FAILED:
            return newest
        search = OrderSearch.objects.create(
            practice_id=version.practice_id, version=version, started_by=by, started_at=at
        )
        search_order_of.defer(practice_id=str(version.practice_id), search_id=str(search.id))
        return search


def claim(search: OrderSearch) -> bool:
    """Take a waiting search; False when somebody else has it, or it is over."""
    return bool(OrderSearch.objects.filter(pk=search.pk, state=RunState.WAITING).update(state=RunState.RUNNING))


def carry_out(search: OrderSearch, within: Within) -> None:
    """Do a search that was claimed; how far it is is told in transactions of their own, so that a page can watch."""
    version = search.version
    with within():
        inputs = read_inputs(version.case, version.compiled_at)
    if inputs.hash != version.inputs_hash:
        _end(search, within, Refusal("record_changed", OUTDATED))
        return

    def watch(now: Standing) -> bool:
        with within():
            rows = OrderSearch.objects.filter(pk=search.pk)
            rows.update(plan=now.plan, visits=now.visits, at_least=now.at_least)
            return not rows.filter(stop_wanted=True).exists()

    _end(search, within, searched(inputs, IN_THE_BACKGROUND, watch))


def search_here(*, by: Membership, search: OrderSearch) -> OrderSearch:
    """Do a waiting search now with a small budget, in the request of who asks; one that is taken is left alone."""
    require(by, Permission.PRESENT, search.version.case)
    if claim(search):
        version = search.version
        inputs = read_inputs(version.case, version.compiled_at)
        changed = inputs.hash != version.inputs_hash
        outcome = Refusal("record_changed", OUTDATED) if changed else searched(inputs, IN_A_REQUEST)
        _end(search, transaction.atomic, outcome)
    search.refresh_from_db()
    return search


def stop_search(*, by: Membership, search: OrderSearch) -> None:
    """End a search soon; one that waits ends at once."""
    require(by, Permission.PRESENT, search.version.case)
    rows = OrderSearch.objects.filter(pk=search.pk)
    rows.filter(state__in=UNDER_WAY).update(stop_wanted=True)
    rows.filter(state=RunState.WAITING).update(state=RunState.DONE)


def _end(search: OrderSearch, within: Within, outcome: Result | Refusal) -> None:
    """Write down what became of a search; an answer is kept only where the order is another one."""
    with within():
        rows = OrderSearch.objects.filter(pk=search.pk)
        if isinstance(outcome, Refusal):
            rows.update(state=RunState.REFUSED, message=outcome.text)
            return
        kept = search.version.answer
        engine = {name: fact for name, fact in outcome.answer["engine"].items() if name != "order"}
        if engine != {name: fact for name, fact in kept["engine"].items() if name != "order"}:
            rows.update(state=RunState.REFUSED, message=OUTDATED)
            return
        better = outcome.answer["alternatives"] != kept["alternatives"]
        answer = {name: value for name, value in outcome.answer.items() if name != "id"}
        rows.update(state=RunState.DONE, proven=outcome.proven, answer=answer if better else None)
