"""One protocol as a page of values: what a dentist reads, in the order of the reading.

    finding(s) -> tiers (rungs, the first that fits) -> strategies (steps with their waits) -> branches -> sources

The same values stand on the page of the workshop and in `docs/protocols/`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from arcada.core.planning.library import Library
from arcada.core.protocols.catalogue import Procedure
from arcada.core.protocols.finding import FindingKind
from arcada.core.protocols.protocol import TIERS, Branch, PlanStep, Protocol, Rung, Strategy
from arcada.interop.knowledge.reach import strategies_of
from arcada.interop.protocol_pages.condition_words import in_words, plain
from arcada.interop.protocol_pages.vocabulary import PLACES, REASONS, STOPS, STRENGTHS, UNITS, windows_in_words


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding that the protocol answers."""

    term: str
    code: str
    scopes: tuple[str, ...]
    severity: tuple[str, ...]
    evidence: tuple[str, ...]
    patient_words: str


@dataclass(frozen=True, slots=True)
class RungLine:
    """One rung of a ladder: a strategy by its id, or a reason with its sentence."""

    title: str
    strategy: str = ""
    text: str = ""
    when: str = ""
    until_days: int | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: what is done, where, when in the order, what it waits for; `days` count from the step `after`."""

    name: str
    procedure: str
    title: str
    family: str
    because: str
    phase: str
    place: str
    when: str
    waits: tuple[str, ...]
    days: tuple[int, int | None] | None
    after: str
    visits: int
    minutes: int
    gate: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StrategyBlock:
    """One way to answer; `shared` when it stands in a file that several protocols use."""

    id: str
    title: str
    when: str
    strength: str
    steps: tuple[StepLine, ...]
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    less_invasive: str
    removes: bool
    shared: bool
    sources: tuple[str, ...]
    units: Decimal
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class BranchLine:
    """What is done if the trigger comes true; units and price are those of its procedures together."""

    trigger: str
    when: str
    probability: float | None
    procedures: tuple[str, ...]
    sources: tuple[str, ...]
    units: Decimal
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class ProtocolPage:
    """The whole page."""

    id: str
    version: int
    title: str
    unit: str
    findings: tuple[FindingLine, ...]
    tiers: tuple[tuple[str, tuple[RungLine, ...]], ...]
    strategies: tuple[StrategyBlock, ...]
    branches: tuple[BranchLine, ...]
    flags: tuple[tuple[str, str, str], ...]
    recall: tuple[tuple[int, str], ...]
    sources: tuple[tuple[str, str], ...]
    stops: str
    insists: bool

    def strategy(self, name: str) -> StrategyBlock | None:
        """The strategy of that id."""
        return next((one for one in self.strategies if one.id == name), None)


def page_of(library: Library, protocol: Protocol) -> ProtocolPage:
    """The page of a protocol as it stands in a library."""
    own = protocol.strategies
    blocks = tuple(strategy_block(library, one, shared=one.id not in own) for one in strategies_of(library, protocol))
    branches = tuple(_branch(library, one) for one in protocol.branches)
    cited = dict.fromkeys(
        [*protocol.sources, *(s for one in blocks for s in one.sources), *(s for one in branches for s in one.sources)]
    )
    return ProtocolPage(
        id=protocol.id,
        version=protocol.version,
        title=protocol.title,
        unit=UNITS.get(protocol.unit, _plain(protocol.unit)),
        findings=tuple(finding_line(library.kinds[term]) for term in protocol.findings),
        tiers=tuple((tier, tuple(_rung(library, protocol, one) for one in protocol.ladders[tier])) for tier in TIERS),
        strategies=blocks,
        branches=branches,
        flags=tuple((one.flag, one.text, in_words(one.when.text)) for one in protocol.flags),
        recall=tuple((months, in_words(when.text)) for months, when in protocol.recall),
        sources=tuple((tag, _citation(library, tag)) for tag in cited),
        stops=STOPS.get(protocol.stops, ""),
        insists=protocol.insists,
    )


def _citation(library: Library, tag: str) -> str:
    return library.sources.get(tag, "Judgement of the dentists who review this page" if tag == "judgement" else tag)


def finding_line(kind: FindingKind) -> FindingLine:
    """A finding with what proves it and the words of its severity."""
    return FindingLine(
        term=kind.term,
        code=", ".join(dict.fromkeys((kind.code, *(rule.code for rule in kind.codes)))),
        scopes=kind.scopes,
        severity=tuple(_severity(kind)),
        evidence=tuple(
            " or ".join(_plain(one) for one in need.types)
            + (f", at most {need.max_age_days} days old" if need.max_age_days else "")
            + (f", when {said}" if (said := in_words(need.when.text)) else "")
            for need in kind.evidence
        ),
        patient_words=kind.patient_words,
    )


def _severity(kind: FindingKind) -> Iterator[str]:
    for key in kind.severity:
        said = key.scale.name if key.scale else _plain(key.name)
        if key.low is not None:
            yield f"{said} {key.low:g} to {key.high:g}"
        elif key.values:
            yield f"{said}: {', '.join(_plain(value) for value in key.values)}"
        else:
            yield said


def _plain(name: str) -> str:
    return plain(name)


def _rung(library: Library, protocol: Protocol, rung: Rung) -> RungLine:
    when = in_words(rung.when.text)
    if rung.outcome is not None:
        told = rung.outcome
        return RungLine(
            REASONS.get(told.reason, _plain(told.reason)), text=told.text, when=when, until_days=told.until_days
        )
    strategy = library.strategy(protocol, rung.strategy)
    own = in_words(strategy.when.text)
    return RungLine(strategy.title, rung.strategy, when="; ".join(dict.fromkeys(one for one in (when, own) if one)))


def strategy_block(library: Library, strategy: Strategy, *, shared: bool) -> StrategyBlock:
    """One way with its steps; units and price count each step once."""
    procedures = [library.procedures[step.do] for step in strategy.steps]
    return StrategyBlock(
        id=strategy.id,
        title=strategy.title,
        when=in_words(strategy.when.text),
        strength=STRENGTHS.get(strategy.strength, strategy.strength),
        steps=tuple(_step(library, strategy, step) for step in strategy.steps),
        pros=strategy.pros,
        cons=strategy.cons,
        less_invasive=strategy.less_invasive,
        removes=strategy.removes,
        shared=shared,
        sources=strategy.sources,
        units=sum((one.units for one in procedures), Decimal(0)),
        price=price_of(library, procedures),
    )


def price_of(library: Library, procedures: list[Procedure]) -> Decimal | None:
    """The fees of the procedures together, or None where one of them has no fee."""
    fees = [library.fees.fee(one.id, one.units, one.units) for one in procedures]
    known = [fee for fee in fees if fee is not None]
    return sum(known, Decimal(0)) if len(known) == len(fees) else None


def _step(library: Library, strategy: Strategy, step: PlanStep) -> StepLine:
    procedure = library.procedures[step.do]
    return StepLine(
        name=step.name,
        procedure=step.do,
        title=procedure.name,
        family=procedure.family,
        because=step.because,
        phase=_plain(step.phase),
        place=PLACES.get(step.at, _plain(step.at)),
        when=in_words(step.when.text),
        waits=tuple(_waits(library, strategy, step)),
        days=_first_wait(step),
        after=step.after[0].step if step.after else "",
        visits=sum(stage.repeat for stage in procedure.stages),
        minutes=sum(stage.minutes * stage.repeat for stage in procedure.stages),
        gate=step.gate,
        marks=tuple(_marks(step)),
    )


def _first_wait(step: PlanStep) -> tuple[int, int | None] | None:
    windows = [window for after in step.after for window in after.windows]
    windows += step.follows.windows if step.follows else ()
    return (windows[0].min_days, windows[0].max_days) if windows else None


def _waits(library: Library, strategy: Strategy, step: PlanStep) -> Iterator[str]:
    names = {one.name: library.procedures[one.do].name.lower() for one in strategy.steps}
    for after in step.after:
        yield f"{windows_in_words(after.windows)} after {names[after.step]}"
    if step.follows:
        kinds = " or ".join(sorted(_plain(family) for family in step.follows.families))
        yield f"{windows_in_words(step.follows.windows)} after {kinds} on the same tooth"
    if step.not_before is not None:
        yield f"not before day {step.not_before} of the plan"
    if step.not_after is not None:
        yield f"not after day {step.not_after} of the plan"


def _marks(step: PlanStep) -> Iterator[str]:
    told = {
        "may stand beside later work": step.parallel,
        "repeated on purpose": step.repeat,
        "only until the final work": step.interim,
        "in one visit with others": bool(step.together),
    }
    yield from (words for words, holds in told.items() if holds)


def _branch(library: Library, branch: Branch) -> BranchLine:
    procedures = [library.procedures[name] for name, _place in branch.steps]
    return BranchLine(
        trigger=branch.trigger,
        when=in_words(branch.when.text),
        probability=branch.probability,
        procedures=tuple(one.name for one in procedures),
        sources=branch.sources,
        units=sum((one.units for one in procedures), Decimal(0)),
        price=price_of(library, procedures),
    )
