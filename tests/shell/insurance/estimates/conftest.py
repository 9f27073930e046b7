"""An open case with an invented plan, as estimates need it."""

import pytest


@pytest.fixture
def case(member, patient, at):
    from arcada.cases.actions.open_case import open_case

    return open_case(by=member("coordinator"), at=at, patient=patient, title="Upper left pain", complaint="It hurts")


@pytest.fixture
def version(case, member, at):
    from planned import make_version

    return make_version(case, member("coordinator"), at)


@pytest.fixture
def premium(version):
    return version.alternatives.select_related("version__case", "case__patient__practice").get(tier="premium")
