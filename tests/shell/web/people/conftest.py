"""A practice with a site, a chair and a provider, and forms that carry their key."""

import pytest


@pytest.fixture
def site(member, at):
    from arcada.practice import actions

    return actions.add_site(by=member("owner"), at=at, name="Main street")


@pytest.fixture
def chair(member, at, site):
    from arcada.practice import actions

    return actions.add_chair(by=member("owner"), at=at, site=site, name="Chair 1", equipment=["cbct"])


@pytest.fixture
def provider(member, at):
    from arcada.practice import actions

    return actions.add_provider(
        by=member("owner"), at=at, name="Dr Amara Osei", initials="AO", clinical_roles=["dentist"], hue=2
    )
