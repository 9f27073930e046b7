"""The file of the journey holds the 21 steps; a fault in it is told with its line and field."""

import pytest

from arcada.coordination.facts import KNOWN
from arcada.coordination.mapping import JourneyFault, journey, read_journey

STEPS = """retrieve_patient_profile retrieve_imaging_records schedule_preliminary_consultation
document_treatment_options estimate_preliminary_cost update_risk_assessment generate_plan_for_review
fetch_insurance_coverage send_draft_plan schedule_discussion_appointment finalise_and_sign
update_financial_estimates notify_hygienist_of_scope generate_proposal_report calculate_co_pay
send_confirmation_reminder check_pre_authorisation review_necessity_checklist log_education_material
post_treatment_care_follow_up determine_procedure_sequence"""

SOUND = """version: "1"
steps:
  - id: chart
    title: Chart
    who: dentist
    explanation: Look.
    fact: charted
"""


def test_the_journey_has_its_21_steps():
    assert {step.id for step in journey(KNOWN).steps} == set(STEPS.split())
    assert len(journey(KNOWN).steps) == 21


def test_each_step_comes_after_the_steps_that_it_waits_for():
    seen = set()
    for step in journey(KNOWN).steps:
        assert set(step.after) <= seen, step.id
        seen.add(step.id)


@pytest.mark.parametrize(
    ("description", "old", "new", "told"),
    [
        ("an unknown field", "    who:", "    by: desk\n    who:", "line 5, by: unknown field"),
        ("a role that nobody has", "who: dentist", "who: wizard", "line 3, who: 'wizard' is no role"),
        ("a flag in words", "    fact: charted", "    by_hand: perhaps", "line 7, by_hand: expected true or false"),
        ("a list in one word", "    fact: charted", "    after: chart", "line 7, after: expected a list of words"),
        ("a title too few", "    title: Chart\n", "", "line 3, title: is needed"),
        ("a fact that nobody tells", "fact: charted", "fact: moon", "step 'chart' reads 'moon'"),
        ("a step after nothing", "    fact: charted", "    after: [x]", "step 'chart' comes after 'x'"),
        ("another heading", 'version: "1"', "name: x", "line 1, name: expected"),
        ("no steps", SOUND, 'version: "1"\n', "expected 'version' and a list of 'steps'"),
    ],
)
def test_a_fault_is_told_with_its_place(description, old, new, told):
    with pytest.raises(JourneyFault) as fault:
        read_journey(SOUND.replace(old, new), frozenset({"charted"}))
    assert told in str(fault.value), description


def test_a_sound_file_is_read():
    assert read_journey(SOUND, frozenset({"charted"})).steps[0].title == "Chart"
