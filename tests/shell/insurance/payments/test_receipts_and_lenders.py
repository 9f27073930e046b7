"""Money in and back, and what lenders said: each once, dated by the clinic's day, told to the audit."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from arcada.audit.models import Event
from arcada.insurance.actions.payment_financing import answer_lender, ask_lender
from arcada.insurance.actions.payment_receipts import receive, reverse
from arcada.insurance.models import FinancingRequest, PaymentReceipt
from arcada.insurance.payments import received_under, standing_of
from arcada.practice.access import NotAllowed

TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def take(signed, member, at):
    def act(amount, **changed):
        told = {"by": member("desk"), "at": at, "plan": signed, "on": TODAY, "way": "card"} | changed
        return receive(amount=Decimal(amount), **told)

    return act


def test_receipts_settle_the_oldest_and_the_last_cent_completes_the_plan(take, signed):
    take("200")
    take("300", reference="A-77")
    states = [line.state for line in standing_of(signed, TODAY).lines]
    assert states == ["settled", "settled", "part", "open", "open"]
    take("700")
    signed.refresh_from_db()
    assert signed.state == "completed"
    assert [row.number for row in PaymentReceipt.objects.order_by("number")] == [1, 2, 3]
    assert Event.objects.filter(verb="received", noun="payment").count() == 3
    assert take("1").code == "not_active"


@pytest.mark.parametrize(
    ("amount", "changed", "code"),
    [
        ("0", {}, "not_positive"),
        ("-5", {}, "not_positive"),
        ("NaN", {}, "bad_amount"),
        ("1.005", {}, "bad_amount"),
        ("1200.01", {}, "over_open"),
        ("1e12", {}, "bad_amount"),
        ("10", {"on": TODAY + dt.timedelta(days=1)}, "later"),
        ("10", {"on": dt.date(2024, 1, 1)}, "too_early"),
        ("10", {"way": "shells"}, "unknown_way"),
        ("10", {"reference": "x" * 81}, "too_long"),
    ],
)
def test_what_is_no_receipt(take, amount, changed, code):
    assert take(amount, **changed).code == code
    assert not PaymentReceipt.objects.exists()


def test_the_clinics_day_counts_not_the_days_of_utc(take, at):
    """Half past midnight in UTC is still the evening before in Chicago."""
    late = at.replace(hour=0, minute=30) + dt.timedelta(days=1)
    assert take("10", at=late, on=dt.date(2026, 3, 3)).code == "later"


def test_nothing_is_received_under_a_draft(draft, member, at):
    found = receive(by=member("desk"), at=at, plan=draft, amount=Decimal(5), on=TODAY, way="cash")
    assert found.code == "not_active"


def test_a_receipt_is_taken_back_once_with_a_reason_and_opens_the_plan_again(take, signed, member, at):
    take("200")
    last = take("1000")
    assert reverse(by=member("desk"), at=at, receipt=last, why=" ").code == "no_reason"
    back = reverse(by=member("desk"), at=at, receipt=last, why="The card was declined.")
    signed.refresh_from_db()
    assert (back.amount, back.reverses_id, signed.state) == (Decimal(-1000), last.pk, "active")
    assert received_under(signed.case) == Decimal(200)
    assert reverse(by=member("desk"), at=at, receipt=last, why="Once more.").code == "reversed_already"
    assert reverse(by=member("desk"), at=at, receipt=back, why="Once more.").code == "reversed_already"


@pytest.mark.parametrize("role", ["dentist", "hygienist"])
def test_who_may_not_take_money(take, case, member, at, role):
    first = take("10")
    for act in (
        lambda: take("10", by=member(role)),
        lambda: reverse(by=member(role), at=at, receipt=first, why="A slip."),
        lambda: ask_lender(by=member(role), at=at, case=case, lender="Any", amount=Decimal(5), on=TODAY),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_receipt_never_changes(take):
    row = take("10")
    with pytest.raises(DatabaseError, match="payment_receipt_for_good"), transaction.atomic():
        PaymentReceipt.objects.filter(pk=row.pk).update(amount=900)


@pytest.fixture
def asked(case, member, at):
    return ask_lender(
        by=member("desk"), at=at, case=case, lender=" Harbour Credit ", amount=Decimal(3000), on=TODAY, reference="H-1"
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"lender": " "}, "no_lender"),
        ({"amount": Decimal(0)}, "bad_amount"),
        ({"amount": Decimal("Infinity")}, "bad_amount"),
        ({"on": TODAY + dt.timedelta(days=1)}, "later"),
        ({"on": dt.date(2023, 1, 1)}, "too_early"),
        ({"note": "x" * 301}, "too_long"),
    ],
)
def test_what_is_no_hand_off(case, member, at, changed, code):
    told = {"lender": "Harbour Credit", "amount": Decimal(3000), "on": TODAY} | changed
    assert ask_lender(by=member("desk"), at=at, case=case, **told).code == code


@pytest.mark.parametrize(
    ("state", "granted", "on", "code"),
    [
        ("asked", None, TODAY, "unknown_state"),
        ("maybe", None, TODAY, "unknown_state"),
        ("approved", None, TODAY, "no_sum"),
        ("approved", "3000.01", TODAY, "over_asked"),
        ("approved", "2999", TODAY, "state_and_sum"),
        ("partly", "3000", TODAY, "state_and_sum"),
        ("partly", "-1", TODAY, "bad_amount"),
        ("declined", None, dt.date(2026, 3, 1), "day_range"),
        ("declined", None, dt.date(2026, 3, 3), "day_range"),
    ],
)
def test_what_is_no_answer(asked, member, at, state, granted, on, code):
    sum_ = None if granted is None else Decimal(granted)
    assert answer_lender(by=member("desk"), at=at, financing=asked, state=state, on=on, granted=sum_).code == code


@pytest.mark.parametrize(
    ("state", "granted", "kept"),
    [
        ("approved", "3000", Decimal(3000)),
        ("partly", "1200", Decimal(1200)),
        ("declined", "77", None),
        ("withdrawn", None, None),
    ],
)
def test_an_answer_is_recorded_once(asked, member, at, state, granted, kept):
    sum_ = None if granted is None else Decimal(granted)
    told = {"by": member("desk"), "at": at, "financing": asked, "state": state, "on": TODAY, "granted": sum_}
    row = answer_lender(**told)
    assert (row.state, row.granted, row.lender, row.reference) == (state, kept, "Harbour Credit", "H-1")
    assert answer_lender(**told).code == "answered"
    event = Event.objects.get(verb="recorded a lender's answer")
    assert event.detail["state"] == state


def test_what_was_asked_never_changes(asked):
    with pytest.raises(DatabaseError, match="financing_for_good"), transaction.atomic():
        FinancingRequest.objects.filter(pk=asked.pk).update(amount=9)
