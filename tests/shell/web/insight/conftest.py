"""A case with a plan, and dentists' words about it."""

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
def say(version, member, practice, at):
    """One word of the dentist, as the record keeps it."""
    from arcada.cases.models import Override

    def said(act, **given):
        told = {
            "kind": "protocol", "finding": "f1", "procedure": "crown", "where": ["26"], "by": member("dentist"),
            "role": "dentist", "at": at, "reason": "The patient asked for it after a talk.",
            "detail": {"protocol": "any@1"},
        }  # fmt: skip
        return Override.objects.create(practice=practice, case=version.case, version=version, act=act, **(told | given))

    return said
