"""The money page: who may see it, what it says, and that nothing typed into its address breaks it."""

import datetime as dt
import re
import uuid

import pytest
from insured import make_coverage, make_plan

PAGES = ("show", "phase", "visit", "insurer", "patient", "what_if", "changes")


@pytest.fixture(autouse=True)
def _march(time_machine):
    time_machine.move_to("2026-03-02 15:30:00+00:00", tick=False)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "status"),
    [("dentist", 200), ("coordinator", 200), ("desk", 200), ("manager", 200), ("owner", 200), ("hygienist", 403)],
)
def test_who_sees_prices_sees_the_money_pages(client_for, address, covered, page, role, status):
    assert client_for(role).get(address(page)).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_another_practice_s_patient_is_not_there(client_for, other_practice, page):
    from django.urls import reverse

    assert client_for("desk").get(reverse(f"estimate:{page}", args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_patient_without_a_plan_is_told_so(client_for, address, page):
    assert "nothing to estimate yet" in text_of(client_for("desk").get(address(page)))


def test_reading_the_estimate_is_on_record(client_for, address, covered, patient):
    from arcada.audit.models import Event

    client_for("desk").get(address("show"))
    assert Event.objects.filter(noun="estimate", verb="read", patient_id=patient.pk).exists()


def test_the_page_leads_from_the_fee_to_the_share(client_for, address, covered):
    page = text_of(client_for("desk").get(address("show", plan="premium")))
    assert "This is an estimate, not a guarantee" in page
    assert "The contract allows $1,000 of the fee of $1,290." in page
    assert "$50 of the deductible is paid first." in page
    assert "nothing is left" in page
    for column in ("Fee", "Allowed", "Deductible", "Share", "Over maximum", "Insurer pays", "Written off"):
        assert column in page


def test_every_figure_has_its_reason_on_the_page(client_for, address, covered):
    page = client_for("desk").get(address("show", plan="premium")).content.decode()
    targets = re.findall(r'popovertarget="([^"]+)"', page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(targets) > 80
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


def test_subtotals_by_visit_phase_and_year(client_for, address, covered, version):
    premium = version.alternatives.get(tier="premium")
    premium.visits.filter(number=6).update(date=dt.date(2027, 1, 12))
    client = client_for("desk")
    assert "Visit 6 Tue 12 Jan 2027, booked" in text_of(client.get(address("show", plan="premium")))
    assert "Disease control" in text_of(client.get(address("show", plan="premium", by="phase")))
    by_year = text_of(client.get(address("show", plan="premium", by="year")))
    assert "2026" in by_year
    assert "Prairie Dental 2027" in by_year


def test_the_plans_stand_side_by_side_with_their_shares(client_for, address, covered):
    page = text_of(client_for("desk").get(address("show")))
    assert page.count("’s share") >= 3


def test_the_next_visit_and_the_phase_hold_their_own_lines(client_for, address, covered):
    client = client_for("desk")
    visit = text_of(client.get(address("visit", plan="premium")))
    assert "Visit 1, line by line" in visit
    assert "Implant crown" not in visit
    assert "Urgent, line by line" in text_of(client.get(address("phase", plan="premium")))


def test_the_insurer_s_view_has_no_sums(client_for, address, covered):
    page = client_for("desk").get(address("insurer", plan="premium")).content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    assert "$" not in table
    assert "Crown" in table


def test_the_patient_s_view_has_plain_names(client_for, address, covered):
    page = client_for("desk").get(address("patient", plan="premium")).content.decode()
    body = page[page.index("forpatient") :]
    assert "the upper left first molar" in body
    assert "your share is" in text_of(client_for("desk").get(address("patient")))


def test_what_is_not_known_makes_a_range_and_says_why(client_for, address, patient, version):
    make_coverage(patient, make_plan(patient.practice, unknown=["percent:crowns", "accumulators"]))
    page = text_of(client_for("desk").get(address("show", plan="premium")))
    assert "What is not known" in page
    assert "moves the patient's share by up to $1,500" in page.replace("&#x27;", "'")
    assert "$8,425 to $9,925" in page


def test_without_insurance_everything_is_the_patient_s(client_for, address, version):
    page = text_of(client_for("desk").get(address("show", plan="premium")))
    assert "No insurance is on record." in page
    assert "$9,925.00" in page


def test_a_line_without_a_fee_is_named(client_for, address, covered, version):
    from insured import make_office_fees

    make_office_fees(version.practice, {"cleaning": "110.00"})
    version.alternatives.get(tier="premium").items.filter(item="p-i14").update(price=None)
    page = text_of(client_for("desk").get(address("show", plan="premium")))
    assert "The estimate is not complete." in page


def test_benefits_that_cannot_be_read_are_said_not_hidden(client_for, address, covered):
    plan = covered.policy.plan
    plan.benefits = {**plan.benefits, "percent": [{"scope": "cat:crowns", "pct": 150}]}
    plan.save()
    answer = client_for("desk").get(address("show", plan="premium"))
    assert answer.status_code == 409
    assert "The estimate cannot be made." in text_of(answer)
    assert "Expected 0 to 100 percent" in text_of(answer)


@pytest.mark.parametrize("plan", ["nonsense", "x" * 400, "premium'--"])
def test_an_unknown_plan_is_not_there(client_for, address, covered, plan):
    assert client_for("desk").get(address("show", plan=plan)).status_code == 404


@pytest.mark.parametrize("by", ["week", "", "<b>"])
def test_an_unknown_grouping_is_by_visit(client_for, address, covered, by):
    assert "Visit 1" in text_of(client_for("desk").get(address("show", by=by)))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param({"visit": "6", "date": "2027-02-30"}, "is no day", id="no such day"),
        pytest.param({"visit": "6", "date": "2020-01-01"}, "from today on", id="a day that is over"),
        pytest.param({"visit": "6", "date": "2099-01-01"}, "next five years", id="too far"),
        pytest.param({"visit": "77", "date": "2027-01-12"}, "still to come", id="no such visit"),
        pytest.param({"visit": "6"}, "visit and its other day", id="no day"),
        pytest.param({"date": "2027-01-12"}, "visit and its other day", id="no visit"),
        pytest.param({"to": "gold"}, "plans that are offered", id="no such plan"),
        pytest.param({"cover": "p0"}, "coverages of the list", id="no such coverage"),
    ],
)
def test_what_cannot_be_supposed_is_said_and_kept(client_for, address, covered, query, said):
    answer = client_for("desk").get(address("what_if", plan="premium", **query))
    assert answer.status_code == 422
    assert said in text_of(answer)
    if "date" in query:
        assert query["date"] in answer.content.decode()


def test_another_day_is_supposed_and_nothing_is_kept(client_for, address, covered, version):
    from arcada.insurance.models import Estimate

    query = {"plan": "premium", "visit": "6", "date": "2027-01-12"}
    page = text_of(client_for("desk").get(address("what_if", **query)))
    assert "Mara would pay $967.50 less." in page
    assert "moved into 2027: a new yearly maximum, a new deductible" in page
    assert not Estimate.objects.exists()
    assert version.alternatives.get(tier="premium").visits.get(number=6).date is None


def test_another_plan_and_no_coverage_are_supposed(client_for, address, covered, patient):
    other = make_plan(patient.practice, payer="Lakeside", benefits={"percent": [{"scope": "all", "pct": 100}]})
    client = client_for("desk")
    assert "the economy plan" in text_of(client.get(address("what_if", plan="premium", to="economy"))).lower()
    assert "Without insurance" in text_of(client.get(address("what_if", plan="premium", cover="none")))
    page = text_of(client.get(address("what_if", plan="premium", cover=f"p{other.pk}")))
    assert "As it stands" in page
    assert "would pay" in page


def test_a_discount_comes_after_what_insurers_pay(client_for, address, covered, patient):
    from arcada.practice.models import Discount

    given = Discount.objects.create(
        practice=patient.practice, name="Courtesy", kind="percent", value="10", roles=["coordinator"]
    )
    query = {"plan": "premium", "discount": f"d{given.pk}"}
    page = text_of(client_for("coordinator").get(address("what_if", **query)))
    assert "Mara would pay $784.50 less." in page
    assert "Discount \N{MINUS SIGN}$784.50" in page
    refused = client_for("desk").get(address("what_if", **query))
    assert refused.status_code == 422
    assert "discounts that you may give" in text_of(refused)


def test_the_banner_says_what_changed_and_the_list_keeps_it(client_for, address, covered, version, member, patient, at):
    from arcada.insurance.actions.renew import renew_estimates

    by = member("desk")
    renew_estimates(patient=patient, cause="first", cause_text="First.", by=by, at=at)
    version.alternatives.get(tier="premium").visits.filter(number=6).update(date=dt.date(2027, 1, 12))
    text = "Visit 6 was moved from 17 Aug 2026 to 12 Jan 2027."
    renew_estimates(patient=patient, cause="visit_moved", cause_text=text, by=by, at=at)
    for page in ("show", "changes"):
        told = text_of(client_for("desk").get(address(page, plan="premium")))
        assert text in told
        assert "The patient pays $967.50 less than before." in told
        assert "moved into 2027: a new yearly maximum, a new deductible" in told


def test_a_kept_estimate_can_be_taken_along_and_made_again(client_for, address, covered, member, patient, at):
    import json
    from decimal import Decimal

    from django.urls import reverse

    from arcada.cli.estimate import answer as estimate
    from arcada.insurance.actions.renew import renew_estimates
    from arcada.insurance.models import Estimate

    renew_estimates(patient=patient, cause="first", cause_text="First.", by=member("desk"), at=at)
    row = Estimate.objects.get(alternative__tier="premium")
    client = client_for("desk")
    told = client.get(reverse("estimate:kept_case", args=[patient.pk, "premium", 1]))
    assert estimate(json.loads(told.content, parse_float=Decimal)) == row.answer
    assert client.get(reverse("estimate:kept_case", args=[patient.pk, "premium", 7])).status_code == 404
    assert client.get(reverse("estimate:kept_case", args=[patient.pk, "premium", 10**30])).status_code == 404
    other = reverse("estimate:kept_case", args=[uuid.uuid4(), "premium", 1])
    assert client.get(other).status_code == 404
    refused = client_for("hygienist").get(reverse("estimate:kept_case", args=[patient.pk, "premium", 1]))
    assert refused.status_code == 403
