"""The walk under the mouth: a plan in force, its stops, what each changes, and what an edit does to it."""

import datetime as dt
import re

import pytest

from arcada.cases.actions.compile_plan import compile_plan
from arcada.cases.actions.open_case import open_case
from arcada.cases.models import PlannedVisit, PlanVersion


@pytest.fixture
def plan(found, dentist, patient, at):
    found("cavitated dentine caries", ("26",), "MO", shown_by="bitewing_radiograph")
    found("cavitated dentine caries", ("36",), "O", shown_by="bitewing_radiograph")
    case = open_case(by=dentist, at=at, patient=patient, title="Two fillings")
    made = compile_plan(by=dentist, at=at, case=case)
    assert isinstance(made, PlanVersion), made
    return made


@pytest.fixture
def last(plan):
    content = next(one for one in plan.answer["alternatives"] if one["tier"] == "balanced")
    return max(one["visit"] for one in content["visits"])


def frame(client, room, query):
    return client.get(room(query), headers={"HX-Request": "true", "HX-Target": "mouth"}).text


def test_without_a_plan_the_page_says_so(client_for, room, chart):
    assert "No plan yet" in client_for("dentist").get(room()).text


def test_planned_work_is_hatched_and_named_with_its_visit(client_for, room, plan):
    page = client_for("coordinator").get(room("?numbering=fdi&teeth=26")).text
    assert "planned filling on mesial and occlusal" in page
    assert re.search(r"Tooth-coloured filling MO</span>.*?visit \d", page, re.DOTALL)


def test_each_stop_has_its_day_and_the_ends_their_names(client_for, room, plan, last):
    page = client_for("dentist").get(room()).text
    stops = page.partition('data-stops="mouth"')[2].partition("</nav>")[0]
    assert stops.count("data-frame=") == last + 1
    assert "Was<br>" in stops
    assert "Became<br>" in stops
    assert "2 Mar" in stops


def test_a_stop_is_drawn_alone_for_htmx_with_what_changed(client_for, room, plan, last):
    drawn = frame(client_for("hygienist"), room, f"?numbering=fdi&visit={last}")
    assert "<!doctype" not in drawn
    assert "26 upper left first molar: filling on mesial and occlusal, done" in drawn
    assert "36 lower left first molar: filling on occlusal, done" in drawn
    assert 'id="changes" hx-swap-oob="true"' in drawn
    assert "0 of 2 still open" in drawn


def test_between_the_stops_the_work_moves_from_planned_to_done(client_for, room, plan, last):
    client = client_for("dentist")
    planned = [frame(client, room, f"?visit={visit}").count("planned filling") for visit in range(last + 1)]
    done = [len(re.findall(r"filling on [a-z ]+, done", frame(client, room, f"?visit={v}"))) for v in range(last + 1)]
    assert (planned[0], done[0]) == (2, 0)
    assert (planned[-1], done[-1]) == (0, 2)
    assert planned == sorted(planned, reverse=True)
    assert done == sorted(done)


def test_the_same_stop_is_a_page_of_its_own_without_script(client_for, room, plan, last):
    page = client_for("dentist").get(room(f"?visit={last}")).text
    assert "Became" in page
    assert re.search(rf'aria-current="step" class="" data-frame="{last}"', page)


@pytest.mark.parametrize("visit", [98, 999])
def test_beyond_the_last_stop_is_the_last(client_for, room, plan, visit):
    assert ", done" in frame(client_for("dentist"), room, f"?visit={visit}")


@pytest.mark.parametrize("tier", ["premium", "balanced", "economy"])
def test_any_alternative_can_be_walked(client_for, room, plan, tier):
    page = client_for("dentist").get(room(f"?tier={tier}")).text
    assert re.search(rf'aria-current="true"[^>]*>\s*{tier.capitalize()}', page)


def test_a_booked_visit_shows_its_date(client_for, room, plan):
    PlannedVisit.objects.filter(alternative__version=plan, alternative__tier="balanced", number=1).update(
        date=dt.date(2026, 3, 9)
    )
    assert "9 Mar, booked" in client_for("dentist").get(room()).text


def test_treatment_begun_opens_the_walk_where_it_stands(client_for, room, plan, at):
    PlannedVisit.objects.filter(alternative__version=plan, number=1).update(done_at=at)
    client = client_for("dentist")
    assert re.search(r'aria-current="step" class="" data-frame="1"', client.get(room()).text)
    assert re.search(r'aria-current="step" class="" data-frame="0"', client.get(room("?visit=0")).text)


def test_an_edit_makes_the_walk_old_and_says_so(client_for, room, plan, found):
    found("discoloration", ("11",), "")
    page = client_for("dentist").get(room("?numbering=fdi")).text
    assert "The chart has changed since version 1" in page
    assert "planned filling" not in page.partition('id="mouth"')[2].partition("legend")[0]


def test_taking_the_edit_back_makes_it_true_again(client_for, room, plan, found, revision):
    found("discoloration", ("11",), "")
    client = client_for("dentist")
    client.post(room("undo/"), {"revision": str(revision())})
    assert "has changed since" not in client.get(room()).text


def test_existing_work_where_the_plan_does_nothing_stays_through_the_walk(client_for, room, found, dentist, chart, at,
                                                                         patient, revision):  # fmt: skip
    from arcada.cases.actions.chart_teeth import set_tooth_state

    words = {"presence": "missing", "implant": "integrated", "site": "implant", "prosthesis": "implant_crown"}
    set_tooth_state(by=dentist, at=at, chart=chart, expected_revision=revision(), teeth=["46"], changes=words)
    found("cavitated dentine caries", ("26",), "MO", shown_by="bitewing_radiograph")
    case = open_case(by=dentist, at=at, patient=patient, title="One filling")
    assert isinstance(compile_plan(by=dentist, at=at, case=case), PlanVersion)
    client = client_for("dentist")
    for visit in (0, 1):
        assert "existing osseointegrated implant" in frame(client, room, f"?numbering=fdi&visit={visit}")


def test_a_finding_that_the_plan_does_not_count_stays_open_through_the_walk(client_for, room, found, dentist, at,
                                                                           patient):  # fmt: skip
    found("cavitated dentine caries", ("26",), "MO", shown_by="bitewing_radiograph")
    found("non-restorable tooth", ("46",), "")
    case = open_case(by=dentist, at=at, patient=patient, title="Proof missing")
    made = compile_plan(by=dentist, at=at, case=case)
    assert isinstance(made, PlanVersion)
    client = client_for("dentist")
    for visit in (0, 1, 99):
        shown = frame(client, room, f"?numbering=fdi&visit={visit}")
        assert "46 lower right first molar: crown that cannot be restored" in shown
        assert re.search(r"Non-restorable tooth<span class=\"vh\">, confirmed", shown)
