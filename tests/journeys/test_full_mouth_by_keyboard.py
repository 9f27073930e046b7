"""A whole mouth charted by keyboard alone, typed faster than the clinic's server answers.

Thirty-two teeth, twenty-nine things found and standing on twenty-four lines, a server that takes its time for each
answer: every entry arrives, in the order typed, and the keystrokes and round trips are those of one quiet examination.
No clock is asserted; the figures say how far two minutes are.
"""

import datetime as dt

import chart_page as chart
import pytest
from playwright.sync_api import expect

SLOW = """
const quick = window.fetch;
window.fetch = async (url, ...more) => {
  if (String(url).includes('/lines/')) await new Promise((go) => setTimeout(go, 900));
  return quick(url, ...more);
};
"""
AWAY = """
const known = window.fetch;
let misses = 2;
window.fetch = async (url, ...more) => {
  if (String(url).includes('/lines/') && misses-- > 0) throw new TypeError('the net is away');
  return known(url, ...more);
};
"""
MOUTH = (
    "18 28 38 missing",
    "48 impacted mesio",
    "17 o filling",
    "16 mod car 5 +bw",
    "15 d car 4",
    "14 mod filling",
    "13 rec rt2 3mm",
    "11 subluxation",
    "21 discoloration",
    "22 peg",
    "24 crown; rct",
    "25 do recur",
    "26 mo car 6 d3 +bw?",
    "27 crack",
    "37 defect overhang",
    "36 necro aap",
    "36 missing cusp",
    "35 b cervical",
    "33-43 calc",
    "44 d init 2",
    "45 mob 2",
    "46 furc 2",
    "47 .",
    "perio iii c gen",
)
ARRIVES = (
    ("impacted tooth", ("48",)),
    ("cavitated dentine caries", ("16",)),
    ("cavitated dentine caries", ("15",)),
    ("gingival recession", ("13",)),
    ("luxation", ("11",)),
    ("discoloration", ("21",)),
    ("tooth shape anomaly", ("22",)),
    ("recurrent caries", ("25",)),
    ("cavitated dentine caries", ("26",)),
    ("cracked tooth", ("27",)),
    ("defective restoration", ("37",)),
    ("pulp necrosis", ("36",)),
    ("missing cusp", ("36",)),
    ("non-carious cervical lesion", ("35",)),
    ("calculus and plaque", ("43", "42", "41", "31", "32", "33")),
    ("initial enamel caries lesion", ("44",)),
    ("tooth mobility", ("45",)),
    ("furcation involvement", ("46",)),
    ("furcation involvement", ("47",)),
    ("periodontitis", ("mouth",)),
)
TWO_MINUTES_OF_KEYS = 400
"""At four keys a second, a slow typist has 480 keys in two minutes. source: judgement"""


@pytest.fixture
def patient(clinic):
    from arcada.patients.models import Patient

    with clinic.inside():
        return Patient.objects.create(
            practice_id=clinic.house.owner.practice_id,
            given_name="Ines",
            family_name="Calder",
            birth_date=dt.date(1979, 2, 3),
            sex="female",
            chart_number="9002",
            registered_at=dt.datetime.now(dt.UTC),
        )


def seat(sits_down, patient, script):
    person = sits_down("dentist")
    person.context.add_init_script(script)
    person.opens(f"/patients/{patient.pk}/chart/?numbering=fdi")
    person.waits()
    return person


def on_record(clinic, patient):
    from arcada.cases.models import Finding

    with clinic.inside():
        rows = Finding.objects.filter(chart__patient=patient).exclude(status="undone").order_by("number")
        return list(rows.prefetch_related("evidence"))


def test_every_entry_arrives_in_order_however_fast_it_is_typed(sits_down, clinic, patient):
    # given a server that takes its time, and counters of what goes over the wire
    person = seat(sits_down, patient, SLOW)
    sent = {"lines": 0, "suggest": 0, "all": 0}
    person.page.on("request", lambda request: count(sent, request.url))
    # when she types the whole mouth without looking up once
    keys = 1
    person.page.keyboard.press("/")
    for line in MOUTH:
        person.page.keyboard.type(line)
        person.page.keyboard.press("Enter")
        keys += len(line) + 1
    # then the entry was hers all the time, and everything arrives in the order typed
    expect(chart.entry(person)).to_have_value("")
    expect(chart.entry(person)).to_be_focused()
    expect(person.page.locator("#waiting li")).to_have_count(0, timeout=60_000)
    rows = on_record(clinic, patient)
    assert tuple((row.term, tuple(row.where)) for row in rows) == ARRIVES
    grades = {row.term: row.severity for row in rows}
    assert grades["periodontitis"] == {"stage": "iii", "grade": "c", "extent": "generalised"}
    assert grades["gingival recession"] == {"type": "rt2", "mm": 3}
    assert [row.where[0] for row in rows if row.status == "suspected"] == ["26"]
    assert [row.where[0] for row in rows if row.evidence.all()] == ["16", "26"]
    expect(chart.findings(person)).to_have_count(len(ARRIVES))
    assert "a lost or extracted tooth" in chart.marks_on(person, "18") or "missing" in chart.marks_on(person, "18")
    expect(person.page.locator(".pt .mini svg")).to_be_visible()
    # and it costs what an examination may cost
    assert keys < TWO_MINUTES_OF_KEYS, keys
    assert sent["lines"] <= len(MOUTH) // 2, sent
    print(f"full mouth: {keys} keystrokes, {sent['lines']} round trips for {len(MOUTH)} lines, "
          f"{sent['suggest']} looks ahead, {sent['all']} requests in all")  # fmt: skip


def count(sent, url):
    sent["all"] += 1
    for name in ("lines", "suggest"):
        sent[name] += f"/{name}/" in url


def test_a_refused_line_waits_for_its_answer_while_the_next_are_typed(sits_down, clinic, patient):
    # given a line that cannot be between two that can
    person = seat(sits_down, patient, SLOW)
    person.page.keyboard.press("/")
    for line in ("14 d car", "26 i car", "27 crack"):
        person.page.keyboard.type(line)
        person.page.keyboard.press("Enter")
    person.page.keyboard.type("36 mo")
    # then the good ones are charted, the other is listed with what is wrong, and what she is typing stays
    waiting = person.page.get_by_role("list", name="On their way")
    expect(waiting).to_contain_text("26 has no incisal surface")
    expect(chart.entry(person)).to_have_value("36 mo")
    chart.hears(person, "27: cracked tooth, confirmed.")
    # when she finishes her line and takes the other back
    person.page.keyboard.type(" car")
    person.page.keyboard.press("Enter")
    chart.hears(person, "36 MO: cavitated dentine caries, confirmed.")
    waiting.get_by_role("button", name="Change 26 i car").click()
    expect(chart.entry(person)).to_have_value("26 i car")
    expect(person.page.locator("#entry-error")).to_contain_text("26 has no incisal surface")
    chart.entry(person).fill("26 o car")
    person.page.keyboard.press("Enter")
    chart.hears(person, "26 O: cavitated dentine caries, confirmed.")
    # then all four are there
    assert [row.where[0] for row in on_record(clinic, patient)] == ["14", "27", "36", "26"]
    person.looks_around("chart-lines")


def test_nothing_is_lost_and_nothing_doubled_when_the_net_is_away_and_the_page_is_loaded_again(
    sits_down, clinic, patient
):
    person = seat(sits_down, patient, AWAY)
    person.page.keyboard.press("/")
    for line in ("14 d car", "27 crack"):
        person.page.keyboard.type(line)
        person.page.keyboard.press("Enter")
    expect(person.page.get_by_role("list", name="On their way")).to_contain_text("did not answer")
    # when the page is loaded again before the lines went through
    person.page.reload()
    chart.hears(person, "27: cracked tooth, confirmed.")
    assert [row.where[0] for row in on_record(clinic, patient)] == ["14", "27"]


def test_the_chart_is_taken_back_put_back_and_said_again_by_single_keys(sits_down, clinic, patient):
    person = seat(sits_down, patient, "")
    chart.adds(person, "26 mo car 5", said="26 MO: cavitated dentine caries, confirmed.")
    # the stop says what was added last, on another tooth
    person.page.keyboard.type("27 .")
    expect(chart.entry(person)).to_have_value("27 mo car 5")
    person.page.keyboard.press("Control+Enter")
    chart.hears(person, "27 MO: cavitated dentine caries, suspected.")
    # the empty entry walks to the next tooth, and a line without a tooth speaks of it
    expect(chart.entry(person)).to_have_value("")
    person.page.keyboard.press("ArrowRight")
    expect(person.page.locator("#chosen h3")).to_contain_text("28")
    person.page.keyboard.type("crack")
    person.page.keyboard.press("Enter")
    chart.hears(person, "28: cracked tooth, confirmed.")
    # and changes go back and come again
    person.page.keyboard.press("Control+z")
    chart.hears(person, "Took back: confirmed cracked tooth on 28.")
    person.page.keyboard.press("Control+Shift+z")
    chart.hears(person, "Put back: confirmed cracked tooth on 28.")
    assert [row.where[0] for row in on_record(clinic, patient)] == ["26", "27", "28"]
    # the help says how to type
    person.page.keyboard.press("/")
    person.page.keyboard.press("?")
    expect(person.page.get_by_role("dialog", name="Keys of this page")).to_contain_text("14-17 crack")
    person.page.keyboard.press("Escape")


def test_surfaces_picked_in_the_drawing_stay_when_the_numbering_changes(sits_down, patient):
    person = seat(sits_down, patient, "")
    chart.points_at_surface(person, "26", "M")
    chart.points_at_surface(person, "26", "O")
    person.page.keyboard.press("n")
    expect(person.page.locator("#chosen h3")).to_contain_text("14")
    chart.types_a_line(person, "car")
    expect(chart.offers(person).first).to_contain_text("MO")


def test_a_contradiction_is_a_question_with_a_way_out(sits_down, clinic, patient):
    person = seat(sits_down, patient, "")
    chart.adds(person, "36 missing", said="36: missing, charted.")
    chart.types_a_line(person, "36 mo car")
    person.page.keyboard.press("Enter")
    expect(person.page.locator("#entry-error")).to_contain_text("Which is right?")
    expect(chart.entry(person)).to_have_value("36 mo car")
    person.page.keyboard.type("!")
    person.page.keyboard.press("Enter")
    chart.hears(person, "36 MO: cavitated dentine caries, confirmed.")
    assert "missing" not in chart.marks_on(person, "36")


def test_a_missing_record_is_taken_by_one_key(sits_down, clinic, patient):
    person = seat(sits_down, patient, "")
    chart.adds(person, "26 mo car", said="26 MO: cavitated dentine caries, confirmed.")
    expect(person.page.locator("#chart-tools")).to_contain_text("missing")
    person.page.locator('[data-record="bitewing_radiograph"]').focus()
    person.page.keyboard.press("t")
    chart.hears(person, "Bitewing image of today is on record")
    assert [proof.type for proof in on_record(clinic, patient)[0].evidence.all()] == ["bitewing_radiograph"]


def test_the_last_view_asked_for_is_the_one_that_stays(sits_down, patient):
    # given a chart, and somebody who goes through the numberings faster than they are drawn
    person = seat(sits_down, patient, "")
    chart.adds(person, "26 mo car", said="26 MO: cavitated dentine caries, confirmed.")
    numbering = person.page.get_by_role("group", name="Numbering").get_by_role("link")
    numbering.evaluate_all("all => { for (const one of all.slice(1)) one.click(); }")
    # then the last one asked for is shown, in the tools as in the drawing
    expect(numbering.last).to_have_attribute("aria-current", "true")
    expect(numbering.last).to_have_text("Palmer")
    assert "numbering=palmer" in person.page.url
