"""A dentist finds nothing to laugh at in the sample practice, and a coordinator finds every course whole."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest

from arcada.cases.models import Case
from arcada.cli.demo import interviews, stories
from arcada.cli.demo.patients import age_on
from arcada.cli.demo.riverside import CHAIRS
from arcada.cli.demo.sample import sample
from arcada.cli.demo.worklist import working_day
from arcada.cli.demo.works import WORK
from arcada.coordination.models import Task, Tick
from arcada.coordination.queries import places
from arcada.core.journey import Place, State
from arcada.interop.knowledge import load_library
from arcada.patients.models import Interview, MedicalHistory
from arcada.schedule.models import FREES_ITS_PLACE, Appointment
from arcada.store.tenancy import in_practice

CHICAGO = ZoneInfo("America/Chicago")
ROLES = {"coordinator", "desk", "dentist", "hygienist"}


@dataclass(frozen=True)
class Visit:
    patient: object
    age: int
    title: str
    kind: str
    who: str
    start: dt.datetime
    state: str
    of_plan: bool

    @property
    def day(self):
        return self.start.date()


@dataclass(frozen=True)
class Course:
    patient: object
    title: str
    opened: dt.datetime
    interview: Interview
    history: MedicalHistory
    journey: tuple[Place, ...]
    ticks: tuple[Tick, ...]

    def state(self, step):
        return next(one.state for one in self.journey if one.step.id == step)


@dataclass(frozen=True)
class Whole:
    visits: tuple[Visit, ...]
    courses: tuple[Course, ...]
    tasks: tuple[Task, ...]


MADE = {}


@pytest.fixture
def whole(db, at):
    """The whole sample practice as values: made once for all tests here, since its rows are rolled back with each."""
    if not MADE:
        with in_practice(sample(at, seed=20).practice_id):
            MADE[at] = Whole(tuple(map(_visit, _appointments())), tuple(_courses(at)), tuple(_tasks()))
    return MADE[at]


def _appointments():
    return Appointment.objects.select_related("patient", "provider").order_by("patient_id", "starts_at")


def _visit(row):
    start = row.starts_at.astimezone(CHICAGO)
    age = age_on(row.patient, start.date())
    return Visit(
        row.patient_id, age, row.title, row.kind, row.provider.name, start, row.state, row.visit_id is not None
    )


def _courses(at):
    for case in Case.objects.select_related("patient", "practice"):
        interview = Interview.objects.select_related("taken_by").get(patient=case.patient)
        history = MedicalHistory.objects.get(patient=case.patient)
        ticks = tuple(Tick.objects.filter(case=case).select_related("by").order_by("at"))
        yield Course(case.patient_id, case.title, case.opened_at, interview, history, places(case, at), ticks)


def _tasks():
    return Task.objects.select_related("owner", "patient")


def test_what_is_booked_fits_the_age(whole):
    known = {work.title: work for works in WORK.values() for work in works}
    seen = Counter()
    for visit in whole.visits:
        if visit.title in known:
            low, high = known[visit.title].ages
            assert low <= visit.age <= high, visit
        assert ("child" in visit.title) <= (visit.age < 18), visit
        if visit.age < 16 and not visit.of_plan:
            seen["child"] += 1
            for word in ("Implant", "Crown", "Gum", "Deep", "Night guard", "Wisdom", "Extraction"):
                assert word not in visit.title, visit
    assert seen["child"] > 50


def test_each_kind_of_work_is_done_by_who_can(whole):
    """Beside plans, whose visits go to whoever the catalogue lets do them."""
    for visit in (one for one in whole.visits if not one.of_plan):
        if "isdom tooth removal" in visit.title or visit.title.startswith(("Extraction", "Implant placement")):
            assert visit.who == "Dr Paul Winther", visit
        if visit.title.startswith("Root canal"):
            assert visit.who == "Dr Erik Lindqvist", visit
        if visit.title.startswith(("Cleaning", "Deep cleaning", "Gum maintenance")):
            assert visit.who == "Marta Ruiz", visit


def test_nobody_is_at_two_places_on_a_day(whole):
    held = [visit for visit in whole.visits if visit.state not in FREES_ITS_PLACE]
    days = Counter((visit.patient, visit.day) for visit in held)
    assert [key for key, count in days.items() if count > 1] == []


def test_nothing_plain_stands_beside_a_plan(whole):
    planned = {course.patient for course in whole.courses}
    beside = {visit.title for visit in whole.visits if visit.patient in planned and not visit.of_plan}
    assert beside == {"Exam and plan records", "First exam, child", "Plan discussion"}


def test_what_follows_comes_after_what_it_follows(whole):
    followed = {work.title: work for works in WORK.values() for work in works if work.after}
    met = Counter()
    for _, rows in groupby(whole.visits, key=lambda visit: visit.patient):
        mine = [one for one in rows if not one.of_plan]
        for visit in mine:
            work = followed.get(visit.title)
            if work is not None:
                met[visit.title] += 1
                low, high = (dt.timedelta(days) for days in work.within)
                assert any(one.title in work.after and low <= visit.day - one.day <= high for one in mine), visit
    assert set(met) == set(followed)


def test_nobody_waits_for_weeks_with_pain(whole, at):
    late = [
        one for one in whole.visits if one.title in ("Toothache", "Broken tooth") and one.start - at > dt.timedelta(2)
    ]
    assert late == []


def test_every_course_has_its_interview_its_history_and_its_examination(whole):
    assert len(whole.courses) == 40
    for course in whole.courses:
        said = course.interview
        assert said.taken_by.role == "coordinator"
        assert all((said.complaint, said.goals, said.anxiety, said.times, said.times_note, said.dental_history))
        assert (said.budget or said.budget_monthly) > 0
        assert said.taken_at < course.opened
        exam = next(one for one in whole.visits if one.patient == course.patient)
        assert exam.title in ("Exam and plan records", "First exam, child")
        assert (exam.state, exam.start < course.opened) == ("done", True)
        assert said.taken_at < exam.start
        assert course.state("schedule_preliminary_consultation") is State.DONE
    with_medicine = [one for one in whole.courses if one.history.medications or one.history.allergies]
    assert len(with_medicine) >= 12
    assert len({one.interview.fears for one in whole.courses}) >= 5


def test_the_journey_tells_how_far_a_course_is(whole):
    """What comes later is never done while the steps that a case rests on are open; every stage is met."""
    settled = Counter()
    for course in whole.courses:
        done = {place.step.id for place in course.journey if place.state.settled}
        settled[len(done)] += 1
        assert {"retrieve_patient_profile", "retrieve_imaging_records"} <= done
        if "generate_proposal_report" in done:
            wanted = {"review_necessity_checklist", "fetch_insurance_coverage", "schedule_discussion_appointment"}
            assert wanted <= done, course.title
        if course.state("finalise_and_sign") is State.DONE:
            assert {"calculate_co_pay", "log_education_material", "send_draft_plan"} <= done, course.title
    assert len(settled) >= 6
    assert max(settled) >= 19


def test_every_tick_was_made_by_who_may_and_after_what_comes_before(whole, at):
    count = 0
    for course in whole.courses:
        steps = {place.step.id: place.step for place in course.journey}
        when = {tick.step: tick.at for tick in course.ticks}
        for tick in course.ticks:
            count += 1
            step = steps[tick.step]
            assert step.by_hand
            assert tick.by.role in {step.who, "coordinator"} if step.who != "dentist" else tick.by.role == "dentist"
            assert course.opened <= tick.at <= at
            assert all(when[name] < tick.at for name in step.after if name in when)
    assert count > 150


def test_a_dozen_tasks_are_due_around_today_and_two_are_late(whole, at):
    today = at.astimezone(CHICAGO).date()
    assert len(whole.tasks) == 12
    assert {task.owner.role for task in whole.tasks} == ROLES
    assert all(abs(task.due_date - today) <= dt.timedelta(7) for task in whole.tasks)
    assert sum(task.due_date < today for task in whole.tasks) == 2
    assert all(task.made_at <= at for task in whole.tasks)
    assert all("{" not in task.title and len(task.title) > 20 for task in whole.tasks)


@pytest.mark.parametrize(
    ("description", "day", "away", "expected"),
    [
        ("the day itself", dt.date(2026, 3, 4), 0, dt.date(2026, 3, 4)),
        ("a Saturday waits for Monday", dt.date(2026, 3, 7), 0, dt.date(2026, 3, 9)),
        ("over a weekend", dt.date(2026, 3, 6), 1, dt.date(2026, 3, 9)),
        ("back over a weekend", dt.date(2026, 3, 9), -1, dt.date(2026, 3, 6)),
        ("back from a Sunday", dt.date(2026, 3, 8), -1, dt.date(2026, 3, 5)),
    ],
)
def test_days_on_which_people_work(description, day, away, expected):
    assert working_day(day, away) == expected, description


def test_every_story_has_what_was_told_with_it():
    told = {story.title for story in (stories.SIMPLE, stories.GUMS, stories.IMPLANTS, stories.FRESH, *stories.CHARTED)}
    assert set(interviews.TOLD) == told


def test_the_chairs_have_what_procedures_of_a_practice_ask_for():
    asked = {word for procedure in load_library().procedures.values() for word in procedure.equipment}
    there = {word for _, equipment in CHAIRS for word in equipment}
    assert asked - there == {"operating_theatre"}  # of the hospital
    assert all(word == word.lower() and " " not in word for word in there)
