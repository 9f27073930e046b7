"""Where the case of a patient stands: the step that comes next, and which tabs are behind it.

next     the first step that can be done now; else the first that is held up; else the first that is open
number   its place in the journey: 'Step 4 of 21'
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from arcada.cases.models import Case, PlanVersion
from arcada.cases.queries import visible_to
from arcada.coordination.queries import JourneyPlace, case_journey
from arcada.core.journey import State
from arcada.patients.models import Patient
from arcada.practice.models import Membership

WORK: Mapping[str, str] = {
    "retrieve_patient_profile": "intake:show",
    "retrieve_imaging_records": "chart:show",
    "schedule_preliminary_consultation": "schedule:show",
    "document_treatment_options": "chart:show",
    "estimate_preliminary_cost": "plan:show",
    "update_risk_assessment": "plan:show",
    "determine_procedure_sequence": "plan:show",
    "review_necessity_checklist": "plan:show",
    "generate_plan_for_review": "plan:show",
    "generate_proposal_report": "consent:proposal",
    "send_draft_plan": "consent:proposal",
    "schedule_discussion_appointment": "schedule:show",
    "calculate_co_pay": "estimate:show",
    "check_pre_authorisation": "preauth:show",
    "finalise_and_sign": "consent:show",
    "update_financial_estimates": "estimate:show",
    "send_confirmation_reminder": "schedule:show",
    "post_treatment_care_follow_up": "schedule:show",
}
"""The page on which a step is done; a step without one is ticked on the case page itself."""


def page_of(one: JourneyPlace) -> str:
    """Name the page on which a step is done; options wait for findings on the chart, then are made on the plan page."""
    if one.step.id == "document_treatment_options" and one.place.state is State.READY:
        return "plan:show"
    return WORK.get(one.step.id, "")


@dataclass(frozen=True, slots=True)
class JourneyHere:
    """The journey of a patient's open case."""

    case: Case
    steps: Sequence[JourneyPlace]

    @property
    def number(self) -> int:
        """The place of the next step, counted from one; past the last when all is settled."""
        return self.steps.index(self.next) + 1 if self.next else len(self.steps)

    @property
    def next(self) -> JourneyPlace | None:
        """The step that comes next."""
        for state in (State.READY, State.BLOCKED, State.NOT_YET):
            found = next((one for one in self.steps if one.place.state is state), None)
            if found:
                return found
        return None

    @property
    def settled(self) -> int:
        """How many steps are behind."""
        return sum(one.place.state.settled for one in self.steps)

    @property
    def sentence(self) -> str:
        """'Step 4 of 21: document treatment options'."""
        if self.next is None:
            return f"All {len(self.steps)} steps are done"
        title = self.next.step.title
        return f"Step {self.number} of {len(self.steps)}: {title[:1].lower()}{title[1:]}"

    def state(self, step: str) -> State | None:
        """Where a step stands."""
        return next((one.place.state for one in self.steps if one.step.id == step), None)


def open_case_of(member: Membership, patient: Patient) -> Case | None:
    """Give the patient's newest case that is not closed."""
    return visible_to(member).filter(patient=patient, closed_at__isnull=True).first()


def case_at_hand(member: Membership, patient: Patient, version: PlanVersion | None) -> Case | None:
    """Give the case that the chart is about: that of the plan in force, else the newest open one."""
    return version.case if version is not None else open_case_of(member, patient)


def journey_here(
    member: Membership, patient: Patient, now: datetime, *, version: PlanVersion | None = None
) -> JourneyHere | None:
    """Read the journey of the patient's open case; None where no case is open.

    `version` is a plan in force that the page has read already: of this case, as a rule.
    """
    case = open_case_of(member, patient)
    if case is None:
        return None
    read = version if version is not None and version.case_id == case.pk else None
    return JourneyHere(case, case_journey(member, case, now, version=read))


def journey_of(member: Membership, version: PlanVersion, now: datetime) -> JourneyHere:
    """Read the journey of a case whose plan in force is read already."""
    case: Case = version.case
    return JourneyHere(case, case_journey(member, case, now, version=version))


def tabs_done(here: JourneyHere) -> frozenset[str]:
    """Name the rooms whose part of the journey is behind."""
    past = (State.DONE, State.NOT_NEEDED)
    charted = (*past, State.READY)
    told = {
        "intake": here.state("retrieve_patient_profile") in past,
        "chart": here.state("document_treatment_options") in charted,
        "plan": here.state("generate_plan_for_review") in past,
        "consent": here.state("finalise_and_sign") in past,
        "schedule": here.state("send_confirmation_reminder") in charted,
        "case": here.next is None,
    }
    return frozenset(room for room, done in told.items() if done)
