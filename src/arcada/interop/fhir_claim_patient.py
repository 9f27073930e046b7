"""Whether an answer is about the patient who was asked about: by our numbers, or by name and birth date together."""

from collections.abc import Mapping, Sequence
from typing import Any

from arcada.core.kernel import Refusal
from arcada.interop.fhir_claim import Asked

Json = Mapping[str, Any]
WHERE = "patient"


def fault_of_patient(told: Json, others: Sequence[Json], asked: Asked) -> Refusal | None:
    """Say why it is about somebody else, or cannot be told; None where it is the patient."""
    found = _resolved(told, others)
    numbers = {asked.patient.id, f"urn:uuid:{asked.patient.id}", asked.patient.chart_number, asked.member_id} - {""}
    named = {str(one.get("value", "")) for one in _identifiers(told, found)}
    named |= {_key(str(told.get("reference", "")))} - {""}
    if found is not None:
        other = _other(found, asked)
        if other is not None:
            return other
        if _same_person(found, asked):
            return None
    if named & numbers:
        return None
    text = "The answer does not say so that it can be told that it is about this patient. Ask the insurer whose it is."
    if named or found is not None:
        text = "The answer is about another patient."
    return Refusal("wrong_patient", text, WHERE)


def _resolved(told: Json, others: Sequence[Json]) -> Json | None:
    """The patient who came along with the answer."""
    key = _key(str(told.get("reference", "")))
    people = [one for one in others if one.get("resourceType") == "Patient"]
    return next((one for one in people if one.get("id") == key), people[0] if len(people) == 1 else None)


def _key(reference: str) -> str:
    bare = reference.removeprefix("#").removeprefix("urn:uuid:").split("/_history")[0]
    return bare.rpartition("Patient/")[2] or bare


def _identifiers(told: Json, found: Json | None) -> list[Json]:
    own = [told["identifier"]] if isinstance(told.get("identifier"), Mapping) else []
    theirs = found.get("identifier", []) if found else []
    return [*own, *(one for one in theirs if isinstance(one, Mapping))]


def _other(found: Json, asked: Asked) -> Refusal | None:
    born = found.get("birthDate")
    if born and str(born) != asked.patient.birth_date.isoformat():
        return Refusal("wrong_patient", f"The answer is about somebody born on {born}.", f"{WHERE}.birthDate")
    families = {str(name.get("family", "")).casefold() for name in _names(found)} - {""}
    if families and asked.patient.family.casefold() not in families:
        return Refusal("wrong_patient", "The answer is about somebody of another name.", f"{WHERE}.name")
    return None


def _same_person(found: Json, asked: Asked) -> bool:
    """Name and birth date, both said and both the same."""
    family = any(str(name.get("family", "")).casefold() == asked.patient.family.casefold() for name in _names(found))
    given = any(
        asked.patient.given.casefold() == str(one).casefold() for name in _names(found) for one in name.get("given", [])
    )
    return family and given and str(found.get("birthDate", "")) == asked.patient.birth_date.isoformat()


def _names(found: Json) -> list[Json]:
    return [one for one in found.get("name", []) if isinstance(one, Mapping)]
