"""The journey of a case, read from its record where that can tell, ticked by people elsewhere."""

import datetime as dt

import pytest
from planned import STROKES, answer, dearer, make_version

from arcada.cases.actions.accept import accept_alternative
from arcada.cases.actions.present import present
from arcada.cases.actions.sign import Pen, sign
from arcada.coordination.actions.ticks import tick, untick
from arcada.coordination.models import Tick
from arcada.coordination.queries import case_journey
from arcada.core.kernel import Refusal
from arcada.patients.models import MedicalHistory
from arcada.practice.access import NotAllowed


def states(by, case, at):
    return {one.step.id: str(one.place.state) for one in case_journey(by, case, at)}


def why(by, case, at, step):
    return next(one.place.why for one in case_journey(by, case, at) if one.step.id == step)


@pytest.fixture
def history(dentist, patient, at):
    return MedicalHistory.objects.create(practice=patient.practice, patient=patient, taken_at=at, taken_by=dentist)


def test_an_empty_case_begins_with_the_profile(coordinator, case, at):
    found = states(coordinator, case, at)
    assert found["retrieve_patient_profile"] == "ready"
    assert found["document_treatment_options"] == "blocked"
    assert found["finalise_and_sign"] == "not_yet"
    assert why(coordinator, case, at, "retrieve_patient_profile") == "The medical history has not been taken yet."
    assert why(coordinator, case, at, "document_treatment_options") == "No finding is charted yet."


def test_the_record_settles_steps_by_itself(coordinator, case, at, history):
    version = make_version(case, coordinator, at)
    found = states(coordinator, case, at)
    assert found["retrieve_patient_profile"] == "done"
    assert found["document_treatment_options"] == "done"
    assert found["determine_procedure_sequence"] == "done"
    assert why(coordinator, case, at, "document_treatment_options") == "Version 1: 3 alternatives."
    proposal = present(by=coordinator, at=at, alternative=version.alternatives.get(tier="balanced"))
    accept_alternative(by=coordinator, at=at, alternative=proposal.alternative)
    pen = Pen(STROKES, "Mara Okafor")
    sign(by=coordinator, at=at, proposal=proposal, pen=pen, make_sealed=lambda *_: b"%PDF")
    assert states(coordinator, case, at)["finalise_and_sign"] == "done"
    assert why(coordinator, case, at, "finalise_and_sign") == "Mara Okafor signed on 02 Mar 2026."


def test_a_version_at_another_price_opens_the_signature_again(coordinator, case, at, history):
    test_the_record_settles_steps_by_itself(coordinator, case, at, history)
    make_version(case, coordinator, at, dearer())
    assert states(coordinator, case, at)["finalise_and_sign"] != "done"


def test_a_version_with_the_same_work_and_price_stays_signed(coordinator, case, at, history):
    test_the_record_settles_steps_by_itself(coordinator, case, at, history)
    make_version(case, coordinator, at)
    assert states(coordinator, case, at)["finalise_and_sign"] == "done"
    assert states(coordinator, case, at)["generate_proposal_report"] == "done"


def test_a_shut_gate_explains_itself(coordinator, case, at, history):
    told = answer(missing_evidence=[{"finding": "f1", "evidence": "periapical_radiograph", "state": "stale"}])
    for one in told["alternatives"]:
        one["items"][0]["pending_evidence"] = ["periapical_radiograph"]
    make_version(case, coordinator, at, told)
    assert states(coordinator, case, at)["review_necessity_checklist"] == "blocked"
    assert "periapical radiograph for irreversible pulpitis on 26 is too old" in why(
        coordinator, case, at, "review_necessity_checklist"
    )


def test_a_tick_is_kept_and_can_be_taken_back(coordinator, case, at, history):
    make_version(case, coordinator, at)
    tick(by=coordinator, at=at, case=case, step="log_education_material")
    assert why(coordinator, case, at, "log_education_material") == "Kim Coordinator said done on 02 Mar 2026."
    untick(by=coordinator, at=at, case=case, step="log_education_material")
    assert states(coordinator, case, at)["log_education_material"] == "ready"
    assert [row.undone_by for row in Tick.objects.all()] == [coordinator]


def test_a_tick_of_an_older_version_does_not_count(coordinator, dentist, case, at, history):
    make_version(case, coordinator, at)
    tick(by=dentist, at=at, case=case, step="review_necessity_checklist")
    assert states(coordinator, case, at)["review_necessity_checklist"] == "done"
    make_version(case, coordinator, at)
    assert states(coordinator, case, at)["review_necessity_checklist"] == "ready"
    assert isinstance(tick(by=dentist, at=at, case=case, step="review_necessity_checklist"), Tick)


@pytest.mark.parametrize(
    ("description", "step", "more", "code"),
    [
        ("no such step", "fly_to_the_moon", {}, "unknown_step"),
        ("the record tells it", "generate_proposal_report", {}, "not_by_hand"),
        ("something stands before it", "calculate_co_pay", {}, "not_ready"),
        ("unneeded without a reason", "fetch_insurance_coverage", {"not_needed": True}, "no_reason"),
    ],
)
def test_what_cannot_be_ticked_says_why(description, step, more, code, coordinator, case, at, history):
    refusal = tick(by=coordinator, at=at, case=case, step=step, **more)
    assert isinstance(refusal, Refusal), description
    assert refusal.code == code, description


def test_an_unneeded_step_lets_the_next_one_begin(coordinator, case, at, history):
    make_version(case, coordinator, at)
    tick(by=coordinator, at=at, case=case, step="fetch_insurance_coverage", not_needed=True, why="Pays alone")
    found = states(coordinator, case, at)
    assert (found["fetch_insurance_coverage"], found["calculate_co_pay"]) == ("not_needed", "ready")


@pytest.mark.parametrize("typed", ["Pays alone", "Pays alone.", "Pays alone. "])
def test_the_sentence_of_a_tick_ends_once(coordinator, case, at, history, typed):
    make_version(case, coordinator, at)
    tick(by=coordinator, at=at, case=case, step="fetch_insurance_coverage", not_needed=True, why=typed)
    said = why(coordinator, case, at, "fetch_insurance_coverage")
    assert said == "Kim Coordinator said not needed on 02 Mar 2026: Pays alone."


def test_a_tick_twice_is_one_tick(coordinator, case, at, history):
    make_version(case, coordinator, at)
    for _ in range(2):
        last = tick(by=coordinator, at=at, case=case, step="log_education_material")
    assert (last.code, Tick.objects.count()) == ("ticked_already", 1)


@pytest.mark.parametrize(
    ("role", "step", "allowed"),
    [
        ("coordinator", "review_necessity_checklist", False),
        ("dentist", "review_necessity_checklist", True),
        ("hygienist", "log_education_material", False),
        ("coordinator", "log_education_material", True),
    ],
)
def test_who_may_tick(role, step, allowed, member, coordinator, case, at, history):
    make_version(case, coordinator, at)
    if allowed:
        assert isinstance(tick(by=member(role), at=at, case=case, step=step), Tick)
    else:
        with pytest.raises(NotAllowed):
            tick(by=member(role), at=at, case=case, step=step)


def test_a_changed_history_makes_the_risks_old(coordinator, dentist, case, at, history, patient):
    from arcada.cases.mapping import patient_value

    make_version(case, coordinator, at, patient=patient_value(patient, history, at.date()))
    assert states(coordinator, case, at)["update_risk_assessment"] == "done"
    MedicalHistory.objects.create(
        practice=patient.practice, patient=patient, taken_at=at, taken_by=dentist, number=2, allergies=["penicillin"]
    )
    assert states(coordinator, case, at)["update_risk_assessment"] == "ready"
    assert why(coordinator, case, at, "update_risk_assessment").startswith("The history has changed")


def test_a_talk_in_the_day_book_settles_its_step(coordinator, case, at, history, patient):
    from row_maker import RowMaker

    from arcada.schedule.models import Appointment

    start = at + dt.timedelta(days=3)
    RowMaker(patient.practice).make(
        Appointment, patient=patient, kind="consultation", starts_at=start, ends_at=start + dt.timedelta(hours=1)
    )
    found = states(coordinator, case, at)
    assert found["schedule_preliminary_consultation"] == "done"
    assert found["schedule_discussion_appointment"] == "not_yet"
