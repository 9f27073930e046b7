"""Best days: the plan over two benefit years, what waits, what may not, and that looking changes nothing."""

import datetime as dt
import re
import uuid
from decimal import Decimal

import pytest
from insured import make_coverage, make_plan


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2026-11-24 15:30:00+00:00", tick=False)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def phased(version, patient):
    """The phasing of the premium plan as the page asks for it."""
    from arcada.cases.models import Alternative
    from arcada.insurance.phasing import phased
    from arcada.schedule.mapping import visit_lags

    def found():
        row = Alternative.objects.get(version=version, tier="premium")
        lags = visit_lags(row.content(), {visit.number: visit.day for visit in row.visits.all()})
        return phased(row, as_of=dt.date(2026, 11, 24), lags=lags)

    return found


@pytest.mark.parametrize(("role", "status"), [("coordinator", 200), ("dentist", 200), ("hygienist", 403)])
def test_who_sees_prices_sees_the_best_days(client_for, address, covered, role, status):
    assert client_for(role).get(address("phasing")).status_code == status


def test_another_practice_s_patient_is_not_there(client_for, other_practice):
    from django.urls import reverse

    assert client_for("desk").get(reverse("estimate:phasing", args=[uuid.uuid4()])).status_code == 404


def test_the_cheapest_days_cost_no_more_and_keep_what_the_plan_asks(covered, phased):
    told = phased().phasing
    assert told.patient_pays <= told.patient_pays_now
    assert told.days["01"] == told.days_now["01"], "urgent visits stay"
    ordered = [told.days[name] for name in sorted(told.days)]
    assert ordered == sorted(ordered), "visits keep their order"
    assert all(told.days[name] >= told.days_now[name] for name in told.days)
    for name in ("02", "03"):
        assert told.days[name] - told.days_now[name] <= dt.timedelta(30), "disease does not wait"


def test_begun_work_is_not_left_open(covered, phased):
    found = phased()
    for line in found.estimate.asked.lines:
        first, last = f"{line.item.visit:02}", f"{line.item.last_visit:02}"
        gap = found.phasing.days[last] - found.phasing.days[first]
        planned = found.phasing.days_now[last] - found.phasing.days_now[first]
        assert gap <= planned + dt.timedelta(14)


def test_the_saving_is_that_of_the_engine(client_for, address, covered, phased):
    from arcada.display.phrases import Voice, money

    told = phased().phasing
    assert told.saving > 0
    page = text_of(client_for("coordinator").get(address("phasing", plan="premium")))
    for amount in (told.patient_pays_now, told.patient_pays, told.saving):
        assert money(amount, Voice()) in page
    assert "Say before a visit waits" in page
    assert "It is urgent and is not put off." in page
    assert "This is an estimate, not a guarantee" in page


def test_a_moved_visit_can_be_looked_at_alone(client_for, address, covered, phased):
    told = phased().phasing
    page = client_for("coordinator").get(address("phasing", plan="premium")).content.decode()
    for name in told.moved:
        assert f"visit={int(name)}&amp;date={told.days[name].isoformat()}" in page


def test_looking_changes_nothing(client_for, address, covered):
    from arcada.cases.models import PlannedVisit
    from arcada.insurance.models import Estimate

    before = (list(PlannedVisit.objects.values_list("number", "day", "date")), Estimate.objects.count())
    client_for("coordinator").get(address("phasing"))
    assert (list(PlannedVisit.objects.values_list("number", "day", "date")), Estimate.objects.count()) == before


def test_without_an_insurance_days_make_no_difference(client_for, address, version):
    assert "No insurance is on record" in text_of(client_for("desk").get(address("phasing")))


def test_where_no_maximum_binds_waiting_saves_nothing(client_for, address, patient, version):
    plan = make_plan(patient.practice, benefits={"maximums": [], "deductibles": []})
    make_coverage(patient, plan)
    page = text_of(client_for("desk").get(address("phasing", plan="premium")))
    assert "Waiting saves nothing" in page
    assert "Say before a visit waits" not in page


def test_what_is_done_stays(covered, phased, version, at):
    from arcada.cases.models import PlannedVisit

    PlannedVisit.objects.filter(alternative__version=version, number=1).update(done_at=at)
    told = phased().phasing
    assert told.held["01"].text == "It is done."
    assert told.patient_pays >= Decimal(0)
