"""Deciding: recommending, accepting once and taking it back, and the dentist's word about a line."""

import datetime as dt

import pytest
from planned import answer, make_version

from arcada.cases.actions.present import present
from arcada.cases.models import Override, PlanVersion
from arcada.cases.submission import new_key as key


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def presented(version, member, at):
    present(by=member("coordinator"), at=at, alternative=version.alternatives.get(tier="balanced"))
    return version


def states(version):
    return [one.state for one in version.alternatives.all()]


@pytest.mark.parametrize(
    ("role", "status"),
    [("dentist", 302), ("coordinator", 302), ("hygienist", 403), ("desk", 403), ("manager", 403), ("owner", 403)],
)
def test_who_notes_a_choice(role, status, client_for, presented, address):
    sent = client_for(role).post(address("accept", "balanced"), {"key": key(), "version": 1})
    assert sent.status_code == status
    assert ("accepted" in states(presented)) == (status == 302)


def test_accepting_can_be_taken_back_until_it_is_signed(client_for, presented, address):
    client = client_for("coordinator")
    client.post(address("accept", "balanced"), {"key": key(), "version": 1})
    page = text(client.get(address("show")))
    assert states(presented) == ["retired", "accepted", "retired"]
    assert address("reconsider", "balanced") in page
    assert "the others are set aside" in page
    client.post(address("reconsider", "balanced"), {"version": 1})
    assert states(presented) == ["offered"] * 3


def test_a_choice_sent_twice_counts_once(client_for, presented, address):
    client, sent = client_for("coordinator"), {"key": key(), "version": 1}
    first = client.post(address("accept", "balanced"), sent)
    client.post(address("reconsider", "balanced"), {"version": 1})
    again = client.post(address("accept", "balanced"), sent)
    assert (first.status_code, again.status_code) == (302, 302)
    assert states(presented) == ["offered"] * 3


def test_what_was_not_presented_is_not_accepted(client_for, version, address):
    page = client_for("coordinator").post(address("accept", "balanced"), {"key": key(), "version": 1})
    assert (page.status_code, "Present the plan first" in text(page)) == (409, True)


def test_a_plan_that_was_replaced_meanwhile_is_not_accepted(case, member, at, client_for, presented, address):
    make_version(case, member("coordinator"), at)
    page = client_for("coordinator").post(address("accept", "balanced"), {"key": key(), "version": 1})
    assert (page.status_code, "replaced by a newer plan" in text(page)) == (409, True)


def test_a_form_without_its_key_is_asked_for_again(client_for, presented, address):
    page = client_for("coordinator").post(address("accept", "balanced"), {"version": 1})
    assert (page.status_code, "Load the page again" in text(page)) == (409, True)


def test_an_address_of_elsewhere_is_not_followed(client_for, presented, address):
    sent = {"key": key(), "version": 1, "next": "https://elsewhere.example/"}
    assert client_for("coordinator").post(address("accept", "balanced"), sent).url == address("show")


def test_the_dentist_recommends_one_and_one_only(client_for, version, address):
    client = client_for("dentist")
    client.post(address("recommend", "premium"), {"version": 1})
    client.post(address("recommend", "balanced"), {"version": 1})
    page = text(client.get(address("show")))
    assert page.count('class="ribbon"') == 1
    assert "Kim Dentist recommends" in page
    client.post(address("recommend", "balanced"), {"version": 1, "take_back": "on"})
    assert 'class="ribbon"' not in text(client.get(address("show")))


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "desk", "manager", "owner"])
def test_nobody_else_recommends(role, client_for, version, address):
    assert client_for(role).post(address("recommend", "premium"), {"version": 1}).status_code == 403


def waiting():
    told = answer(missing_evidence=[{"finding": "f1", "evidence": "periapical_radiograph", "state": "missing"}])
    for one in told["alternatives"]:
        one["items"][0]["pending_evidence"] = ["periapical_radiograph"]
    return told


RELEASE = {"act": "release", "finding": "f1", "evidence": "periapical_radiograph", "version": "1",
           "reason": "The pain is unmistakable and the tooth is open already."}  # fmt: skip


def test_a_dentist_releases_a_line_and_the_reason_stays_on_it(case, member, at, client_for, address):
    make_version(case, member("coordinator"), at, waiting())
    client = client_for("dentist")
    assert client.post(address("override", "b-i1"), RELEASE | {"key": key()}).status_code == 302
    said = text(client_for("hygienist").get(address("why", "b-i1")))
    for part in ("Released without periapical radiograph", RELEASE["reason"], "Kim Dentist"):
        assert part in said, part


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "desk", "manager", "owner"])
def test_nobody_else_decides_about_a_line(role, case, member, at, client_for, address):
    make_version(case, member("coordinator"), at, waiting())
    page = client_for(role).post(address("override", "b-i1"), RELEASE | {"key": key()})
    assert page.status_code == 403
    assert "may not override" in text(page)
    assert not Override.objects.exists()


@pytest.mark.parametrize(
    ("description", "changed", "said"),
    [
        ("a reason nobody understands", {"reason": "ok"}, "Write the reason"),
        ("an act that is none", {"act": "explode"}, "Say whether the line"),
        ("put off without a day", {"act": "defer", "until": ""}, "until which day"),
        ("put off until yesterday", {"act": "defer", "until": "2020-01-01"}, "until which day"),
        ("put off until no day", {"act": "defer", "until": "soon"}, "until which day"),
        ("an older version", {"version": "7"}, "made again meanwhile"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    description, changed, said, case, member, at, client_for, address
):
    make_version(case, member("coordinator"), at, waiting())
    page = client_for("dentist").post(address("override", "b-i1"), RELEASE | {"key": key()} | changed)
    assert (page.status_code, said in text(page)) == (422, True), description
    assert (RELEASE | changed)["reason"] in text(page)
    assert not Override.objects.exists()


@pytest.fixture
def real(client_for, charted, case, member, at):
    """A version that the compiler made."""
    from arcada.cases.actions.compile_plan import compile_plan

    return compile_plan(by=member("coordinator"), at=at, case=case)


def line_of(version, tooth, tier="balanced"):
    items = version.alternatives.get(tier=tier).content()["items"]
    return next(item for item in items if item["where"] == [tooth] and item["price"] not in (None, "0.00"))


def decide(client, address, line, **changed):
    told = {"act": "remove", "version": "1", "reason": "The patient wants this tooth left alone.", "key": key()}
    return client.post(address("override", line["id"]), told | changed)


def taken_out(content):
    return [(one["procedure"], one["why"]) for one in content["deviations"] if one["kind"] == "removed"]


def test_a_removed_line_leaves_the_plan_and_its_word_stays(real, client_for, address, case):
    line = line_of(real, "15")
    assert decide(client_for("dentist"), address, line).status_code == 302
    newer = PlanVersion.objects.get(active=True)
    content = newer.alternatives.get(tier="balanced").content()
    assert newer.number == 2
    assert line["procedure"] not in {item["procedure"] for item in content["items"] if "15" in item["where"]}
    assert taken_out(content) == [(line["procedure"], "The patient wants this tooth left alone.")]
    assert "f1" in {one["finding"] for one in content["unaddressed"]}
    said = text(client_for("hygienist").get(address("show")))
    assert "removed by Kim Dentist" in said
    assert "The patient wants this tooth left alone." in said


def test_a_line_put_off_comes_back_into_sight_on_its_day(real, client_for, address):
    until = dt.date.today() + dt.timedelta(days=90)  # noqa: DTZ011 - any day ahead will do
    assert (
        decide(client_for("dentist"), address, line_of(real, "15"), act="defer", until=until.isoformat()).status_code
        == 302
    )
    said = text(client_for("coordinator").get(address("show")))
    assert f"put off until {until.day} {until:%b %Y}" in said


def test_what_other_work_builds_on_is_not_removed(real, client_for, address):
    root = next(
        item for item in real.alternatives.get(tier="balanced").content()["items"] if "root_canal" in item["family"]
    )
    page = decide(client_for("dentist"), address, root)
    assert (page.status_code, "The plan does not hold with this change" in text(page)) == (422, True)
    assert PlanVersion.objects.count() == 1
    assert not Override.objects.exists()


def test_a_later_version_keeps_the_decision(real, client_for, address, case, member, charted, at):
    from arcada.cases.actions.compile_plan import compile_plan
    from arcada.cases.actions.findings import Evidence, Found, record_finding

    line = line_of(real, "15")
    decide(client_for("dentist"), address, line)
    found = Found("gingivitis", ["mouth"], evidence=[Evidence("clinical_examination", dt.date(2026, 3, 1))])
    revision = charted.revision
    record_finding(by=member("dentist"), at=at, chart=charted, expected_revision=revision, found=found, confirmed=True)
    newest = compile_plan(by=member("coordinator"), at=at, case=case)
    content = newest.alternatives.get(tier="balanced").content()
    assert newest.number == 3
    assert [procedure for procedure, _ in taken_out(content)] == [line["procedure"]]


def test_a_compilation_that_began_before_the_decision_does_not_undo_it(real, client_for, address, case, member, at):
    from arcada.cases.actions.compile_plan import keep_answer
    from arcada.cases.compilation import compute, read_inputs

    before = read_inputs(case, at)
    answered = compute(before)
    line = line_of(real, "15")
    decide(client_for("dentist"), address, line)
    kept = keep_answer(member("coordinator"), at, case, before, answered)
    content = kept.alternatives.get(tier="balanced").content()
    assert PlanVersion.objects.get(active=True) == kept
    assert [procedure for procedure, _ in taken_out(content)] == [line["procedure"]]


def test_a_release_stands_in_the_next_version_too_and_falls_when_it_is_taken_back(
    case, member, at, client_for, address
):
    from arcada.cases.gates import gates

    make_version(case, member("coordinator"), at, waiting())
    client_for("dentist").post(address("override", "b-i1"), RELEASE | {"key": key()})
    newer = make_version(case, member("coordinator"), at, waiting())
    (gate,) = gates(newer.alternatives.get(tier="balanced"))
    assert (gate.state, RELEASE["reason"] in gate.why) == ("overridden", True)
    assert RELEASE["reason"] in text(client_for("hygienist").get(address("why", "b-i1")))
    row = Override.objects.get()
    row.withdrawn_by, row.withdrawn_at = member("dentist"), at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    (gate,) = gates(newer.alternatives.get(tier="balanced"))
    assert gate.shut


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([["12"], ["14"], ["15"]], ""),
        ([["26"], ["26"], ["15"]], "The same work is done here in visit 3 too. What is decided goes for both."),
        ([["26"]] * 3, "The same work is done here in visit 3 too. What is decided goes for all."),
    ],
)
def test_work_that_comes_again_at_one_place_is_warned_of(places, said, case, member, at):
    """A decision names work and place; two looks at one tooth are not told apart."""
    from arcada.web.plan.presenters.shown import Shown
    from arcada.web.shell.page import voice_of

    told = answer()
    lines = [one for one in told["alternatives"][0]["items"] if one["procedure"] == "direct_restoration"]
    for line, where in zip(lines, places, strict=False):
        line["where"] = where
    lines[3]["where"] = ["44"]
    version = make_version(case, member("coordinator"), at, told)
    shown = Shown.to(version.compiled_by, version, voice_of(version.practice))
    found = shown.item(lines[0]["id"])
    assert shown.alike(found[1]) == said
