"""A request to an insurer written as a FHIR R4 `Claim`, checked before it leaves."""

import json
import re
from base64 import b64encode
from decimal import Decimal
from typing import Any

from fhir.resources.R4B.claim import Claim

from arcada.core.kernel import money
from arcada.core.teeth.notation import spoken
from arcada.interop.fhir_claim import (
    CATALOGUE,
    CHART_NUMBERS,
    CLAIM_TYPES,
    CLINIC_CODES,
    GENDERS,
    INFORMATION,
    PRIORITIES,
    RELATIONS,
    RELATIONSHIPS,
    REQUESTS,
    SURFACES,
    TEETH,
    USES,
    ClaimLine,
    ClaimPaper,
    ClaimRequest,
)

Json = dict[str, Any]
AMOUNT = re.compile(r'"exactly (-?[0-9]+\.[0-9]{2})"')


def write_claim(request: ClaimRequest) -> bytes:
    """The claim as a file; raises ValueError where it would not be FHIR."""
    if request.use not in USES or request.use == "claim":
        raise ValueError(f"{request.use} is no kind of request that is asked beforehand")
    told = claim_of(request)
    written = json.dumps(told, ensure_ascii=False, indent=2)
    exact = AMOUNT.sub(r"\1", written)
    Claim.model_validate(json.loads(exact, parse_float=Decimal))
    return exact.encode()


def claim_of(request: ClaimRequest) -> Json:
    """The claim as JSON; amounts are marked, so that they are written with their cents."""
    total = [line.fee for line in request.lines if line.fee is not None]
    told: Json = {
        "resourceType": "Claim",
        "id": request.id,
        "contained": [_patient(request), *_organisations(request), _dentist(request), _coverage(request)],
        "identifier": [{"system": REQUESTS, "value": request.number}],
        "status": "draft" if request.draft else "active",
        "type": _concept(CLAIM_TYPES, "oral"),
        "use": request.use,
        "patient": {"reference": "#patient"},
        "created": request.created.isoformat(),
        "insurer": {"reference": "#insurer"},
        "provider": {"reference": "#practice"},
        "priority": _concept(PRIORITIES, "normal"),
        "careTeam": [{"sequence": 1, "provider": {"reference": "#dentist"}, "responsible": True}],
        "supportingInfo": _information(request),
        "diagnosis": [
            {"sequence": rank, "diagnosisCodeableConcept": {"text": text}}
            for rank, text in enumerate(request.findings, start=1)
        ],
        "insurance": [_insurance(request)],
        "item": [_item(line, request) for line in request.lines],
    }
    if total and len(total) == len(request.lines):
        told["total"] = _money(sum(total, Decimal(0)), request.currency)
    return {name: value for name, value in told.items() if value not in ([], "")}


def _concept(system: str, code: str, display: str = "") -> Json:
    return {"coding": [{"system": system, "code": code} | ({"display": display} if display else {})]}


def _money(amount: Decimal, currency: str) -> Json:
    return {"value": f"exactly {money(amount):.2f}", "currency": currency}


def _patient(request: ClaimRequest) -> Json:
    person = request.patient
    return {
        "resourceType": "Patient",
        "id": "patient",
        "identifier": [
            {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{person.id}"},
            {"system": CHART_NUMBERS, "value": person.chart_number},
        ],
        "name": [{"family": person.family, "given": [person.given]}],
        "gender": person.gender if person.gender in GENDERS else "unknown",
        "birthDate": person.birth_date.isoformat(),
    }


def _organisations(request: ClaimRequest) -> list[Json]:
    insurer: Json = {"resourceType": "Organization", "id": "insurer", "name": request.insurance.payer}
    if request.insurance.electronic_id:
        insurer["identifier"] = [{"value": request.insurance.electronic_id}]
    return [{"resourceType": "Organization", "id": "practice", "name": request.practice}, insurer]


def _dentist(request: ClaimRequest) -> Json:
    return {"resourceType": "Practitioner", "id": "dentist", "name": [{"text": request.dentist or request.practice}]}


def _coverage(request: ClaimRequest) -> Json:
    own = request.insurance
    relation = own.relationship if own.relationship in RELATIONS else "other"
    classes = [
        {"type": _concept("http://terminology.hl7.org/CodeSystem/coverage-class", kind), "value": value}
        for kind, value in (("group", own.group), ("plan", own.plan))
        if value
    ]
    told: Json = {
        "resourceType": "Coverage",
        "id": "coverage",
        "status": "active",
        "beneficiary": {"reference": "#patient"},
        "relationship": _concept(RELATIONSHIPS, relation),
        "payor": [{"reference": "#insurer"}],
    }
    told |= {"subscriber": {"display": own.subscriber}} if own.subscriber else {}
    told |= {"subscriberId": own.member_id} if own.member_id else {}
    return told | ({"class": classes} if classes else {})


def _insurance(request: ClaimRequest) -> Json:
    told: Json = {"sequence": 1, "focal": True, "coverage": {"reference": "#coverage"}}
    return told | ({"preAuthRef": [request.related]} if request.related else {})


def _information(request: ClaimRequest) -> list[Json]:
    told: list[Json] = []
    if request.narrative:
        told.append({"category": _concept(INFORMATION, "info"), "valueString": request.narrative})
    told += [_paper(paper) for paper in request.papers]
    return [{"sequence": rank, **one} for rank, one in enumerate(told, start=1)]


def _paper(paper: ClaimPaper) -> Json:
    attachment: Json = {
        "contentType": paper.media_type,
        "url": paper.name,
        "size": paper.size,
        "hash": b64encode(paper.sha1).decode("ascii"),
        "title": paper.title,
    }
    told: Json = {"category": _concept(INFORMATION, "attachment"), "valueAttachment": attachment}
    return told | ({"timingDate": paper.taken.isoformat()} if paper.taken else {})


def _item(line: ClaimLine, request: ClaimRequest) -> Json:
    codes: list[Json] = [{"system": CATALOGUE, "code": line.procedure, "display": line.name}]
    if line.code:
        system = f"{CLINIC_CODES}:{request.practice_id}" if request.practice_id else CLINIC_CODES
        codes.insert(0, {"system": system, "code": line.code, "display": line.name})
    told: Json = {
        "sequence": line.sequence,
        "careTeamSequence": [1],
        "productOrService": {"coding": codes, "text": line.name},
        "quantity": {"value": 1},
    }
    told |= {"diagnosisSequence": list(line.diagnoses)} if line.diagnoses else {}
    if line.fee is not None:
        told |= {"unitPrice": _money(line.fee, request.currency), "net": _money(line.fee, request.currency)}
    if line.teeth or line.places:
        told["bodySite"] = _site(line)
    if line.surfaces:
        told["subSite"] = [_concept(SURFACES, letter) for letter in line.surfaces]
    return told


def _site(line: ClaimLine) -> Json:
    teeth = [{"system": TEETH, "code": tooth, "display": spoken(tooth)} for tooth in line.teeth]
    words = ", ".join([*(spoken(tooth) for tooth in line.teeth), *line.places])
    return ({"coding": teeth} if teeth else {}) | {"text": words}
