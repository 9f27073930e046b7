"""What payers paid beside what was expected: proposed, decided by a person, applied to the plan by its own action."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.insurance.actions.ledger import EntryTold, enter, take_back
from arcada.insurance.actions.payment_lessons import decide_lesson
from arcada.insurance.actions.payment_terms import set_pace, set_terms
from arcada.insurance.models import EstimateLesson, MoneyTerms
from arcada.insurance.paid_history import Named, accuracy_of, percent_on_file
from arcada.insurance.payments import terms_of
from arcada.practice.access import NotAllowed

FILLING = "composite_filling"


@pytest.fixture
def paid(coverage, member, at):
    """Services that were expected at 100.00 and paid otherwise, answered twenty days later."""

    def act(*amounts, reason="", **changed):
        rows = []
        for number, amount in enumerate(amounts):
            on = dt.date(2026, 1, 5 + number)
            told = EntryTold(
                kind="paid", on=on, procedure=FILLING, allowed=Decimal(200), estimated=Decimal(100),
                paid=Decimal(amount), reason=reason, **changed,
            )  # fmt: skip
            answered = dt.datetime(2026, 1, 25 + number, 15, tzinfo=dt.UTC)
            rows.append(enter(by=member("desk"), at=answered, coverage=coverage, told=told))
        return rows

    return act


@pytest.fixture
def fillings_at_50(plan):
    """Nothing was on file for fillings; now half."""
    plan.benefits = {**plan.benefits, "percent": [*plan.benefits["percent"], {"scope": "cat:fillings", "pct": 50}]}
    plan.save(update_fields=["benefits"])
    return plan


def decided(plan, member, at, role="manager", **changed):
    told = {"by": member(role), "at": at, "plan": plan, "code": "percent", "kind": "fillings", "decision": "accepted"}
    return decide_lesson(**told | changed)


def test_a_share_that_differs_is_proposed_and_corrected_by_a_person(fillings_at_50, paid, member, at):
    paid(160, 160, 160)
    (group,) = accuracy_of(member("coordinator")).groups
    assert (group.count, group.mean, group.proposals[0].change["percent"]) == (3, Decimal("60.00"), "80")
    row = decided(fillings_at_50, member, at)
    fillings_at_50.refresh_from_db()
    assert row.applied
    line = Named(FILLING, ("general", "restorative", "fillings"))
    assert percent_on_file(fillings_at_50, line) == 80
    assert fillings_at_50.revision == 1
    assert accuracy_of(member("coordinator")).groups[0].proposals == ()
    assert Event.objects.filter(verb="accepted", noun="correction of a plan").exists()
    assert decided(fillings_at_50, member, at).code == "gone"


def test_a_refusal_has_a_reason_and_changes_nothing(fillings_at_50, paid, member, at):
    paid(160, 160, 160)
    assert decided(fillings_at_50, member, at, decision="refused").code == "no_reason"
    row = decided(fillings_at_50, member, at, decision="refused", reason="A campaign of that month.")
    fillings_at_50.refresh_from_db()
    assert (row.applied, fillings_at_50.revision) == (False, 0)
    assert decided(fillings_at_50, member, at).code == "decided"


def test_what_a_person_has_to_enter_is_recorded_and_not_applied(fillings_at_50, paid, member, at):
    paid(60, 60, 60, reason="Alternate benefit of an amalgam filling")
    row = decided(fillings_at_50, member, at, code="downgrade")
    fillings_at_50.refresh_from_db()
    assert (row.applied, row.decision, fillings_at_50.revision) == (False, "accepted", 0)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"decision": "perhaps"}, "unknown_decision"),
        ({"code": "line_order"}, "gone"),
        ({"kind": "crowns"}, "gone"),
        ({"decision": "refused", "reason": "x" * 301}, "too_long"),
        ({"first": dt.date(2026, 2, 1)}, "gone"),
    ],
)
def test_what_cannot_be_decided(fillings_at_50, paid, member, at, changed, code):
    paid(160, 160, 160)
    found = decided(fillings_at_50, member, at, **changed)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert not EstimateLesson.objects.exists()


@pytest.mark.parametrize("role", ["dentist", "hygienist"])
def test_who_may_not_decide(fillings_at_50, paid, member, at, role):
    with pytest.raises(NotAllowed):
        decided(fillings_at_50, member, at, role=role)


def test_what_was_taken_back_or_never_estimated_teaches_nothing(fillings_at_50, paid, coverage, member, at):
    rows = paid(160, 160, 160)
    take_back(by=member("desk"), at=at, entry=rows[0], why="Entered twice.")
    told = EntryTold(kind="paid", on=dt.date(2026, 1, 9), procedure=FILLING, paid=Decimal(10))
    enter(by=member("desk"), at=at, coverage=coverage, told=told)
    found = accuracy_of(member("owner"))
    assert found.count == 2
    assert found.groups[0].proposals == ()


def test_a_hygienist_learns_nothing_of_money(paid, member):
    paid(100)
    assert accuracy_of(member("hygienist")).count == 0


def test_the_pace_of_a_payer_is_seen_and_used(paid, payer, member, at):
    paid(100, 100, 100)
    (pace,) = accuracy_of(member("desk")).paces
    assert (pace.days, pace.count) == (20, 3)
    assert set_pace(by=member("desk"), at=at, payer=payer, days=-1).code == "days_range"
    set_pace(by=member("desk"), at=at, payer=payer, days=pace.days, seen=pace)
    assert terms_of(payer.practice_id).days_of(str(payer.pk)) == 20
    set_pace(by=member("desk"), at=at, payer=payer, days=44)
    assert Event.objects.filter(verb="set", noun="pace of a payer").last().detail["before"] == 20


def test_the_houses_terms_are_changed_by_the_manager_and_kept(practice, member, at):
    assert terms_of(practice.pk).lab_percent == 50
    set_terms(by=member("manager"), at=at, lab_percent=Decimal(30))
    set_terms(by=member("manager"), at=at, deposit_percent=Decimal(10))
    told = terms_of(practice.pk)
    assert (told.lab_percent, told.deposit_percent, MoneyTerms.objects.count()) == (30, 10, 2)
    assert set_terms(by=member("manager"), at=at, deposit_percent=Decimal(80)).code == "percent_range"
    assert set_terms(by=member("manager"), at=at, colour=Decimal(1)).code == "unknown_rule"
    with pytest.raises(NotAllowed):
        set_terms(by=member("coordinator"), at=at, lab_percent=Decimal(1))


def test_a_decision_never_changes(fillings_at_50, paid, member, at):
    paid(160, 160, 160)
    row = decided(fillings_at_50, member, at)
    with pytest.raises(DatabaseError, match="estimate_lesson_for_good"), transaction.atomic():
        EstimateLesson.objects.filter(pk=row.pk).update(decision="refused")
