"""The main job on rows: a charted mouth becomes three plans, one is signed and sealed, its visits are booked."""

import datetime as dt

from planned import STROKES

from arcada.cases.actions.accept import accept_alternative
from arcada.cases.actions.compile_plan import compile_plan
from arcada.cases.actions.findings import Evidence, Found, record_finding
from arcada.cases.actions.open_case import chart_of, open_case
from arcada.cases.actions.present import present
from arcada.cases.actions.sign import Pen
from arcada.coordination.queries import places
from arcada.documents.actions import check_document, sign_proposal
from arcada.patients.models import MedicalHistory
from arcada.schedule.actions.book_alternative import book_alternative


def test_from_a_charted_mouth_to_booked_visits(member, patient, clinic, at):
    dentist, coordinator = member("dentist"), member("coordinator")
    given_a_history(patient, dentist, at)
    given_a_charted_mouth(patient, dentist, at)
    case = open_case(by=coordinator, at=at, patient=patient, title="Upper left pain")

    version = compile_plan(by=coordinator, at=at, case=case)
    proposal = present(by=coordinator, at=at, alternative=version.alternatives.get(tier="balanced"))
    accepted = accept_alternative(by=coordinator, at=at, alternative=proposal.alternative)
    document = sign_proposal(by=coordinator, at=at, proposal=proposal, pen=Pen(STROKES, "Mara Okafor"))
    made = book_alternative(by=coordinator, at=at, alternative=accepted)

    assert check_document(document=document, at=at).good
    assert len(made) == accepted.visits.count()
    assert then_every_lag_is_kept(accepted)
    settled = {place.step.id for place in places(case, at) if place.state.settled}
    assert {"finalise_and_sign", "determine_procedure_sequence", "generate_proposal_report"} <= settled


def given_a_history(patient, dentist, at):
    MedicalHistory.objects.create(
        practice=patient.practice, patient=patient, taken_at=at, taken_by=dentist, growth_complete=True, asa=1
    )


def given_a_charted_mouth(patient, dentist, at):
    chart = chart_of(by=dentist, patient=patient)
    seen = [Evidence(kind, dt.date(2026, 2, 25)) for kind in ("periapical_radiograph", "clinical_examination")]
    tested = [*seen, Evidence("pulp_sensibility_test", dt.date(2026, 3, 1))]
    bitewing = [Evidence("bitewing_radiograph", dt.date(2026, 2, 25))]
    mouth = (("irreversible pulpitis", "26", tested), ("cavitated dentine caries", "15", bitewing))
    for term, tooth, evidence in mouth:
        found, seen_at = Found(term, [tooth], evidence=evidence), chart.revision
        record_finding(by=dentist, at=at, chart=chart, expected_revision=seen_at, found=found, confirmed=True)


def then_every_lag_is_kept(alternative):
    """Each item begins inside the windows that the plan gave it, counted in clinic days."""
    dates = {visit.number: visit.date for visit in alternative.visits.all()}
    items = {item["id"]: item for item in alternative.content()["items"]}
    for item in items.values():
        for lag in item["after"]:
            days = (dates[item["visit"]] - dates[items[lag["item"]]["last_visit"]]).days
            assert days >= lag["min_days"], item["id"]
            assert lag["max_days"] is None or days <= lag["max_days"], item["id"]
    return True
