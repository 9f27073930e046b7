"""FHIR out and in: what is written is R4 to the byte, what is read is ours or refused with its field."""

import copy
import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from fhir.resources.R4B.claim import Claim
from hypothesis import given, settings
from hypothesis import strategies as st

import arcada
from arcada.core.kernel import Refusal
from arcada.interop.fhir_claim import Answer, Asked, ClaimLine, ClaimPaper, ClaimRequest, Insurance, Person
from arcada.interop.fhir_claim_reading import read_response
from arcada.interop.fhir_claim_writing import write_claim

GOLDEN = Path(__file__).parents[3] / "golden" / "fhir"
PERSON = Person("0198c0de-0000-7000-8000-000000000001", "1001", "Mara", "Okafor", dt.date(1984, 5, 17), "female")
REQUEST = ClaimRequest(
    id="0198c0de-0000-7000-8000-000000000002",
    number="PA-1001-1.1",
    use="preauthorization",
    created=dt.date(2026, 3, 2),
    currency="USD",
    practice="Lindenhof Dental",
    dentist="Dr Amara Osei",
    patient=PERSON,
    insurance=Insurance("c1", "Blue Harbor Dental", "BH100", "PPO", "G-100", "BH-4471", "self", "Mara Okafor"),
    lines=(
        ClaimLine(1, "crown_zirconia", "Crown", "C-21", ("16",), "", (), Decimal(1290), (1,)),
        ClaimLine(2, "composite_filling", "Filling", "", ("12",), "MO", (), Decimal("210.50"), (1, 2)),
        ClaimLine(3, "night_guard", "Splint", "", (), "", ("upper jaw",), None),
    ),
    narrative="Crown, tooth 3. Found: crown-root fracture.",
    findings=("crown-root fracture, tooth 3", "cavitated dentine caries, tooth 7"),
    papers=(ClaimPaper("image-1.png", "Periapical of tooth 3", "image/png", 812, b"\x01" * 20, dt.date(2026, 2, 23)),),
)
ASKED = Asked(
    REQUEST.id, REQUEST.number, REQUEST.use, "USD", PERSON, {one.sequence: one.fee for one in REQUEST.lines},
    dt.date(2026, 3, 2), "BH-4471",
)  # fmt: skip
DECISION = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ClaimResponse.item.reviewOutcome"
ACTION = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewAction"


def benefit(amount, currency="USD", category="benefit"):
    coding = {"system": "http://terminology.hl7.org/CodeSystem/adjudication", "code": category}
    return {"category": {"coding": [coding]}, "amount": {"value": amount, "currency": currency}}


def item(sequence, *adjudication, **more):
    return {"itemSequence": sequence, "adjudication": list(adjudication)} | more


def response(**changes):
    told = {
        "resourceType": "ClaimResponse",
        "status": "active",
        "type": {"coding": [{"code": "oral"}]},
        "use": "preauthorization",
        "patient": {"identifier": {"value": "BH-4471"}},
        "created": "2026-03-12",
        "insurer": {"display": "Blue Harbor Dental"},
        "request": {"identifier": {"value": "PA-1001-1.1"}},
        "outcome": "complete",
        "preAuthRef": "BH-9001",
        "preAuthPeriod": {"start": "2026-03-12", "end": "2026-09-12"},
        "item": [item(1, benefit(645)), item(2, benefit(0)), item(3, benefit(80))],
    }
    return {name: value for name, value in (told | changes).items() if value is not None}


def read(told):
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    return read_response(content, ASKED)


def test_a_request_is_written_as_before():
    written = write_claim(REQUEST)
    assert written == (GOLDEN / "preauthorization.json").read_bytes().rstrip(b"\n")


def test_what_is_written_is_r4_with_exact_amounts():
    written = write_claim(REQUEST)
    read_back = Claim.model_validate_json(written)
    assert [str(one.net.value) for one in read_back.item if one.net] == ["1290.0", "210.5"]
    assert b'"value": 1290.00,' in written
    assert b'"value": 210.50,' in written
    assert read_back.total is None, "a sum with a fee missing would be a lie"
    assert not re.search(rb"\bD[0-9]{4}\b", written)


def test_a_plain_claim_is_not_what_this_writes():
    from dataclasses import replace

    with pytest.raises(ValueError, match="no kind of request"):
        write_claim(replace(REQUEST, use="claim"))


def test_only_the_r4_module_is_used():
    source = Path(arcada.__file__).parent
    for path in source.rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "fhir.resources" in line and "import" in line:
                assert "fhir.resources.R4B." in line, f"{path.name}: {line}"


def test_an_answer_by_amounts():
    told = read(response())
    assert isinstance(told, Answer)
    assert [(one.decision, one.amount) for one in told.lines] == [
        ("approved", Decimal(645)),
        ("denied", None),
        ("approved", Decimal(80)),
    ]
    assert (told.reference, told.valid_until) == ("BH-9001", dt.date(2026, 9, 12))


def decided(code):
    concept = {"coding": [{"code": code}]}
    return {"extension": [{"url": DECISION, "extension": [{"url": "decision", "valueCodeableConcept": concept}]}]}


def acted(code):
    concept = {"coding": [{"code": code}]}
    return {"extension": [{"url": ACTION, "extension": [{"url": f"{ACTION}Code", "valueCodeableConcept": concept}]}]}


@pytest.mark.parametrize(
    ("line", "decision"),
    [
        (item(1, benefit(645), **decided("approved")), "approved"),
        (item(1, benefit(645), **decided("partial")), "conditional"),
        (item(1, benefit(0), **decided("denied")), "denied"),
        (item(1, benefit(0), **decided("pending")), "waiting"),
        (item(1, benefit(645) | acted("A1")), "approved"),
        (item(1, benefit(645) | acted("A3")), "conditional"),
        (item(1, benefit(645) | acted("A4")), "waiting"),
        (item(1, benefit(645), noteNumber=[1]), "conditional"),
        (item(1, benefit(645) | {"reason": {"text": "Only after six months."}}), "conditional"),
        (item(1, benefit(645, category="eligible")), "waiting"),
    ],
)
def test_what_is_said_of_a_line(line, decision):
    told = read(response(item=[line], processNote=[{"number": 1, "text": "If the tooth is kept."}]))
    assert isinstance(told, Answer), told
    assert told.lines[0].decision == decision
    assert [one.decision for one in told.lines[1:]] == ["waiting", "waiting"]
    if decision in ("conditional", "denied"):
        assert told.lines[0].text


def test_a_queued_answer_leaves_every_line_waiting():
    told = read(response(outcome="queued"))
    assert {one.decision for one in told.lines} == {"waiting"}


def test_unknown_keys_are_dropped_and_told():
    odd = response(_comment="by the clearing house")
    odd["item"][0]["note"] = "x"
    told = read(odd)
    assert told.dropped == ("_comment", "item[0].note")


def person(**changes):
    return {"resourceType": "Patient", "id": "p"} | {
        "name": [{"family": "Okafor", "given": ["Mara"]}], "birthDate": "1984-05-17"
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("patient", "contained", "wanted"),
    [
        ({"reference": f"Patient/{PERSON.id}"}, [], ""),
        ({"reference": f"urn:uuid:{PERSON.id}"}, [], ""),
        ({"reference": "#p"}, [person()], ""),
        ({"identifier": {"value": "1001"}}, [], ""),
        ({"reference": "#p"}, [person(birthDate="1984-05-18")], "patient.birthDate"),
        ({"reference": f"Patient/{PERSON.id}"}, [person(id=PERSON.id, name=[{"family": "Brandt"}])], "patient.name"),
        ({"reference": "#p"}, [person(birthDate=None)], "patient"),
        ({"reference": "Patient/77"}, [], "patient"),
        ({"identifier": {"value": "1002"}}, [], "patient"),
        ({"display": "Mara Okafor"}, [], "patient"),
    ],
)
def test_an_answer_about_somebody_else_is_refused(patient, contained, wanted):
    people = [{name: value for name, value in one.items() if value is not None} for one in contained]
    told = read(response(patient=patient, contained=people or None))
    assert (told.where if isinstance(told, Refusal) else "") == wanted, told
    if wanted:
        assert told.code == "wrong_patient"


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"request": {"identifier": {"value": "PA-1001-1.2"}}}, "wrong_claim", "request"),
        ({"request": {"reference": "Claim/77"}}, "wrong_claim", "request"),
        ({"request": None}, "wrong_claim", "request"),
        ({"use": "predetermination"}, "other_use", "use"),
        ({"use": "nonsense"}, "unknown_code", "use"),
        ({"status": "cancelled"}, "not_active", "status"),
        ({"status": "banana"}, "unknown_code", "status"),
        ({"outcome": "fine"}, "unknown_code", "outcome"),
        ({"outcome": None}, "not_r4", "outcome"),
        ({"created": "2026-13-12"}, "not_r4", "created"),
        ({"created": "2026-03-01"}, "older_than_asked", "created"),
        ({"created": "2026"}, "no_day", "created"),
        ({"preAuthPeriod": {"end": "2026-01-01"}}, "ends_before_it_begins", "preAuthPeriod.end"),
        ({"item": [item(9, benefit(1))]}, "unknown_line", "item[0].itemSequence"),
        ({"item": [item(1, benefit(1)), item(1, benefit(2))]}, "line_twice", "item[1].itemSequence"),
        ({"item": [item(1, benefit(-5))]}, "negative_amount", "item[0].adjudication[0].amount.value"),
        ({"item": [item(1, benefit(5, "EUR"))]}, "other_currency", "item[0].adjudication[0].amount.currency"),
        ({"item": [item(1, benefit(1290.01))]}, "more_than_asked", "item[0].adjudication[0].amount.value"),
        ({"item": [item(3, benefit(1e300))]}, "absurd_amount", "item[0].adjudication[0].amount.value"),
        ({"item": [item(1, benefit(5.123))]}, "odd_amount", "item[0].adjudication[0].amount.value"),
        ({"item": [item(1, benefit(5, category="tip"))]}, "unknown_code", "item[0].adjudication[0].category"),
        ({"item": [item(1, benefit(5), **decided("maybe"))]}, "unknown_code", "item[0].extension"),
        ({"item": [item(1, benefit(5) | acted("Z9"))]}, "unknown_code", "item[0].adjudication[0].extension"),
        ({"item": [{"itemSequence": 1}]}, "not_r4", "item[0].adjudication"),
        ({"resourceType": "ExplanationOfBenefit"}, "not_a_response", "resourceType"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(changes, code, where):
    told = read(response(**changes))
    assert isinstance(told, Refusal), told
    assert (told.code, told.where) == (code, where)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"null", b"{", b'{"a": NaN}', b"[" * 100_000])
def test_what_is_no_answer_at_all_is_refused(content):
    assert isinstance(read(content), Refusal)


def test_a_bundle_with_its_patient_is_read_and_two_answers_are_not():
    bundle = {"resourceType": "Bundle", "type": "collection"}
    one, other = response(patient={"reference": "Patient/p"}), response()
    assert isinstance(read(bundle | {"entry": [{"resource": one}, {"resource": person()}]}), Answer)
    assert read(bundle | {"entry": [{"resource": one}, {"resource": other}]}).code == "not_one_response"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_a_field_holds_it_is_read_or_refused(data):
    told = copy.deepcopy(response(processNote=[{"number": 1, "text": "A note."}]))
    place = data.draw(st.sampled_from([told, told["item"][0], told["item"][0]["adjudication"][0], told["patient"]]))
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(JSON)
    outcome = read(told)
    assert isinstance(outcome, (Answer, Refusal))
    if isinstance(outcome, Refusal):
        assert outcome.text


def test_the_same_file_twice_takes_effect_once(pack, member, at):
    from pack_made import sent

    from arcada.insurance.actions.preauth_answer import import_answer
    from arcada.insurance.models import PreAuthDocument

    by = member("coordinator")
    sent(by, at, pack)
    told = response(
        use="predetermination",
        created="2026-03-02",
        item=[item(1, benefit(645)), item(2, benefit(645))],
        request={"identifier": {"value": "PA-1001-1.1"}},
        patient={"identifier": {"value": "1001"}},
    )
    content = json.dumps(told).encode()
    for _ in range(2):
        row = import_answer(by=by, at=at, pack=pack, content=content, name="answer.json")
        assert (row.state, row.reference, row.valid_until) == ("approved", "BH-9001", dt.date(2026, 9, 12))
    assert PreAuthDocument.objects.filter(kind="response").count() == 1
    assert row.events.filter(act="imported").count() == 1
    wrong = import_answer(by=by, at=at, pack=pack, content=content.replace(b'"1001"', b'"1002"'), name="b.json")
    assert wrong.code == "wrong_patient"
    pack.refresh_from_db()
    assert pack.state == "approved"
