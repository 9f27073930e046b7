"""Forty courses of treatment in every state that a plan can be in, made by the same acts as on the pages.

charted       findings on record, no plan yet          booked      every visit has its time
compiled      three plans, nobody has seen them        partly done the first visits are behind the patient
presented     the patient thinks about it              missed      a visit of the plan was missed
accepted      one chosen, the paper not signed         superseded  planned anew after something changed
signed        signed, not booked
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from arcada.cli.demo import stories
from arcada.cli.demo.patients import by_age
from arcada.cli.demo.pen import signature_of
from arcada.cli.demo.riverside import House
from arcada.cli.demo.stories import Story
from arcada.cli.demo.sure import sure

if TYPE_CHECKING:
    from arcada.cases.models import Alternative, Case, PlanVersion, Proposal, SignedDocument
    from arcada.patients.models import Patient
    from arcada.practice.models import Membership
    from arcada.schedule.models import Appointment

RECORDS_BEFORE = timedelta(days=6)
SPREAD = (
    ("charted", 6),
    ("compiled", 6),
    ("presented", 8),
    ("accepted", 3),
    ("signed", 2),
    ("booked", 4),
    ("partly_done", 4),
    ("missed", 2),
    ("superseded", 2),
)
DAYS_AGO = {
    "charted": (0, 4),
    "compiled": (1, 9),
    "presented": (3, 21),
    "accepted": (2, 12),
    "signed": (2, 10),
    "booked": (1, 4),
    "partly_done": (60, 120),
    "missed": (24, 60),
    "superseded": (30, 60),
}
TIERS = ("balanced", "balanced", "premium", "economy")


@dataclass(frozen=True, slots=True)
class Course:
    """Whose story it is, how far it has come, and when it began."""

    patient: "Patient"
    story: Story
    state: str
    began: datetime
    tier: str


def plan_courses(patients: "Sequence[Patient]", today: date, now: datetime, seed: int) -> Iterator[Course]:
    """The three scripted patients, then the others in order of the states."""
    dice = random.Random(f"courses {seed}")  # noqa: S311 - the same courses each time
    left = list(patients)
    scripted = (
        (stories.SIMPLE, "booked", 2, "balanced"),
        (stories.GUMS, "partly_done", 75, "balanced"),
        (stories.IMPLANTS, "presented", 5, "premium"),
    )
    for story, state, days, tier in scripted:
        yield Course(_somebody(dice, left, story, today), story, state, now - timedelta(days=days), tier)
    for place, state in enumerate(state for state, count in SPREAD for _ in range(count)):
        story = stories.CHARTED[place % len(stories.CHARTED)]
        began = now - timedelta(days=dice.randint(*DAYS_AGO[state]), hours=1)
        yield Course(_somebody(dice, left, story, today), story, state, began, dice.choice(TIERS))


def _somebody(dice: random.Random, left: "list[Patient]", story: Story, today: date) -> "Patient":
    """Somebody of the story's age who has no course yet."""
    found = by_age(left, today, *story.ages) or left
    one = dice.choice(found)
    left.remove(one)
    return one


@dataclass(frozen=True, slots=True)
class Team:
    """Who does what in a course."""

    house: House
    now: datetime

    def begin(self, course: Course) -> "Case":
        """Chart the mouth as it was found, and open the case."""
        from arcada.cases.actions.open_case import open_case

        dentist = self.house.member("dentist")
        chart_story(dentist, course.began, course.patient, course.story)
        return sure(
            open_case(
                by=self.house.member("coordinator"),
                at=course.began + timedelta(minutes=30),
                patient=course.patient,
                title=course.story.title,
                complaint=course.story.complaint,
                wishes=course.story.wishes,
                dentist=self.house.providers["Dr Amara Osei"],
            )
        )

    def carry_out(self, course: Course) -> None:
        """Bring a course as far as its state says."""
        case = self.begin(course)
        if course.state == "charted":
            return
        version = self.compile(case, course.began + timedelta(hours=1))
        if course.state == "compiled":
            return
        proposal = self.present(version, course.tier, course.began + timedelta(hours=2))
        if course.state == "presented":
            return
        chosen = self.accept(proposal, course.began + timedelta(hours=3))
        if course.state != "accepted":
            self.sign(proposal, course.began + timedelta(hours=4))
        later: dict[str, Callable[[Alternative, datetime], object]] = {
            "booked": self._live_through,
            "partly_done": self._live_through,
            "missed": self._miss,
            "superseded": self._plan_anew,
        }
        if course.state in later:
            later[course.state](chosen, course.began + timedelta(hours=5))

    def compile(self, case: "Case", at: datetime) -> "PlanVersion":
        """Make the three plans."""
        from arcada.cases.actions.compile_plan import compile_plan

        return sure(compile_plan(by=self.house.member("coordinator"), at=at, case=case))

    def present(self, version: "PlanVersion", tier: str, at: datetime) -> "Proposal":
        """Show the plan of a tier to the patient; where two tiers are the same plan, the one that is offered."""
        from arcada.cases.actions.present import present

        offered = {one.tier: one for one in version.alternatives.all()}
        alternative = offered.get(tier) or next(iter(offered.values()))
        return sure(present(by=self.house.member("coordinator"), at=at, alternative=alternative))

    def accept(self, proposal: "Proposal", at: datetime) -> "Alternative":
        """The patient chooses what was presented."""
        from arcada.cases.actions.accept import accept_alternative

        by = self.house.member("coordinator")
        return sure(accept_alternative(by=by, at=at, alternative=proposal.alternative))

    def sign(self, proposal: "Proposal", at: datetime) -> "SignedDocument":
        """Patient, or parent where the patient is a child, signs; what lacks proof is overridden with a reason."""
        from arcada.cases.actions.override import override
        from arcada.cases.actions.sign import Pen
        from arcada.cases.gates import gates
        from arcada.documents.actions import sign_proposal

        dentist = self.house.member("dentist")
        for gate in gates(proposal.alternative):
            if gate.shut:
                reason = "Seen in the mouth and on older images; a new image would change nothing."
                sure(
                    override(
                        by=dentist,
                        at=at,
                        version=proposal.version,
                        finding=gate.finding,
                        evidence=gate.evidence,
                        reason=reason,
                    )
                )
        patient = proposal.version.case.patient
        minor = any(flag["flag"] == "consent_by_guardian" for flag in proposal.version.answer["flags"])
        name = (patient.guardian_name if minor else "") or f"{patient.given_name} {patient.family_name}"
        pen = Pen(signature_of(name), name, "guardian" if minor else "patient")
        return sure(sign_proposal(by=self.house.member("coordinator"), at=at, proposal=proposal, pen=pen))

    def book(self, alternative: "Alternative", at: datetime) -> "list[Appointment]":
        """All visits into the day book."""
        from arcada.schedule.actions.book_alternative import book_alternative

        return sure(book_alternative(by=self.house.member("coordinator"), at=at, alternative=alternative))

    def _live_through(self, alternative: "Alternative", at: datetime) -> None:
        """What lies behind us was done."""
        for row in self.book(alternative, at):
            if row.ends_at < self.now:
                self._set(row, "done", row.ends_at)

    def _miss(self, alternative: "Alternative", at: datetime) -> None:
        """The last visit that lies behind us was missed, those before it done."""
        past = [row for row in self.book(alternative, at) if row.ends_at < self.now]
        for row in past[:-1]:
            self._set(row, "done", row.ends_at)
        for row in past[-1:]:
            self._set(row, "missed", row.ends_at)

    def _plan_anew(self, alternative: "Alternative", at: datetime) -> None:
        """A new finding before the first visit: the plan is compiled anew, the old one keeps its place on record."""
        from arcada.cases.actions.findings import Evidence, Found, record_finding
        from arcada.cases.actions.open_case import chart_of

        case, dentist = alternative.case, self.house.member("dentist")
        chart = chart_of(by=dentist, patient=case.patient)
        later = at + timedelta(days=16)
        found = Found(
            "cavitated dentine caries",
            ("27",),
            surfaces="O",
            severity={"icdas": 4},
            evidence=(Evidence("bitewing_radiograph", later.date() - timedelta(days=1)),),
        )
        sure(
            record_finding(
                by=dentist, at=later, chart=chart, expected_revision=chart.revision, found=found, confirmed=True
            )
        )
        self.compile(case, later + timedelta(hours=1))

    def _set(self, row: "Appointment", state: str, at: datetime) -> None:
        from arcada.schedule.actions.appointments import mark_missed, set_state

        desk = self.house.member("desk")
        if state == "missed":
            sure(mark_missed(by=desk, at=at, appointment=row))
        else:
            sure(set_state(by=desk, at=at, appointment=row, state=state))


def chart_story(by: "Membership", at: datetime, patient: "Patient", story: Story) -> None:
    """Chart what was there before and what was found, each finding confirmed with its proofs."""
    from arcada.cases.actions.chart_teeth import set_tooth_state
    from arcada.cases.actions.findings import Evidence, Found, record_finding
    from arcada.cases.actions.open_case import chart_of

    chart = chart_of(by=by, patient=patient)
    for teeth, changes in story.before.items():
        sure(set_tooth_state(by=by, at=at, chart=chart, expected_revision=chart.revision, teeth=teeth, changes=changes))
    taken = (at - RECORDS_BEFORE).date()
    for seen in story.seen:
        found = Found(
            seen.term,
            seen.where,
            surfaces=seen.surfaces,
            severity=seen.severity,
            evidence=[Evidence(proof, taken) for proof in seen.shown_by],
        )
        sure(record_finding(by=by, at=at, chart=chart, expected_revision=chart.revision, found=found, confirmed=True))
