"""The page of the visits says what waits for an insurer, why, and leads to the pack; the rest is offered and booked."""

import pytest
from pack_made import covered, drafted, sent, version_of

from arcada.cases.submission import new_key


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def by(member):
    return member("coordinator")


@pytest.fixture
def pack(practice, patient, by, clinic):
    from django.utils import timezone

    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.open_case import open_case
    from arcada.cases.actions.present import present
    from arcada.insurance.models import BenefitPlan, Payer

    now = timezone.now()
    case = open_case(by=by, at=now, patient=patient, title="Upper left pain")
    version = version_of(case, by, now)
    proposal = present(by=by, at=now, alternative=version.alternatives.get(tier="balanced"))
    alternative = accept_alternative(by=by, at=now, alternative=proposal.alternative)
    payer = Payer.objects.create(practice=practice, name="Blue Harbor Dental")
    coverage = covered(patient, BenefitPlan.objects.create(practice=practice, payer=payer, name="PPO"))
    return drafted(by, now, alternative, coverage, ("implant_crown",))


def test_only_the_asked_work_waits_and_leads_to_its_pack(client_for, pack, patient, by):
    from django.utils import timezone

    from arcada.schedule.models import Appointment

    client = client_for("coordinator")
    address = f"/patients/{patient.pk}/schedule/"
    assert "Book all 6 visits" in text(client.get(address)).replace("\xa0", " ")
    sent(by, timezone.now(), pack)
    said = text(client.get(address)).replace("\xa0", " ")
    for part in (
        "Some of it waits for the insurer; the rest goes on.",
        "Implant crown 19",
        "Blue Harbor Dental has not answered yet, visit 6",
        f"/money/preauthorisation/{pack.pk}/",
        "Waits for the insurer: Implant crown 19",
        "Book all 5 visits",
    ):
        assert part in said, part
    client.post(f"{address}book/", {"key": new_key(), "not_before": ""})
    assert sorted(row.visit.number for row in Appointment.objects.all()) == [1, 2, 3, 4, 5]
    said = text(client.get(address))
    assert "What is left waits for the insurer." in said
    assert "Book" not in said.split("What is left waits")[1].split("Take all visits")[0].replace("Booked", "")


def test_who_may_not_see_prices_is_not_led_to_the_pack(client_for, pack, patient, by):
    from django.utils import timezone

    sent(by, timezone.now(), pack)
    said = text(client_for("hygienist").get(f"/patients/{patient.pk}/schedule/"))
    assert "Implant crown 19" in said
    assert str(pack.pk) not in said
