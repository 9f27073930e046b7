import pytest


@pytest.fixture
def dentist(member):
    return member("dentist")


@pytest.fixture
def desk(member):
    return member("desk")


@pytest.fixture
def clinic(practice, dentist):
    """One site, two chairs, a dentist and a hygienist, Monday to Friday from nine to five."""
    from clinic_made import make_clinic

    return make_clinic(practice)


@pytest.fixture
def alternative(practice, patient, member, at):
    """An accepted plan of six visits."""
    from planned import make_version

    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.open_case import open_case
    from arcada.cases.actions.present import present

    by = member("coordinator")
    case = open_case(by=by, at=at, patient=patient, title="Upper left pain")
    version = make_version(case, by, at)
    proposal = present(by=by, at=at, alternative=version.alternatives.get(tier="balanced"))
    return accept_alternative(by=by, at=at, alternative=proposal.alternative)
