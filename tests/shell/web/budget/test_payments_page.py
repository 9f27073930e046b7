"""Payments: months with the budget, later dates, a payment plan from form to sealed paper, receipts, lenders."""

import pytest

from arcada.audit.models import Event
from arcada.cases.submission import new_key
from arcada.coordination.models import Task
from arcada.insurance.models import FinancingRequest, PaymentPlan, PaymentReceipt


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", ["dentist", "coordinator", "desk", "manager", "owner"])
def test_who_may_read(role, client_for, version, address):
    assert client_for(role).get(address("show")).status_code == 200
    assert Event.objects.filter(kind="read", noun="payments").exists()


def test_a_hygienist_sees_no_money(client_for, version, address):
    assert client_for("hygienist").get(address("show")).status_code == 403


def test_a_dentist_reads_and_writes_nothing(client_for, in_force, address, plan_form, sign_form):
    client = client_for("dentist")
    said = text(client.get(address("show")))
    assert "Payment plan 1" in said
    for part in ("Write the receipt", "Renegotiate", "Record that a lender was asked", "End this payment plan"):
        assert part not in said
    for name, arguments, sent in (
        ("draft", (), plan_form()),
        ("sign", (in_force.pk,), sign_form()),
        ("receive", (in_force.pk,), {}),
        ("withdraw", (in_force.pk,), {}),
        ("ask", (), {}),
    ):
        assert client.post(address(name, *arguments), sent).status_code == 403


def test_without_plans_the_page_leads_to_them(client_for, patient, address):
    assert "There is no plan to pay for yet" in text(client_for("desk").get(address("show")))


def test_months_warnings_and_offers_stand_on_the_page(client_for, version, told, address):
    said = text(client_for("coordinator").get(address("show")))
    told_parts = (
        "$9,925",
        "$400 a month",
        "A month far over the budget",
        "More than was told in all",
        "Later dates would help",
        "an estimate, not a guarantee",
        "The same as a table",
        "not before",
    )
    for part in told_parts:
        assert part in said, part


def test_another_budget_is_tried_and_not_kept(client_for, version, told, address, patient):
    page = client_for("coordinator").get(f"{address('show')}?monthly=20000")
    assert "Every month stays within what the patient can spend" in text(page)
    assert patient.interviews.get().budget_monthly == 400
    page = client_for("coordinator").get(f"{address('show')}?monthly=-5")
    assert (page.status_code, "below zero" in text(page)) == (422, True)


def test_an_offer_becomes_one_task(client_for, version, told, address):
    client, sent = client_for("coordinator"), {"key": new_key(), "code": "within_budget", "tier": "balanced"}
    for _ in range(2):
        assert client.post(address("later"), sent).status_code == 302
    assert "not before" in Task.objects.get().title
    gone = client.post(address("later"), {"key": new_key(), "code": "no_such_offer"})
    assert (gone.status_code, "does not stand any more" in text(gone)) == (409, True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "4 instalments of $250"),
        ({"count": "7"}, "lending law"),
        ({"rate": "12"}, "more than the work"),
        ({"total": "9000", "down": ""}, "over the $400 a month"),
        ({"count": "61"}, "from 1 to 60"),
        ({"total": "99999"}, "more than that cannot be put into instalments"),
        ({"total": "abc"}, "Write a sum of money"),
    ],
)
def test_the_schedule_follows_what_is_typed(client_for, accepted, told, address, plan_form, changed, said):
    page = client_for("desk").get(address("preview"), plan_form(**changed))
    assert page.status_code == 200
    assert said in text(page).replace("\xa0", " ")
    assert not PaymentPlan.objects.exists()


def test_from_the_form_to_the_sealed_paper(client_for, in_force, address, sign_form):
    assert in_force.state == "active"
    client = client_for("coordinator")
    paper = client.get(address("paper", in_force.pk))
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert paper.content == bytes(in_force.signatures.get().document)
    assert Event.objects.filter(verb="printed", noun="payment plan").exists()
    again = client.post(address("sign", in_force.pk), sign_form())
    assert (again.status_code, "signed or withdrawn already" in text(again)) == (422, True)


def test_a_form_sent_twice_takes_effect_once(client_for, accepted, address, plan_form, today):
    client, sent = client_for("coordinator"), plan_form()
    for _ in range(2):
        assert client.post(address("draft"), sent).url == address("show")
    assert PaymentPlan.objects.count() == 1


def test_a_refused_draft_keeps_what_was_typed(client_for, accepted, address, plan_form):
    page = client_for("desk").post(address("draft"), plan_form(total="99999"))
    assert page.status_code == 422
    assert 'value="99999"' in text(page)
    assert "more than that cannot be put into instalments" in text(page)


def test_what_is_not_signed_rightly_is_asked_for_again(client_for, accepted, address, plan_form, sign_form):
    client = client_for("coordinator")
    client.post(address("draft"), plan_form())
    plan = PaymentPlan.objects.get()
    page = client.post(address("sign", plan.pk), sign_form(strokes=""))
    assert (page.status_code, "Sign in the field first" in text(page)) == (422, True)
    assert client.get(address("paper", plan.pk)).content[:5] == b"%PDF-"
    client.post(address("withdraw", plan.pk), {"key": new_key()})
    assert PaymentPlan.objects.get().state == "withdrawn"


def test_money_comes_in_and_goes_back(client_for, in_force, address, today):
    client = client_for("desk")
    sent = {"key": new_key(), "amount": "200", "on": today.isoformat(), "way": "card", "reference": "A-7"}
    for _ in range(2):
        client.post(address("receive", in_force.pk), sent)
    receipt = PaymentReceipt.objects.get()
    page = client.post(address("receive", in_force.pk), sent | {"key": new_key(), "amount": "5000"})
    assert (page.status_code, "is still open" in text(page)) == (422, True)
    page = client.post(address("reverse", receipt.pk), {"key": new_key(), "reason": ""})
    assert (page.status_code, "Say why the receipt is taken back" in text(page)) == (422, True)
    client.post(address("reverse", receipt.pk), {"key": new_key(), "reason": "Wrong patient."})
    assert "taken back: Wrong patient." in text(client.get(address("show")))


def test_a_lender_is_asked_and_answers(client_for, accepted, address, today):
    client = client_for("manager")
    sent = {"key": new_key(), "lender": "Harbour Credit", "amount": "3000", "on": today.isoformat()}
    client.post(address("ask"), sent)
    row = FinancingRequest.objects.get()
    answer = {"key": new_key(), "state": "partly", "on": today.isoformat(), "granted": "3000"}
    page = client.post(address("answer", row.pk), answer)
    assert (page.status_code, "anything less is approved in part" in text(page)) == (422, True)
    client.post(address("answer", row.pk), answer | {"key": new_key(), "granted": "1500"})
    assert "pays $1,500" in text(client.get(address("show")))


def test_renegotiating_and_ending_ask_why(client_for, in_force, address, plan_form):
    client = client_for("coordinator")
    page = client.post(address("draft"), plan_form(count="8"))
    assert (page.status_code, "Say why it is renegotiated" in text(page)) == (422, True)
    client.post(address("draft"), plan_form(count="8", why="Fewer hours at work."))
    assert "Renegotiated: Fewer hours at work." in text(client.get(address("show")))
    page = client.post(address("withdraw", in_force.pk), {"key": new_key(), "reason": ""})
    assert (page.status_code, "Say why the payment plan ends" in text(page)) == (422, True)


def test_another_practices_patient_is_not_there(other_practice, in_force, address, plan_form):
    from django.test import Client
    from made import make_member

    from arcada.store.tenancy import in_practice

    with in_practice(other_practice.pk):
        stranger = make_member(other_practice, "coordinator")
    client = Client()
    client.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address("show")).status_code == 404
    assert client.get(address("paper", in_force.pk)).status_code == 404
    for name, arguments in (("draft", ()), ("sign", (in_force.pk,)), ("receive", (in_force.pk,)), ("ask", ())):
        assert client.post(address(name, *arguments), plan_form()).status_code == 404


def test_one_patients_plan_is_not_reached_through_another(client_for, in_force, practice, at, member):
    from django.urls import reverse

    from arcada.patients.models import Patient

    other = Patient.objects.create(
        practice=practice, given_name="Ada", family_name="Stone", birth_date="1990-01-01", chart_number="1009",
        registered_at=at,
    )  # fmt: skip
    assert client_for("desk").get(reverse("budget:paper", args=[other.pk, in_force.pk])).status_code == 404


def test_work_beyond_the_payment_plan_is_paid_by_visit(client_for, in_force, address):
    """1,200 of 9,925 are in instalments: the first four months bear them, the rest falls on the days of the work."""
    said = text(client_for("coordinator").get(address("show")))
    assert "As agreed in payment plan 1" in said
    assert "$9,925" in said
    assert "was agreed on. The plan stays" not in said


def test_an_estimate_that_moved_is_told_beside_the_signed_plan(client_for, in_force, address, version):
    row = in_force.alternative.items.exclude(price=None).order_by("-price").first()
    row.state = "declined"
    row.save(update_fields=["state"])
    said = text(client_for("coordinator").get(address("show")))
    assert "it was $9,925 when payment plan 1 was agreed on" in said.replace("\xa0", " ")
