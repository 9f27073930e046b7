"""Changing a plan: each kind of change, its refusals, taking it back, and nothing said is lost."""

import datetime as dt

import pytest

from arcada.cases.models import Override, PlanVersion
from arcada.cases.submission import new_key as key

REASON = "The patient asked for it after we talked it over."


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def real(charted, case, member, at):
    """A version that the compiler made."""
    from arcada.cases.actions.compile_plan import compile_plan

    return compile_plan(by=member("coordinator"), at=at, case=case)


@pytest.fixture
def dentist(client_for):
    return client_for("dentist")


@pytest.fixture
def change(dentist, address, real):
    def send(tier="balanced", client=None, **given):
        sent = {"version": str(PlanVersion.objects.get(active=True).number), "key": key(), "scope": "this"}
        return (client or dentist).post(address("change", tier), sent | given)

    return send


def content(tier="balanced"):
    return PlanVersion.objects.get(active=True).alternatives.get(tier=tier).content()


def line_at(tooth, tier="balanced"):
    return next(one for one in content(tier)["items"] if one["where"] == [tooth] and one["price"] not in (None, "0.00"))


def done(tier="balanced"):
    return {(one["procedure"], tuple(one["where"])) for one in content(tier)["items"]}


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "desk", "manager", "owner"])
def test_only_a_dentist_changes_a_plan(role, client_for, change, address, real):
    client = client_for(role)
    sent = change(client=client, act="add", procedure="panoramic_image", where="mouth", finding="f1", reason=REASON)
    statuses = [client.get(address("edit", "balanced")).status_code, sent.status_code]
    statuses.append(client.get(address("ways", "balanced", "f1")).status_code)
    assert statuses == [403, 403, 403]
    assert not Override.objects.exists()


def test_a_procedure_is_added_at_a_tooth(change, dentist, address):
    assert change(act="add", procedure="composite_filling", where="5", finding="f1", reason=REASON).status_code == 302
    added = next(one for one in content()["items"] if one["where"] == ["14"])
    assert (added["procedure"], added["for_findings"]) == ("composite_filling", ["f1"])
    assert ("composite_filling", ("14",)) not in done("premium")
    page = text(dentist.get(address("edit", "balanced")))
    for part in ("Added ", REASON, "Take back", "What version 2 changed", "is new, in visit"):
        assert part in page, part


def test_an_added_line_lies_where_its_finding_does(change):
    change(act="add", procedure="review", finding="f1", where="", reason=REASON, scope="all")
    assert all(("review", ("15",)) in done(tier) for tier in ("premium", "balanced", "economy"))


def test_a_line_is_taken_out_of_one_plan_and_the_others_keep_it(change):
    line = line_at("15")
    before = done("premium")
    assert change(act="remove", item=line["id"], reason=REASON).status_code == 302
    assert (line["procedure"], ("15",)) not in done()
    assert done("premium") == before


def test_another_way_is_taken_with_what_it_costs_said_before(change, dentist, address):
    shown = text(dentist.get(address("ways", "balanced", "f1"), headers={"HX-Request": "true"}))
    assert "in the plan now" in shown
    from arcada.cases.ways import ways

    version = PlanVersion.objects.get(active=True)
    other = next(one for one in ways(version, "f1", "balanced") if one.offered and not one.chosen and not one.why_not)
    assert other.title in shown
    assert change(act="swap", finding="f1", strategy=other.strategy, reason=REASON).status_code == 302
    made = content()
    assert (made["price"], made["visit_count"], made["last_day"]) == (other.price, other.visits, other.last_day)


def test_a_way_inside_the_protocol_needs_no_reason_and_counts_as_no_departure(change):
    from arcada.cases.ways import ways

    version = PlanVersion.objects.get(active=True)
    offered = next(o for o in ways(version, "f1", "balanced") if o.offered and not o.chosen and not o.why_not)
    assert change(act="swap", finding="f1", strategy=offered.strategy).status_code == 302
    assert Override.objects.get().kind == "plain"


def test_an_order_is_kept_by_arrows(change):
    first, then = line_at("15"), line_at("26")
    assert change(act="order", pin=f"{first['id']}|{then['id']}").status_code == 302
    days = {one["where"][0]: one for one in content()["items"] if one["id"] and one["price"] not in (None, "0.00")}
    assert days["15"]["end_day"] <= days["26"]["start_day"]
    assert Override.objects.get().reason == ""


def test_an_order_against_what_a_line_needs_is_refused_and_leaves_nothing(change):
    items = content()["items"]
    then = next(one for one in items if one["after"])
    first = next(one for one in items if one["id"] == then["after"][0]["item"])
    page = change(act="order", pin=f"{then['id']}|{first['id']}")
    assert page.status_code == 422
    assert "The plan does not hold with this change." in text(page)
    assert (Override.objects.count(), PlanVersion.objects.count()) == (0, 1)


def test_somebody_else_does_a_line(change, practice, dentist, address):
    from arcada.practice.models import Provider

    Provider.objects.create(practice=practice, name="Dr Ines Falk", initials="IF", clinical_roles=["endodontist"])
    root = next(one for one in content()["items"] if "root_canal" in one["family"])
    sent = {"act": "provider", "item": root["id"], "to_role": "endodontist", "provider": "Dr Ines Falk"}
    assert change(**sent, reason=REASON).status_code == 302
    made = next(one for one in content()["items"] if one["procedure"] == root["procedure"])
    assert (made["role"], made["provider"]) == ("endodontist", "Dr Ines Falk")
    assert "Gave " in text(dentist.get(address("edit", "balanced")))


@pytest.mark.parametrize(
    ("description", "given", "said"),
    [
        ("no act", {"act": "explode"}, "Say what is to be changed"),
        ("nothing chosen from the catalogue", {"act": "add", "where": "26", "finding": "f1"}, "Choose a procedure"),
        ("no such tooth", {"act": "add", "procedure": "composite_filling", "where": "99", "finding": "f1"}, "99"),
        ("no finding", {"act": "add", "procedure": "composite_filling", "where": "26"}, "for which finding"),
        ("no reason", {"act": "add", "procedure": "composite_filling", "where": "26", "finding": "f1", "reason": ""},
         "This departs from the protocol"),
        ("a line of elsewhere", {"act": "remove", "item": "b-i99"}, "no such line"),
        ("put off without a day", {"act": "defer", "item": "b-i1"}, "until which day"),
        ("a way that is none", {"act": "swap", "finding": "f1", "strategy": "prayer"}, "does not hold"),
        ("before nothing", {"act": "order", "item": "b-i1", "then": "b-i77"}, "Choose the line that comes after"),
        ("before itself", {"act": "order", "pin": "b-i1|b-i1"}, "cannot come before itself"),
        ("nobody", {"act": "provider", "item": "b-i1", "provider": "Dr Nobody"}, "does not treat patients here"),
        ("a role that is none", {"act": "provider", "item": "b-i1", "to_role": "wizard"}, "one of the roles"),
        ("an older version", {"act": "remove", "item": "b-i1", "version": "7"}, "made again meanwhile"),
        ("a form without its key", {"act": "order", "pin": "b-i1|b-i2", "key": ""}, "Load the page again"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(description, given, said, change, real):
    page = change(**{"reason": REASON} | given)
    assert (page.status_code, said in text(page)) == (422, True), (description, text(page)[:3000])
    if given.get("reason") != "" and given["act"] != "explode":
        assert REASON in text(page), description
    assert not Override.objects.exists()


def test_a_change_sent_twice_is_made_once(change):
    sent = {"act": "add", "procedure": "composite_filling", "where": "5", "finding": "f1", "reason": REASON}
    sent |= {"version": "1", "key": key()}
    assert [change(**sent).status_code for _ in range(2)] == [302, 302]
    assert (Override.objects.count(), PlanVersion.objects.count()) == (1, 2)


def test_a_change_is_taken_back_and_stays_on_record(change, dentist, address):
    before = done()
    change(act="remove", item=line_at("15")["id"], reason=REASON)
    row = Override.objects.get()
    assert dentist.post(address("take_back", row.pk)).status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert done() == before
    assert PlanVersion.objects.count() == 3
    said = text(dentist.get(address("changes")))
    assert "No longer holds: Kim Dentist took out" in said


@pytest.mark.parametrize("role", ["coordinator", "hygienist", "desk"])
def test_nobody_else_takes_it_back(role, change, client_for, address):
    change(act="remove", item=line_at("15")["id"], reason=REASON)
    assert client_for(role).post(address("take_back", Override.objects.get().pk)).status_code == 403


def test_what_was_said_stays_when_the_plan_is_made_again(
    change, dentist, address, member, charted, case, at, client_for
):
    from arcada.cases.actions.compile_plan import compile_plan
    from arcada.cases.actions.findings import Evidence, Found, record_finding

    change(act="add", procedure="composite_filling", where="5", finding="f1", reason=REASON)
    dentist.post(address("recommend", "balanced"), {"version": 2})
    found = Found("gingivitis", ["mouth"], evidence=[Evidence("clinical_examination", dt.date(2026, 3, 1))])
    charted.refresh_from_db()
    record_finding(
        by=member("dentist"), at=at, chart=charted, expected_revision=charted.revision, found=found, confirmed=True
    )
    newest = compile_plan(by=member("coordinator"), at=at, case=case)
    assert newest.number == 3
    assert ("composite_filling", ("14",)) in done()
    assert newest.alternatives.get(recommended_at__isnull=False).tier == "balanced"
    said = text(client_for("coordinator").get(address("changes")))
    assert "Found: Gingivitis" in said


def test_a_line_that_was_added_is_not_taken_out_but_taken_back(change):
    change(act="add", procedure="composite_filling", where="5", finding="f1", reason=REASON)
    page = change(
        act="remove", item=next(one["id"] for one in content()["items"] if one["where"] == ["14"]), reason=REASON
    )
    assert (page.status_code, "Take that back instead" in text(page)) == (422, True)


def test_the_catalogue_is_found_by_a_few_letters(dentist, address, real):
    said = text(dentist.get(address("catalogue"), {"q": "cera crow"}))
    assert "crown" in said.lower()
    assert 'value="metal_ceramic_crown"' in said
    assert "Nothing in the catalogue fits" in text(dentist.get(address("catalogue"), {"q": "flying carpet"}))


def test_a_line_opens_what_can_be_done_with_it(dentist, address, real):
    line = line_at("15")
    for headers in ({}, {"HX-Request": "true"}):
        said = text(dentist.get(address("edit_line", "balanced", line["id"]), headers=headers))
        for part in ("Another way for", "Take it out, or put it off", "Who does it", "Before another line"):
            assert part in said, part


@pytest.mark.parametrize("name", ["edit", "ways", "line"])
def test_what_is_not_there_is_not_found(name, dentist, address, real):
    addresses = {
        "edit": address("edit", "golden"),
        "ways": address("ways", "balanced", "f99"),
        "line": address("edit_line", "balanced", "b-i999"),
    }
    assert dentist.get(addresses[name]).status_code == 404


def test_another_practice_is_not_there(other_practice, dentist, real, change):
    from django.urls import reverse
    from row_maker import RowMaker

    from arcada.patients.models import Patient
    from arcada.store.tenancy import in_practice

    with in_practice(other_practice.pk):
        stranger = RowMaker(other_practice).make(Patient)
        theirs = RowMaker(other_practice).make(Override)
    assert dentist.get(reverse("plan:edit", args=[stranger.pk, "balanced"])).status_code == 404
    assert dentist.post(reverse("plan:take_back", args=[stranger.pk, theirs.pk])).status_code == 404


def test_a_line_that_was_put_off_is_back_on_its_day(change, case, member, at):
    from arcada.cases.actions.compile_plan import compile_plan

    line = line_at("15")
    until = dt.date.today() + dt.timedelta(days=400)  # noqa: DTZ011 - any day ahead will do
    sent = change(act="defer", item=line["id"], until=until.isoformat(), reason=REASON, scope="all")
    assert sent.status_code == 302
    assert (line["procedure"], ("15",)) not in done()
    later = dt.datetime.combine(until, dt.time(18), dt.UTC)
    compile_plan(by=member("coordinator"), at=later, case=case)
    assert any("15" in where for _, where in done())
