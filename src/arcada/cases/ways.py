"""The other ways to answer a finding in a plan, each compiled through to the end: what it costs, how long it takes.

    offered    a rung of the finding's protocol leads there for this patient: it keeps to the protocol
    departs    the protocol knows the way for other situations: it needs a reason, and is tried when it is chosen
    impossible the plan does not hold with it; `why_not` is the sentence

Nothing is estimated: for each way that is offered the whole plan is made as it would be, so that its price, visits and
last day are those that the patient would be shown. They are kept for a version and the protocols of the
day, since neither changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from arcada.cases.compilation import Inputs, compute, priced
from arcada.cases.models import PlanVersion
from arcada.cases.standing import told
from arcada.core.compiler.pipeline import background_of
from arcada.core.kernel import Refusal
from arcada.core.planning.choice import Choice, choose, has_place
from arcada.core.planning.library import Library
from arcada.core.protocols.protocol import Protocol, Strategy
from arcada.interop.plan_json import read_case
from arcada.practice.protocols import Owns, library_of, own_in_force

KEPT = 128
TRIAL = {"id": "", "by": "", "on": "", "role": "dentist", "why": "A trial, not a decision."}
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """One way, and the plan that it would make; figures are empty where it is impossible or not offered."""

    strategy: str
    title: str
    chosen: bool
    offered: bool
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    why_not: str = ""
    price: str = ""
    visits: int = 0
    last_day: int = 0
    life_years: tuple[int, int] | None = None


def _inputs(version: PlanVersion, own: Owns) -> Inputs:
    """What a version was made from, under the protocols in force now."""
    kept = version.inputs
    edits = tuple(kept.get("edits", ()))
    return Inputs(kept["case"], kept["fees"], version.chart_revision, version.start_date, edits, own)


def ways(version: PlanVersion, finding: str, tier: str) -> tuple[Way, ...]:
    """The ways to answer a finding in the plan of a tier: the one that is taken first, then by price."""
    return _ways(version.pk, finding, tier, own_in_force(version.practice_id))


@lru_cache(maxsize=KEPT)
def _ways(version_id: UUID, finding: str, tier: str, own: Owns) -> tuple[Way, ...]:
    version = PlanVersion.objects.select_related("case__patient").get(pk=version_id)
    inputs = _inputs(version, own)
    library = priced(library_of(inputs.own), inputs.fees)
    if isinstance(library, Refusal):
        return ()
    choices = _choices(inputs, library, finding, tier)
    taken = _taken(inputs, choices, finding, tier)
    found = [_tried(inputs, one, finding, tier, taken) for one in _strategies(library, choices)]
    return tuple(sorted(found, key=_rank))


def _rank(one: Way) -> tuple[bool, bool, bool, Decimal, str]:
    """What is taken now first, then what is offered, by price; what is impossible last."""
    return not one.chosen, bool(one.why_not), not one.offered, Decimal(one.price or 0), one.title


def _choices(inputs: Inputs, library: Library, finding: str, tier: str) -> tuple[Choice, ...]:
    """How the protocol itself answers the finding, unit by unit."""
    case = read_case(inputs.case, library)
    if isinstance(case, Refusal):
        return ()
    found = next((one for one in case.findings if one.id == finding), None)
    return choose(background_of(case, library), library, found, tier) if found else ()


def _taken(inputs: Inputs, choices: Sequence[Choice], finding: str, tier: str) -> frozenset[str]:
    """The ways that are taken now: what a dentist chose last, else the protocol's own."""
    for edit in reversed(inputs.edits):
        if edit["edit"] == "chosen" and edit["finding"] == finding and edit.get("tier") in (None, tier):
            return frozenset({str(edit["strategy"])})
    return frozenset(one.strategy.id for one in choices if one.strategy)


@dataclass(frozen=True, slots=True)
class _Candidate:
    strategy: Strategy
    offered: bool


def _strategies(library: Library, choices: Sequence[Choice]) -> tuple[_Candidate, ...]:
    """The strategies that the protocol names in any tier and whose own condition holds here."""
    found: dict[str, _Candidate] = {}
    for choice in choices:
        for name, offered in _named(choice.protocol, choice.facts).items():
            strategy = library.strategy(choice.protocol, name)
            if not has_place(library, strategy, choice.unit):
                continue
            fits = offered and strategy.when.holds(choice.facts)
            known = found.get(name)
            found[name] = _Candidate(strategy, fits or bool(known and known.offered))
    return tuple(found[name] for name in sorted(found))


def _named(protocol: Protocol, facts: Mapping[str, object]) -> dict[str, bool]:
    """The strategies on any rung, and whether a rung leads there for these facts."""
    found: dict[str, bool] = {}
    for ladder in protocol.ladders.values():
        for rung in ladder:
            if rung.strategy:
                found[rung.strategy] = found.get(rung.strategy, False) or rung.when.holds(facts)
    return found


def _tried(inputs: Inputs, one: _Candidate, finding: str, tier: str, taken: frozenset[str]) -> Way:
    """The way with the plan that it would make."""
    strategy = one.strategy
    way = Way(strategy.id, strategy.title, strategy.id in taken, one.offered, strategy.pros, strategy.cons)
    if not (one.offered or way.chosen):
        return way
    edit = {"edit": "chosen", "finding": finding, "strategy": strategy.id, "tier": tier} | TRIAL
    answer = compute(inputs if way.chosen else replace(inputs, edits=(*inputs.edits, edit)))
    if isinstance(answer, Refusal):
        return replace(way, why_not=answer.text)
    plan = next((alternative for alternative in answer["alternatives"] if alternative["tier"] == tier), None)
    if plan is None:
        return replace(way, why_not="This plan is not there any more.")
    aside = next((left["text"] for left in plan.get("unfollowed", ()) if told(left) == told(edit)), "")
    if aside and not way.chosen:
        return replace(way, why_not=aside)
    life = [item["longevity_years"] for item in plan["items"] if finding in item["for_findings"]]
    lives = [years for years in life if years]
    return replace(
        way,
        price=plan["price"],
        visits=plan["visit_count"],
        last_day=plan["last_day"],
        life_years=(min(years[0] for years in lives), max(years[1] for years in lives)) if lives else None,
    )
