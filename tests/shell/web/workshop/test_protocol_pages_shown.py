"""Reading protocols: who may, what the search finds, what a page says."""

import pytest

from arcada.core.protocols.protocol import TIERS
from arcada.interop.knowledge import load_library
from arcada.practice.models import ProtocolVersion

SEEN = {"dentist": 200, "coordinator": 200, "hygienist": 200, "owner": 200, "desk": 403, "manager": 403}
WRITTEN = {"dentist": 200, "owner": 200, "coordinator": 403, "hygienist": 403, "desk": 403, "manager": 403}
PAGES = ["/protocols/", "/protocols/cavitated_caries/", "/protocols/cavitated_caries/versions/"]
EDITORS = ["form/", "file/", "off/"]


@pytest.mark.parametrize("role", SEEN)
def test_who_may_read_and_who_may_write(client_for, role):
    client = client_for(role)
    for page in PAGES:
        assert client.get(page).status_code == SEEN[role], page
    for page in EDITORS:
        assert client.get(f"/protocols/cavitated_caries/{page}").status_code == WRITTEN[role], page


@pytest.mark.parametrize("role", SEEN)
def test_the_rail_shows_the_place_to_who_may_go_there(client_for, role):
    shown = 'href="/protocols/"' in client_for(role).get("/patients/").text
    assert shown == (SEEN[role] == 200)


def test_the_shelf_holds_every_protocol_once(client_for):
    page = client_for("hygienist").get("/protocols/").text
    for protocol in load_library().protocols.values():
        assert page.count(f'href="/protocols/{protocol.id}/"') == 1, protocol.id


SEARCHES = [
    ("a condition", "cavity in the dentine", "cavitated_caries"),
    ("a finding", "moderate caries", "cavitated_caries"),
    ("a treatment", "glass-ionomer filling", "cavitated_caries"),
    ("a code", "K02.61", "initial_caries"),
    ("words of a sentence", "harden the enamel", "initial_caries"),
    ("words in any order", "dentine cavity", "cavitated_caries"),
]


@pytest.mark.parametrize(("what", "typed", "name"), SEARCHES, ids=[row[0] for row in SEARCHES])
def test_the_search_finds(client_for, what, typed, name):
    page = client_for("dentist").get("/protocols/", {"q": typed}, headers={"HX-Request": "true"}).text
    assert f'href="/protocols/{name}/"' in page, what
    assert page.count("<li>") < len(load_library().protocols)


def test_a_search_that_finds_nothing_says_what_to_do(client_for):
    page = client_for("dentist").get("/protocols/", {"q": "zeppelin"}).text
    assert "No protocol fits" in page
    assert "Fewer or other words find more" in page


def test_own_ones_and_those_on_their_way_are_marked_and_listed(client_for, draft):
    client = client_for("coordinator")
    assert "Draft of version" in client.get("/protocols/").text
    waiting = client.get("/protocols/", {"only": "waiting"}, headers={"HX-Request": "true"}).text
    assert waiting.count("<li>") == 1
    assert client.get("/protocols/", {"only": "own"}, headers={"HX-Request": "true"}).text.count("<li>") == 0


@pytest.mark.parametrize("name", sorted(load_library().protocols))
def test_each_protocol_is_told_whole(client_for, name):
    protocol, library = load_library().protocols[name], load_library()
    page = client_for("dentist").get(f"/protocols/{name}/").text
    for tier in TIERS:
        for rung in protocol.ladders[tier]:
            assert f"#way-{rung.strategy}" in page if rung.strategy else rung.outcome.text[:20] in unescaped(page)
    for term in protocol.findings:
        assert term in page
        assert library.kinds[term].code in page


def unescaped(page):
    import html

    return html.unescape(page)


def test_prices_are_for_who_sees_them(client_for):
    assert "for each place, all steps once" in client_for("coordinator").get("/protocols/cavitated_caries/").text
    page = client_for("hygienist").get("/protocols/cavitated_caries/").text
    assert "for each place, all steps once" not in page


def test_a_version_is_read_as_it_would_be(client_for, draft):
    client = client_for("hygienist")
    shown = client.get("/protocols/cavitated_caries/", {"version": draft.number}).text
    assert "Layered fillings" in shown
    assert f"cavitated_caries@{draft.number}" in shown
    for wrong in ("99", "x", "-1", "9" * 300):
        assert client.get("/protocols/cavitated_caries/", {"version": wrong}).status_code == 404


def test_what_is_not_there_is_not_found(client_for):
    client = client_for("dentist")
    for page in ("nothing/", "nothing/form/", "nothing/file/", "nothing/versions/", "cavitated_caries/versions/7/"):
        assert client.get(f"/protocols/{page}").status_code == 404, page


def test_an_own_text_that_cannot_be_read_any_more_is_said_and_can_be_mended(client_for, approved):
    ProtocolVersion.objects.create(
        practice_id=approved.practice_id, protocol="root_caries", number=9, text="id: root_caries\n", shipped="",
        written_by=approved.written_by, written_at=approved.written_at, state="active",
        approved_by=approved.written_by, approved_at=approved.written_at,
    )  # fmt: skip
    client = client_for("dentist")
    assert "No plans can be made." in client.get("/protocols/").text
    assert "cannot be read any more" in client.get("/protocols/root_caries/").text
    assert client.get("/protocols/root_caries/file/").status_code == 200
    assert client.get("/protocols/root_caries/form/").status_code == 200
