"""Why a line is in the plan, and why a figure is what it is: what opens on a click or on W."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from arcada.cases.gates import Gate, gates
from arcada.cases.models import Alternative, Override
from arcada.cases.models.plan import OverrideAct
from arcada.display.phrases import count, day
from arcada.interop.knowledge import load_library
from arcada.web.plan.presenters.by_protocol import ByProtocol, by_protocol
from arcada.web.plan.presenters.shown import AIMS, PHASES, TITLES, Shown, no_fees, plain

JUDGEMENT = "judgement"
TIER_OF = {"p": "premium", "b": "balanced", "e": "economy"}
"""By the first letter of a line's id."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a reason: its name, and its words."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a dentist decided about a line, for as long as the record is kept."""

    text: str
    reason: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Lack:
    """A proof that a line waits for, and how it stands."""

    finding: str
    evidence: str
    said: str
    why: str
    shut: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """All that is known of why a line is there."""

    item: str
    tier: str
    plan: str
    title: str
    price: str
    because: str
    protocol: ByProtocol
    facts: tuple[Fact, ...]
    lacks: tuple[Lack, ...]
    decisions: tuple[Decision, ...]
    elsewhere: tuple[Fact, ...]
    alike: str = ""


def reason(shown: Shown, row: Alternative, item: Mapping[str, Any]) -> Reason:
    """Tell why a line of an alternative is there."""
    facts = (
        Fact("Finding", tuple(_finding(shown, fid) for fid in item["for_findings"])),
        Fact("Evidence", tuple(_evidence(shown, item))),
        Fact("Tier", (f"{TITLES[row.tier]}: {AIMS[row.tier]}",)),
        Fact("Less invasive", (item.get("less_invasive") or "Nothing less would answer this finding.",)),
        Fact("When", _when(shown, item)),
        Fact("Lasts", tuple(_life(item))),
        Fact("Source", tuple(_sources(item.get("source", ())))),
    )
    return Reason(
        item=item["id"],
        tier=row.tier,
        plan=TITLES[row.tier],
        title=shown.line(item),
        price=shown.money(item["price"]),
        because=item["because"],
        protocol=by_protocol(shown, item["protocol"]),
        facts=tuple(fact for fact in facts if fact.lines),
        lacks=tuple(_lack(gate) for gate in gates(row) if item["id"] in gate.items),
        decisions=decisions_on(shown, item),
        elsewhere=tuple(_elsewhere(shown, row.tier, item)),
        alike=shown.alike(item),
    )


def _finding(shown: Shown, fid: str) -> str:
    one = shown.found.get(fid)
    severity = one.get("severity", {}) if one else {}
    told = ", ".join(f"{key.replace('_', ' ')} {_value(value)}" for key, value in severity.items())
    return f"{shown.finding(fid)}{f' ({told})' if told else ''}"


def _value(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _evidence(shown: Shown, item: Mapping[str, Any]) -> list[str]:
    """Each proof of the findings with its day, once."""
    found: dict[str, None] = {}
    for fid in item["for_findings"]:
        for one in shown.found.get(fid, {}).get("evidence", ()):
            on = shown.version.start_date - timedelta(days=one["age_days"])
            found.setdefault(f"{plain(one['type'])}, {day(on, shown.voice, style='year')}")
    return list(found)


def _when(shown: Shown, item: Mapping[str, Any]) -> tuple[str, ...]:
    first, last = item["visit"], item["last_visit"]
    visits = f"Visit {first}" if first == last else f"Visits {first} to {last}"
    on = day(shown.date_of(item["start_day"]), shown.voice, style="year")
    return (f"{visits}, {PHASES.get(item['phase'], item['phase']).lower()}, from {on}", *waits(shown, item))


def waits(shown: Shown, item: Mapping[str, Any]) -> list[str]:
    """What the line waits for, and how long."""
    told = []
    for lag in item["after"]:
        known = shown.item(lag["item"])
        if known is not None:
            told.append(f"{_lag(lag)} {shown.line(known[1]).lower()}")
    held = item.get("held", "")
    if not told and held and held != "nothing holds it back":
        told.append(f"{held[:1].upper()}{held[1:]}")
    return told


def _lag(lag: Mapping[str, Any]) -> str:
    low, high = lag["min_days"], lag["max_days"]
    if not low and high is None:
        return "After"
    if not low:
        return f"Within {count(high, 'day')} of"
    return f"At least {count(low, 'day')} after" if high is None else f"{low} to {high} days after"


def _life(item: Mapping[str, Any]) -> list[str]:
    years = item.get("longevity_years")
    return [f"{years[0]} to {years[1]} years expected"] if years else []


def _sources(tags: Sequence[str]) -> list[str]:
    known = load_library().sources
    return [known.get(tag, "Judgement of the practice's dentists" if tag == JUDGEMENT else tag) for tag in tags]


def _lack(gate: Gate) -> Lack:
    return Lack(gate.finding, gate.evidence, gate.evidence.replace("_", " "), gate.why, gate.shut)


def _elsewhere(shown: Shown, tier: str, item: Mapping[str, Any]) -> list[Fact]:
    """What the other plans do for the same findings at the same place."""
    places, findings = set(item["where"]), set(item["for_findings"])
    told = []
    for other in shown.alternatives:
        if other["tier"] == tier:
            continue
        same = [
            _priced(shown, one)
            for one in other["items"]
            if places & set(one["where"]) and findings & set(one["for_findings"])
        ]
        left = [one["text"] for one in other["unaddressed"] if one["finding"] in findings]
        told.append(Fact(TITLES[other["tier"]], tuple(dict.fromkeys(same)) or tuple(left) or ("Nothing",)))
    return told


def _priced(shown: Shown, item: Mapping[str, Any]) -> str:
    price = shown.money(item["price"])
    return f"{shown.line(item)}, {price}" if shown.sees_price else shown.line(item)


def decisions_on(shown: Shown, item: Mapping[str, Any]) -> tuple[Decision, ...]:
    """The dentist's decisions that stand on a line, in every version since they were made."""
    return tuple(decision(shown, row) for row in shown.overrides if _concerns(shown, row, item))


def _concerns(shown: Shown, row: Override, item: Mapping[str, Any]) -> bool:
    """Whether a word speaks of a line: by the line itself, by the proof of its finding, or by the way it was chosen."""
    if row.tier and row.tier != TIER_OF[item["id"][:1]]:
        return False
    if row.act == OverrideAct.RELEASE:
        here = row.version_id == shown.version.pk and row.item == item["id"]
        return here or (row.version_id != shown.version.pk and row.finding in item["for_findings"])
    if row.act == OverrideAct.SWAP:
        return row.finding in item["for_findings"] and row.version_id != shown.version.pk
    return bool(row.procedure == item["procedure"] and set(row.where) == set(item["where"]))


def decision(shown: Shown, row: Override) -> Decision:
    """Say a decision."""
    until = f" until {_day(row.until_date, shown)}" if row.until_date else ""
    proof = f" without {row.evidence.replace('_', ' ')}" if row.evidence else ""
    return Decision(
        text=f"{row.get_act_display()}{proof}{until}",
        reason=row.reason,
        by=str(row.by.user),
        on=day(row.at, shown.voice, style="year"),
    )


def _day(on: date | None, shown: Shown) -> str:
    return day(on, shown.voice, style="year")


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of a sum."""

    item: str
    text: str
    visit: str
    price: str
    missing: bool


@dataclass(frozen=True, slots=True)
class PriceReason:
    """Why an alternative costs what it costs: the sum of its lines."""

    tier: str
    plan: str
    lines: tuple[PriceLine, ...]
    total: str
    missing: int
    fees: str
    on: str


def price_reason(shown: Shown, row: Alternative) -> PriceReason:
    """Add a price up before the reader's eyes."""
    content = row.content()
    fees = shown.version.inputs.get("fees")
    return PriceReason(
        tier=row.tier,
        plan=TITLES[row.tier],
        lines=tuple(
            PriceLine(
                item["id"],
                shown.line(item),
                f"visit {item['last_visit']}",
                shown.money(item["price"]),
                item["price"] is None,
            )
            for item in content["items"]
        ),
        total=shown.money(content["price"]),
        missing=no_fees(content),
        fees=fees["name"] if fees else "the sample fee list that comes with Arcada",
        on=day(shown.version.start_date, shown.voice, style="year"),
    )
