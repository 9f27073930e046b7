import pytest


@pytest.fixture
def dentist(member):
    return member("dentist")


@pytest.fixture
def coordinator(member):
    return member("coordinator")


@pytest.fixture
def case(coordinator, patient, at):
    from arcada.cases.actions.open_case import open_case

    return open_case(by=coordinator, at=at, patient=patient, title="Upper left pain")
