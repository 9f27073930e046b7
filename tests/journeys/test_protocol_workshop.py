"""A dentist changes what the practice does about a cavity: tried on its cases, approved, in force, and only here."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from arcada.cases.actions.compile_plan import compile_plan
from arcada.cases.actions.findings import Evidence, Found, record_finding
from arcada.cases.actions.open_case import chart_of, open_case
from arcada.interop.knowledge import load_library
from arcada.patients.actions import register_patient
from arcada.patients.actions.profile import Profile
from arcada.patients.models import MedicalHistory
from arcada.practice.models import ProtocolVersion

NAME = "cavitated_caries"
HERE = f"/protocols/{NAME}/"
TITLE = load_library().protocols[NAME].title
GIVEN = ("Ruth", "Samuel", "Ines", "Tomas", "Wanda", "Hugo", "Pearl")
CASES = len(GIVEN)  # more than one step of a rehearsal
SLOW = 40_000  # milliseconds that a machine with other work may take to replay them


@pytest.fixture
def cases(clinic):
    """Patients with a cavity each, their plans made by the shipped protocol; the first of them has a second finding."""
    at = dt.datetime.now(dt.UTC)
    made = []
    with clinic.inside():
        nadia, amara = clinic.house.member("coordinator"), clinic.house.member("dentist")
        seen = at.date() - dt.timedelta(days=5)
        proofs = [Evidence(kind, seen) for kind in ("bitewing_radiograph", "clinical_examination")]
        for number in range(CASES):
            born = dt.date(1970 + number, 1 + number, 23)
            profile = Profile(given_name=GIVEN[number], family_name="Abel", birth_date=born)
            patient = register_patient(by=nadia, at=at, profile=profile)
            case = open_case(by=nadia, at=at, patient=patient, title="Check-up")
            MedicalHistory.objects.create(
                practice=patient.practice, patient=patient, taken_at=at, taken_by=amara, growth_complete=True, asa=1
            )
            chart = chart_of(by=amara, patient=patient)
            found = Found("cavitated dentine caries", ["15"], evidence=proofs, surfaces="O")
            record_finding(by=amara, at=at, chart=chart, expected_revision=0, found=found, confirmed=True)
            compile_plan(by=nadia, at=at, case=case)
            made.append(case)
    return made


def work_on_15(clinic, case, tier="premium"):
    """What a plan does on the tooth, each procedure with the protocol that led to it."""
    with clinic.inside():
        version = case.versions.get(active=True)
        plan = next(one for one in version.answer["alternatives"] if one["tier"] == tier)
        return [(item["procedure"], item["protocol"]) for item in plan["items"] if "15" in item["where"]]


def way_of(tier, work):
    """The first way of its own by which a ladder does this work on a lasting back tooth: its id and title."""
    protocol = load_library().protocols[NAME]
    own = protocol.strategies
    ways = [own[rung.strategy] for rung in protocol.ladders[tier] if rung.strategy in own]
    done = {procedure for procedure, _ in work}
    fits = (way for way in ways if done & {step.do for step in way.steps} and way.when.holds({"tooth.primary": False}))
    way = next(fits)
    return way.id, way.title


def finds_the_condition(amara, clinic):
    """Search by a word of a finding and open the page of its protocol."""
    amara.opens("/")
    amara.follows("Protocols")
    amara.page.wait_for_url(f"{clinic.address}/protocols/", wait_until="load")
    amara.page.get_by_label("Condition, finding, treatment or words").fill("moderate caries")
    amara.sees(re.compile(r"of \d+\sprotocols"))
    amara.looks_around("protocols-found")
    amara.page.get_by_role("link", name=re.compile(f"^{TITLE}")).click()
    amara.looks_around("protocol-read")


def takes_a_way_away(amara, way):
    """Take the tick from a way of the premium plan."""
    amara.follows("Change")
    amara.looks_around("protocol-form")
    premium = amara.page.get_by_role("group", name="Premium")
    premium.get_by_role("checkbox", name=re.compile(f"^{re.escape(way)}")).uncheck()
    amara.page.get_by_label(re.compile("^What changes and why")).fill("One filling for everybody")
    amara.presses("Check and keep as a draft")


def puts_another_in_its_place(amara, old, new):
    """Give the rung that was switched off another way, in the text itself."""
    amara.opens(f"{HERE}file/")
    text = amara.page.get_by_label("Text of the protocol")
    text.fill(re.sub(rf"\{{use: {old},[^}}]*off: true\}}", new, text.input_value()))
    amara.presses("Check and keep as a draft")


def rehearses(amara):
    """Replay the latest cases and read what would differ."""
    amara.presses("Rehearse")
    expect(amara.page.locator(".verdict")).to_contain_text(re.compile(rf"Of {CASES}\s"), timeout=SLOW)
    expect(amara.page.get_by_role("article", name=re.compile("Abel"))).to_have_count(CASES)
    amara.looks_around("protocol-rehearsed")
    amara.follows(re.compile("^Version"))
    amara.sees(re.compile(rf"Of {CASES}\splans {CASES} would differ"))


def has_it_put_in_force(amara):
    """Submit, approve, put in force."""
    amara.presses("Submit for approval")
    amara.sees("waits for approval now")
    amara.presses("Approve")
    amara.sees("It is not in force yet")
    amara.looks_around("protocol-approved")
    amara.presses("Put in force")
    amara.sees(re.compile("the next plan that is made follows it"))


def test_a_dentist_changes_a_ladder_tries_it_and_puts_it_in_force(sits_down, clinic, cases):
    before = work_on_15(clinic, cases[0])
    old, old_title = way_of("premium", before)
    new, new_title = way_of("balanced", work_on_15(clinic, cases[0], "balanced"))
    # given a dentist at the page of a condition
    amara = sits_down("dentist")
    finds_the_condition(amara, clinic)
    # when she takes the way of the premium plan away that these cases were given
    takes_a_way_away(amara, old_title)
    # then the draft says whose plans would be left without an answer
    amara.sees("This version cannot be put in force yet.")
    amara.sees("Ruth Abel")
    # when she gives the premium plan the way of the balanced one instead
    puts_another_in_its_place(amara, old, new)
    # then every open plan keeps its answer, and the draft says in words what differs
    amara.sees("Every finding and every line of the open plans keeps its answer.")
    expect(amara.page.locator(".changes")).to_contain_text(f"is: {new_title}")
    amara.looks_around("protocol-draft")
    # when she tries it on the latest cases, and has it put in force
    rehearses(amara)
    has_it_put_in_force(amara)
    # then a plan that is made now follows it, and the plans that were there are as they were
    with clinic.inside():
        compile_plan(by=clinic.house.member("coordinator"), at=dt.datetime.now(dt.UTC), case=cases[0])
        number = ProtocolVersion.objects.get(state="active").number
    after = work_on_15(clinic, cases[0])
    assert after != before
    assert f"{NAME}@{number}" in [label for _, label in after]
    assert work_on_15(clinic, cases[1]) == before
    # and the neighbour on the same database works by the shipped text
    edith = sits_down("owner")
    edith.context.clear_cookies()
    edith.signs_in("owner@harborlane.example", clinic.password)
    edith.opens(HERE)
    edith.sees("Shipped")
    assert edith.opens(f"{HERE}versions/{number}/") == 404


def test_a_fault_in_the_file_is_shown_at_its_line(sits_down):
    # given the text of a protocol
    amara = sits_down("dentist")
    amara.opens(f"{HERE}file/")
    text = amara.page.get_by_label("Text of the protocol")
    typed = text.input_value().replace("do: caries_programme", "do: caries_program", 1)
    amara.looks_around("protocol-file")
    # when she mistypes a treatment
    text.fill(typed)
    amara.presses("Check and keep as a draft")
    # then it says the line, the word and the likely one, and everything typed is there
    amara.sees(re.compile("There is no procedure 'caries_program', did you mean 'caries_programme'?"))
    expect(text).to_have_value(typed)
    amara.looks_around("protocol-file-fault")
    line = typed.split("\n").index(next(one for one in typed.split("\n") if "caries_program," in one)) + 1
    expect(amara.page.locator(".gutter .bad")).to_have_text(f"! {line}")
    # and the link leads to the line
    amara.follows(f"Line {line}")
    chosen = text.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)")
    assert "caries_program," in chosen


def test_a_protocol_is_switched_off_only_with_a_reason_and_as_a_version(sits_down, clinic):
    # given an owner at the page that switches a protocol off
    owner = sits_down("owner")
    owner.opens(HERE)
    owner.follows("Switch this protocol off")
    # when no reason is given, then nothing is drafted and the page says what is missing
    owner.presses("Draft the version that switches it off")
    owner.sees("Say why the practice does without this protocol.")
    owner.looks_around("protocol-off")
    # when there is one, then a draft stands in the list of versions, and the shipped text is in force
    owner.page.get_by_label("Why the practice does without it").fill("These patients are referred")
    owner.presses("Draft the version that switches it off")
    owner.follows("Versions")
    owner.sees("These patients are referred")
    owner.sees("In force")
    owner.looks_around("protocol-versions")
    with clinic.inside():
        assert ProtocolVersion.objects.get().state == "draft"


def test_who_only_reads_finds_no_way_to_change(sits_down):
    # given a coordinator who explains a plan
    nadia = sits_down("coordinator")
    nadia.opens(HERE)
    # then she reads the whole of it, and has no button to change it
    expect(nadia.page.get_by_role("heading", name="What each plan does")).to_be_visible()
    expect(nadia.page.get_by_role("link", name="Change")).to_have_count(0)
    assert nadia.opens(f"{HERE}form/") == 403
