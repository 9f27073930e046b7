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
from arcada.cli.demo.interviews import interview
from arcada.cli.demo.journeys import AT_TALK, BEFORE_TALK, BOOKED, SIGNED, USUALLY, Ticks, prove
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
    "presented": (5, 21),
    "accepted": (5, 14),
    "signed": (5, 12),
    "booked": (5, 9),
    "partly_done": (60, 120),
    "missed": (24, 60),
    "superseded": (30, 60),
}
HEARD_BEFORE = timedelta(minutes=75)  # the coordinator listens before the hour of the examination
# how far a state is: what was ticked in earlier stages is complete
STAGES = {
    "charted": 0,
    "compiled": 1,
    "presented": 2,
    "accepted": 3,
    "signed": 4,
    "booked": 5,
    "partly_done": 5,
    "missed": 5,
    "superseded": 5,
}
TIERS = ("balanced", "balanced", "premium", "economy")


@dataclass(frozen=True, slots=True)
class Course:
    """Whose story it is, how far it has come, when its examination ended, and when its plan was talked through."""

    patient: "Patient"
    story: Story
    state: str
    began: datetime
    tier: str
    discussed: datetime | None = None

    def dice(self) -> random.Random:
        """Dice of its own."""
        return random.Random(f"course {self.patient.chart_number}")  # noqa: S311 - the same each time


def plan_courses(patients: "Sequence[Patient]", today: date, now: datetime, seed: int) -> Iterator[Course]:
    """The three scripted patients, then the others in order of the states."""
    dice = random.Random(f"courses {seed}")  # noqa: S311 - the same courses each time
    left = list(patients)
    scripted = (
        (stories.SIMPLE, "booked", 6, "balanced"),
        (stories.GUMS, "partly_done", 75, "balanced"),
        (stories.IMPLANTS, "presented", 8, "premium"),
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
    ticks: Ticks

    def begin(self, course: Course) -> "Case":
        """Hear the patient, chart the mouth as it was found, and open the case."""
        from arcada.cases.actions.open_case import open_case

        dentist = self.house.member("dentist")
        heard = course.began - HEARD_BEFORE
        interview(self.house.member("coordinator"), heard, course.patient, course.story, course.dice())
        chart_story(dentist, course.began, course.patient, course.story)
        return sure(
            open_case(
                by=self.house.member("coordinator"),
                at=course.began + timedelta(minutes=5),
                patient=course.patient,
                title=course.story.title,
                complaint=course.story.complaint,
                wishes=course.story.wishes,
                dentist=self.house.providers["Dr Amara Osei"],
            )
        )

    def carry_out(self, course: Course) -> None:
        """Bring a course as far as its state says."""
        case, dice = self.begin(course), course.dice()
        self.ticks.say(dice, case, BEFORE_TALK[:1], course.began + timedelta(minutes=10), share=self.share(course, 0))
        if course.state == "charted":
            return
        version = self.compile(case, course.began + timedelta(minutes=20))
        if course.state != "compiled" or dice.random() < USUALLY:
            self.review(dice, version, course.began + timedelta(minutes=25))
        if course.state == "compiled":
            return
        talk = course.discussed or course.began + timedelta(hours=1)
        proposal = self.present(version, course.tier, talk)
        self.talked(course, case, talk + timedelta(minutes=2))
        if course.state == "presented":
            return
        chosen = self.accept(proposal, talk + timedelta(minutes=30))
        if course.state != "accepted":
            self.sign(proposal, talk + timedelta(minutes=35))
            self.ticks.say(dice, case, SIGNED, talk + timedelta(minutes=40), share=self.share(course, 4))
        if course.state in ("booked", "partly_done", "missed", "superseded"):
            self.go_on(course, chosen, talk + timedelta(minutes=45))

    def go_on(self, course: Course, chosen: "Alternative", at: datetime) -> None:
        """What became of a signed plan."""
        later: dict[str, Callable[[Alternative, datetime], object]] = {
            "booked": self._live_through,
            "partly_done": self._live_through,
            "missed": self._miss,
            "superseded": self._plan_anew,
        }
        if course.state != "superseded":
            self.ticks.say(course.dice(), chosen.case, BOOKED, at + timedelta(minutes=5))
        later[course.state](chosen, at)

    def review(self, dice: random.Random, version: "PlanVersion", at: datetime) -> None:
        """The dentist looks through what each line rests on."""
        prove(self.house, version, at)
        self.ticks.say(dice, version.case, BEFORE_TALK[1:], at)

    def talked(self, course: Course, case: "Case", at: datetime) -> None:
        """What goes with the talk about the plan."""
        if course.discussed is None:
            self.ticks.say(course.dice(), case, ("schedule_discussion_appointment",), at)
        self.ticks.say(course.dice(), case, AT_TALK, at, share=self.share(course, 2))

    def share(self, course: Course, stage: int) -> float:
        """How surely the steps of a stage are done: those of a stage that is behind, all of them."""
        return 1.0 if STAGES[course.state] > stage else USUALLY

    def compile(self, case: "Case", at: datetime) -> "PlanVersion":
        """Make the three plans."""
        from arcada.cases.actions.compile_plan import compile_plan

        return sure(compile_plan(by=self.house.member("coordinator"), at=at, case=case))

    def present(self, version: "PlanVersion", tier: str, at: datetime) -> "Proposal":
        """Show the plan of a tier to the patient; where two tiers are the same plan, the one that is offered."""
        from arcada.insurance.actions.present import present_with_estimate

        offered = {one.tier: one for one in version.alternatives.all()}
        alternative = offered.get(tier) or next(iter(offered.values()))
        return sure(present_with_estimate(by=self.house.member("coordinator"), at=at, alternative=alternative))

    def accept(self, proposal: "Proposal", at: datetime) -> "Alternative":
        """The patient chooses what was presented."""
        from arcada.cases.actions.accept import accept_alternative

        by = self.house.member("coordinator")
        return sure(accept_alternative(by=by, at=at, alternative=proposal.alternative))

    def sign(self, proposal: "Proposal", at: datetime) -> "SignedDocument":
        """Patient, or parent where the patient is a child, signs."""
        from arcada.cases.actions.sign import Pen
        from arcada.documents.actions import sign_proposal

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
