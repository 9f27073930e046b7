"""A plan as it is, with what a payer's answer says put in its place: what is said replaces, what is not said stays.

plan                          answer                      after
crowns 50 %                   crowns 60 %                 crowns 60 %
implants excluded             implants 50 %               implants 50 %, no longer excluded
maximum not known             maximum 1,500               maximum 1,500, known
root canals not known         nothing of root canals      root canals not known
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arcada.insurance.plain_rows import ROWS
from arcada.interop.fhir_eligibility_items import Limit, Said

GENERAL = ("all", "cat:general")
ASKED = tuple(f"percent:{row.id}" for row in ROWS if row.asked)
MEMBER_KINDS = ("percent", "deductibles", "maximums", "frequency")
Rules = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Merged:
    """Benefits and what nobody knows, after the answer."""

    benefits: Mapping[str, Any]
    unknown: tuple[str, ...]


def merged(benefits: Mapping[str, Any], unknown: Sequence[str], said: Said) -> Merged:
    """The plan after the answer."""
    found: dict[str, Any] = dict(benefits)
    found["percent"] = _shares(benefits.get("percent") or (), said)
    found["exclusions"] = _exclusions(benefits.get("exclusions") or (), said)
    found["maximums"] = _limits(benefits.get("maximums") or (), said.maximums)
    found["deductibles"] = _limits(benefits.get("deductibles") or (), said.deductibles)
    found["frequency"] = _visits(benefits.get("frequency") or (), said)
    found["copays"] = dict(benefits.get("copays") or {}) | {name: _plain(one) for name, one in said.copays.items()}
    if len(said.networks) == 1:
        found["in_network"] = said.networks[0] == "in"
    kept = {key: value for key, value in found.items() if value not in ([], {}, None)}
    return Merged(kept, tuple(_still_unknown(unknown, said)))


def own_rules(benefits: Mapping[str, Any], own: Mapping[str, Any], said: Said) -> dict[str, Any]:
    """The member's own rules after the answer: only what differs from the plan."""
    after = merged({key: own.get(key, []) for key in MEMBER_KINDS}, (), said).benefits
    excluded = [{"scope": scope, "pct": 0} for scope in said.excluded]
    shares = [one for one in after.get("percent", ()) if one["scope"] not in said.excluded]
    found = {key: after.get(key, []) for key in MEMBER_KINDS} | {"percent": [*shares, *excluded]}
    differing = {key: [rule for rule in rules if rule not in (benefits.get(key) or ())] for key, rules in found.items()}
    others = {key: rules for key, rules in own.items() if key not in MEMBER_KINDS}
    return others | {key: rules for key, rules in differing.items() if rules}


def general_used(limits: Iterable[Limit]) -> Decimal | None:
    """What is used of the person's general limit of the year, where the payer said so."""
    for one in limits:
        if one.scope in GENERAL and one.level == "individual" and one.period != "lifetime" and one.used is not None:
            return one.used
    return None


def _shares(rules: Iterable[dict[str, Any]], said: Said) -> Rules:
    gone = {*said.shares, *said.excluded}
    kept = [rule for rule in rules if rule["scope"] not in gone]
    return [*kept, *({"scope": scope, "pct": _plain(share)} for scope, share in said.shares.items())]


def _exclusions(rules: Iterable[Any], said: Said) -> list[Any]:
    kept = [one for one in rules if one not in said.shares and one not in said.excluded]
    return [*kept, *said.excluded]


def _limits(rules: Iterable[dict[str, Any]], told: Sequence[Limit]) -> Rules:
    new = [_rule(one) for one in told if one.amount is not None]
    names = {_name(rule) for rule in new}
    return [*(rule for rule in rules if _name(rule) not in names), *new]


def _rule(one: Limit) -> dict[str, Any]:
    rule: dict[str, Any] = {"scope": one.scope, "amount": _plain(one.amount or Decimal(0))}
    rule |= {"level": one.level} if one.level != "individual" else {}
    return rule | ({"period": one.period} if one.period != "benefit_year" else {})


def _name(rule: Mapping[str, Any]) -> tuple[str, str, str]:
    scope = GENERAL[1] if rule["scope"] in GENERAL else str(rule["scope"])
    return scope, str(rule.get("level", "individual")), str(rule.get("period", "benefit_year"))


def _visits(rules: Iterable[dict[str, Any]], said: Said) -> Rules:
    kept = [rule for rule in rules if rule["scope"] not in said.visits or rule.get("area", "mouth") != "mouth"]
    new = [{"scope": scope, "count": count, "period": {"kind": "benefit_year"}} for scope, count in said.visits.items()]
    return [*kept, *new]


def _still_unknown(unknown: Sequence[str], said: Said) -> Iterable[str]:
    told = [*said.shares, *said.excluded]
    settled = {f"percent:{scope.removeprefix('cat:')}" for scope in told}
    settled |= {f"frequency:{scope.removeprefix('cat:')}" for scope in said.visits}
    for key, limits in (("maximums", said.maximums), ("deductibles", said.deductibles)):
        for one in limits:
            general = one.scope in GENERAL and one.level == "individual"
            settled.add(key if general else f"{key}:{'family' if one.level == 'family' else one.scope[4:]}")
    settled |= {"network"} if len(said.networks) == 1 else set()
    if general_used(said.maximums) is not None:
        settled.add("accumulators")
    whole = "cat:general" in told or "all" in told
    for word in unknown:
        if word == "percent" and not whole:
            yield from (one for one in ASKED if one not in settled)
        elif word not in settled and not (whole and word.startswith("percent")):
            yield word


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value
