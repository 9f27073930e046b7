"""The page on estimates: who may look, what is proposed, and that a person decides once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from arcada.cases.submission import new_key
from arcada.insurance.models import EstimateLesson, PayerPace


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def plan(member, at):
    from arcada.insurance.actions.payers import PayerTold, add_payer
    from arcada.insurance.actions.plans import PlanTold, write_plan

    payer = add_payer(by=member("desk"), at=at, told=PayerTold(name="Blue Harbor Dental"))
    benefits = {"plan_type": "ppo", "percent": [{"scope": "cat:restorative", "pct": 80}]}
    return write_plan(by=member("desk"), at=at, payer=payer, told=PlanTold(name="PPO Mill", benefits=benefits))


@pytest.fixture
def paid(plan, patient, member):
    """Four fillings of this year, expected at 80 percent and paid at 70, twenty days later."""
    from django.utils import timezone

    from arcada.insurance.actions.coverages import CoverageTold, add_coverage
    from arcada.insurance.actions.ledger import EntryTold, enter
    from arcada.practice.clock import local_day

    now = timezone.now()
    by = member("desk")
    coverage = add_coverage(by=by, at=now, patient=patient, plan=plan, told=CoverageTold(member_id="M-1"))
    for number in range(4):
        answered = now - dt.timedelta(days=30 + number)
        told = EntryTold(
            kind="paid", on=local_day(answered, plan.practice) - dt.timedelta(days=20), procedure="composite_filling",
            allowed=Decimal(200), estimated=Decimal(160), paid=Decimal(140),
        )  # fmt: skip
        enter(by=by, at=answered, coverage=coverage, told=told)
    return coverage


def form(row, **changed):
    return {
        "key": new_key(),
        "plan": str(row.pk),
        "code": "percent",
        "kind": "fillings",
        "decision": "accepted",
    } | changed


PAGE = "insight:estimate_accuracy"


@pytest.mark.parametrize(
    ("role", "status"),
    [("coordinator", 200), ("manager", 200), ("owner", 200), ("desk", 200), ("dentist", 403), ("hygienist", 403)],
)
def test_who_may_look(client_for, practice, role, status):
    assert client_for(role).get(reverse(PAGE)).status_code == status


def test_without_answers_the_page_says_so(client_for, practice):
    assert "No payer has answered yet" in text(client_for("manager").get(reverse(PAGE)))


def test_what_is_seen_is_told_in_words(client_for, paid):
    said = text(client_for("coordinator").get(reverse(PAGE)))
    for part in (
        "$20 less than expected",
        "The payer pays 70 percent",
        "Correct the plan to 70 percent",
        "How long payers take",
    ):
        assert part in said, part


def test_a_person_corrects_the_plan_once(client_for, plan, paid):
    client, sent = client_for("manager"), form(plan)
    for _ in range(2):
        assert client.post(reverse("insight:decide_estimate"), sent).status_code == 302
    assert EstimateLesson.objects.get().applied
    said = text(client.get(reverse(PAGE)))
    assert "What would explain it" not in said
    assert "The plan was corrected with it." in said


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"decision": "refused"}, 422, "Say why the correction is refused"),
        ({"decision": "perhaps"}, 422, "could not be read"),
        ({"plan": "nothing"}, 422, "could not be read"),
        ({"plan": "00000000-0000-7000-8000-000000000000"}, 404, ""),
        ({"code": "downgrade"}, 422, "does not stand any more"),
        ({"key": ""}, 422, "Load the page again"),
    ],
)
def test_what_is_refused(client_for, plan, paid, changed, status, said):
    page = client_for("manager").post(reverse("insight:decide_estimate"), form(plan, **changed))
    assert page.status_code == status
    assert said in text(page)
    assert not EstimateLesson.objects.exists()


def test_the_pace_that_was_seen_is_used(client_for, plan, paid):
    client = client_for("coordinator")
    client.post(reverse("insight:use_pace", args=[plan.payer_id]), {"key": new_key()})
    assert PayerPace.objects.get().days == 20
    assert "in use" in text(client.get(reverse(PAGE)))


@pytest.mark.parametrize(
    "query", ["first=2030-01-01&last=2020-01-01", "first=0001-01-01", "payer=nobody", "first=no&last=day"]
)
def test_an_odd_filter_gets_a_sentence(client_for, paid, query):
    assert client_for("manager").get(f"{reverse(PAGE)}?{query}").status_code == 422


def test_another_practices_plan_is_not_there(other_practice, plan, paid):
    from django.test import Client
    from made import make_member

    from arcada.store.tenancy import in_practice

    with in_practice(other_practice.pk):
        stranger = make_member(other_practice, "manager")
    client = Client()
    client.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("insight:decide_estimate"), form(plan)).status_code == 404
    assert client.post(reverse("insight:use_pace", args=[plan.payer_id]), {"key": new_key()}).status_code == 404
    assert "No payer has answered yet" in text(client.get(reverse(PAGE)))
