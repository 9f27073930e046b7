"""A better order of the visits: looked for in the queue or here, watched, stopped, put in force as a new version."""

import datetime as dt
from contextlib import nullcontext

import pytest

from arcada.cases import order_search
from arcada.cases.actions import search_order as searching
from arcada.cases.actions.compile_plan import compile_plan
from arcada.cases.actions.findings import Evidence, Found, record_finding
from arcada.cases.actions.search_order import carry_out, claim, search_here, search_order, stop_search
from arcada.cases.actions.use_order import use_order
from arcada.cases.compilation import read_inputs
from arcada.cases.models import OrderSearch, PlanVersion
from arcada.cases.order_search import Standing, searched
from arcada.cases.tasks import search_order_of
from arcada.core.kernel import Refusal
from arcada.patients.models import MedicalHistory
from arcada.practice.access import NotAllowed
from arcada.solvers import improve


@pytest.fixture
def charted(dentist, at, chart, patient):
    """Three findings whose first order is not the shortest."""
    MedicalHistory.objects.create(
        practice=patient.practice, patient=patient, taken_at=at, taken_by=dentist, growth_complete=True, asa=1
    )
    seen = dt.date(2026, 2, 25)
    kinds = ("bitewing_radiograph", "periapical_radiograph", "pulp_sensibility_test", "percussion_test")
    proofs = [Evidence(kind, seen) for kind in (*kinds, "clinical_examination", "restorability_assessment")]
    for term, place, severity in (
        ("cavitated dentine caries", "15", {"icdas": 5}),
        ("non-restorable tooth", "24", {}),
        ("cavitated dentine caries", "46", {"icdas": 5}),
    ):
        found = Found(term, [place], evidence=proofs, severity=severity)
        revision = chart.revision
        record_finding(by=dentist, at=at, chart=chart, expected_revision=revision, found=found, confirmed=True)
        chart.refresh_from_db()
    return chart


@pytest.fixture
def first_orders(monkeypatch):
    """Compilations give core's first orders, as for large plans."""
    monkeypatch.setattr(improve, "SMALL", 0)


@pytest.fixture
def version(first_orders, coordinator, at, case, charted):
    return compile_plan(by=coordinator, at=at, case=case)


@pytest.fixture
def search(version, coordinator, at):
    return search_order(by=coordinator, at=at, version=version)


def done(search):
    assert claim(search)
    carry_out(search, nullcontext)
    search.refresh_from_db()
    return search


def visits(answer):
    return [one["visit_count"] for one in answer["alternatives"]]


def work(answer):
    return [
        (one["price"], sorted((item["procedure"], item["where"]) for item in one["items"]))
        for one in answer["alternatives"]
    ]


def test_a_small_plan_has_its_best_order_at_once(coordinator, at, case, charted):
    order = compile_plan(by=coordinator, at=at, case=case).answer["engine"]["order"]
    assert order == {"seed": 7, "limit": 0.1, "proven": True, "stopped": False}


def test_the_search_finds_fewer_visits_for_the_same_work(search, version):
    assert search.state == "waiting"
    done(search)
    assert (search.state, search.proven) == ("done", True)
    assert sum(visits(search.answer)) < sum(visits(version.answer))
    assert all(new <= old for new, old in zip(visits(search.answer), visits(version.answer), strict=True))
    assert work(search.answer) == work(version.answer)


def test_the_job_does_what_waits_and_leaves_what_is_taken(search, practice):
    search_order_of(practice_id=str(practice.pk), search_id=str(search.pk))
    search.refresh_from_db()
    assert search.state == "done"
    OrderSearch.objects.filter(pk=search.pk).update(state="running", answer=None)
    search_order_of(practice_id=str(practice.pk), search_id=str(search.pk))
    search.refresh_from_db()
    assert (search.state, search.answer) == ("running", None)


def test_a_search_that_breaks_says_so(search, practice, monkeypatch):
    monkeypatch.setattr(searching, "carry_out", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        search_order_of(practice_id=str(practice.pk), search_id=str(search.pk))
    search.refresh_from_db()
    assert search.state == "failed"
    assert "The plans are as they were" in search.message


def test_two_ask_and_one_search_is_made(search, version, coordinator, dentist, at):
    assert search_order(by=dentist, at=at, version=version) == search
    done(search)
    assert search_order(by=coordinator, at=at, version=version) == search


def test_a_search_that_died_is_begun_anew(search, version, coordinator, at):
    OrderSearch.objects.filter(pk=search.pk).update(state="running")
    again = search_order(by=coordinator, at=at + dt.timedelta(minutes=11), version=version)
    assert again != search
    search.refresh_from_db()
    assert search.state == "failed"


def test_where_nobody_works_it_is_done_here(search, coordinator):
    search_here(by=coordinator, search=search)
    assert search.state == "done"
    assert search.answer is not None


def test_who_waits_can_be_stopped_at_once_and_who_works_soon(search, coordinator):
    stop_search(by=coordinator, search=search)
    search.refresh_from_db()
    assert (search.state, search.stop_wanted, search.answer) == ("done", True, None)
    OrderSearch.objects.filter(pk=search.pk).update(state="running", stop_wanted=False)
    stop_search(by=coordinator, search=search)
    search.refresh_from_db()
    assert (search.state, search.stop_wanted) == ("running", True)


def test_it_is_watched_from_another_thread_and_ends_when_told(version, case, at, monkeypatch):
    """The watcher hears of the first plan, says no, and the rest of the plans stay as they were."""
    monkeypatch.setattr(order_search, "LOOK_EVERY_SECONDS", 0.001)
    heard = []

    def watch(now: Standing) -> bool:
        heard.append(now)
        return False

    result = searched(read_inputs(case, at), 1.0, watch)
    assert heard
    assert heard[0].plan >= 1
    assert heard[0].at_least <= heard[0].visits
    assert result.answer["engine"]["order"]["stopped"]


def test_a_changed_record_is_not_searched(search, version, at, case):
    case.wishes = ["no metal in the mouth"]
    case.save()
    search.refresh_from_db()
    done(search)
    assert search.state == "refused"
    assert "make them again" in search.message


def test_the_better_order_becomes_the_next_version_and_the_old_one_stays(search, version, coordinator, at):
    kept = version.answer
    done(search)
    made = use_order(by=coordinator, at=at, search=search)
    assert (made.number, made.active, made.inputs_hash) == (2, True, version.inputs_hash)
    assert visits(made.answer) == visits(search.answer)
    version.refresh_from_db()
    assert (version.active, version.answer) == (False, kept)
    assert [one.visits.count() for one in made.alternatives.all()] == visits(made.answer)


def test_making_the_plans_again_keeps_the_better_order(search, case, coordinator, at):
    done(search)
    made = use_order(by=coordinator, at=at, search=search)
    assert compile_plan(by=coordinator, at=at, case=case) == made
    assert PlanVersion.objects.count() == 2


def test_an_order_of_an_older_version_is_not_used(search, coordinator, at):
    done(search)
    use_order(by=coordinator, at=at, search=search)
    refusal = use_order(by=coordinator, at=at, search=search)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "version_not_in_force"
    again = search_order(by=coordinator, at=at, version=search.version)
    assert isinstance(again, Refusal)


def test_nothing_found_is_nothing_to_use(search, coordinator, at):
    refusal = use_order(by=coordinator, at=at, search=search)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_better_order"


def test_what_a_patient_accepted_keeps_its_order(search, version, coordinator, at):
    done(search)
    version.alternatives.filter(tier="premium").update(state="accepted", decided_at=at, decided_by=coordinator)
    refusal = use_order(by=coordinator, at=at, search=search)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "order_agreed"


def test_who_may_not_present_may_not_search(version, member, at):
    with pytest.raises(NotAllowed):
        search_order(by=member("desk"), at=at, version=version)
