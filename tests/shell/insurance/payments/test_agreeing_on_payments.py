"""A payment plan is drafted, signed once, never changed; renegotiated it is a new version, and the old one stays."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.insurance.actions.payment_plan import draft_plan, sign_plan, withdraw_plan
from arcada.insurance.actions.payment_receipts import receive
from arcada.insurance.models import PaymentPlan, PaymentSignature
from arcada.practice.access import NotAllowed

DAY = dt.timedelta(days=1)


def paper(_plan, _signature):
    return b"a paper"


def test_a_draft_holds_its_instalments_and_all_that_the_paper_shows(draft):
    rows = [(row.number, row.due_date.isoformat(), row.amount) for row in draft.instalments.all()]
    assert rows == [
        (0, "2026-03-02", Decimal("200.00")),
        (1, "2026-03-31", Decimal("250.00")),
        (2, "2026-04-30", Decimal("250.00")),
        (3, "2026-05-31", Decimal("250.00")),
        (4, "2026-06-30", Decimal("250.00")),
    ]
    assert draft.content["total_of_payments"] == "1200.00"
    assert len(draft.content["instalments"]) == 5
    assert (draft.state, draft.number, draft.total_of_payments) == ("draft", 1, Decimal(1200))
    assert Event.objects.filter(verb="drafted", noun="payment plan", patient_id=draft.case.patient_id).exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"total": Decimal("9925.01")}, "over_total"),
        ({"total": Decimal(-1)}, "negative"),
        ({"count": 61}, "count_range"),
        ({"currency": "EUR"}, "currency_mix"),
        ({"first": dt.date(2026, 3, 1)}, "first_in_the_past"),
        ({"why": "x" * 301}, "too_long"),
    ],
)
def test_what_cannot_be_agreed_on(alternative, member, at, agreed, changed, code):
    found = draft_plan(by=member("coordinator"), at=at, alternative=alternative, agreed=agreed(**changed))
    assert isinstance(found, Refusal)
    assert found.code == code
    assert not PaymentPlan.objects.exists()


@pytest.mark.parametrize("role", ["dentist", "hygienist"])
def test_who_may_not(alternative, member, at, agreed, draft, pen, role):
    for act in (
        lambda: draft_plan(by=member(role), at=at, alternative=alternative, agreed=agreed()),
        lambda: withdraw_plan(by=member(role), at=at, plan=draft),
        lambda: sign_plan(by=member(role), at=at, plan=draft, pen=pen, make_sealed=paper),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_changed_draft_is_a_new_one(draft, alternative, member, at, agreed):
    second = draft_plan(by=member("desk"), at=at, alternative=alternative, agreed=agreed(count=8))
    draft.refresh_from_db()
    assert (draft.state, second.state, second.number) == ("withdrawn", "draft", 2)


def test_signing_puts_it_in_force_with_its_hash(signed, member, at, pen):
    signature = signed.signatures.get()
    assert signed.state == "active"
    assert signature.sha256 == sha256(b"a paper").hexdigest()
    again = sign_plan(by=member("coordinator"), at=at, plan=signed, pen=pen, make_sealed=paper)
    assert again.code == "not_draft"
    assert PaymentSignature.objects.count() == 1
    event = Event.objects.get(verb="took a signature", noun="payment plan")
    assert event.detail["content"] == signed.content_hash


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"signer_name": " "}, "no_signer"),
        ({"strokes": [], "way": "drawn"}, "no_strokes"),
        ({"relation": "neighbour"}, "unknown_relation"),
        ({"strokes": [[["a", 1, 2]]]}, "bad_strokes"),
    ],
)
def test_a_signature_that_is_none(draft, member, at, pen, change, code):
    found = sign_plan(by=member("desk"), at=at, plan=draft, pen=replace(pen, **change), make_sealed=paper)
    assert found.code == code


def test_a_draft_of_yesterday_is_saved_anew_before_it_is_signed(draft, member, at, pen):
    assert sign_plan(by=member("desk"), at=at + DAY, plan=draft, pen=pen, make_sealed=paper).code == "stale_draft"


def test_what_was_not_accepted_is_not_signed(version, member, at, agreed, pen):
    offered = version.alternatives.get(tier="premium")
    plan = draft_plan(by=member("desk"), at=at, alternative=offered, agreed=agreed())
    assert sign_plan(by=member("desk"), at=at, plan=plan, pen=pen, make_sealed=paper).code == "not_accepted"


def test_a_minors_plan_is_signed_by_a_guardian(alternative, patient, member, at, agreed, pen):
    patient.birth_date = dt.date(2015, 1, 1)
    patient.save()
    plan = draft_plan(by=member("desk"), at=at, alternative=alternative, agreed=agreed())
    assert sign_plan(by=member("desk"), at=at, plan=plan, pen=pen, make_sealed=paper).code == "guardian_signs"
    pen = replace(pen, relation="guardian")
    assert isinstance(sign_plan(by=member("desk"), at=at, plan=plan, pen=pen, make_sealed=paper), PaymentSignature)


def test_a_plan_in_force_is_renegotiated_with_a_reason_and_keeps_what_came_in(
    signed, alternative, member, at, agreed, pen
):
    by = member("coordinator")
    receive(by=by, at=at, plan=signed, amount=Decimal(200), on=at.date(), way="card")
    assert draft_plan(by=by, at=at, alternative=alternative, agreed=agreed()).code == "no_reason"
    longer = agreed(total=Decimal(1000), down=Decimal(0), count=10, why="The patient's hours were cut.")
    second = draft_plan(by=by, at=at, alternative=alternative, agreed=longer)
    assert (second.number, second.replaces_id, second.paid_before) == (2, signed.pk, Decimal(200))
    sign_plan(by=by, at=at, plan=second, pen=pen, make_sealed=paper)
    signed.refresh_from_db()
    assert (signed.state, signed.end_reason) == ("replaced", "The patient's hours were cut.")
    too_much = agreed(total=Decimal("9725.01"), why="Once more.")
    assert draft_plan(by=by, at=at, alternative=alternative, agreed=too_much).code == "over_total"


def test_money_that_came_after_the_draft_is_counted_before_it_is_signed(signed, alternative, member, at, agreed, pen):
    by = member("coordinator")
    second = draft_plan(by=by, at=at, alternative=alternative, agreed=agreed(why="Longer."))
    receive(by=by, at=at, plan=signed, amount=Decimal(200), on=at.date(), way="card")
    assert sign_plan(by=by, at=at, plan=second, pen=pen, make_sealed=paper).code == "stale_draft"


def test_a_plan_in_force_ends_only_with_a_reason(signed, member, at):
    assert withdraw_plan(by=member("desk"), at=at, plan=signed, reason=" ").code == "no_reason"
    ended = withdraw_plan(by=member("desk"), at=at, plan=signed, reason="Paid by a lender instead.")
    assert ended.state == "withdrawn"
    assert withdraw_plan(by=member("desk"), at=at, plan=signed, reason="Again.").code == "not_open"


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: PaymentPlan.objects.filter(pk=plan.pk).update(total=5),
        lambda plan: PaymentPlan.objects.filter(pk=plan.pk).update(content={}),
        lambda plan: plan.instalments.update(amount=5),
        lambda plan: plan.signatures.update(signer_name="Somebody else"),
        lambda plan: PaymentPlan.objects.filter(pk=plan.pk).update(state="draft") and plan.signatures.all().delete(),
    ],
    ids=["its sum", "its content", "an instalment", "whose signature", "the signature taken away"],
)
def test_the_database_itself_keeps_what_was_agreed(signed, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(signed)


def test_a_paper_with_another_hash_is_refused_by_the_database(draft, member, at):
    with pytest.raises(DatabaseError, match="payment_signature_hash_is_true"), transaction.atomic():
        PaymentSignature.objects.create(
            practice_id=draft.practice_id, plan=draft, strokes=[[[1, 1, 0]]], signer_name="Mara", relation="patient",
            taken_by=member("desk"), signed_at=at, document=b"a paper", sha256="0" * 64,
        )  # fmt: skip
