"""A payer's FHIR R4 `CoverageEligibilityResponse`: what it says of a member's benefits, or why it is refused and where.

    in the file                                      what it says
    item.category 36, benefit copay-percent 50       crowns: the member pays 50 %, so the plan pays 50 %
    benefit `benefit`, annual, individual 1500       maximum of the year a person, with what is used of it
    benefit `deductible`, annual, family 150         deductible of the family, with what is met of it
    excluded true                                    not covered
    benefit `visit`, annual, 2                       two in a benefit year
    authorizationRequired true                       the payer wants to be asked first

Refused: a file about somebody else, a required code outside its value set, another currency, a percentage over 100,
an amount below zero. What is not said stays unknown; what is said and has no place here is told in `aside`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from fhir.resources.R4B.coverageeligibilityresponse import CoverageEligibilityResponse
from pydantic import ValidationError

from arcada.core.kernel import Refusal
from arcada.interop.fhir_claim import OUTCOMES, STATUSES, Asked
from arcada.interop.fhir_claim_patient import fault_of_patient
from arcada.interop.fhir_eligibility_items import Said, said_of
from arcada.interop.fhir_eligibility_wrong import Wrong

KIND = "CoverageEligibilityResponse"
PURPOSES = ("auth-requirements", "benefits", "discovery", "validation")
LARGEST = 2_000_000  # bytes; an answer is a few thousand. source: judgement
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What the payer said: on which day, whether the coverage is in force, from when to when, and of which benefits."""

    created: date
    in_force: bool | None
    begins: date | None
    ends: date | None
    said: Said
    text: str = ""


def read_eligibility(content: bytes, asked: Asked) -> Eligibility | Refusal:
    """The answer about a patient, or why it is none; `asked` names the patient, the member ID and the currency."""
    try:
        return _read(content, asked)
    except Wrong as told:
        return told.refusal


def _read(content: bytes, asked: Asked) -> Eligibility:
    told, others = _answer(_parsed(content))
    _valid(told)
    for key, known in (("status", STATUSES), ("outcome", OUTCOMES)):
        _coded(told[key], known, key)
    for rank, purpose in enumerate(told.get("purpose", ())):
        _coded(purpose, PURPOSES, f"purpose[{rank}]")
    if told["status"] != "active":
        _no("not_active", f"The payer marked this answer as {told['status']}. Ask for the one that counts.", "status")
    fault = fault_of_patient(told["patient"], others, asked)
    if fault is not None:
        raise Wrong(fault)
    if told["outcome"] in ("error", "queued"):
        _no("no_answer_yet", f"The payer has not answered: {told['outcome']}. {_text(told)}".strip(), "outcome")
    return _eligibility(told, asked.currency)


def _eligibility(told: Json, currency: str) -> Eligibility:
    insurances = told.get("insurance") or []
    if len(insurances) != 1:
        text = f"The answer speaks of {len(insurances)} coverages. Ask for one coverage at a time."
        _no("not_one_coverage", text, "insurance")
    insurance: Json = insurances[0]
    period = insurance.get("benefitPeriod") or {}
    begins, ends = (_day(period.get(key), f"insurance[0].benefitPeriod.{key}") for key in ("start", "end"))
    if begins and ends and ends < begins:
        _no("ends_before_it_begins", "The benefit period ends before it begins.", "insurance[0].benefitPeriod.end")
    created = _day(told["created"], "created")
    if created is None:
        _no("no_day", "The answer does not say of which day it is.", "created")
    said = said_of(insurance.get("item") or [], currency)
    return Eligibility(created, insurance.get("inforce"), begins, ends, said, _text(told))


def _parsed(content: bytes) -> Json:
    if len(content) > LARGEST:
        _no("too_large", "The file is far larger than a payer's answer. Choose the right one.", "file")
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, ValueError, RecursionError):
        _no("not_json", "The file cannot be read as JSON, so it is no FHIR answer.", "file")
    if not isinstance(told, dict):
        _no("not_json", "The file holds no FHIR resource.", "file")
    return told


def _answer(told: Json) -> tuple[Json, list[Json]]:
    """The answer, alone or in a bundle, and the resources beside it."""
    inside = [one for one in _resources(told) if isinstance(one, dict)]
    found = [one for one in inside if one.get("resourceType") == KIND]
    if len(found) != 1:
        kind = str(told.get("resourceType") or "a file without a kind")[:40]
        _no(
            "not_an_answer",
            f"This is {kind} with {len(found)} answers on coverage; one is read at a time.",
            "resourceType",
        )
    contained = [one for one in found[0].get("contained") or () if isinstance(one, dict)]
    return found[0], [*contained, *(one for one in inside if one is not found[0])]


def _resources(told: Json) -> Iterator[Any]:
    if told.get("resourceType") != "Bundle":
        yield told
        return
    for entry in told.get("entry") or ():
        yield entry.get("resource") if isinstance(entry, dict) else None


def _valid(told: Json) -> None:
    """Hold it against R4; keys that R4 does not know are left aside."""
    try:
        CoverageEligibilityResponse.model_validate(told)
    except ValidationError as error:
        for fault in error.errors():
            if fault["type"] != "extra_forbidden":
                path = _path(fault["loc"])
                said = fault["msg"].removeprefix("Value error, ").rstrip(".")
                _no("not_r4", f"{said}. The file is no valid FHIR R4 answer.", path)


def _path(place: tuple[int | str, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")


def _coded(code: object, known: tuple[str, ...], where: str) -> None:
    if code not in known:
        _no("unknown_code", f"“{str(code)[:40]}” is none of {', '.join(known)}.", where)


def _day(told: object, where: str) -> date | None:
    if told is None:
        return None
    try:
        return date.fromisoformat(str(told)[:10])
    except ValueError:
        _no("no_day", f"“{str(told)[:40]}” is no full day.", where)


def _text(told: Mapping[str, Any]) -> str:
    errors = [
        str(coding.get("display") or coding.get("code") or "")
        for one in told.get("error") or ()
        for coding in (one.get("code") or {}).get("coding") or ()
    ]
    return " ".join(part for part in (str(told.get("disposition") or ""), *errors) if part)[:1000]


def _no(code: str, text: str, where: str) -> NoReturn:
    raise Wrong(Refusal(code, text, where))
