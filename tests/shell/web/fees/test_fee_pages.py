"""Who sees what things cost and who changes it; lists, contracts, codes, discounts and taxes by their forms."""

import datetime as dt
from decimal import Decimal

import pytest

from arcada.insurance.models import Contract
from arcada.practice import actions
from arcada.practice.models import (
    ClinicCode,
    Discount,
    Fee,
    FeeSchedule,
    MembershipPlan,
    Practice,
    Provider,
    Role,
    TaxRate,
)

PAGES = ("", "compare/", "codes/", "contracts/", "discounts/", "totals/")
CHANGES = ("new/", "discounts/new/", "memberships/new/", "totals/", "codes/", "contracts/", "tax/")
READERS = ("dentist", "coordinator", "desk", "manager", "owner")
CHANGERS = ("manager", "owner")
HOME = "/settings/fees/"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Role.values)
def test_who_may_see_prices_reads_every_page(client_for, fee_list, codes, role, page):
    assert client_for(role).get(f"{HOME}{page}").status_code == (200 if role in READERS else 403)


@pytest.mark.parametrize("page", CHANGES)
@pytest.mark.parametrize("role", ["dentist", "coordinator", "hygienist", "desk"])
def test_only_managers_and_owners_change_what_things_cost(client_for, fee_list, role, page):
    assert client_for(role).post(f"{HOME}{page}", {"key": "k", "name": "Mine"}).status_code == 403


@pytest.mark.parametrize("role", ["coordinator", "desk", "dentist"])
def test_who_only_reads_finds_nothing_to_change(client_for, fee_list, codes, role):
    page = client_for(role).get(f"{HOME}{fee_list.pk}/").text
    assert "data-fee " not in page
    assert "Bring in a file" not in page
    assert client_for(role).post(f"{HOME}{fee_list.pk}/of/cleaning/cell/", {"amount": "1"}).status_code == 403
    assert client_for(role).post(f"{HOME}{fee_list.pk}/of/cleaning/", {"amount": "1", "key": "k"}).status_code == 403
    assert client_for(role).get(f"{HOME}{fee_list.pk}/fees.csv").status_code == 403
    assert not Fee.objects.exists()


def test_a_fee_is_changed_where_it_stands(client_for, fee_list):
    client = client_for("owner")
    here = f"{HOME}{fee_list.pk}/of/cleaning/cell/"
    assert 'name="amount"' in client.get(here).text
    wrong = client.post(here, {"amount": "much", "key": "k"})
    assert (wrong.status_code, 'value="much"' in wrong.text, "is no amount" in wrong.text) == (422, True, True)
    saved = client.post(here, {"amount": "95", "key": "k"}).text
    assert "$95.00" in saved
    assert "<html" not in saved
    assert Fee.objects.get().amount == 95


def test_on_a_later_day_the_change_holds_from_that_day_and_is_announced(client_for, fee_list, owner, at):
    client = client_for("owner")
    actions.set_fee(by=owner, at=at, schedule=fee_list, procedure="cleaning", amount="90")
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=200)
    client.post(f"{HOME}{fee_list.pk}/of/cleaning/cell/?on={day}", {"amount": "95", "key": "k"})
    assert "$95.00 from" in client.get(f"{HOME}{fee_list.pk}/").text
    assert "what you change holds from that day on" in client.get(f"{HOME}{fee_list.pk}/?on={day}").text
    history = client.get(f"{HOME}{fee_list.pk}/of/cleaning/").text
    assert "$90.00" in history
    assert "+5.6 %" in history


def test_a_day_that_is_none_is_asked_about_and_nothing_is_lost(client_for, fee_list):
    answer = client_for("owner").post(
        f"{HOME}{fee_list.pk}/of/cleaning/", {"amount": "95", "begins": "soon", "key": "k"}
    )
    assert (answer.status_code, "Write a day like" in answer.text, 'value="95"' in answer.text) == (422, True, True)


def test_a_list_reaches_to_a_provider_from_a_day(client_for, fee_list, practice):
    provider = Provider.objects.create(
        practice=practice, name="Dr Ada Reyes", initials="AR", clinical_roles=["dentist"]
    )
    client = client_for("manager")
    sent = {"name": "With Dr Reyes", "kind": "office", "currency": "USD", "usual": "on", "key": "k"}
    client.post(f"{HOME}new/", sent | {"provider": str(provider.pk), "begins": "2027-01-01"})
    made = FeeSchedule.objects.get(name="With Dr Reyes")
    assert (made.provider_id, made.begins) == (provider.pk, dt.date(2027, 1, 1))
    assert "Dr Ada Reyes, from 1 Jan 2027" in client.get(HOME).text
    again = client.post(f"{HOME}{made.pk}/edit/", sent | {"name": "Everybody", "key": "k2"})
    assert (again.status_code, "already holds" in again.text) == (422, True)
    client.post(f"{HOME}{made.pk}/edit/", sent | {"name": "Everybody", "begins": "2027-02-01", "key": "k3"})
    assert FeeSchedule.objects.get(pk=made.pk).provider_id is None
    assert client.post(f"{HOME}new/", sent | {"name": "X", "site": "nowhere"}).status_code == 422
    assert client.post(f"{HOME}new/", sent | {"name": "X", "ends": "never"}).status_code == 422


def test_two_lists_are_compared_and_currencies_never_mixed(client_for, fee_list, agreed, owner, at):
    for schedule, amount in ((fee_list, "100"), (agreed, "78")):
        actions.set_fee(by=owner, at=at, schedule=schedule, procedure="cleaning", amount=amount)
    client = client_for("coordinator")
    page = client.get(f"{HOME}compare/", {"a": fee_list.pk, "b": agreed.pk}).text
    assert "−$22.00" in page
    assert "−22 %" in page
    assert client.get(f"{HOME}compare/", {"a": fee_list.pk, "b": agreed.pk, "all": "on"}).text.count("no fee") > 50
    euro = actions.make_fee_schedule(by=owner, at=at, name="Euro", currency="EUR", kind="contract")
    assert "Nothing is converted" in client.get(f"{HOME}compare/", {"a": fee_list.pk, "b": euro.pk}).text


def test_a_contract_is_made_and_ended(client_for, agreed, payer):
    client = client_for("owner")
    sent = {
        "payer": payer.pk,
        "schedule": agreed.pk,
        "begins": "2026-01-01",
        "exclusion_fee_rule": "office",
        "key": "k",
    }
    for field in ("payer", "schedule", "begins"):
        assert client.post(f"{HOME}contracts/", sent | {field: "", "key": field}).status_code == 422
    assert not Contract.objects.exists()
    client.post(f"{HOME}contracts/", sent)
    made = Contract.objects.get()
    assert made.settings == {"exclusion_fee_rule": "office"}
    assert "your own fee holds" in client.get(f"{HOME}contracts/").text
    client.post(f"{HOME}contracts/{made.pk}/end/", {"last_day": "", "key": "e1"})
    client.post(f"{HOME}contracts/{made.pk}/end/", {"last_day": "2026-06-30", "key": "e2"})
    assert Contract.objects.get().ends == dt.date(2026, 6, 30)


def test_a_code_is_kept_searched_and_forgotten(client_for, codes):
    client = client_for("owner")
    wrong = client.post(f"{HOME}codes/", {"code": "EX-05", "procedure": "Extraction, erupted tooth", "key": "k"})
    assert "Did you mean Removal of the tooth?" in wrong.text
    client.post(
        f"{HOME}codes/", {"code": "EX-05", "name": "Tooth out", "procedure": "Removal of the tooth", "key": "k"}
    )
    assert ClinicCode.objects.get(code="EX-05").procedure == "extraction"
    assert "EX-05" in client.get(f"{HOME}codes/", {"q": "removal"}).text
    assert "EX-05" not in client.get(f"{HOME}codes/", {"q": "crown"}).text
    client.post(f"{HOME}codes/{ClinicCode.objects.get(code='EX-05').pk}/forget/", {"key": "f"})
    assert not ClinicCode.objects.filter(code="EX-05").exists()


def test_a_discount_is_kept_changed_and_refused_with_all_that_was_typed(client_for):
    client = client_for("owner")
    sent = {"name": "Courtesy", "kind": "percent", "value": "10", "roles": ["manager"], "active": "on", "key": "k"}
    wrong = client.post(f"{HOME}discounts/new/", sent | {"value": "110"})
    assert (wrong.status_code, 'value="110"' in wrong.text) == (422, True)
    client.post(f"{HOME}discounts/new/", sent)
    kept = Discount.objects.get()
    client.post(f"{HOME}discounts/{kept.pk}/", sent | {"kind": "amount", "value": "1,054.50", "key": "k2"})
    assert (Discount.objects.get().kind, Discount.objects.get().value) == ("amount", Decimal("1054.50"))
    assert "$1,054.50 off" in client.get(f"{HOME}discounts/").text
    assert 'value="1054.5"' in client.get(f"{HOME}discounts/{kept.pk}/").text


def test_a_membership_is_kept_and_shown_again(client_for):
    client = client_for("owner")
    sent = {"name": "Smile plan", "yearly_price": "299", "percent-crowns": "15", "active": "on", "key": "k"}
    sent |= {"service-0": "Professional cleaning", "times-0": "2"}
    for wrong in ({"service-1": "Gold teeth", "times-1": "1"}, {"times-0": "often"}, {"percent-crowns": "115"}):
        assert client.post(f"{HOME}memberships/new/", sent | wrong).status_code == 422
    client.post(f"{HOME}memberships/new/", sent)
    kept = MembershipPlan.objects.get()
    assert (kept.percents, kept.included) == ({"crowns": "15.00"}, {"cleaning": 2})
    page = client.get(f"{HOME}memberships/{kept.pk}/").text
    assert 'value="Professional cleaning"' in page
    assert 'value="15"' in page
    assert "Professional cleaning 2 times a year" in client.get(f"{HOME}discounts/").text


def test_rounding_and_tax_are_kept(client_for):
    client = client_for("owner")
    client.post(f"{HOME}totals/", {"round_to": "5.00", "tax_included": "on", "key": "k"})
    assert (Practice.objects.get().round_totals_to, Practice.objects.get().tax_included) == (5, True)
    assert client.post(f"{HOME}totals/", {"round_to": "3", "key": "k2"}).status_code == 422
    sent = {"category": "crowns", "percent": "19", "begins": "2026-01-01", "source": "Invented law", "key": "t"}
    for field in ("category", "percent", "begins", "source"):
        answer = client.post(f"{HOME}tax/", sent | {field: "", "key": field})
        assert answer.status_code == 422
    client.post(f"{HOME}tax/", sent)
    assert "19 %" in client.get(f"{HOME}totals/").text
    client.post(f"{HOME}tax/{TaxRate.objects.get().pk}/end/", {"key": "e"})
    assert TaxRate.objects.get().ends is not None
