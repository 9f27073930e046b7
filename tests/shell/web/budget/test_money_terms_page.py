"""The settings of Payments: what is asked for before the work; the manager changes it, and every change is kept."""

import pytest
from django.urls import reverse

from arcada.cases.submission import new_key
from arcada.insurance.models import MoneyTerms

PAGE = "budget:terms"
TOLD = {
    "lab_percent": "40",
    "lab_days_before": "7",
    "deposit_percent": "10",
    "usual_payer_days": "21",
    "far": "1.5",
    "large": "800",
}


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("owner", 200), ("coordinator", 403), ("dentist", 403)])
def test_who_may(client_for, practice, role, status):
    assert client_for(role).get(reverse(PAGE)).status_code == status
    assert (client_for(role).post(reverse(PAGE), TOLD | {"key": new_key()}).status_code == 302) is (status == 200)


def test_the_terms_hold_from_now_on_and_stay_on_record(client_for, practice):
    from arcada.insurance.payments import terms_of

    client, sent = client_for("manager"), TOLD | {"key": new_key()}
    for _ in range(2):
        assert client.post(reverse(PAGE), sent).status_code == 302
    told = terms_of(practice.pk)
    assert (told.lab_percent, told.lab_days_before, told.usual_payer_days, told.large) == (40, 7, 21, 800)
    client.post(reverse(PAGE), TOLD | {"key": new_key(), "large": "900"})
    assert list(MoneyTerms.objects.order_by("number").values_list("large", flat=True)) == [800, 900]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("lab_percent", "101", "between 0 and 100"),
        ("deposit_percent", "70", "more than the whole"),
        ("lab_days_before", "61", "from 0 to 60"),
        ("lab_days_before", "soon", "whole number of days"),
        ("usual_payer_days", "-1", "from 0 to 365"),
        ("far", "0.5", "at once to 50 times"),
        ("far", "999999", "at once to 50 times"),
        ("large", "-1", "may not be negative"),
        ("large", "", "Write a sum of money"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(client_for, practice, field, typed, said):
    page = client_for("manager").post(reverse(PAGE), TOLD | {"key": new_key(), field: typed})
    assert page.status_code == 422
    assert said in text(page)
    assert f'value="{typed}"' in text(page) or not typed
    assert not MoneyTerms.objects.exists()
