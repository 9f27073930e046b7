"""An insurer's FHIR R4 `ClaimResponse`, read against what was asked: the whole answer, or why it is refused and where.

Read leniently where nothing can go wrong (keys that the standard does not know are dropped and told), strictly where it
can: whose answer it is, to which request, about which line, how much, in which currency.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

from fhir.resources.R4B.claimresponse import ClaimResponse
from pydantic import ValidationError

from arcada.core.kernel import Refusal
from arcada.interop.fhir_claim import OUTCOMES, STATUSES, USES, Answer, Asked
from arcada.interop.fhir_claim_lines import lines_of
from arcada.interop.fhir_claim_patient import fault_of_patient

LARGEST = 2_000_000  # bytes; an answer is a few thousand. source: judgement
LONGEST_TEXT = 2000
MOST_DROPPED = 50
Json = dict[str, Any]


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def _no(code: str, text: str, where: str) -> NoReturn:
    raise _Refused(Refusal(code, text, where))


def read_response(content: bytes, asked: Asked) -> Answer | Refusal:
    """The answer to a request, or why it is not one."""
    try:
        return _read(content, asked)
    except _Refused as told:
        return told.refusal


def _read(content: bytes, asked: Asked) -> Answer:
    told, others = _response(_parsed(content))
    dropped = _valid(told)
    _whose(told, others, asked)
    created = _created(told, asked)
    lines = lines_of(told, asked)
    if isinstance(lines, Refusal):
        raise _Refused(lines)
    return Answer(
        created=created,
        outcome=told["outcome"],
        lines=lines,
        reference=str(told.get("preAuthRef", ""))[:60],
        valid_until=_valid_until(told, created),
        text=_text(told)[:LONGEST_TEXT],
        dropped=dropped,
    )


def _parsed(content: bytes) -> Json:
    if len(content) > LARGEST:
        _no("too_large", "The file is far larger than an answer of an insurer. Choose the right one.", "")
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError):
        _no("not_json", "The file is no FHIR answer: it cannot be read as JSON.", "")
    if not isinstance(told, dict):
        _no("not_json", "The file is no FHIR answer: it holds no resource.", "")
    full: Json = _without_nothing(told)
    return full


def _without_nothing(told: Any) -> Any:
    """Leave out what says nothing: FHIR knows no null, but senders do."""
    if isinstance(told, dict):
        return {name: _without_nothing(value) for name, value in told.items() if value is not None}
    return [_without_nothing(one) for one in told if one is not None] if isinstance(told, list) else told


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _response(told: Json) -> tuple[Json, list[Json]]:
    """The response itself, alone or in a bundle, and what came along with it."""
    kind = told.get("resourceType")
    if kind == "ClaimResponse":
        return told, [one for one in _list(told.get("contained")) if isinstance(one, dict)]
    if kind != "Bundle":
        _no("not_a_response", f"This is a {_short(kind)}, not an answer to a request (ClaimResponse).", "resourceType")
    entries = [one.get("resource") for one in _list(told.get("entry")) if isinstance(one, dict)]
    inside: list[Json] = [one for one in entries if isinstance(one, dict)]
    found = [one for one in inside if one.get("resourceType") == "ClaimResponse"]
    if len(found) != 1:
        _no("not_one_response", f"The file holds {len(found)} answers; send them one by one.", "entry")
    contained = [one for one in _list(found[0].get("contained")) if isinstance(one, dict)]
    return found[0], [*contained, *(one for one in inside if one is not found[0])]


def _list(told: Any) -> list[Any]:
    return told if isinstance(told, list) else []


def _short(told: Any) -> str:
    return f"“{str(told)[:40]}”" if told else "file without a kind"


def _valid(told: Json) -> tuple[str, ...]:
    """Hold it against R4, dropping keys that R4 does not know; what is wrong otherwise is refused with its path."""
    dropped: list[str] = []
    while True:
        try:
            ClaimResponse.model_validate(told)
        except ValidationError as error:
            faults = [one for one in error.errors() if one["type"] != "extra_forbidden"]
            if faults:
                path = _path(faults[0]["loc"])
                text = f"{path or 'The answer'}: {faults[0]['msg'].removeprefix('Value error, ')}"
                _no("not_r4", f"{text.rstrip('.')}. It is not a valid FHIR R4 answer.", path)
            extra = [one["loc"] for one in error.errors()]
            if len(dropped) + len(extra) > MOST_DROPPED or not all(_drop(told, place) for place in extra):
                _no("not_r4", "The answer holds too much that FHIR R4 does not know.", _path(extra[0]))
            dropped += [_path(place) for place in extra]
            continue
        return tuple(sorted(dropped))


def _drop(told: Any, place: tuple[int | str, ...]) -> bool:
    *way, last = place
    for step in way:
        try:
            told = told[step]
        except (KeyError, IndexError, TypeError):
            return False
    return isinstance(told, dict) and told.pop(last, None) is not None


def _path(place: tuple[int | str, ...]) -> str:
    told = ""
    for step in place:
        told += f"[{step}]" if isinstance(step, int) else f".{step}"
    return told.removeprefix(".")


def _whose(told: Json, others: list[Json], asked: Asked) -> None:
    """It is active, of the same use, to our request and about our patient."""
    for name, known in (("status", STATUSES), ("use", USES), ("outcome", OUTCOMES)):
        if told[name] not in known:
            _no("unknown_code", f"{name}: “{str(told[name])[:40]}” is none of {', '.join(known)}.", name)
    if told["status"] != "active":
        _no("not_active", f"The insurer marked this answer as {told['status']}. Ask for the one that counts.", "status")
    if told["use"] != asked.use:
        _no("other_use", f"This answers a {told['use']}; what was asked is a {asked.use}.", "use")
    if not _ours(told.get("request"), asked):
        text = f"This is not the answer to {asked.number}: its request is another one or is not named."
        _no("wrong_claim", text, "request")
    fault = fault_of_patient(told["patient"], others, asked)
    if fault is not None:
        raise _Refused(fault)


def _ours(request: Any, asked: Asked) -> bool:
    if not isinstance(request, Mapping):
        return False
    named = str(request.get("reference", ""))
    key = named.removeprefix("urn:uuid:").split("/_history")[0].rpartition("Claim/")[2] or named
    value = (request.get("identifier") or {}).get("value", "")
    told = {one for one in (key, value) if one}
    return bool(told) and told <= {asked.id, asked.number}


def _created(told: Json, asked: Asked) -> date:
    created = _day(told["created"], "created")
    if asked.sent is not None and created < asked.sent:
        _no("older_than_asked", f"The answer is of {created}, before the request was sent on {asked.sent}.", "created")
    return created


def _day(told: Any, where: str) -> date:
    try:
        return datetime.fromisoformat(str(told)).date()
    except ValueError:
        _no("no_day", f"{where}: “{str(told)[:40]}” is no full day.", where)


def _valid_until(told: Json, created: date) -> date | None:
    end = (told.get("preAuthPeriod") or {}).get("end")
    if end is None:
        return None
    day = _day(end, "preAuthPeriod.end")
    if day < created:
        _no("ends_before_it_begins", f"The approval ends on {day}, before the answer itself.", "preAuthPeriod.end")
    return day


def _text(told: Json) -> str:
    """What is said of the whole: the disposition, faults, notes that belong to no line, lines that were added."""
    used = {number for item in _list(told.get("item")) for number in _list(item.get("noteNumber"))}
    notes = [str(note.get("text", "")) for note in _list(told.get("processNote")) if note.get("number") not in used]
    faults = [_concept_words(one.get("code")) for one in _list(told.get("error"))]
    added = ["The insurer added lines that were not asked for."] if told.get("addItem") else []
    parts = [str(told.get("disposition", "")), *faults, *notes, *added]
    return " ".join(part.strip() for part in parts if part.strip())


def _concept_words(told: Any) -> str:
    concept = told if isinstance(told, dict) else {}
    coding: Json = next(iter(_list(concept.get("coding"))), {})
    return str(concept.get("text") or coding.get("display") or coding.get("code") or "")
