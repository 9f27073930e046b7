"""A page outside the role: the question why, half an hour of reading, and nothing for anybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from arcada.audit.models import Event
from arcada.patients.models import OpenedRecord, Patient
from arcada.practice.access import Permission
from arcada.web.shell.gate import gate
from arcada.web.signin import errors

WHY = "Complaint of this patient arrived by letter"


@gate(Permission.READ_CHART)
def chart(request: HttpRequest, patient_id: object) -> HttpResponse:
    return HttpResponse("the chart")


urlpatterns = [path("test/<uuid:patient_id>/chart/", chart), path("", include("arcada.config.urls"))]
handler403 = errors.not_allowed


@pytest.fixture(autouse=True)
def pages(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


def test_a_manager_says_why_and_reads(client_for: Callable[[str], Client], patient: Patient) -> None:
    manager = client_for("manager")
    wanted = f"/test/{patient.pk}/chart/"
    asked = manager.get(wanted)
    assert asked["Location"] == f"/patients/{patient.pk}/open/?next=%2Ftest%2F{patient.pk}%2Fchart%2F"
    page = manager.get(asked["Location"]).content.decode()
    assert "Mara Okafor, chart number 1001" in page
    assert f'value="{wanted}"' in page
    refused = manager.post(f"/patients/{patient.pk}/open/", {"reason": " ", "next": wanted})
    assert refused.status_code == 422
    assert "Say in a few words why you need this record" in refused.content.decode()
    opened = manager.post(f"/patients/{patient.pk}/open/", {"reason": WHY, "next": wanted})
    assert opened["Location"] == wanted
    assert manager.get(wanted).content == b"the chart"
    assert Event.objects.filter(verb="broke_glass", why=WHY).exists()


def test_the_glass_opens_reading_alone(client_for: Callable[[str], Client], patient: Patient) -> None:
    manager = client_for("manager")
    manager.post(f"/patients/{patient.pk}/open/", {"reason": WHY})
    assert manager.post(f"/test/{patient.pk}/chart/").status_code == 403


@pytest.mark.parametrize("role", ["desk", "owner"])
def test_other_roles_get_the_sentence(client_for: Callable[[str], Client], patient: Patient, role: str) -> None:
    for address in (f"/test/{patient.pk}/chart/", f"/patients/{patient.pk}/open/"):
        assert client_for(role).get(address).status_code == 403
    assert not OpenedRecord.objects.exists()


def test_the_way_on_stays_in_the_house(client_for: Callable[[str], Client], patient: Patient) -> None:
    given = {"reason": WHY, "next": "https://elsewhere.example/chart"}
    opened = client_for("manager").post(f"/patients/{patient.pk}/open/", given)
    assert opened["Location"] == f"/patients/{patient.pk}/"
