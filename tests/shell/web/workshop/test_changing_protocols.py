"""Changing protocols: as a form and as a file; faults stand at their place and nothing typed is lost."""

import re

import pytest

from arcada.audit.models import Event
from arcada.interop.knowledge.own import shipped_text
from arcada.practice.actions import submit_protocol, write_protocol
from arcada.practice.models import ProtocolVersion
from arcada.practice.protocols import text_hash

HERE = "/protocols/cavitated_caries/"


def fields(page):
    """What a browser would send of the form, without its buttons."""
    import html

    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', page))
    ticks = re.findall(r'<input type="checkbox" name="([^"]+)" value="on"( checked)?', page)
    found = {name: value for name, value in found.items() if not name.startswith("on:")}
    found |= {name: "on" for name, checked in ticks if checked}
    found |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    for name, options in re.findall(r'<select[^>]*name="(field:[^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        found[name] = re.search(r'value="(\w+)" selected', options)[1]
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


def test_a_form_that_is_sent_as_it_was_drawn_changes_no_letter(client_for, draft):
    client = client_for("dentist")
    client.post(f"{HERE}form/", fields(client.get(f"{HERE}form/").text))
    draft.refresh_from_db()
    assert text_hash(draft.text) == text_hash(ProtocolVersion.objects.get().text)
    assert "simple, layered" in draft.text


def test_the_form_turns_a_ladder_and_switches_a_rung_off(client_for, draft):
    client = client_for("dentist")
    sent = fields(client.get(f"{HERE}form/").text)
    sent |= {"place:tiers.all[0]": "2", "place:tiers.all[1]": "1", "note": "Layers first"}
    answer = client.post(f"{HERE}form/", sent)
    assert answer["Location"] == f"{HERE}versions/{draft.number}/"
    draft.refresh_from_db()
    assert "  all: [layered, simple]\n" in draft.text
    sent = fields(client.get(f"{HERE}form/").text)
    del sent["on:tiers.all[1]"]
    client.post(f"{HERE}form/", sent)
    draft.refresh_from_db()
    assert "  all: [layered, {use: simple, off: true}]\n" in draft.text
    assert draft.note == "Layers first"


def test_the_form_changes_windows_sentences_and_strength(client_for, draft):
    client = client_for("dentist")
    sent = fields(client.get(f"{HERE}form/").text) | {
        "low:strategies[1].steps[1].after.filling[0]": "90",
        "high:strategies[1].steps[1].after.filling[0]": "",
        "field:strategies[0].strength": "preference",
        "field:strategies[0].pros": "Lowest price\r\nGives off fluoride",
        "field:title": "Hole in the dentine",
    }
    client.post(f"{HERE}form/", sent)
    draft.refresh_from_db()
    assert "after: {filling: [[90, null]]}" in draft.text
    assert "strength: preference" in draft.text
    assert 'pros: ["Lowest price", "Gives off fluoride"]' in draft.text
    assert 'title: "Hole in the dentine"' in draft.text


def test_a_fault_of_the_form_stands_at_its_field_and_all_that_was_typed_stays(client_for, draft):
    client = client_for("dentist")
    sent = fields(client.get(f"{HERE}form/").text) | {
        "low:strategies[1].steps[1].after.filling[0]": "300",
        "field:title": "Typed before the fault",
        "note": "Also typed",
    }
    answer = client.post(f"{HERE}form/", sent)
    assert answer.status_code == 422
    page = answer.text
    assert "The first bound is larger than the second" in page
    assert 'value="300"' in page
    assert "Typed before the fault" in page
    assert "Also typed" in page
    assert '<details class="card way-form" open>' in page  # fmt: skip
    draft.refresh_from_db()
    assert "Typed before" not in draft.text


def test_a_fault_of_the_file_names_line_field_and_what_is_known(client_for, practice):
    client = client_for("dentist")
    text = shipped_text("initial_caries").replace("do: resin_sealant}", "do: resin_sealand}", 1)
    answer = client.post("/protocols/initial_caries/file/", {"text": text, "key": "k", "seen": "", "note": "Mine"})
    assert answer.status_code == 422
    line = text.split("\n").index(next(one for one in text.split("\n") if "sealand" in one)) + 1
    page = answer.text
    assert f'data-line="{line}">Line {line}</a>' in page
    assert "There is no procedure &#x27;resin_sealand&#x27;, did you mean &#x27;resin_sealant&#x27;?" in page
    assert "resin_sealand}" in page
    assert 'value="Mine"' in page
    assert not ProtocolVersion.objects.exists()


def test_a_file_is_kept_as_a_draft_once(client_for, plain, practice):
    client = client_for("dentist")
    sent = {"text": plain.replace("\n", "\r\n"), "key": "once", "seen": "", "note": "One way for all"}
    first = client.post(f"{HERE}file/", sent)
    again = client.post(f"{HERE}file/", sent)
    assert first["Location"] == again["Location"]
    assert Event.objects.filter(noun="protocol", verb="wrote").count() == 1
    row = ProtocolVersion.objects.get()
    assert (row.state, row.note) == ("draft", "One way for all")
    assert "\r" not in row.text


@pytest.mark.parametrize("way", ["form", "file"])
def test_two_who_change_one_draft_do_not_lose_each_others_work(client_for, member, draft, plain, at, way):
    client = client_for("dentist")
    page = client.get(f"{HERE}{way}/").text
    write_protocol(by=member("owner"), at=at, protocol="cavitated_caries", text=plain.replace("Lowest", "Lower"))
    answer = client.post(f"{HERE}{way}/", fields(page) | {"note": "My note"})
    assert answer.status_code == 422
    assert "Kim Owner changed this" in answer.text
    assert "My note" in answer.text
    draft.refresh_from_db()
    assert "Lower price" in draft.text


def test_what_waits_for_approval_is_not_changed(client_for, draft, at):
    submit_protocol(by=draft.written_by, at=at, version=draft)
    client = client_for("dentist")
    assert "Send it back or retire it first." in client.get(f"{HERE}file/").text
    answer = client.post(f"{HERE}file/", {"text": draft.text, "key": "k", "seen": "", "note": ""})
    assert answer.status_code == 422
    assert "is submitted: send it back or retire it first" in answer.text


def test_a_shared_way_is_copied_to_be_changed_here(client_for, practice):
    client = client_for("dentist")
    page = client.get("/protocols/caries_to_pulp/form/").text
    shared = re.search(r'name="adopt" value="(\w+)"', page)[1]
    answer = client.post("/protocols/caries_to_pulp/form/", fields(page) | {"adopt": shared})
    assert answer["Location"] == "/protocols/caries_to_pulp/form/"
    assert f"  - id: {shared}\n" in ProtocolVersion.objects.get().text
    assert f'name="adopt" value="{shared}"' not in client.get("/protocols/caries_to_pulp/form/").text


def test_switching_off_asks_why(client_for, practice):
    client = client_for("owner")
    answer = client.post(f"{HERE}off/", {"note": "  ", "key": "a"})
    assert answer.status_code == 422
    assert "Say why the practice does without" in answer.text
    client.post(f"{HERE}off/", {"note": "We refer these", "key": "b"})
    row = ProtocolVersion.objects.get()
    assert (row.switched_off, row.state, row.note) == (True, "draft", "We refer these")
    assert "switches off" in client.get(f"{HERE}versions/{row.number}/").text


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "desk", "manager"])
def test_who_may_not_write_is_refused_whatever_they_send(client_for, role, plain, practice):
    client = client_for(role)
    for page in ("form/", "file/", "off/"):
        answer = client.post(f"{HERE}{page}", {"text": plain, "note": "x", "key": "k"})
        assert answer.status_code == 403, page
    assert not ProtocolVersion.objects.exists()


ODD = ["\x00", "🦷" * 40, "x" * 200_000, "9" * 5000, "²", "٣", "<script>alert(1)</script>", '"', "{", "- [", "\ud7ff"]


SAID = (302, 400, 422)
"""Kept, not a form that any browser sends (NUL), or refused beside what was typed."""


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_words_are_refused_or_kept_and_never_a_failure(client_for, draft, odd):
    client = client_for("dentist")
    sent = fields(client.get(f"{HERE}form/").text)
    for name in ("field:title", "low:strategies[1].steps[1].after.filling[0]", "place:tiers.all[0]", "note"):
        answer = client.post(f"{HERE}form/", sent | {name: odd})
        assert answer.status_code in SAID, name
        assert "<script>alert" not in answer.text
    for name in ("text", "note", "seen"):
        plain = {"text": draft.text, "key": f"k{name}", "seen": "", "note": ""}
        assert client.post(f"{HERE}file/", plain | {name: odd}).status_code in SAID, name


def test_a_change_made_at_many_places_is_told_once():
    from arcada.web.workshop.presenters.changes import Change, told_once

    found = [
        Change("Seal", "days after sealant", "150 to 210 days", "90 to 120 days"),
        Change("Protocol", "title", "Old", "New"),
        Change("Watch", "days after varnish", "150 to 210 days", "90 to 120 days"),
    ]
    first, second = told_once(found)
    assert (first.was, first.now) == ("150 to 210 days", "90 to 120 days")
    assert first.places == (("Seal", "days after sealant"), ("Watch", "days after varnish"))
    assert second.places == (("Protocol", "title"),)
