"""A covered patient with an accepted plan and a draft about two crowns, in the days of the pages."""

import pytest
from pack_made import covered, drafted, version_of


@pytest.fixture
def now():
    from django.utils import timezone

    return timezone.now()


@pytest.fixture
def by(member):
    return member("coordinator")


@pytest.fixture
def coverage(practice, patient):
    from arcada.insurance.models import BenefitPlan, Payer

    payer = Payer.objects.create(practice=practice, name="Blue Harbor Dental")
    return covered(patient, BenefitPlan.objects.create(practice=practice, payer=payer, name="PPO Gold"))


@pytest.fixture
def alternative(patient, by, now):
    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.open_case import open_case
    from arcada.cases.actions.present import present

    case = open_case(by=by, at=now, patient=patient, title="Upper left pain")
    version = version_of(case, by, now)
    proposal = present(by=by, at=now, alternative=version.alternatives.get(tier="balanced"))
    return accept_alternative(by=by, at=now, alternative=proposal.alternative)


@pytest.fixture
def pack(alternative, coverage, by, now):
    return drafted(by, now, alternative, coverage)


@pytest.fixture
def address(patient):
    from django.urls import reverse

    def of(name, *arguments):
        return reverse(f"preauth:{name}", args=[patient.pk, *arguments])

    return of
