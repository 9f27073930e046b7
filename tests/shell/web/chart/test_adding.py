"""The entry of the page: what is offered, what is added, what is refused and keeps the words typed."""

import pytest

from arcada.cases.models import ChartChange, Finding, ToothRecord


def line(revision, text, key="k1", **more):
    return {"key": key, "revision": str(revision), "q": text, **more}


@pytest.mark.parametrize(
    ("role", "text", "status"),
    [
        pytest.param("dentist", "26 mo car", 302, id="a dentist charts caries"),
        pytest.param("hygienist", "mouth gingivitis", 302, id="a hygienist charts gingivitis"),
        pytest.param("hygienist", "26 mo cavitated", 422, id="caries is not offered to a hygienist"),
        pytest.param("coordinator", "26 mo car", 403, id="a coordinator reads"),
        pytest.param("desk", "26 mo car", 403, id="the desk does not chart"),
        pytest.param("manager", "26 mo car", 403, id="a manager does not chart"),
        pytest.param("owner", "26 mo car", 403, id="an owner does not chart"),
    ],
)
def test_who_adds_what(client_for, room, revision, role, text, status):
    answer = client_for(role).post(room("add/?numbering=fdi"), line(revision(), text))
    assert answer.status_code == status
    assert Finding.objects.exists() is (status == 302)


def test_enter_adds_the_best_match(client_for, room, revision, chart):
    client = client_for("dentist")
    answer = client.post(room("add/?numbering=fdi"), line(revision(), "26 mo car"), follow=True)
    one = Finding.objects.get(chart=chart)
    assert (one.term, one.where, one.surfaces, one.status) == ("cavitated dentine caries", ["26"], "MO", "confirmed")
    assert "26 MO: cavitated dentine caries, confirmed." in answer.text


def test_a_chosen_offer_is_added_to_all_chosen_teeth_as_suspected(client_for, room, revision, chart):
    given = line(revision(), "recurrent", teeth=["14", "15"], choice="f:recurrent_caries", suspected="on")
    client_for("dentist").post(room("add/?numbering=fdi"), given | {"surfaces": ["14:MO", "15:MO"]})
    one = Finding.objects.get(chart=chart)
    assert (one.where, one.surfaces, one.status) == (["15", "14"], "MO", "suspected")


@pytest.mark.parametrize(
    ("text", "tooth", "state"),
    [
        ("26 mo filling", "26", {"surfaces": {"M": "filling", "O": "filling"}}),
        ("36 crown", "36", {"crown": "crown"}),
        ("48 missing", "48", {"presence": "missing"}),
        ("11 extra", "11S", {"presence": "present"}),
        ("46 implant", "46", {"presence": "missing", "implant": "integrated"}),
    ],
)
def test_existing_work_is_typed_too(client_for, room, revision, chart, text, tooth, state):
    answer = client_for("dentist").post(room("add/?numbering=fdi"), line(revision(), text))
    assert answer.status_code == 302
    kept = ToothRecord.objects.get(chart=chart, tooth=tooth).state
    assert {name: kept[name] for name in state} == state


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("99 car", "There is no tooth", id="unknown tooth"),
        pytest.param("26 i car", "has no incisal surface", id="surface that the tooth has not"),
        pytest.param("mouth mo car", "Surfaces belong to teeth", id="surface of a region"),
        pytest.param("26 flurb", "Nothing is called", id="unknown finding"),
        pytest.param("cavitated", "say where", id="no place"),
        pytest.param("", "Type where and what", id="nothing"),
        pytest.param("26 filling", "on which surfaces", id="a filling without surfaces"),
    ],
)
def test_what_cannot_be_is_said_at_the_entry(client_for, room, revision, text, sentence):
    page = client_for("dentist").post(room("add/?numbering=fdi"), line(revision(), text))
    assert page.status_code == 422
    told = page.text.partition('id="entry-error"')[2].partition("</p>")[0]
    assert sentence in told
    assert f'name="q" value="{text}"' in page.text
    assert not ChartChange.objects.exists()


def test_a_finding_on_a_missing_tooth_contradicts(client_for, room, revision):
    client = client_for("dentist")
    client.post(room("add/?numbering=fdi"), line(revision(), "26 missing", key="a"))
    page = client.post(room("add/?numbering=fdi"), line(revision(), "26 mo car", key="b"))
    assert page.status_code == 422
    assert "26 is recorded as missing" in page.text
    assert "end the line with ! to chart what you typed" in page.text.lower()


def test_what_is_typed_with_a_mark_stands_instead_of_what_contradicts_it(client_for, room, revision, chart, found):
    client = client_for("dentist")
    client.post(room("add/?numbering=fdi"), line(revision(), "26 missing", key="a"))
    assert client.post(room("add/?numbering=fdi"), line(revision(), "26 mo car!", key="b")).status_code == 302
    assert not ToothRecord.objects.filter(chart=chart, tooth="26").exists(), "the tooth is there again"
    found("cracked tooth", ("26",), "")
    assert client.post(room("add/?numbering=fdi"), line(revision(), "26 missing!", key="c")).status_code == 302
    rows = list(Finding.objects.filter(chart=chart))
    assert {row.status for row in rows} == {"withdrawn"}
    assert all("26 was charted as missing" in row.withdrawn_why for row in rows)


def test_a_line_is_charted_whole_or_not_at_all(client_for, room, revision, chart):
    client = client_for("dentist")
    page = client.post(room("add/?numbering=fdi"), line(revision(), "26 mo car; 27 missing; 27 crack", key="a"))
    assert page.status_code == 422
    assert not Finding.objects.exists()
    assert not ToothRecord.objects.filter(chart=chart).exists()
    sent = client.post(room("add/?numbering=fdi"), line(revision(), "26 mo car 5 +bw; 27 crack?; 28 missing", key="b"))
    assert sent.status_code == 302
    caries, crack = Finding.objects.filter(chart=chart).order_by("number")
    assert (caries.severity, caries.status) == ({"icdas": 5}, "confirmed")
    assert [one.type for one in caries.evidence.all()] == ["bitewing_radiograph"]
    assert crack.status == "suspected"
    assert ToothRecord.objects.get(chart=chart, tooth="28").state["presence"] == "missing"


def test_what_was_taken_back_is_put_back_until_something_new_is_charted(client_for, room, revision, chart):
    client = client_for("dentist")
    client.post(room("add/?numbering=fdi"), line(revision(), "26 mo car; 27 crack", key="a"))

    def standing():
        rows = Finding.objects.filter(chart=chart, status="confirmed").order_by("number")
        return [row.where[0] for row in rows]

    for verb, left in (
        ("undo", ["26"]),
        ("undo", []),
        ("redo", ["26"]),
        ("redo", ["26", "27"]),
        ("undo", ["26"]),
        ("redo", ["26", "27"]),
        ("undo", ["26"]),
    ):
        assert client.post(room(f"{verb}/"), {"revision": str(revision())}).status_code == 302
        assert standing() == left, verb
    client.post(room("add/?numbering=fdi"), line(revision(), "28 crack", key="b"))
    page = client.post(room("redo/"), {"revision": str(revision())})
    assert page.status_code == 422
    assert "Nothing was taken back" in page.text


def test_diagnoses_that_exclude_each_other(client_for, room, revision, found):
    found("reversible pulpitis", ("26",), "")
    page = client_for("dentist").post(room("add/?numbering=fdi"), line(revision(), "26 necrosis"))
    assert page.status_code == 422
    assert "a pulp is either vital or not" in page.text


def test_sent_twice_it_is_one_finding(client_for, room, revision):
    client, given = client_for("dentist"), line(revision(), "26 mo car")
    for _ in range(2):
        assert client.post(room("add/?numbering=fdi"), given).status_code == 302
    assert Finding.objects.count() == 1


def test_the_second_editor_sees_what_changed_and_keeps_what_was_typed(client_for, room, revision, found):
    seen = revision()
    found("discoloration", ("11",), "")
    page = client_for("dentist").post(room("add/?numbering=fdi"), line(seen, "26 mo car"))
    assert page.status_code == 422
    assert "Somebody else was first" in page.text
    assert "confirmed discoloration on 11" in page.text
    assert 'name="q" value="26 mo car"' in page.text
    assert f'name="revision" value="{revision()}"' in page.text
    again = client_for("dentist").post(room("add/?numbering=fdi"), line(revision(), "26 mo car", key="k2"))
    assert again.status_code == 302


def test_tab_keeps_the_tooth(client_for, room, revision):
    given = line(revision(), "26 mo car", keep="yes")
    page = client_for("dentist").post(room("add/?numbering=fdi"), given, follow=True).text
    assert 'name="q" value="26 "' in page
    assert 'data-tooth="26" data-biting="O" role="button" tabindex="0" aria-pressed="true"' in page


def test_offers_come_while_one_types(client_for, room, chart):
    client = client_for("dentist")
    offered = client.get(room("suggest/?numbering=fdi&q=26 mo car")).text
    assert offered.count('role="option"') > 3
    assert offered.index("Cavitated dentine caries") < offered.index("Recurrent caries")
    assert "K02.52" in offered, "the code of a biting surface"
    assert "There is no tooth" in client.get(room("suggest/?numbering=fdi&q=99")).text
    empty = client.get(room("suggest/?q=")).text
    assert "hidden" in empty
    assert 'role="option"' not in empty


@pytest.mark.parametrize(("role", "status"), [("hygienist", 200), ("coordinator", 403), ("desk", 403)])
def test_who_is_offered_anything(client_for, room, chart, role, status):
    assert client_for(role).get(room("suggest/?q=mouth ging")).status_code == status
