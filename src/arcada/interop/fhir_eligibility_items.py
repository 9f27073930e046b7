"""The items of a payer's answer on coverage: each kind of benefit of each kind of service, as rules of a plan.

Codes of services are those that HL7 gives as examples and the X12 service types of dental care that many payers send
instead; a category of our own is read by its name or by the words of plan documents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

from arcada.core.kernel import Refusal
from arcada.interop.benefit_categories import category_called
from arcada.interop.fhir_claim import CATALOGUE
from arcada.interop.fhir_eligibility_wrong import Wrong
from arcada.interop.knowledge import load_library

SERVICES: Mapping[str, tuple[str, ...]] = {
    "23": ("diagnostic",), "24": ("perio",), "25": ("restorative",), "26": ("endo",), "27": ("prostho",),
    "28": ("adjunctive",), "35": ("general",), "36": ("crowns",), "38": ("ortho",), "39": ("prostho",),
    "40": ("oral_surgery",), "41": ("preventive",), "F3": ("general",), "4": ("diagnostic_xray",),
}  # fmt: skip
WHOLE = 100
LARGEST = Decimal(10_000_000)
MOST_VISITS = 366
PERIODS = {"annual": "benefit_year", "lifetime": "lifetime"}
UNITS = {"individual": "individual", "family": "family"}
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limit:
    """A maximum or a deductible, and what is used of it where the payer said so."""

    scope: str
    level: str
    period: str
    amount: Decimal | None
    used: Decimal | None


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that was said, by kind; `network` is that of the items taken. Shares are what the plan pays."""

    shares: Mapping[str, Decimal] = field(default_factory=dict)
    excluded: tuple[str, ...] = ()
    maximums: tuple[Limit, ...] = ()
    deductibles: tuple[Limit, ...] = ()
    visits: Mapping[str, int] = field(default_factory=dict)
    copays: Mapping[str, Decimal] = field(default_factory=dict)
    ask_first: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


@dataclass(slots=True)
class _Heard:
    """What is gathered while the items are read."""

    currency: str
    shares: dict[str, Decimal] = field(default_factory=dict)
    excluded: list[str] = field(default_factory=list)
    maximums: list[Limit] = field(default_factory=list)
    deductibles: list[Limit] = field(default_factory=list)
    visits: dict[str, int] = field(default_factory=dict)
    copays: dict[str, Decimal] = field(default_factory=dict)
    ask_first: list[str] = field(default_factory=list)
    networks: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


def said_of(items: Sequence[Json], currency: str) -> Said:
    """What the items say in network, or of any network where none is named; raises Wrong with the field."""
    heard = _Heard(currency)
    named = [_code(one.get("network"), f"insurance[0].item[{rank}].network") for rank, one in enumerate(items)]
    both = "in" in named and "out" in named
    for rank, (item, network) in enumerate(zip(items, named, strict=True)):
        where = f"insurance[0].item[{rank}]"
        if network not in ("", "in", "out"):
            _no(f"“{network}” is no network; it is in or out.", f"{where}.network")
        if both and network == "out":
            heard.aside.append(f"Out of network: {_named(item)}")
            continue
        if network and network not in heard.networks:
            heard.networks.append(network)
        _item(item, where, heard)
    return Said(
        shares=heard.shares,
        excluded=tuple(dict.fromkeys(heard.excluded)),
        maximums=tuple(heard.maximums),
        deductibles=tuple(heard.deductibles),
        visits=heard.visits,
        copays=heard.copays,
        ask_first=tuple(dict.fromkeys(heard.ask_first)),
        networks=tuple(heard.networks),
        aside=tuple(heard.aside),
    )


def _item(item: Json, where: str, heard: _Heard) -> None:
    scopes = _scopes(item)
    if not scopes:
        heard.aside.append(f"A service that is not known here: {_named(item)}")
        return
    if item.get("excluded") is True:
        heard.excluded += scopes
    if item.get("authorizationRequired") is True:
        heard.ask_first += scopes
    level = _known(item, "unit", UNITS, "individual", where)
    period = _known(item, "term", PERIODS, "benefit_year", where)
    for rank, benefit in enumerate(item.get("benefit") or ()):
        _benefit(benefit, scopes, (level, period), f"{where}.benefit[{rank}]", heard)


def _benefit(benefit: Json, scopes: Sequence[str], frame: tuple[str, str], where: str, heard: _Heard) -> None:
    kind = _code(benefit.get("type"), f"{where}.type")
    if kind == "copay-percent":
        share = _whole(benefit, "allowedUnsignedInt", WHOLE, where)
        heard.shares |= {} if share is None else dict.fromkeys(scopes, Decimal(WHOLE - share))
    elif kind in ("benefit", "deductible"):
        allowed, used = (_money(benefit, key, where, heard.currency) for key in ("allowedMoney", "usedMoney"))
        found = heard.maximums if kind == "benefit" else heard.deductibles
        if allowed is not None or used is not None:
            found += [Limit(scope, *frame, allowed, used) for scope in scopes]
    elif kind == "visit":
        count = _whole(benefit, "allowedUnsignedInt", MOST_VISITS, where)
        heard.visits |= {} if count is None else dict.fromkeys(scopes, count)
    elif kind == "copay":
        amount = _money(benefit, "allowedMoney", where, heard.currency)
        procedures = [scope for scope in scopes if scope.startswith("proc:")]
        if amount is not None and procedures:
            heard.copays |= {scope.removeprefix("proc:"): amount for scope in procedures}
        elif amount is not None:
            heard.aside.append(f"A copay of {amount} for {', '.join(scopes)}: enter it in the payer's copay list")
    else:
        heard.aside.append(f"“{kind[:40]}” of {', '.join(scopes)}")


def _scopes(item: Json) -> list[str]:
    """What an item speaks about: a procedure of our catalogue, or kinds of service."""
    for coding in (item.get("productOrService") or {}).get("coding") or ():
        if coding.get("system") == CATALOGUE and coding.get("code") in load_library().procedures:
            return [f"proc:{coding['code']}"]
    if item.get("productOrService") and not item.get("category"):
        return []
    found: list[str] = []
    for coding in (item.get("category") or {}).get("coding") or ():
        named = category_called(str(coding.get("display") or "")) or category_called(str(coding.get("code") or ""))
        found += SERVICES.get(str(coding.get("code")), (named,) if named else ())
    if not found and not item.get("category") and not item.get("productOrService"):
        found = ["general"]
    return [f"cat:{name}" for name in dict.fromkeys(found)]


def _named(item: Json) -> str:
    parts = [str(item.get("name") or item.get("description") or "")]
    for key in ("category", "productOrService"):
        told = item.get(key) or {}
        parts += [str(one.get("display") or one.get("code") or "") for one in told.get("coding") or ()]
        parts.append(str(told.get("text") or ""))
    return ", ".join(dict.fromkeys(part[:80] for part in parts if part)) or "without a name"


def _code(told: Any, where: str) -> str:
    if told is None:
        return ""
    codings = told.get("coding") or () if isinstance(told, Mapping) else ()
    codes = [str(one.get("code") or "") for one in codings]
    if not codes or not codes[0]:
        _no("The code is missing.", where)
    return codes[0]


def _known(item: Json, key: str, words: Mapping[str, str], otherwise: str, where: str) -> str:
    code = _code(item.get(key), f"{where}.{key}")
    if not code:
        return otherwise
    if code not in words:
        _no(f"“{code[:40]}” is none of {', '.join(words)}.", f"{where}.{key}")
    return words[code]


def _money(benefit: Json, key: str, where: str, currency: str) -> Decimal | None:
    told = benefit.get(key)
    if told is None or told.get("value") is None:
        return None
    value, path = Decimal(str(told["value"])), f"{where}.{key}"
    if told.get("currency") not in (None, currency):
        _no(f"The amount is in {str(told['currency'])[:8]}; the practice counts in {currency}.", f"{path}.currency")
    if not 0 <= value <= LARGEST:
        _no(f"{value} can be no amount of a benefit.", f"{path}.value")
    return value.quantize(Decimal("0.01"))


def _whole(benefit: Json, key: str, most: int, where: str) -> int | None:
    told = benefit.get(key)
    if told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= most:
        _no(f"Expected a whole number from 0 to {most}, found {str(told)[:20]}.", f"{where}.{key}")
    return told


def _no(text: str, where: str) -> NoReturn:
    raise Wrong(Refusal("unreadable_answer", text, where))
