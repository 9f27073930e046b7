"""A payer's electronic answer on coverage: what it says as rules of a plan, and what keeps all of it out."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from payer_answer import ANSWER, Json, answer, code, item, share, usd

from arcada.core.kernel import Refusal
from arcada.interop.fhir_claim import CATALOGUE, Asked, Person
from arcada.interop.fhir_eligibility import Eligibility, read_eligibility
from arcada.interop.fhir_eligibility_items import Limit

MARA = Person("p-1", "1001", "Mara", "Okafor", dt.date(1984, 5, 17))
ASKED = Asked(id="", number="", use="", currency="USD", patient=MARA, fees={}, member_id="M-7")


def read(told: Json) -> Eligibility | Refusal:
    return read_eligibility(json.dumps(told).encode(), ASKED)


def first(told: Json) -> Json:
    return told["insurance"][0]["item"][0]  # type: ignore[no-any-return]


def test_what_is_said_becomes_rules() -> None:
    found = read(ANSWER)
    assert isinstance(found, Eligibility)
    assert (found.created, found.in_force, found.begins) == (dt.date(2026, 3, 1), True, dt.date(2026, 1, 1))
    said = found.said
    assert said.shares == {"cat:crowns": 50, "cat:restorative": 80}
    assert said.maximums == (Limit("cat:general", "individual", "benefit_year", Decimal(1500), Decimal("620.50")),)
    assert said.deductibles == (Limit("cat:general", "individual", "benefit_year", Decimal(50), Decimal(50)),)
    assert (said.excluded, said.visits, said.ask_first) == (("cat:ortho",), {"cat:preventive": 2}, ("cat:crowns",))
    assert (said.networks, said.aside) == (("in",), ())


def test_it_is_read_out_of_a_bundle_with_the_patient_beside_it() -> None:
    told = answer(lambda one: one.update(patient={"reference": "Patient/x"}))
    person = {"resourceType": "Patient", "id": "x", "birthDate": "1984-05-17"}
    person["name"] = [{"family": "Okafor", "given": ["Mara"]}]  # type: ignore[assignment]
    bundle = {"resourceType": "Bundle", "entry": [{"resource": told}, {"resource": person}]}
    assert isinstance(read(bundle), Eligibility)
    person["birthDate"] = "1984-05-18"
    found = read(bundle)
    assert isinstance(found, Refusal)
    assert (found.code, found.where) == ("wrong_patient", "patient.birthDate")


def test_out_of_network_is_left_aside_where_both_are_told() -> None:
    def both(told: Json) -> None:
        items = told["insurance"][0]["item"]
        items[:] = [item("36", share(50), network=code("in")), item("36", share(70), network=code("out"))]

    found = read(answer(both))
    assert isinstance(found, Eligibility)
    assert found.said.shares == {"cat:crowns": 50}
    assert found.said.networks == ("in",)
    assert found.said.aside == ("Out of network: 36",)


def test_a_copay_of_a_procedure_and_one_of_a_kind_of_service() -> None:
    def copays(told: Json) -> None:
        copay = {"type": code("copay"), "allowedMoney": usd(25)}
        one = {"productOrService": {"coding": [{"system": CATALOGUE, "code": "cleaning"}]}, "benefit": [copay]}
        told["insurance"][0]["item"] = [one, item("26", copay), item("99", share(10))]

    found = read(answer(copays))
    assert isinstance(found, Eligibility)
    assert found.said.copays == {"cleaning": Decimal(25)}
    assert [one.partition(":")[0] for one in found.said.aside] == [
        "A copay of 25.00 for cat",
        "A service that is not known here",
    ]


def test_nothing_said_is_nothing_known() -> None:
    found = read(answer(lambda told: told["insurance"][0].update(item=[])))
    assert isinstance(found, Eligibility)
    assert (found.said.shares, found.said.maximums, found.said.excluded) == ({}, (), ())


REFUSED: list[tuple[str, Callable[[Json], object], str]] = [
    ("another patient", lambda told: told.update(patient={"identifier": {"value": "M-8"}}), "patient"),
    ("a status outside its value set", lambda told: told.update(status="finished"), "status"),
    ("an outcome outside its value set", lambda told: told.update(outcome="fine"), "outcome"),
    ("a purpose outside its value set", lambda told: told.update(purpose=["benefits", "gossip"]), "purpose[1]"),
    ("an answer that was taken back", lambda told: told.update(status="entered-in-error"), "status"),
    ("no answer yet", lambda told: told.update(outcome="queued"), "outcome"),
    ("no outcome at all", lambda told: told.pop("outcome"), "outcome"),
    ("two coverages", lambda told: told["insurance"].append(told["insurance"][0]), "insurance"),
    (
        "a percentage over 100",
        lambda told: told["insurance"][0]["item"][1]["benefit"][0].update(allowedUnsignedInt=120),
        "insurance[0].item[1].benefit[0].allowedUnsignedInt",
    ),
    (
        "an amount below zero",
        lambda told: first(told)["benefit"][0].update(allowedMoney=usd(-5)),
        "insurance[0].item[0].benefit[0].allowedMoney.value",
    ),
    (
        "another currency",
        lambda told: first(told)["benefit"][0].update(usedMoney=usd(5, "EUR")),
        "insurance[0].item[0].benefit[0].usedMoney.currency",
    ),
    ("a network that is none", lambda told: first(told).update(network=code("near")), "insurance[0].item[0].network"),
    ("a unit that is none", lambda told: first(told).update(unit=code("village")), "insurance[0].item[0].unit"),
    ("a term that is none", lambda told: first(told).update(term=code("fortnight")), "insurance[0].item[0].term"),
    (
        "a period that ends before it begins",
        lambda told: told["insurance"][0]["benefitPeriod"].update(end="2025-12-31"),
        "insurance[0].benefitPeriod.end",
    ),
    ("another kind of file", lambda told: told.update(resourceType="ClaimResponse"), "resourceType"),
]


@pytest.mark.parametrize(("change", "where"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_keeps_all_of_it_out(change: Callable[[Json], object], where: str) -> None:
    found = read(answer(change))
    assert isinstance(found, Refusal)
    assert found.where == where
    assert found.text.endswith((".", "?"))


@pytest.mark.parametrize("content", [b"", b"no json", b"[]", b'"x"', b"\xff\xfe", b"{}", b'{"resourceType": "Bundle"}'])
def test_what_is_no_answer_at_all(content: bytes) -> None:
    assert isinstance(read_eligibility(content, ASKED), Refusal)
