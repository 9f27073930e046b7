"""What is written for good cannot be changed or deleted, whoever tries: the database itself refuses."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from row_maker import RowMaker

from arcada.cases.models import (
    ChartChange,
    ChartSnapshot,
    Override,
    PlanVersion,
    Proposal,
    Signature,
    SignedDocument,
)

FOR_GOOD = [ChartChange, ChartSnapshot, Override, Proposal, Signature, SignedDocument]


@pytest.mark.parametrize("model", [*FOR_GOOD, PlanVersion], ids=lambda model: model.__name__)
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_or_delete(model, verb, practice):
    row = RowMaker(practice).make(model)
    table = model._meta.db_table
    change = "answer = '[]'" if model is PlanVersion else "practice_id = gen_random_uuid()"
    statement = f"UPDATE {table} SET {change}" if verb == "update" else f"DELETE FROM {table}"  # noqa: S608
    with pytest.raises(IntegrityError, match="written for good"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{statement} WHERE id = %s", [row.pk])
    assert model.objects.filter(pk=row.pk).exists()


def test_the_owner_of_the_tables_is_refused_too(committed, owner):
    from made import make_practice

    from arcada.store.tenancy import in_practice

    practice = make_practice("Lindenhof Dental")
    with in_practice(practice.pk):
        row = RowMaker(practice).make(SignedDocument)
    with pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute("UPDATE cases_signeddocument SET media_type = 'text/plain' WHERE id = %s", [row.pk])
    with pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute("DELETE FROM cases_signeddocument WHERE id = %s", [row.pk])


def test_a_version_may_be_retired_though_its_answer_stays(practice):
    row = RowMaker(practice).make(PlanVersion)
    PlanVersion.objects.filter(pk=row.pk).update(active=False)
    assert not PlanVersion.objects.get(pk=row.pk).active


def test_a_wrong_hash_is_refused(practice):
    with pytest.raises(IntegrityError, match="signed_document_hash_is_true"), transaction.atomic():
        RowMaker(practice).make(SignedDocument, content=b"one", sha256="0" * 64)


def test_an_override_without_a_dentist_is_refused(practice):
    with pytest.raises(IntegrityError, match="override_by_a_dentist"), transaction.atomic():
        RowMaker(practice).make(Override, role="coordinator")


def test_only_a_release_may_be_said_before_there_is_a_plan(practice):
    assert RowMaker(practice).make(Override, version=None, act="release").version is None
    with pytest.raises(IntegrityError, match="override_changes_a_plan_that_is_there"), transaction.atomic():
        RowMaker(practice).make(Override, version=None, act="remove", procedure="crown", kind="protocol")
