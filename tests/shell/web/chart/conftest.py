"""A chart with something in it, and the words to send its forms."""

import datetime as dt

import pytest


@pytest.fixture
def dentist(member):
    return member("dentist")


@pytest.fixture
def chart(dentist, patient):
    from arcada.cases.actions.open_case import chart_of

    return chart_of(by=dentist, patient=patient)


@pytest.fixture
def room(patient):
    """The address of the chart, or of something in it."""
    return lambda rest="": f"/patients/{patient.pk}/chart/{rest}"


@pytest.fixture
def found(dentist, chart, at):
    """Chart a finding directly."""
    from arcada.cases.actions.findings import Evidence, Found, record_finding

    def record(term="cavitated dentine caries", where=("26",), surfaces="MO", shown_by="", confirmed=True, by=dentist):
        chart.refresh_from_db()
        evidence = (Evidence(shown_by, dt.date(2026, 2, 20)),) if shown_by else ()
        said = Found(term=term, where=where, surfaces=surfaces, evidence=evidence)
        return record_finding(
            by=by, at=at, chart=chart, expected_revision=chart.revision, found=said, confirmed=confirmed
        )

    return record


@pytest.fixture
def revision(chart):
    def now():
        chart.refresh_from_db()
        return chart.revision

    return now
