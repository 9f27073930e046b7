"""What a `ClaimResponse` says of each line: the table is in docs/algorithms/preauthorisation.md.

Decisions come as an extension of R5 (approved, partial, denied, pending), as an action code of a prior-authorisation
guide (A1 ...), or only as amounts. An approval with a note or a reason is a condition: a person reads it.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from arcada.core.kernel import Refusal
from arcada.interop.fhir_claim import ADJUDICATION, CATEGORIES, Asked, LineAnswer

OUTCOME_EXTENSION = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ClaimResponse.item.reviewOutcome"
ACTION_EXTENSION = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewAction"
ACTION_CODE = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewActionCode"
DECISIONS = {"approved": "approved", "partial": "conditional", "denied": "denied", "pending": "waiting"}
ACTIONS = {
    "A1": "approved",
    "A2": "conditional",
    "A3": "conditional",  # senders use it for 'not' and for 'partly': never a release by itself
    "A4": "waiting",
    "A6": "conditional",
}
LARGEST = Decimal(1_000_000)  # source: judgement
NO_WORDS = {
    "denied": "The insurer gave no reason.",
    "conditional": "The insurer did not write down the condition. Ask before anything is done.",
}
Json = Mapping[str, Any]


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def _no(code: str, text: str, where: str) -> NoReturn:
    raise _Refused(Refusal(code, text, where))


def lines_of(told: Json, asked: Asked) -> tuple[LineAnswer, ...] | Refusal:
    """One answer for each line that was asked; those that are not named are still waiting."""
    try:
        return _lines(told, asked)
    except _Refused as why:
        return why.refusal


def _lines(told: Json, asked: Asked) -> tuple[LineAnswer, ...]:
    notes = {one.get("number"): str(one.get("text", "")) for one in told.get("processNote", ())}
    found: dict[int, LineAnswer] = {}
    for rank, item in enumerate(told.get("item", ())):
        path, sequence = f"item[{rank}]", item["itemSequence"]
        if sequence not in asked.fees:
            _no("unknown_line", f"Line {sequence} was not asked about.", f"{path}.itemSequence")
        if sequence in found:
            _no("line_twice", f"Line {sequence} is answered twice.", f"{path}.itemSequence")
        found[sequence] = _line(item, path, sequence, asked, notes, queued=told["outcome"] == "queued")
    return tuple(found.get(one) or LineAnswer(one, "waiting") for one in sorted(asked.fees))


def _line(item: Json, path: str, sequence: int, asked: Asked, notes: Mapping[Any, str], *, queued: bool) -> LineAnswer:
    benefit = _benefit(item, path, asked, asked.fees[sequence])
    words = " ".join(dict.fromkeys(one for one in _words(item, notes) if one))
    decision = "waiting" if queued else _decision(item, path, benefit)
    if decision == "approved" and words:
        decision = "conditional"
    if decision == "waiting":
        return LineAnswer(sequence, decision, None, words)
    amount = None if decision == "denied" else benefit
    return LineAnswer(sequence, decision, amount, words or NO_WORDS.get(decision, ""))


def _decision(item: Json, path: str, benefit: Decimal | None) -> str:
    """What is decided: by a code where there is one, else by the amount."""
    for code, known, where in _codes(item, path):
        if code not in known:
            _no("unknown_code", f"The decision “{code[:40]}” is none of {', '.join(known)}.", where)
        return known[code]
    if benefit is None:
        return "waiting"
    return "approved" if benefit > 0 else "denied"


def _codes(item: Json, path: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    for one in item.get("extension", ()):
        if one.get("url") == OUTCOME_EXTENSION:
            yield from ((code, DECISIONS, f"{path}.extension") for code in _inner(one, "decision"))
    for rank, part in enumerate(item.get("adjudication", ())):
        for one in part.get("extension", ()):
            if one.get("url") == ACTION_EXTENSION:
                where = f"{path}.adjudication[{rank}].extension"
                yield from ((code, ACTIONS, where) for code in _inner(one, ACTION_CODE))


def _inner(told: Json, url: str) -> list[str]:
    inside = [one.get("valueCodeableConcept") or {} for one in told.get("extension", ()) if one.get("url") == url]
    return [str(coding.get("code", "")) for concept in inside for coding in concept.get("coding", ())]


def _benefit(item: Json, path: str, asked: Asked, fee: Decimal | None) -> Decimal | None:
    """What is approved for the line; every amount is looked at, because one that is wrong makes all doubtful."""
    found: Decimal | None = None
    for rank, part in enumerate(item.get("adjudication", ())):
        where = f"{path}.adjudication[{rank}]"
        category = _category(part, where)
        told = part.get("amount")
        if told is None:
            continue
        amount = _amount(told, f"{where}.amount", asked)
        if category != "benefit":
            continue
        if fee is not None and amount > fee:
            _no("more_than_asked", f"{amount} is approved, but only {fee} was asked for.", f"{where}.amount.value")
        found = amount
    return found


def _category(part: Json, where: str) -> str:
    codings = part["category"].get("coding", ())
    codes = [str(one.get("code", "")) for one in codings if one.get("system", ADJUDICATION) == ADJUDICATION]
    if codes and codes[0] not in CATEGORIES:
        text = f"“{codes[0][:40]}” is no kind of amount that is known: {', '.join(CATEGORIES)}."
        _no("unknown_code", text, f"{where}.category")
    return codes[0] if codes else ""


def _amount(told: Json, where: str, asked: Asked) -> Decimal:
    currency = told.get("currency", asked.currency)
    if currency != asked.currency:
        _no(
            "other_currency",
            f"The amount is in {currency}; what was asked is in {asked.currency}.",
            f"{where}.currency",
        )
    amount = Decimal(str(told.get("value", 0)))
    if amount < 0 and amount.is_finite():
        _no("negative_amount", f"{amount} is less than nothing.", f"{where}.value")
    if not amount.is_finite() or amount > LARGEST:
        _no("absurd_amount", f"{str(amount)[:20]} is more than any dental work costs.", f"{where}.value")
    if amount != amount.quantize(Decimal("0.01")):
        _no("odd_amount", f"{amount} is finer than a cent.", f"{where}.value")
    return amount


def _words(item: Json, notes: Mapping[Any, str]) -> Iterator[str]:
    """The notes and reasons that are tied to a line."""
    for number in item.get("noteNumber", ()):
        yield notes.get(number, f"Note {number} is named but not written.").strip()
    for one in item.get("extension", ()):
        if one.get("url") == OUTCOME_EXTENSION:
            yield from (
                _said(part.get("valueCodeableConcept")) for part in one.get("extension", ()) if _is_reason(part)
            )
    for part in item.get("adjudication", ()):
        yield _said(part.get("reason"))


def _is_reason(part: Json) -> bool:
    return part.get("url") == "reason"


def _said(told: Any) -> str:
    concept = told if isinstance(told, Mapping) else {}
    coding: Json = next(iter(concept.get("coding", ())), {})
    return str(concept.get("text") or coding.get("display") or coding.get("code") or "").strip()
