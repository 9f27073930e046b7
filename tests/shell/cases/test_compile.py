"""A chart becomes three plans: at once, or as a job that tells how far it is."""

import datetime as dt
from contextlib import nullcontext
from decimal import Decimal

import pytest

from arcada.cases.actions.chart_teeth import set_tooth_state
from arcada.cases.actions.compile_plan import carry_out, compile_plan
from arcada.cases.actions.findings import Evidence, Found, record_finding
from arcada.cases.actions.start_compile import start_compile
from arcada.cases.models import CompileRun, PlanVersion
from arcada.patients.models import MedicalHistory
from arcada.practice.access import NotAllowed
from arcada.practice.models import Fee, FeeSchedule

FILM = Evidence("periapical_radiograph", dt.date(2026, 2, 25))
TESTED = Evidence("pulp_sensibility_test", dt.date(2026, 3, 1))
LOOKED = Evidence("clinical_examination", dt.date(2026, 3, 1))


def find(by, at, chart, term, where, *evidence, **more):
    found = Found(term, where, evidence=evidence, **more)
    made = record_finding(by=by, at=at, chart=chart, expected_revision=chart.revision, found=found, confirmed=True)
    chart.refresh_from_db()
    return made


@pytest.fixture
def charted(dentist, at, chart, patient):
    MedicalHistory.objects.create(
        practice=patient.practice, patient=patient, taken_at=at, taken_by=dentist, growth_complete=True, asa=1
    )
    find(dentist, at, chart, "irreversible pulpitis", ["26"], FILM, TESTED, LOOKED)
    bitewing = Evidence("bitewing_radiograph", dt.date(2026, 2, 25))
    find(dentist, at, chart, "cavitated dentine caries", ["15"], bitewing, LOOKED, surfaces="MO", severity={"icdas": 5})
    return chart


def test_the_chart_becomes_three_priced_plans(coordinator, at, case, charted):
    version = compile_plan(by=coordinator, at=at, case=case)
    assert (version.number, version.chart_revision, version.start_date) == (1, 2, dt.date(2026, 3, 2))
    tiers = {one.tier: one for one in version.alternatives.all()}
    assert list(tiers) == ["premium", "balanced", "economy"]
    for one in tiers.values():
        treated = {item.family for item in one.items.all() if "15" in item.where}
        assert treated & {"direct_restoration", "onlay_or_inlay"}, one.tier
        assert one.price == sum((item.price for item in one.items.all()), Decimal(0))
        assert [visit.number for visit in one.visits.all()] == list(range(1, one.visits.count() + 1))


def test_the_same_chart_makes_no_second_version(coordinator, at, case, charted):
    first = compile_plan(by=coordinator, at=at, case=case)
    assert compile_plan(by=coordinator, at=at + dt.timedelta(minutes=5), case=case) == first


def test_a_changed_chart_makes_the_next_version(coordinator, dentist, at, case, charted):
    compile_plan(by=coordinator, at=at, case=case)
    find(dentist, at, charted, "gingivitis", ["mouth"], LOOKED)
    assert compile_plan(by=coordinator, at=at, case=case).number == 2
    assert PlanVersion.objects.filter(active=True).count() == 1


def test_a_missing_tooth_is_known_to_the_compiler(coordinator, dentist, at, case, charted):
    set_tooth_state(
        by=dentist, at=at, chart=charted, expected_revision=2, teeth=["36"], changes={"presence": "missing"}
    )
    version = compile_plan(by=coordinator, at=at, case=case)
    states = version.answer["alternatives"][0]["states"][0]["teeth"]
    assert states["36"]["presence"] == "missing"


def test_work_that_stands_in_the_mouth_is_known_to_the_compiler(coordinator, dentist, at, case, charted):
    set_tooth_state(by=dentist, at=at, chart=charted, expected_revision=2, teeth=["46"], changes={"crown": "crown"})
    version = compile_plan(by=coordinator, at=at, case=case)
    assert version.answer["alternatives"][0]["states"][0]["teeth"]["46"]["crown"] == "crown"


def test_the_practices_own_fees_count_and_a_missing_one_is_no_zero(coordinator, at, case, charted, practice):
    schedule = FeeSchedule.objects.create(practice=practice, name="House", currency="USD", usual=True)
    Fee.objects.create(practice=practice, schedule=schedule, procedure="composite_filling", amount="333.00")
    version = compile_plan(by=coordinator, at=at, case=case)
    balanced = version.alternatives.get(tier="balanced")
    prices = {item.procedure: item.price for item in balanced.items.all()}
    assert not balanced.price_complete
    assert None in prices.values()
    assert all(price is None or price > 0 for price in prices.values())


def test_an_empty_chart_needs_no_treatment(coordinator, at, case, chart):
    version = compile_plan(by=coordinator, at=at, case=case)
    assert version.answer["status"] == "no_treatment_needed"


def test_a_run_tells_each_step_and_ends_with_its_version(coordinator, at, case, charted):
    run = start_compile(by=coordinator, at=at, case=case)
    seen = []

    def watched():
        seen.append((run.step, run.state))
        return nullcontext()

    carry_out(run, at, watched)
    run.refresh_from_db()
    assert (run.state, run.step, run.of, run.message) == ("done", 4, 4, "Three plans are ready")
    assert run.version.number == 1
    assert {step for step, _ in seen} == {0, 1, 2, 3}


def test_a_second_click_joins_the_run_that_waits(coordinator, at, case, charted):
    assert start_compile(by=coordinator, at=at, case=case) == start_compile(by=coordinator, at=at, case=case)
    assert CompileRun.objects.count() == 1


def test_a_run_is_a_job_with_ids_alone(coordinator, at, case, charted):
    from django.db import connection

    run = start_compile(by=coordinator, at=at, case=case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'cases.compile'")
        (row,) = cursor.fetchall()
    assert str(run.id) in str(row[0])
    assert "Okafor" not in str(row[0])


def test_the_job_compiles(coordinator, at, case, charted, practice):
    from arcada.cases.tasks import compile_case

    run = start_compile(by=coordinator, at=at, case=case)
    compile_case(practice_id=str(practice.pk), run_id=str(run.id), at=at.isoformat())
    run.refresh_from_db()
    assert run.state == "done"


def test_a_job_that_breaks_says_so(coordinator, at, case, charted, practice, monkeypatch):
    from arcada.cases import tasks

    def broken(*_):
        raise RuntimeError("out of order")

    monkeypatch.setattr(tasks, "carry_out", broken)
    run = start_compile(by=coordinator, at=at, case=case)
    with pytest.raises(RuntimeError):
        tasks.compile_case(practice_id=str(practice.pk), run_id=str(run.id), at=at.isoformat())
    run.refresh_from_db()
    assert (run.state, "something in Arcada is wrong" in run.message) == ("failed", True)


@pytest.mark.parametrize("role", ["hygienist", "desk", "manager", "owner"])
def test_who_may_not_compile(role, member, at, case, charted):
    with pytest.raises(NotAllowed):
        compile_plan(by=member(role), at=at, case=case)
