"""The search beside the plans: begun by the page, watched, stopped, used; and who may."""

import datetime as dt

import pytest
from planned import make_version

from arcada.cases.models import OrderSearch, PlanVersion


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def version(case, member, at):
    return make_version(case, member("coordinator"), at)


@pytest.fixture
def search(version, member, at):
    return OrderSearch.objects.create(
        practice_id=version.practice_id,
        version=version,
        started_by=member("coordinator"),
        started_at=dt.datetime.now(dt.UTC),
    )


def set_to(search, **fields):
    OrderSearch.objects.filter(pk=search.pk).update(**fields)


def better(version, visits):
    """The answer of the version with another number of visits in its first plan."""
    first, *rest = version.answer["alternatives"]
    order = {"seed": 7, "limit": 3.0, "proven": True, "stopped": False}
    engine = version.answer["engine"] | {"order": order}
    return version.answer | {"engine": engine, "alternatives": [first | {"visit_count": visits}, *rest]}


def test_the_page_asks_for_the_search_and_the_search_begins_itself(client_for, version, address):
    client = client_for("coordinator")
    assert f'hx-get="{address("order")}"' in text(client.get(address("show")))
    said = text(client.get(address("order")))
    assert 'hx-trigger="load delay:400ms, submit"' in said
    said = text(client.post(address("order_start"), HTTP_HX_REQUEST="true"))
    assert 'hx-trigger="every 1500ms"' in said
    assert "Looking for a shorter order of visits" in said
    assert OrderSearch.objects.get().state == "waiting"


def test_without_scripts_the_button_leads_back_to_the_plans(client_for, version, address):
    answer = client_for("coordinator").post(address("order_start"))
    assert (answer.status_code, answer.url) == (302, address("show"))


def test_progress_says_visits_so_far_and_the_least(client_for, search, address):
    set_to(search, state="running", plan=1, visits=9, at_least=7)
    said = text(client_for("coordinator").get(address("order")))
    assert "plan 1 of" in said
    assert "9 visits so far, at least 7 needed" in said
    assert address("order_stop", search.pk) in said


def test_stopping_is_said_until_it_is_done(client_for, search, address):
    set_to(search, state="running", plan=1, visits=9, at_least=7)
    said = text(client_for("coordinator").post(address("order_stop", search.pk), HTTP_HX_REQUEST="true"))
    assert "Stopping" in said


def test_a_queue_without_a_worker_is_noticed(client_for, search, address):
    set_to(search, started_at=search.started_at - dt.timedelta(seconds=6))
    said = text(client_for("coordinator").get(address("order")))
    assert "Nobody is working in the queue" in said
    assert address("order_here", search.pk) in said
    assert "every 1500ms" not in said


def test_a_proven_order_is_said_so(client_for, search, address):
    set_to(search, state="done", proven=True)
    assert "The order of the visits is proven best" in text(client_for("coordinator").get(address("order")))


def test_time_that_ran_out_is_not_called_proof(client_for, search, address):
    set_to(search, state="done")
    said = text(client_for("coordinator").get(address("order")))
    assert "No better order of the visits was found in the time given" in said
    assert "proven" not in said


def test_a_better_order_is_offered_with_what_it_saves_and_used(client_for, search, version, address):
    before = version.answer["alternatives"][0]["visit_count"]
    set_to(search, state="done", proven=True, answer=better(version, before - 1))
    client = client_for("coordinator")
    said = text(client.get(address("order")))
    assert f"{before - 1} visits instead of {before}" in said
    assert "Use this order" in said
    answer = client.post(address("order_use", search.pk))
    assert (answer.status_code, answer.url) == (302, address("show"))
    assert list(PlanVersion.objects.values_list("number", "active")) == [(2, True), (1, False)]
    said = text(client.get(address("order")))
    assert "The order of the visits is proven best" in said


def test_used_twice_it_is_told_and_nothing_happens(client_for, search, version, address):
    set_to(search, state="done", answer=better(version, 3))
    client = client_for("coordinator")
    client.post(address("order_use", search.pk))
    answer = client.post(address("order_use", search.pk))
    assert answer.status_code == 409
    assert "of no use any more" in text(answer)
    assert PlanVersion.objects.count() == 2


def test_a_search_that_failed_says_why(client_for, search, address):
    set_to(search, state="refused", message="The record has changed since these plans were made.")
    assert "The record has changed" in text(client_for("coordinator").get(address("order")))


def test_beside_an_accepted_plan_nothing_is_looked_for(client_for, version, member, at, address):
    version.alternatives.filter(position=0).update(state="accepted", decided_at=at, decided_by=member("coordinator"))
    assert text(client_for("coordinator").get(address("order"))) == ""


@pytest.mark.parametrize("role", ["hygienist", "desk", "manager", "owner"])
def test_only_who_presents_plans_may_search(role, client_for, search, address):
    client = client_for(role)
    assert client.get(address("order")).status_code == 403
    for name in ("order_here", "order_stop", "order_use"):
        assert client.post(address(name, search.pk)).status_code == 403
    assert client.post(address("order_start")).status_code == 403


def test_another_practices_search_is_not_there(client_for, version, other_practice, address):
    from row_maker import RowMaker

    from arcada.store.tenancy import in_practice

    with in_practice(other_practice.pk):
        theirs = RowMaker(other_practice).make(OrderSearch)
    for name in ("order_here", "order_stop", "order_use"):
        assert client_for("coordinator").post(address(name, theirs.pk)).status_code == 404
