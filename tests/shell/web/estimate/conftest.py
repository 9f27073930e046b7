"""An open case with an invented plan and a coverage."""

import pytest
from insured import make_contract, make_coverage, make_plan


@pytest.fixture
def case(member, patient, at):
    from arcada.cases.actions.open_case import open_case

    return open_case(by=member("coordinator"), at=at, patient=patient, title="Upper left pain", complaint="It hurts")


@pytest.fixture
def version(case, member, at):
    from planned import make_version

    return make_version(case, member("coordinator"), at)


@pytest.fixture
def covered(patient, version):
    plan = make_plan(patient.practice)
    make_contract(plan.payer, {"crown": "1000.00"})
    return make_coverage(patient, plan)


@pytest.fixture
def address(patient):
    def of(name, **query):
        from django.urls import reverse
        from django.utils.http import urlencode

        return f"{reverse(f'estimate:{name}', args=[patient.pk])}{f'?{urlencode(query)}' if query else ''}"

    return of
