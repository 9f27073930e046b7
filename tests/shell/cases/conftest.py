import pytest


@pytest.fixture
def dentist(member):
    return member("dentist")


@pytest.fixture
def coordinator(member):
    return member("coordinator")


@pytest.fixture
def chart(dentist, patient):
    from arcada.cases.actions.open_case import chart_of

    return chart_of(by=dentist, patient=patient)


@pytest.fixture
def case(coordinator, patient, at):
    from arcada.cases.actions.open_case import open_case

    return open_case(by=coordinator, at=at, patient=patient, title="Upper left pain", complaint="It hurts")
