"""The sample practice: the same from the same seed, made once, and the main job done on somebody fresh."""

import datetime as dt
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from arcada.cases.models import Alternative, Case, SignedDocument
from arcada.cli.demo import sample as samples
from arcada.cli.demo.main_job import main_job
from arcada.cli.demo.sample import Size, sample
from arcada.coordination.models import Task, Tick
from arcada.coordination.queries import places
from arcada.patients.models import Interview, Patient
from arcada.practice.models import Practice, User
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment
from arcada.store.tenancy import in_practice

SEED = 7
SMALL = Size(patients=40, courses=5, weeks=(-2, 2))
DIARY_ONLY = Size(courses=0)
CHICAGO = ZoneInfo("America/Chicago")


def content(practice_id):
    """All that a person would see, without the keys."""
    with in_practice(practice_id):
        who = Patient.objects.order_by("chart_number").values_list("given_name", "family_name", "birth_date", "phone")
        when = Appointment.objects.order_by("starts_at", "chair__name").values_list(
            "starts_at", "ends_at", "chair__name", "provider__name", "patient__chart_number", "title", "state"
        )
        plans = Alternative.objects.order_by("case__patient__chart_number", "version__number", "tier").values_list(
            "case__title", "tier", "price", "state", "last_day"
        )
        said = Interview.objects.order_by("patient__chart_number").values_list(
            "budget", "fears", "times_note", "taken_at"
        )
        ticked = Tick.objects.order_by("case__patient__chart_number", "at").values_list("step", "why", "at")
        tasks = Task.objects.order_by("due_date", "title").values_list("title", "role", "due_date")
        return [list(rows) for rows in (who, when, plans, said, ticked, tasks)]


def test_the_same_seed_makes_the_same_practice_twice(db, at):
    made = []
    for _ in range(2):
        with transaction.atomic():
            made.append(content(sample(at, seed=SEED, size=SMALL).practice_id))
            transaction.set_rollback(True)
    assert made[0] == made[1]
    assert [len(part) > 0 for part in made[0]] == [True] * 6


def test_another_seed_makes_other_people(db, at):
    tiny = Size(patients=20, courses=0, weeks=(0, 1))
    made = []
    for seed in (1, 2):
        with transaction.atomic():
            made.append(content(sample(at, seed=seed, size=tiny).practice_id))
            transaction.set_rollback(True)
    assert made[0][0] != made[1][0]


def test_it_is_made_once_and_the_main_job_is_done_on_somebody_fresh(db, at):
    first = sample(at, seed=SEED, size=SMALL)
    again = sample(at + dt.timedelta(days=30), seed=SEED, size=SMALL)
    assert (first.fresh, again.fresh) == (True, False)
    assert (again.practice_id, again.counts) == (first.practice_id, first.counts)
    assert Practice.objects.count() == 2

    told = [main_job(first.practice_id, at + dt.timedelta(hours=n)).lines for n in (1, 2)]
    with in_practice(first.practice_id):
        assert Patient.objects.count() == SMALL.patients + 2
        assert Case.objects.count() == SMALL.courses + 2
        documents = {bytes(one.content): one.sha256 for one in SignedDocument.objects.all()}
        fresh = Case.objects.filter(patient__notes__startswith="Made by the demo").select_related("patient", "practice")
        for case in fresh:
            seen_whole(case, at + dt.timedelta(hours=2))
    for lines in told:
        assert sum(line.startswith(("  premium", "  balanced", "  economy")) for line in lines) == 3
        assert sum(line.startswith("  visit ") for line in lines) >= 2
        paper = Path(next(line.strip() for line in lines if line.endswith(".pdf"))).read_bytes()
        assert documents[paper] == sha256(paper).hexdigest()
    assert told[0][0] != told[1][0]


def seen_whole(case, now):
    """The one on whom the main job was done has said what they hope for, was examined, and stands near the end."""
    assert case.patient.interviews.get().goals
    first = case.patient.appointments.order_by("starts_at").first()
    assert (first.title, first.state) == ("Exam and plan records", "done")
    assert case.patient.registered_at < first.starts_at < case.opened_at < now
    unsettled = [one.step.id for one in places(case, now) if not one.state.settled]
    assert unsettled == ["post_treatment_care_follow_up"]


@pytest.mark.parametrize(
    ("description", "now"),
    [
        ("a Sunday night", dt.datetime(2026, 3, 8, 23, 40, tzinfo=CHICAGO)),
        ("before the practice opens on a Monday", dt.datetime(2026, 3, 9, 5, 0, tzinfo=CHICAGO)),
        ("after days off at the end of November", dt.datetime(2026, 11, 29, 12, 0, tzinfo=CHICAGO)),
    ],
)
def test_whenever_it_is_made_nothing_was_said_in_the_future(description, now, db):
    with in_practice(sample(now, seed=SEED, size=SMALL).practice_id):
        cases = Case.objects.all()
        assert cases.count() == SMALL.courses, description
        for model, moment in ((Case, "opened_at"), (Tick, "at"), (Interview, "taken_at"), (Task, "made_at")):
            rows = model.objects.values_list(moment, flat=True)
            assert rows.count() > 0
            assert max(rows) <= now, (description, model)
        assert not Appointment.objects.filter(state="done", starts_at__gt=now).exists()


def test_each_role_signs_in_with_the_printed_password(db, at):
    made = sample(at, seed=SEED, size=Size(patients=3, courses=0, weeks=(0, 0)))
    printed = made.lines()
    password = printed[1].split()[-2]
    accounts = [line.split() for line in printed[2:]]
    assert [role for role, *_ in accounts] == ["owner", "dentist", "coordinator", "hygienist", "desk", "manager"]
    for role, email, *_ in accounts:
        assert User.objects.get(email=email).check_password(password), role


def test_a_practice_that_failed_half_way_is_not_there(db, at, monkeypatch):
    def broken(*_):
        raise RuntimeError("no power")

    monkeypatch.setattr(samples, "fill", broken)
    with pytest.raises(RuntimeError):
        sample(at, seed=SEED, size=Size(patients=3, courses=0, weeks=(0, 1)))
    assert not Practice.objects.filter(name="Riverside Dental").exists()


def test_at_full_size_the_day_book_holds_a_year(db, at):
    made = sample(at, seed=SEED, size=DIARY_ONLY)
    with in_practice(made.practice_id):
        rows = Appointment.objects.all()
        past = rows.filter(starts_at__lt=at).count()
        assert (made.counts["patients"], made.counts["providers"], made.counts["chairs"]) == (300, 4, 5)
        assert past == pytest.approx(2000, rel=0.15)
        assert rows.count() - past == pytest.approx(1200, rel=0.15)
        assert {row.starts_at.astimezone(CHICAGO).weekday() for row in rows} == {0, 1, 2, 3, 4}
        states = set(rows.filter(HOLDS_ITS_PLACE, ends_at__lte=at).values_list("state", flat=True))
        assert states == {"done"}
        assert set(rows.filter(starts_at__gt=at).values_list("state", flat=True)) <= {"planned", "confirmed", "arrived"}
