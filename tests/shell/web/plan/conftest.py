"""An open case with charted findings, and an invented version of its plans."""

import datetime as dt

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
def charted(case, member, patient, at):
    """Two proved findings on a real chart, so that the compiler has something to plan."""
    from arcada.cases.actions.findings import Evidence, Found, record_finding
    from arcada.cases.actions.open_case import chart_of
    from arcada.patients.models import MedicalHistory

    dentist = member("dentist")
    chart = chart_of(by=dentist, patient=patient)
    MedicalHistory.objects.create(
        practice=patient.practice, patient=patient, taken_at=at, taken_by=dentist, growth_complete=True, asa=1
    )
    seen = dt.date(2026, 2, 25)
    proofs = [Evidence(kind, seen) for kind in ("bitewing_radiograph", "periapical_radiograph", "clinical_examination")]
    proofs.append(Evidence("pulp_sensibility_test", seen))
    for revision, (term, tooth) in enumerate((("cavitated dentine caries", "15"), ("irreversible pulpitis", "26"))):
        found = Found(term, [tooth], evidence=proofs)
        record_finding(by=dentist, at=at, chart=chart, expected_revision=revision, found=found, confirmed=True)
    chart.refresh_from_db()
    return chart


@pytest.fixture
def address(patient):
    def of(name, *arguments):
        from django.urls import reverse

        return reverse(f"plan:{name}", args=[patient.pk, *arguments])

    return of
