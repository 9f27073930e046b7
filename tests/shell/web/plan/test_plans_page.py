"""Three plans side by side: who sees what, what is asked of a patient without a case, what stands on the cards."""

import pytest
from planned import answer, make_version

SEEING = ("dentist", "coordinator", "hygienist", "desk", "manager", "owner")


def text(response):
    return " ".join(response.content.decode().split())


def test_without_a_case_the_page_leads_to_one(client_for, patient, address):
    page = client_for("coordinator").get(address("show"))
    assert page.status_code == 200
    assert "No case is open" in text(page)


@pytest.mark.parametrize("role", SEEING)
def test_who_sees_prices_and_who_sees_the_mouth(role, client_for, version, address):
    page = client_for(role).get(address("show"))
    said = text(page)
    assert page.status_code == 200
    assert said.count('data-plan="') == 3
    assert ("price not shown" in said) == (role == "hygienist")
    assert ("What differs, tooth by tooth" in said) == (role in {"dentist", "coordinator", "hygienist"})
    assert ("Periodontitis" in said) == (role in {"dentist", "coordinator", "hygienist"})


def test_the_cards_tell_price_visits_time_and_stay_estimates(client_for, version, address):
    said = text(client_for("coordinator").get(address("show")))
    for part in ("$9,925", "an estimate and not a guarantee", "months", "in the chair", "Present balanced"):
        assert part in said, part
    assert "Accept balanced" not in said
    assert "patient pays" not in said.lower()


def test_a_line_without_a_fee_makes_the_sum_incomplete(case, member, at, client_for, address):
    told = answer()
    told["alternatives"][0] |= {"price_complete": False}
    told["alternatives"][0]["items"][1]["price"] = None
    make_version(case, member("coordinator"), at, told)
    client = client_for("coordinator")
    assert "1 line with no fee: not the whole sum" in text(client.get(address("show")))
    reason = text(client.get(address("price", "premium")))
    assert "no fee" in reason
    assert "Together so far" in reason


def test_a_tier_that_is_the_same_as_another_says_so(case, member, at, client_for, address):
    told = answer()
    told["alternatives"][1]["same_as"] = "premium"
    make_version(case, member("coordinator"), at, told)
    said = text(client_for("coordinator").get(address("show")))
    assert "The same work as Premium in this mouth" in said
    assert "Present balanced" not in said


def test_the_price_is_the_sum_of_its_lines(client_for, version, address):
    from decimal import Decimal

    from arcada.web.plan.presenters.reason import price_reason
    from arcada.web.plan.presenters.shown import Shown
    from arcada.web.shell.page import voice_of

    row = version.alternatives.get(tier="balanced")
    shown = Shown.to(version.compiled_by, version, voice_of(version.practice))
    told = price_reason(shown, row)
    figures = [Decimal(line.price.replace("$", "").replace(",", "")) for line in told.lines]
    assert told.total == shown.money(str(sum(figures)))


def test_the_reason_of_a_line_names_finding_protocol_and_the_other_plans(client_for, version, address):
    said = text(client_for("coordinator").get(address("why", "b-i1"), HTTP_HX_REQUEST="true"))
    for part in ("Irreversible pulpitis", "It is needed.", "version 1", "Less invasive", "In the other plans", "$620"):
        assert part in said, part
    assert "<html" not in said


def test_the_reason_is_a_page_of_its_own_without_script(client_for, version, address):
    page = client_for("dentist").get(address("why", "b-i1"))
    assert "<html" in text(page)
    assert "Back to the plans" in text(page)


@pytest.mark.parametrize("item", ["b-i99", "x-i1", "b"])
def test_an_unknown_line_is_not_there(item, client_for, version, address):
    assert client_for("dentist").get(address("why", item)).status_code == 404


def test_one_plan_in_full_tells_each_visit(client_for, version, address):
    said = text(client_for("coordinator").get(address("one", "balanced")))
    assert [f'id="visit-{number}"' in said for number in range(1, 8)] == [True] * 6 + [False]
    for part in ("Root canal treatment", "begun", "finished", "98 days after visit 5"):
        assert part in said, part
    assert "What may come up" in said
    assert "20 in 100" in said


def test_findings_left_alone_stand_with_reason_and_day(client_for, version, address):
    said = text(client_for("coordinator").get(address("show")))
    assert "Initial enamel caries lesion" in said
    assert "looked at again 29 Aug 2026" in said


@pytest.mark.parametrize("name", ["show", "versions"])
def test_another_practices_patient_is_not_there(name, other_practice, client_for, version, at, patient):
    from django.test import Client
    from django.urls import reverse
    from made import make_member

    from arcada.store.tenancy import in_practice

    with in_practice(other_practice.pk):
        stranger = make_member(other_practice, "dentist")
    client = Client()
    client.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse(f"plan:{name}", args=[patient.pk])).status_code == 404


def test_reading_the_plans_is_on_record(client_for, version, address, patient):
    from arcada.audit.models import Event

    client_for("hygienist").get(address("show"))
    assert Event.objects.filter(patient_id=patient.pk, noun="plan").exists()


def test_an_older_version_is_shown_as_it_was_and_decides_nothing(case, member, at, client_for, version, address):
    make_version(case, member("coordinator"), at)
    said = text(client_for("coordinator").get(address("version", 1)))
    assert "as it was" in said
    assert "data-act" not in said


def test_the_versions_say_what_changed(case, member, at, client_for, version, address):
    told = answer()
    told["alternatives"][1]["items"].pop()
    told["alternatives"][1] |= {"price": "7940.00", "visit_count": 5}
    make_version(case, member("coordinator"), at, told)
    said = text(client_for("coordinator").get(address("versions")))
    for part in ("Version 2", "Crown on an implant on 19 is no longer planned", "$9,925</s> <b>$7,940", "Unchanged: "):
        assert part in said, part


def test_the_page_is_drawn_once_and_asks_little_the_second_time(
    client_for, version, address, django_assert_max_num_queries
):
    client = client_for("dentist")
    first = client.get(address("show"))
    with django_assert_max_num_queries(48):
        again = client.get(address("show"))
    assert text(first).count("Side by side") == text(again).count("Side by side") == 1


@pytest.mark.parametrize(("role", "prices", "findings"), [("hygienist", False, True), ("desk", True, False)])
def test_what_is_remembered_is_remembered_for_the_same_eyes_only(role, prices, findings, client_for, version, address):
    client_for("dentist").get(address("show"))
    said = text(client_for(role).get(address("show")))
    assert ("$9,925" in said) == prices
    assert ("What differs, tooth by tooth" in said) == findings
