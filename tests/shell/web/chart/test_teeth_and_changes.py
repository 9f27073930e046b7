"""What stands in the mouth, taking back, snapshots, asking for records: each form for each role, and bad input."""

import pytest

from arcada.cases.models import ChartChange, ChartSnapshot, ToothRecord
from arcada.coordination.models import Task

ROLES = [("dentist", 302), ("hygienist", 403), ("coordinator", 403), ("desk", 403), ("manager", 403), ("owner", 403)]


def state(revision, word, *teeth, **more):
    return {"key": "s1", "revision": str(revision), "state": word, "teeth": list(teeth), **more}


@pytest.mark.parametrize(("role", "status"), ROLES)
def test_who_charts_what_stands_there(client_for, room, revision, role, status):
    answer = client_for(role).post(room("teeth/"), state(revision(), "missing", "18", "28"))
    assert answer.status_code == status
    assert ToothRecord.objects.count() == (2 if status == 302 else 0)


@pytest.mark.parametrize(
    ("word", "teeth", "more", "sentence"),
    [
        pytest.param("missing", [], {}, "Choose a tooth first", id="no tooth"),
        pytest.param("missing", ["99"], {}, "There is no tooth", id="no such tooth"),
        pytest.param("golden", ["26"], {}, "Choose what stands there", id="no such choice"),
        pytest.param("filling", ["26"], {}, "on which surfaces", id="a filling without surfaces"),
        pytest.param("filling", ["26"], {"on": "I"}, "has no incisal surface", id="a surface that it has not"),
        pytest.param("filling", ["26"], {"on": "XY"}, "There is no surface", id="no such surface"),
        pytest.param("sound", ["11", "26"], {}, "Front and back teeth", id="front and back teeth at once"),
    ],
)
def test_what_cannot_be_is_said_beside_the_form(client_for, room, revision, word, teeth, more, sentence):
    page = client_for("dentist").post(room("teeth/?numbering=fdi"), state(revision(), word, *teeth, **more))
    assert page.status_code == 422
    assert sentence in page.text
    assert not ChartChange.objects.exists()
    if more:
        assert f'value="{more["on"]}"' in page.text


def test_surfaces_picked_in_the_drawing_serve_a_filling(client_for, room, revision, chart):
    picked = state(revision(), "filling", "26", surfaces=["26:MO"])
    client_for("dentist").post(room("teeth/"), picked)
    assert ToothRecord.objects.get(chart=chart, tooth="26").state == {"surfaces": {"M": "filling", "O": "filling"}}


def test_a_missing_tooth_with_a_finding_contradicts(client_for, room, revision, found):
    found()
    page = client_for("dentist").post(room("teeth/?numbering=fdi"), state(revision(), "missing", "26"))
    assert page.status_code == 422
    assert "26 is recorded as missing" in page.text


def test_sound_takes_off_what_is_charted(client_for, room, revision, chart):
    client = client_for("dentist")
    client.post(room("teeth/"), state(revision(), "crown", "26", key="a"))
    client.post(room("teeth/"), state(revision(), "sound", "26", key="b"))
    assert not ToothRecord.objects.filter(chart=chart, tooth="26").exclude(state={}).exists()


def test_sent_twice_it_is_one_change(client_for, room, revision):
    client, given = client_for("dentist"), state(revision(), "crown", "26")
    for _ in range(2):
        assert client.post(room("teeth/"), given).status_code == 302
    assert ChartChange.objects.count() == 1


def test_who_comes_second_sees_what_changed(client_for, room, revision, found):
    seen = revision()
    found()
    page = client_for("dentist").post(room("teeth/?numbering=fdi"), state(seen, "filling", "14", on="MO"))
    assert page.status_code == 422
    assert "Somebody else was first" in page.text
    assert 'value="MO"' in page.text


@pytest.mark.parametrize(("role", "status"), ROLES)
def test_who_takes_back_a_cavity(client_for, room, revision, found, role, status):
    one = found()
    answer = client_for(role).post(room("undo/"), {"revision": str(revision())})
    assert answer.status_code == status
    one.refresh_from_db()
    assert (one.status == "undone") is (status == 302)


def test_the_toast_takes_back_its_own_change_and_no_later_one(client_for, room, revision, chart, found):
    client = client_for("dentist")
    added = {"key": "a", "revision": str(revision()), "q": "26 mo car"}
    page = client.post(room("add/?numbering=fdi"), added, follow=True).text
    address = room(f"undo/?revision={revision()}")
    assert f'action="{address}"' in page
    found("discoloration", ("11",), "")
    assert "Somebody else was first" in client.post(address).text
    assert client.post(room(f"undo/?revision={revision()}")).status_code == 302


def test_undo_is_offered_to_who_might_have_charted_it(client_for, room, found):
    found("gingivitis", ("mouth",), "")
    assert 'id="undo"' in client_for("hygienist").get(room()).text
    found()
    assert 'id="undo"' not in client_for("hygienist").get(room()).text
    assert 'id="undo"' in client_for("dentist").get(room()).text
    assert 'id="undo"' not in client_for("coordinator").get(room()).text


def test_nothing_left_to_take_back_is_said(client_for, room, revision):
    page = client_for("dentist").post(room("undo/"), {"revision": str(revision())})
    assert page.status_code == 422
    assert "no change left to take back" in page.text


@pytest.mark.parametrize("seen", ["", "-1", "²", "9" * 40])
def test_a_revision_that_is_none_changes_nothing(client_for, room, found, seen, revision):
    found()
    before = revision()
    assert client_for("dentist").post(room("undo/"), {"revision": seen}).status_code == 422
    assert revision() == before


@pytest.mark.parametrize(
    ("role", "status"),
    [("dentist", 302), ("hygienist", 302), ("coordinator", 403), ("desk", 403), ("manager", 403), ("owner", 403)],
)
def test_who_keeps_a_snapshot(client_for, room, chart, role, status):
    answer = client_for(role).post(room("snapshots/"), {"key": "s", "label": "Before gum treatment"})
    assert answer.status_code == status
    assert ChartSnapshot.objects.exists() is (status == 302)


def test_a_snapshot_needs_a_name_and_is_kept_once(client_for, room, chart):
    client = client_for("dentist")
    page = client.post(room("snapshots/"), {"key": "s", "label": " "})
    assert page.status_code == 422
    assert "Give the snapshot a name" in page.text.partition('id="snapshot-error"')[2]
    for _ in range(2):
        client.post(room("snapshots/"), {"key": "s", "label": "First visit"})
    assert ChartSnapshot.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [("dentist", 302), ("hygienist", 302), ("coordinator", 302), ("desk", 403), ("manager", 403), ("owner", 403)],
)
def test_who_asks_for_a_record(client_for, room, found, role, status):
    found("non-restorable tooth", ("24",), "")
    given = {"key": "r", "evidence": "periapical_radiograph", "title": "Periapical image: 24"}
    assert client_for(role).post(room("records/"), given).status_code == status
    assert Task.objects.filter(role="hygienist").exists() is (status == 302)


def test_a_record_is_asked_for_once_and_says_so(client_for, room, found):
    found("non-restorable tooth", ("24",), "")
    client = client_for("coordinator")
    given = {"key": "r", "evidence": "periapical_radiograph", "title": "Periapical image: 24"}
    for _ in range(2):
        client.post(room("records/?numbering=fdi"), given)
    assert Task.objects.count() == 1
    assert "asked of the hygienist" in client.get(room("?numbering=fdi")).text


def test_no_such_record(client_for, room, chart):
    assert client_for("dentist").post(room("records/"), {"key": "r", "evidence": "palm"}).status_code == 422
