"""A practice with one own protocol on its way, and its addresses."""

import datetime as dt

import pytest

NAME = "cavitated_caries"
PLAIN = """\
id: cavitated_caries
version: 1
title: Cavity in the dentine
findings: [cavitated dentine caries, moderate caries lesion]
source: [judgement]
strategies:
  - id: simple
    title: Glass-ionomer fillings
    when: not tooth.primary
    pros: [Lowest price]
    because: "The cavity on {tooth} is filled."
    steps:
      - {do: glass_ionomer_filling, as: filling}
  - id: layered
    title: Layered fillings
    because: "The cavity on {tooth} is filled in layers."
    steps:
      - {do: composite_filling_layered, as: filling}
      - {do: review, after: {filling: [[150, 210]]}, because: "It is looked at again."}
tiers:
  all: [simple, layered]
"""


@pytest.fixture
def plain():
    return PLAIN


@pytest.fixture
def draft(member, at):
    from arcada.practice.actions import write_protocol

    return write_protocol(by=member("dentist"), at=at, protocol=NAME, text=PLAIN, note="One way for all")


@pytest.fixture
def approved(draft, at):
    from arcada.practice.actions import approve_protocol, submit_protocol

    by = draft.written_by
    return approve_protocol(by=by, at=at, version=submit_protocol(by=by, at=at, version=draft))


@pytest.fixture
def compiled(member, at, patient):
    """A case with one cavity, compiled by the shipped protocols."""
    from arcada.cases.actions.compile_plan import compile_plan
    from arcada.cases.actions.findings import Evidence, Found, record_finding
    from arcada.cases.actions.open_case import chart_of, open_case
    from arcada.patients.models import MedicalHistory

    dentist, coordinator = member("dentist"), member("coordinator")
    case = open_case(by=coordinator, at=at, patient=patient, title="Check-up", complaint="")
    chart = chart_of(by=dentist, patient=patient)
    MedicalHistory.objects.create(
        practice=patient.practice, patient=patient, taken_at=at, taken_by=dentist, growth_complete=True, asa=1
    )
    proofs = [Evidence(kind, dt.date(2026, 2, 25)) for kind in ("bitewing_radiograph", "clinical_examination")]
    found = Found("cavitated dentine caries", ["15"], evidence=proofs, surfaces="O")
    record_finding(by=dentist, at=at, chart=chart, expected_revision=0, found=found, confirmed=True)
    return compile_plan(by=coordinator, at=at, case=case)
