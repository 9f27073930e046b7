"""The fee list: searched, changed, 'no fee' never shown as zero, amounts as the country writes them."""

from decimal import Decimal

import pytest

from arcada.audit.models import Event
from arcada.core.kernel import Refusal
from arcada.display.phrases import Voice
from arcada.interop.knowledge import load_library
from arcada.practice import actions
from arcada.practice.models import Fee, FeeSchedule
from arcada.web.people.amounts import read_amount

CROWN = "ceramic_crown"


@pytest.fixture
def procedure():
    found = load_library().procedures
    return found.get(CROWN) or next(iter(found.values()))


def _here(fee_list):
    return f"/settings/fees/{fee_list.pk}/"


def _url(fee_list, procedure, more=""):
    return f"{_here(fee_list)}of/{procedure.id}/{more}"


def test_without_a_list_there_is_the_beginning_of_one(client_for, practice):
    client = client_for("owner")
    assert "No fee list yet" in client.get("/settings/fees/").text
    sent = {"name": "Usual fees", "kind": "office", "currency": "usd", "usual": "on", "key": "k"}
    assert client.post("/settings/fees/new/", sent | {"name": " "}).status_code == 422
    client.post("/settings/fees/new/", sent)
    made = FeeSchedule.objects.get()
    assert (made.name, made.usual, made.currency) == ("Usual fees", True, "USD")


def test_a_procedure_without_a_fee_says_so_and_is_not_zero(client_for, fee_list):
    page = client_for("owner").get(_here(fee_list)).text
    assert page.count(">no fee</span>") == len(load_library().procedures)
    assert "$0" not in page


def test_a_fee_is_set_shown_with_its_currency_and_kept_in_the_audit(client_for, fee_list, procedure):
    client = client_for("manager")
    answer = client.post(_url(fee_list, procedure), {"amount": "1,180.50", "key": "k", "back": "q=crown"})
    assert answer["Location"] == f"{_here(fee_list)}?q=crown#{procedure.id}"
    assert Fee.objects.get().amount == Decimal("1180.50")
    assert "$1,180.50" in client.get(_here(fee_list)).text
    assert Event.objects.get(noun="fee").detail["amount"] == "1180.50"


def test_zero_is_a_fee(client_for, fee_list, procedure):
    client = client_for("owner")
    client.post(_url(fee_list, procedure), {"amount": "0", "key": "k"})
    assert Fee.objects.get().amount == 0
    assert "$0.00" in client.get(_here(fee_list)).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write an amount, or choose 'No fee'."),
        ("much", "'much' is no amount; write one like 1,250.00."),
        ("-5", "'-5' is no amount"),
        ("12.345", "'12.345' is no amount"),
        ("NaN", "'NaN' is no amount"),
        ("99999999", "A fee lies between 0 and 9999999.99."),
    ],
)
def test_an_amount_that_is_none_says_so_and_stays_in_the_field(client_for, fee_list, procedure, typed, sentence):
    answer = client_for("owner").post(_url(fee_list, procedure), {"amount": typed, "key": "k"})
    assert answer.status_code == 422
    assert sentence in answer.text.replace("&#x27;", "'")
    assert f'value="{typed}"' in answer.text
    assert not Fee.objects.exists()


def test_a_fee_is_taken_away_once(client_for, fee_list, procedure, member, at):
    actions.set_fee(by=member("owner"), at=at, schedule=fee_list, procedure=procedure.id, amount="90")
    client = client_for("owner")
    for _ in range(2):
        assert client.post(_url(fee_list, procedure, "remove/"), {"key": "k"}).status_code == 302
    assert not Fee.objects.filter(ends__isnull=True).exists()
    assert Event.objects.filter(verb="removed", noun="fee").count() == 1


def test_a_fee_sent_twice_is_set_once(client_for, fee_list, procedure):
    client = client_for("owner")
    for _ in range(2):
        client.post(_url(fee_list, procedure), {"amount": "120", "key": "k"})
    assert Event.objects.filter(verb="set", noun="fee").count() == 1


def test_an_unknown_procedure_is_not_there(client_for, fee_list):
    assert client_for("owner").get(f"{_here(fee_list)}of/gold_teeth/").status_code == 404


def test_the_search_narrows_by_words_kind_and_missing_fees(client_for, fee_list, procedure, member, at):
    actions.set_fee(by=member("owner"), at=at, schedule=fee_list, procedure=procedure.id, amount="90")
    client = client_for("owner")
    one = f'id="{procedure.id}"'

    def shown(**asked):
        return client.get(_here(fee_list), asked).text

    assert one in shown(q=procedure.name)
    assert one not in shown(q=procedure.name, without="on")
    assert one in shown(group="restoration")
    assert one not in shown(group="surgery")
    assert one in shown(group="nothing of ours")
    assert "No procedure fits" in shown(q="submarine")
    rows = client.get(_here(fee_list), {"q": "crown"}, headers={"HX-Request": "true", "HX-Target": "rows"}).text
    assert one in rows
    assert "<html" not in rows


@pytest.mark.parametrize(
    ("country", "currency", "typed", "read"),
    [
        ("US", "USD", "$1,180.50", "1180.50"),
        ("US", "USD", "1180", "1180"),
        ("US", "USD", "1,18", None),
        ("DE", "EUR", "1.180,50 €", "1180.50"),
        ("DE", "EUR", "1.180", "1180"),
        ("DE", "EUR", "1.18", "1.18"),
        ("DE", "EUR", "EUR 95,5", "95.5"),
        ("FR", "EUR", "1 180,50", "1180.50"),
        ("CH", "CHF", "1’180.50", "1180.50"),
        ("GB", "GBP", "£75", "75"),
        ("US", "USD", "1e3", None),
        ("US", "USD", "１２", "12"),
    ],
)
def test_amounts_are_read_as_the_country_writes_them(country, currency, typed, read):
    found = read_amount(typed, Voice(country=country, currency=currency))
    if read is None:
        assert isinstance(found, Refusal)
    else:
        assert found == Decimal(read)
