"""The sample practice's insurance: most are covered, families share, some have two, some ends, some is not known."""

import datetime as dt
from collections import Counter

from arcada.cli.demo import riverside
from arcada.cli.demo.coverages import OFFERS, PAYERS, insure
from arcada.cli.demo.patients import register
from arcada.insurance.meters import standing_of
from arcada.insurance.models import BenefitPlan, Coverage, Payer
from arcada.store.tenancy import in_practice

PEOPLE = 200


def test_seven_of_ten_are_covered_and_each_kind_of_coverage_is_there(db, at):
    at = at.replace(month=6)
    owner = riverside.found(at - dt.timedelta(weeks=20))
    with in_practice(owner.practice_id):
        today = at.date()
        house = riverside.furnish(owner, at, today - dt.timedelta(days=today.weekday()))
        people = register(owner, at, today, count=PEOPLE, seed=7)
        scripted = people[:3]
        insure(house, people, scripted, at, seed=7)
        rows = list(Coverage.objects.select_related("policy__plan", "patient"))
        assert (Payer.objects.count(), BenefitPlan.objects.count()) == (len(PAYERS), len(OFFERS))
        covered = {row.patient_id for row in rows}
        assert 0.55 < len(covered) / PEOPLE < 0.85
        assert {one.pk for one in scripted} <= covered
        per_patient, per_policy = (Counter(getattr(row, key) for row in rows) for key in ("patient_id", "policy_id"))
        assert max(per_patient.values()) == 2
        assert max(per_policy.values()) > 1
        assert any(row.ends for row in rows)
        assert any("accumulators" in row.unknown for row in rows)
        assert any(row.verified_on and (today - row.verified_on).days > 30 for row in rows)
        assert all(row.begins >= row.patient.birth_date for row in rows if row.begins)
        assert all(standing_of(row, today) is not None for row in rows[:20])
