"""The current practice and what is seen without one."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from arcada.practice.models import Chair, Membership, Practice, Site
from arcada.store.tenancy import as_user, current_practice, in_practice


def test_without_a_practice_no_row_is_seen(practice: Practice) -> None:
    Site.objects.create(practice=practice, name="Main")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('arcada.practice', '', true)")
    assert not Site.objects.exists()


def test_the_practice_before_comes_back_after_a_block_and_after_an_error(
    practice: Practice, other_practice: Practice
) -> None:
    with in_practice(other_practice.pk):
        assert current_practice() == other_practice.pk
    assert current_practice() == practice.pk
    with pytest.raises(RuntimeError), in_practice(other_practice.pk):
        raise RuntimeError
    assert current_practice() == practice.pk


def test_a_row_of_another_practice_cannot_be_written(practice: Practice, other_practice: Practice) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Site.objects.create(practice=other_practice, name="Theirs")


def test_a_reference_cannot_leave_the_practice(practice: Practice, other_practice: Practice) -> None:
    with in_practice(other_practice.pk):
        theirs = Site.objects.create(practice=other_practice, name="Theirs")
    with pytest.raises(IntegrityError, match="practice_chair_site_same_practice"):
        create_at_once(practice, theirs)


def create_at_once(practice: Practice, site: Site) -> None:
    with transaction.atomic():
        Chair.objects.create(practice=practice, site=site, name="1")
        connection.check_constraints()


def test_a_person_reads_their_own_memberships_everywhere_and_changes_none(
    member: Callable[[str], Membership], other_practice: Practice
) -> None:
    own = member("dentist")
    member("desk")
    with in_practice(other_practice.pk), as_user(own.user_id):
        assert list(Membership.objects.all()) == [own]
        assert Membership.objects.update(role="owner") == 0
