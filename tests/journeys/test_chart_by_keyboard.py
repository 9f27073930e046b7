"""The chart without a mouse: typed lines, arrows from tooth to tooth, the walk by brackets, taking back, two people."""

import datetime as dt

import chart_page as chart
import pytest
from playwright.sync_api import expect


@pytest.fixture
def patient(clinic):
    from arcada.patients.models import Patient

    with clinic.inside():
        return Patient.objects.create(
            practice_id=clinic.house.owner.practice_id,
            given_name="Mara",
            family_name="Okafor",
            birth_date=dt.date(1984, 5, 17),
            sex="female",
            chart_number="9001",
            registered_at=dt.datetime.now(dt.UTC),
        )


@pytest.fixture
def amara(sits_down, patient):
    seated = sits_down("dentist")
    seated.opens(f"/patients/{patient.pk}/chart/?numbering=fdi")
    return seated


def words_in_entry(person, text):
    expect(chart.entry(person)).to_have_value(text)


def focused_tooth(person):
    return person.page.evaluate("document.activeElement.closest('.og-t')?.dataset.tooth")


def test_a_line_is_typed_walked_and_added(amara):
    # given the entry, which the key / reaches
    chart.types_a_line(amara, "26 mo car")
    # when she walks to the second offer and takes it
    second = chart.offers(amara).nth(1)
    name = second.inner_text()
    amara.types("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    expect(chart.entry(amara)).to_have_attribute("aria-activedescendant", second.get_attribute("id"))
    amara.types("Enter")
    # then that is charted, and the tooth is chosen
    chart.hears(amara, "26 MO: ")
    assert "recurrent" in name.lower()
    expect(chart.finding(amara, "Recurrent caries")).to_have_count(1)
    assert chart.chosen(amara) == ["26"]
    assert "caries at a restoration on mesial and occlusal" in chart.marks_on(amara, "26")


def test_tab_stays_on_the_tooth_and_escape_clears(amara):
    # when she adds by Tab
    chart.types_a_line(amara, "36 crown")
    amara.types("Tab")
    chart.hears(amara, "36: crown, charted.")
    # then the tooth stands there for the next line
    words_in_entry(amara, "36 ")
    expect(chart.entry(amara)).to_be_focused()
    amara.page.keyboard.type("root filling")
    expect(chart.offers(amara).first).to_contain_text("Root filling")
    amara.types("Enter")
    chart.hears(amara, "36: root filling, charted.")
    assert "existing crown" in chart.marks_on(amara, "36") or "artificial crown" in chart.marks_on(amara, "36")
    # and Escape takes away what was begun
    chart.types_a_line(amara, "14 d")
    amara.types("Escape")
    words_in_entry(amara, "")
    expect(chart.offers(amara)).to_have_count(0)


def test_from_tooth_to_tooth_by_arrows(amara):
    # given the first tooth of the mouth
    amara.page.locator("#mouth .og-t[tabindex='0']").focus()
    first = focused_tooth(amara)
    # when she walks right, chooses, and extends by Shift
    amara.types("ArrowRight", "Space")
    here = focused_tooth(amara)
    assert here != first
    amara.types("Shift+ArrowRight", "Shift+ArrowRight")
    # then three are chosen, said in the card, and one line goes to all
    expect(amara.page.locator("#chosen h3")).to_have_text("3 teeth chosen")
    assert len(chart.chosen(amara)) == 3
    chart.adds(amara, "recurrent", said="recurrent caries, confirmed.")
    assert all("caries at a restoration" in chart.marks_on(amara, tooth) for tooth in chart.chosen(amara))


def test_numbering_changes_and_what_is_chosen_stays(amara):
    amara.page.locator("#mouth .og-t[data-tooth='26']").focus()
    amara.types("Space")
    expect(amara.page.locator("#chosen h3")).to_contain_text("26")
    amara.types("n")
    expect(amara.page.locator("#chosen h3")).to_contain_text("14")
    assert chart.chosen(amara) == ["26"]


def test_a_line_that_cannot_be_is_said_and_kept(amara):
    chart.types_a_line(amara, "26 mo car")
    chart.entry(amara).fill("26 i car")
    amara.types("Enter")
    expect(amara.page.locator("#entry-error")).to_contain_text("26 has no incisal surface")
    words_in_entry(amara, "26 i car")
    expect(chart.entry(amara)).to_be_focused()


def test_control_z_takes_back_the_last_change(amara):
    chart.adds(amara, "26 mo car", said="26 MO: cavitated dentine caries, confirmed.")
    amara.page.keyboard.press("Control+z")
    chart.hears(amara, "Took back: confirmed cavitated dentine caries on 26.")
    expect(chart.finding(amara, "Cavitated dentine caries")).to_have_count(0)
    assert "nothing charted" in chart.marks_on(amara, "26")


def test_the_second_of_two_sees_what_the_first_did(amara, sits_down, patient):
    # given two windows on one chart
    other = sits_down("dentist")
    other.opens(f"/patients/{patient.pk}/chart/?numbering=fdi")
    chart.adds(amara, "11 discoloration", said="11: discoloration, confirmed.")
    # when the second, who has not seen it, sends a line
    chart.types_a_line(other, "26 mo car")
    other.types("Enter")
    # then she is told, sees the chart as it is, and sends the same line again
    other.sees("Somebody else was first.")
    expect(chart.finding(other, "Discoloration")).to_have_count(1)
    words_in_entry(other, "26 mo car")
    other.types("Enter")
    chart.hears(other, "26 MO: cavitated dentine caries, confirmed.")


def test_the_mouth_is_walked_from_was_to_became_by_brackets(amara, clinic, patient):
    # given a plan for one filling
    from arcada.cases.actions.compile_plan import compile_plan
    from arcada.cases.actions.findings import Evidence, Found, record_finding
    from arcada.cases.actions.open_case import chart_of, open_case

    with clinic.inside():
        by, now = clinic.house.member("dentist"), dt.datetime.now(dt.UTC)
        shown = (Evidence("bitewing_radiograph", now.date() - dt.timedelta(days=1)),)
        found = Found(term="cavitated dentine caries", where=("26",), surfaces="MO", evidence=shown)
        charted = chart_of(by=by, patient=patient)
        record_finding(by=by, at=now, chart=charted, expected_revision=0, found=found, confirmed=True)
        compile_plan(by=by, at=now, case=open_case(by=by, at=now, patient=patient, title="One filling"))
    amara.opens(f"/patients/{patient.pk}/chart/?numbering=fdi")
    assert "planned filling" in chart.marks_on(amara, "26")
    stops = amara.page.locator("[data-stops] a")
    # when she walks to the end with a tooth in focus
    amara.page.locator("#mouth .og-t[data-tooth='26']").focus()
    for _ in range(stops.count() - 1):
        amara.types("]")
        amara.page.wait_for_load_state("networkidle")
    # then the work is done, the stop says its day, the finding is treated, and the focus is where it was
    expect(stops.last).to_have_attribute("aria-current", "step")
    expect(amara.page.locator(".slide .now")).to_contain_text("Became")
    expect(chart.tooth(amara, "26")).to_have_attribute("aria-label", "26 upper left first molar: filling on mesial and "
                                                       "occlusal, done")  # fmt: skip
    expect(amara.page.locator("#open-count")).to_contain_text("0 of 1 still open")
    assert focused_tooth(amara) == "26"
    # and back again
    amara.types("[")
    expect(stops.nth(stops.count() - 2)).to_have_attribute("aria-current", "step")


def test_nothing_for_axe_to_say_and_nothing_sticks_out(amara):
    chart.adds(amara, "26 mo car", said="26 MO: cavitated dentine caries, confirmed.")
    amara.looks_around("chart-keyboard")
    chart.opens_finding(amara, "Cavitated dentine caries")
    amara.looks_around("chart-finding")
