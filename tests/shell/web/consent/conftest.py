"""A case with an invented version of its plans, presented and chosen as far as a test wants it."""

import pytest
from planned import make_version


@pytest.fixture
def case(member, patient, at):
    from arcada.cases.actions.open_case import open_case

    return open_case(by=member("coordinator"), at=at, patient=patient, title="Upper left pain", complaint="It hurts")


@pytest.fixture
def version(case, member, at):
    return make_version(case, member("coordinator"), at)


@pytest.fixture
def address(patient):
    def of(name, *arguments):
        from django.urls import reverse

        return reverse(f"consent:{name}", args=[patient.pk, *arguments])

    return of


@pytest.fixture
def proposal(version, member):
    """The balanced plan, presented today."""
    from django.utils import timezone

    from arcada.cases.actions.present import present

    row = version.alternatives.get(tier="balanced")
    return present(by=member("coordinator"), at=timezone.now(), alternative=row)


@pytest.fixture
def accepted(proposal, member):
    from django.utils import timezone

    from arcada.cases.actions.accept import accept_alternative

    accept_alternative(by=member("coordinator"), at=timezone.now(), alternative=proposal.alternative)
    return proposal
