"""The other ways to answer the finding behind a denied line, each with what the whole plan would then cost."""

from dataclasses import dataclass
from decimal import Decimal

from arcada.cases.models import PlanVersion
from arcada.cases.queries import active_version
from arcada.cases.ways import Way, ways
from arcada.display.phrases import PLAIN, Voice, count, money
from arcada.insurance.models import PreAuthLine, PreAuthorisation
from arcada.practice.models import Membership


@dataclass(frozen=True, slots=True)
class Instead:
    """One way: what the whole plan then costs and how much less, or why it does not go."""

    value: str
    title: str
    price: str
    less: str
    visits: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    possible: bool
    offered: bool
    why_not: str


def ways_of(line: PreAuthLine, pack: PreAuthorisation, _member: Membership, voice: Voice = PLAIN) -> list[Instead]:
    """The ways that are not taken now, the offered ones first."""
    version = active_version(pack.case)
    if version is None:
        return []
    price = _price_now(version, pack.alternative.tier)
    found: list[Instead] = []
    for finding in line.findings:
        if finding not in {one["fid"] for one in version.inputs["case"]["findings"]}:
            continue
        found += [
            _instead(finding, way, price, voice)
            for way in ways(version, finding, pack.alternative.tier)
            if not way.chosen
        ]
    return sorted(found, key=lambda one: (not one.possible, not one.offered))


def _price_now(version: PlanVersion, tier: str) -> Decimal | None:
    told = next((one["price"] for one in version.answer["alternatives"] if one["tier"] == tier), None)
    return None if told is None else Decimal(told)


def _instead(finding: str, way: Way, now: Decimal | None, voice: Voice) -> Instead:
    less = ""
    if way.price and now is not None:
        by = now - Decimal(way.price)
        less = f"{money(abs(by), voice)} {'less' if by >= 0 else 'more'}" if by else "the same"
    return Instead(
        value=f"{finding}:{way.strategy}",
        title=way.title,
        price=money(way.price, voice) if way.price else "",
        less=less,
        visits=count(way.visits, "visit") if way.visits else "",
        pros=way.pros,
        cons=way.cons,
        possible=not way.why_not,
        offered=way.offered,
        why_not=way.why_not,
    )
