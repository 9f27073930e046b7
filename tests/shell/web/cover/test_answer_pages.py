"""A payer's electronic answer on the pages: shown as what it would change, taken over by a person."""

import json
from collections.abc import Callable
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from payer_answer import ANSWER

from arcada.insurance.models import Coverage, CoverageFile
from arcada.patients.models import Patient
from arcada.store.keys import uuid7

ClientFor = Callable[[str], Client]


def send(client: Client, who: Patient, **changes: Any) -> Any:
    told = ANSWER | {"patient": {"identifier": {"value": "M-1"}}} | changes
    file = SimpleUploadedFile("answer.json", json.dumps(told).encode())
    return client.post(f"/patients/{who.pk}/money/coverage/answer/", {"key": str(uuid7()), "file": file})


def test_it_is_shown_and_then_taken(client_for: ClientFor, coverage: Coverage, patient: Patient) -> None:
    client = client_for("desk")
    sent = send(client, patient)
    assert sent.status_code == 302
    page = unescape(client.get(sent.url).content.decode())
    for said in (
        "Fillings: the plan pays",
        "80 %",
        "Used of the maximum this year",
        "Braces and aligners",
        "Ask first.",
    ):
        assert said in page
    coverage.refresh_from_db()
    assert coverage.verified_on is None
    for _ in range(2):
        assert client.post(f"{sent.url}take/", {"for": "member"}).status_code == 302
    coverage.refresh_from_db()
    assert coverage.source == "fhir"
    assert client.get(sent.url).status_code == 302


def test_what_is_refused_names_the_field(client_for: ClientFor, coverage: Coverage, patient: Patient) -> None:
    client = client_for("desk")
    for changes, said in (
        ({"patient": {"identifier": {"value": "X"}}}, "about another patient"),
        ({"status": "done"}, "In the file: status"),
        ({"insurance": []}, "In the file: insurance"),
    ):
        response = send(client, patient, **changes)
        assert response.status_code == 422
        assert said in unescape(response.content.decode())
    assert not CoverageFile.objects.exists()


def test_who_may_and_whose(client_for: ClientFor, coverage: Coverage, patient: Patient) -> None:
    address = f"/patients/{patient.pk}/money/coverage/answer/"
    assert client_for("dentist").get(address).status_code == 403
    desk = client_for("desk")
    assert desk.get(address).status_code == 200
    assert desk.get(f"{address}{uuid7()}/").status_code == 404
    assert desk.post(address, {"key": str(uuid7())}).status_code == 422
