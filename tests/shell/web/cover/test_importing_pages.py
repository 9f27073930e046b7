"""The page of a list of members: what it would do, faults by row, taken by a person, sent twice counts once."""

from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from arcada.insurance.models import BenefitPlan, Coverage, CoverageFile
from arcada.patients.models import Patient
from arcada.practice.models import Practice
from arcada.store.keys import uuid7
from arcada.store.tenancy import in_practice

ClientFor = Callable[[str], Client]
LISTS = "/settings/coverage-lists/"
HEAD = "Chart number,Payer,Plan,Group number,Member ID,Used,As of\n"


def bring(client: Client, rows: str, key: str = "", name: str = "members.csv") -> object:
    file = SimpleUploadedFile(name, (HEAD + rows).encode())
    return client.post(LISTS, {"key": key or str(uuid7()), "file": file})


def test_a_list_is_looked_at_and_taken(client_for: ClientFor, plan: BenefitPlan, patient: Patient) -> None:
    client = client_for("desk")
    brought = bring(client, "1001,Blue Harbor Dental,PPO,G-100,M-9,120.00,2026-01-31\n")
    page = unescape(client.get(brought.url).content.decode())  # type: ignore[attr-defined]
    assert "1\N{NO-BREAK SPACE}new coverage" in page or "1 new coverage" in page
    assert not Coverage.objects.exists()
    for _ in range(2):
        client.post(f"{brought.url}take/")  # type: ignore[attr-defined]
    assert Coverage.objects.count() == 1
    assert "Taken over." in client.get(brought.url).content.decode()  # type: ignore[attr-defined]


def test_faults_are_shown_by_row_and_nothing_can_be_taken(
    client_for: ClientFor, plan: BenefitPlan, patient: Patient
) -> None:
    client = client_for("coordinator")
    brought = bring(client, "1001,Blue Harbor Dental,PPO,G-100,M-9,-5,2026-01-31\n7777,Blue Harbor Dental,PPO,,,,\n")
    page = unescape(client.get(brought.url).content.decode())  # type: ignore[attr-defined]
    for said in ("Row 2", "below zero", "Row 3", "nobody here has that chart number"):
        assert said in page
    assert "Take the list over" not in page
    assert client.post(f"{brought.url}take/").status_code == 422  # type: ignore[attr-defined]
    assert not Coverage.objects.exists()


def test_columns_are_said_by_a_person(client_for: ClientFor, plan: BenefitPlan, patient: Patient) -> None:
    client = client_for("desk")
    brought = bring(client, "1001,Blue Harbor Dental,PPO,G-100,M-9,,\n")
    both = {"column-0": "chart", "column-1": "chart", "column-2": "plan"}
    assert client.post(brought.url, both).status_code == 422  # type: ignore[attr-defined]
    right = {"column-0": "chart", "column-1": "payer", "column-2": "plan", "column-3": "group"}
    assert client.post(brought.url, right).status_code == 302  # type: ignore[attr-defined]
    assert CoverageFile.objects.get().columns == {"chart": 0, "payer": 1, "plan": 2, "group": 3}


def test_who_may_and_what_is_no_file(
    client_for: ClientFor, other_practice: Practice, plan: BenefitPlan, patient: Patient
) -> None:
    assert client_for("hygienist").get(LISTS).status_code == 403
    desk = client_for("desk")
    assert desk.get(LISTS).status_code == 200
    assert desk.post(LISTS, {"key": str(uuid7())}).status_code == 422
    assert bring(desk, "", name="members.pdf").status_code in (302, 422)  # type: ignore[attr-defined]
    with in_practice(other_practice.pk):
        from made import make_member

        member = make_member(other_practice, "desk")
        theirs = CoverageFile.objects.create(
            practice=other_practice, kind="table", name="x", content={}, by=member, at=plan.payer.practice.created_at
        )
    assert desk.get(f"{LISTS}{theirs.pk}/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 x", b"\xd0\xcf\x11\xe0old"])
def test_a_file_that_is_no_table_is_told_so(content: bytes, client_for: ClientFor, patient: Patient) -> None:
    file = SimpleUploadedFile("members.xls", content)
    response = client_for("desk").post(LISTS, {"key": str(uuid7()), "file": file})
    assert response.status_code == 422
    assert not CoverageFile.objects.exists()
