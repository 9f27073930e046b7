"""A payer's electronic answer taken over: to the plan or the member, used once, what is not said stays unknown."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from payer_answer import ANSWER, answer

from arcada.core.kernel import Refusal
from arcada.insurance.actions.take_answer import keep_answer, take_answer
from arcada.insurance.answer_merge import merged
from arcada.insurance.ledger import adjustments_of
from arcada.insurance.models import BenefitPlan, Coverage, CoverageFile
from arcada.insurance.queries import unknown_of
from arcada.interop.fhir_eligibility_items import Said
from arcada.practice.models import Membership

Member = Callable[[str], Membership]
FOR_MARA = {"patient": {"identifier": {"value": "M-1"}}}


def kept(by: Membership, at: dt.datetime, coverage: Coverage, told: dict[str, Any]) -> CoverageFile | Refusal:
    return keep_answer(by=by, at=at, coverage=coverage, name="answer.json", content=json.dumps(told).encode())


def test_taken_for_everybody_the_plan_changes_and_the_rest_stays(
    coverage: Coverage, plan: BenefitPlan, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    plan.unknown = ["percent:endo", "percent:restorative", "cob"]
    plan.save()
    file = kept(desk, at, coverage, ANSWER | FOR_MARA)
    assert isinstance(file, CoverageFile)
    assert Coverage.objects.get().source != "fhir"
    assert isinstance(take_answer(by=desk, at=at, file=file, coverage=coverage, everybody=True), Coverage)
    plan.refresh_from_db()
    assert {"scope": "cat:restorative", "pct": 80} in plan.benefits["percent"]
    assert {"scope": "cat:preventive", "pct": 100} in plan.benefits["percent"]
    assert {"scope": "cat:general", "amount": 2000, "level": "family"} in plan.benefits["maximums"]
    assert plan.benefits["exclusions"] == ["cat:ortho"]
    assert plan.unknown == ["percent:endo", "cob"]
    row = Coverage.objects.get()
    assert (row.source, row.verified_on, row.verified_by) == ("fhir", dt.date(2026, 3, 1), desk)
    assert "wants to be asked first: crowns" in row.note
    assert [(one["used"], one["deductible"]) for one in adjustments_of([row])] == [(Decimal("620.50"), 50)]
    again = take_answer(by=desk, at=at, file=file, coverage=coverage, everybody=True)
    assert isinstance(again, Refusal)


def test_taken_for_one_member_the_plan_stays(
    coverage: Coverage, plan: BenefitPlan, member: Member, at: dt.datetime
) -> None:
    desk = member("desk")
    plan.unknown = ["percent:restorative"]
    plan.save()
    file = kept(desk, at, coverage, ANSWER | FOR_MARA)
    assert isinstance(file, CoverageFile)
    assert isinstance(take_answer(by=desk, at=at, file=file, coverage=coverage, everybody=False), Coverage)
    before = plan.benefits
    plan.refresh_from_db()
    assert plan.benefits == before
    row = Coverage.objects.select_related("policy__plan").get()
    assert {"scope": "cat:restorative", "pct": 80} in row.overrides["percent"]
    assert {"scope": "cat:crowns", "pct": 50} not in row.overrides["percent"]
    assert {"scope": "cat:ortho", "pct": 0} in row.overrides["percent"]
    assert unknown_of(row) == ()


def test_what_is_refused_leaves_everything_as_it_was(coverage: Coverage, member: Member, at: dt.datetime) -> None:
    desk = member("desk")
    stranger = kept(desk, at, coverage, ANSWER)
    assert isinstance(stranger, Refusal)
    assert stranger.code == "wrong_patient"
    ended = answer(lambda told: told["insurance"][0].update(inforce=False))
    to_come = answer(lambda told: told.update(created="2027-01-01"))
    for told in (ended, to_come):
        file = kept(desk, at, coverage, told | FOR_MARA)
        assert isinstance(file, CoverageFile)
        assert isinstance(take_answer(by=desk, at=at, file=file, coverage=coverage, everybody=True), Refusal)
    assert Coverage.objects.get().verified_on is None
    assert adjustments_of([coverage]) == []


def test_what_is_not_said_stays_unknown() -> None:
    found = merged({}, ("percent", "cob", "maximums"), Said(shares={"cat:crowns": Decimal(50)}))
    assert "percent:crowns" not in found.unknown
    assert {"percent:endo", "percent:perio", "cob", "maximums"} <= set(found.unknown)
