"""The audit as a page: for whom, what it shows, how it is narrowed, what its chain says, what a file of it holds."""

import csv
import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest

from arcada.audit import anchor
from arcada.audit.actions import record, record_read
from arcada.audit.models import Event
from arcada.audit.sealer import seal
from arcada.display.phrases import Voice
from arcada.patients.actions.break_glass import break_glass
from arcada.practice import actions
from arcada.practice.models import Role
from arcada.store.tenancy import in_practice
from arcada.web.trail.chain_state import ChainState, chain_state
from arcada.web.trail.sheet import harmless
from arcada.web.trail.words import details, sentence

WHY = "Complaint of this patient arrived by letter"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def happened(member, patient, at):
    """The desk read a profile, the coordinator took a tick, the owner set up a site: an hour between them."""
    record_read(by=member("desk"), at=at, noun="patient", noun_id=patient.pk, patient_id=patient.pk)
    record(
        by=member("coordinator"),
        at=at + HOUR,
        verb="ticked",
        noun="case",
        noun_id="1",
        patient_id=patient.pk,
        why="The letter came",
        detail={"step": "fetch_insurance_coverage"},
    )
    actions.add_site(by=member("owner"), at=at + 2 * HOUR, name="North")


def _lines(page):
    return page.text.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:-1] if "<tbody>" in page.text else []


@pytest.mark.parametrize("path", ["", "export/"])
@pytest.mark.parametrize("role", Role.values)
def test_managers_and_owners_read_it_and_others_are_told_why_not(client_for, happened, role, path):
    answer = client_for(role).get(f"/audit/{path}")
    if role in ("manager", "owner"):
        assert answer.status_code == 200
    else:
        assert answer.status_code == 403
        assert "you may not read the audit" in answer.text


@pytest.mark.parametrize("role", ["dentist", "desk"])
def test_who_may_not_read_it_does_not_walk_its_chain(client_for, happened, role):
    assert client_for(role).post("/audit/check/").status_code == 403
    assert not Event.objects.filter(verb="checked").exists()


def test_the_newest_stands_first_with_who_when_what_and_why(client_for, happened):
    lines = _lines(client_for("manager").get("/audit/"))
    assert len(lines) == 3
    assert "added a site" in lines[0]
    assert "Kim Coordinator" in lines[1]
    assert "fetch insurance coverage" in lines[1]
    assert "The letter came" in lines[1]
    assert "Mara Okafor, No. 1001" in lines[2]
    assert "Reading: " in lines[2]
    assert "2 Mar 2026, 9:30" in lines[2]


def test_reading_the_audit_is_recorded_with_what_was_asked_for(client_for, happened, patient):
    client_for("owner").get("/audit/", {"patient": "1001", "kind": "read"})
    own = Event.objects.get(noun="audit")
    assert (own.kind, own.verb, own.patient_id) == ("read", "read", patient.pk)
    assert own.detail == {"kind": "read"}
    assert "read the audit" in _lines(client_for("owner").get("/audit/"))[0]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"patient": "1001"}, 2),
        ({"patient": "Okafor"}, 2),
        ({"kind": "read"}, 1),
        ({"kind": "write"}, 2),
        ({"verb": "ticked"}, 1),
        ({"first": "2026-03-02", "last": "2026-03-02"}, 3),
        ({"first": "2026-03-03"}, 0),
        ({"last": "1 Mar 2026"}, 0),
        ({"kind": "broke_glass"}, 0),
        ({"person": "system"}, 0),
    ],
)
def test_the_list_is_narrowed(client_for, happened, asked, shown):
    page = client_for("owner").get("/audit/", asked)
    assert page.status_code == 200
    assert len(_lines(page)) == shown
    assert ("No event fits" in page.text) is (shown == 0)


def test_the_list_is_narrowed_to_a_person(client_for, happened, member):
    lines = _lines(client_for("owner").get("/audit/", {"person": str(member("desk").pk)}))
    assert len(lines) == 1
    assert "Kim Desk" in lines[0]


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"patient": "Nobody"}, "patient", "No patient fits 'Nobody'. Write the chart number."),
        ({"first": "soon"}, "first", "'soon' does not read as a day."),
        ({"first": "2026-03-03", "last": "2026-03-02"}, "last", "2026-03-02 is before 2026-03-03."),
        ({"verb": "juggled"}, "verb", "Select a valid choice"),
        ({"person": "somebody"}, "person", "Select a valid choice"),
    ],
)
def test_a_filter_that_is_not_clear_says_so_at_its_field_and_shows_nothing(
    client_for, happened, asked, field, sentence
):
    page = client_for("owner").get("/audit/", {**asked, "kind": "write"})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert sentence in page.text.replace("&#x27;", "'")
    assert '<option value="write" selected>' in page.text
    assert not _lines(page)


def test_long_lists_go_on_older_without_gap_or_repetition(client_for, member, at):
    for n in range(120):
        record(by=member("desk"), at=at + dt.timedelta(minutes=n // 7), verb="rang", noun=f"bell {n}", noun_id=n)
    client, seen, query = client_for("owner"), [], {"verb": "rang"}
    while query:
        page = client.get("/audit/", query)
        seen += [line.split("rang the bell ")[1].split("<")[0] for line in _lines(page)]
        older = page.text.split("before=")[1].split('"')[0] if "before=" in page.text else ""
        query = {"verb": "rang", "before": older} if older else {}
    assert len(seen) == 120
    assert len(set(seen)) == 120
    assert seen[0] == "119"


@pytest.mark.parametrize("key", ["nonsense", "019a0000-0000-7000-8000-000000000000"])
def test_an_unknown_place_in_the_list_begins_anew(client_for, happened, key):
    assert len(_lines(client_for("owner").get("/audit/", {"before": key}))) == 3


def test_an_opened_record_and_what_was_read_under_it_are_marked(client_for, member, patient, at):
    manager = member("manager")
    break_glass(by=manager, at=at, patient=patient, reason=WHY)
    for minutes in (10, 40):
        moment = at + dt.timedelta(minutes=minutes)
        record_read(by=manager, at=moment, noun="chart", noun_id=patient.pk, patient_id=patient.pk)
    record_read(by=member("dentist"), at=at + HOUR / 4, noun="chart", noun_id=patient.pk, patient_id=patient.pk)
    lines = _lines(client_for("owner").get("/audit/"))
    assert [("While open" in line, "Outside the role" in line) for line in lines] == [
        (False, False),
        (False, False),
        (True, False),
        (False, True),
    ]
    assert WHY in lines[3]
    assert len(_lines(client_for("owner").get("/audit/", {"kind": "broke_glass"}))) == 1


def test_another_practice_s_events_and_patients_are_not_there(client_for, happened, other_practice, at):
    from made import make_member

    with in_practice(other_practice.pk):
        boss = make_member(other_practice, "owner")
        actions.add_site(by=boss, at=at, name="Pier")
    page = client_for("owner").get("/audit/")
    assert len(_lines(page)) == 3
    assert "Pier" not in page.text
    assert client_for("owner").get("/audit/", {"person": str(boss.pk)}).status_code == 422


def test_the_chain_in_words(client_for, happened, practice):
    client = client_for("owner")
    assert "Nothing is sealed yet." in client.get("/audit/").text
    sealed = seal(practice.pk)
    page = client.get("/audit/").text
    assert f"Sealed to event {sealed}; nothing missing." in page


def test_a_long_chain_is_counted_readably():
    state = ChainState(sealed=12345, walked=500, waiting=0, faults=())
    assert state.sentence == "Sealed to event 12,345; nothing missing."


@pytest.mark.parametrize(
    ("table", "spoil", "sentence"),
    [
        ("audit_event", "UPDATE {table} SET why = 'Another reason' WHERE id = %s", "Event 2 was changed after"),
        ("audit_event", "DELETE FROM {table} WHERE id = %s", "Event 2 was removed."),
        ("audit_seal", "DELETE FROM {table} WHERE event_id = %s", "Link 2 of the chain is missing."),
    ],
)
def test_what_was_spoiled_behind_the_application_s_back_is_seen_at_a_glance(committed, owner, table, spoil, sentence):
    from made import make_member, make_practice

    practice = make_practice("Lindenhof Dental")
    with in_practice(practice.pk):
        desk = make_member(practice, "desk")
        rows = [record(by=desk, at=dt.datetime.now(dt.UTC), verb="rang", noun="bell", noun_id=n) for n in range(3)]
    seal(practice.pk)
    owner.execute(spoil.format(table=table), [rows[1].pk])
    with in_practice(practice.pk):
        state = chain_state(practice.pk, dt.datetime.now(dt.UTC))
    assert [fault for fault in state.faults if sentence in fault]
    assert state.sentence.endswith("look below.")


def test_events_that_wait_for_more_than_a_minute_are_said(practice, member, at):
    record(by=member("desk"), at=at, verb="rang", noun="bell", noun_id=1)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    state = chain_state(practice.pk, later)
    assert state.waiting == 1
    assert state.faults == ("1 event waits for its seal for more than a minute: is a server or worker running?",)


@pytest.mark.parametrize(
    ("count", "head", "sentence"),
    [
        (99, "0" * 64, "The chain was cut: it has 3 links, its anchor knows 99."),
        (2, "f" * 64, "Link 2 is not the one that was anchored."),
    ],
)
def test_a_chain_that_does_not_meet_its_anchor_is_said_to_be_broken(
    client_for, happened, practice, count, head, sentence
):
    seal(practice.pk)
    anchor.write(practice.pk, count=count, head=head)
    page = client_for("owner").get("/audit/").text
    assert "Sealed to event 3; look below." in page
    assert sentence in page


def test_a_missing_anchor_is_said(client_for, happened, practice):
    seal(practice.pk)
    (anchor.folder() / f"{practice.pk}.json").unlink()
    assert "The anchor outside the database is missing." in client_for("owner").get("/audit/").text


def test_walking_the_chain_is_recorded_and_says_what_was_found(client_for, happened, practice):
    sealed = seal(practice.pk)
    client = client_for("owner")
    assert client.post("/audit/check/").status_code == 302
    assert f"Walked {sealed} links" in client.get("/audit/").text
    assert Event.objects.get(verb="checked").detail == {"links": sealed, "faults": []}
    anchor.write(practice.pk, count=99, head="0" * 64)
    assert "its anchor knows 99" in client.post("/audit/check/").text
    assert "cut" in Event.objects.filter(verb="checked").latest("at").detail["faults"]


def _file(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_holds_what_the_filter_asks_for_and_is_recorded(client_for, happened, practice):
    sealed = seal(practice.pk)
    answer = client_for("manager").get("/audit/export/", {"patient": "1001"})
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    rows = _file(answer)
    assert [row["verb"] for row in rows] == ["ticked", "read"]
    assert rows[0]["when"] == "2026-03-02T10:30:00-06:00"
    assert rows[0]["patient"] == "Mara Okafor, No. 1001"
    assert rows[0]["why"] == "The letter came"
    assert {row["link"] for row in rows} <= {str(n) for n in range(1, sealed + 1)}
    assert Event.objects.get(verb="exported").detail == {"events": 2}


def test_a_filter_that_is_not_clear_gives_no_file(client_for, happened):
    answer = client_for("owner").get("/audit/export/", {"first": "soon"})
    assert answer.status_code == 422
    assert not Event.objects.filter(verb="exported").exists()


def test_too_many_events_for_a_file_are_refused_with_what_to_do(client_for, happened, monkeypatch):
    monkeypatch.setattr("arcada.web.trail.views.MOST_IN_A_FILE", 2)
    answer = client_for("owner").get("/audit/export/")
    assert answer.status_code == 422
    assert "Choose fewer days, then export." in answer.text


def test_a_cell_is_never_a_formula():
    assert harmless(["=1+1", "-2", "@x", "Mara", None, 7]) == ["'=1+1", "'-2", "'@x", "Mara", "", "7"]


@pytest.mark.parametrize(
    ("event", "said", "told"),
    [
        (
            Event(kind="write", verb="changed", noun="practice", detail={"country": ["US", "DE"]}),
            "changed the house rules",
            (("country", "US → DE"),),
        ),
        (
            Event(kind="write", verb="changed_role", noun="membership", detail={"before": "desk", "role": "owner"}),
            "changed the role of a member",
            (("before", "desk"), ("role", "owner")),
        ),
        (Event(kind="write", verb="juggled", noun="ball", detail={}), "juggled the ball", ()),
        (
            Event(kind="write", verb="broke_glass", noun="patient", detail={"until": "2026-03-02T16:00:00+00:00"}),
            "opened the record outside their role",
            (("until", "2 Mar 2026, 10:00\N{NO-BREAK SPACE}am"),),
        ),
        (
            Event(kind="write", verb="set", noun="fee", detail={"procedure": "crown_ceramic", "sha": "ab" * 32}),
            "set a fee",
            (("procedure", "crown ceramic"), ("sha", "abababababab…")),
        ),
        (
            Event(
                kind="write", verb="changed", noun="chair", detail={"from": {"active": True}, "to": {"active": False}}
            ),
            "changed a chair",
            (("from", "active yes"), ("to", "active no")),
        ),
    ],
)
def test_events_in_words(event, said, told):
    assert sentence(event) == said
    assert details(event, Voice(zone=ZoneInfo("America/Chicago"))) == told
