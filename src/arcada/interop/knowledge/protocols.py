"""`strategies/*.yaml` and `protocols/*.yaml`: what is done about what is found."""

from collections.abc import Mapping

import yaml

from arcada.core.kernel.condition import Condition
from arcada.core.planning.draft import PHASES
from arcada.core.protocols.catalogue import Procedure
from arcada.core.protocols.protocol import (
    PLACES,
    REASONS,
    TIERS,
    After,
    Branch,
    DayWindow,
    FlagRule,
    Follow,
    Outcome,
    PlanStep,
    Protocol,
    Rung,
    Strategy,
)
from arcada.interop.knowledge.catalogue import Vocabulary, read_window
from arcada.interop.knowledge.entry import Entry, near
from arcada.interop.knowledge.files import Folder

STRENGTHS = ("must", "default", "preference")
UNITS = ("tooth", "gap", "arch", "finding")
STOPS = ("", "everything", "elective")


def read_strategies(folder: Folder, words: Vocabulary, procedures: Mapping[str, Procedure]) -> dict[str, Strategy]:
    """Strategies that several protocols share."""
    found: dict[str, Strategy] = {}
    for entry in folder.entries("strategies/*.yaml"):
        strategy = read_strategy(entry, words, procedures)
        if strategy.id in found:
            entry.fault("id", f"there is already a strategy '{strategy.id}'")
        found[strategy.id] = strategy
    return found


def read_strategy(entry: Entry, words: Vocabulary, procedures: Mapping[str, Procedure]) -> Strategy:
    """One strategy: its steps, what speaks for and against it, the less invasive way that was considered."""
    because = entry.text("because", "")
    strategy = Strategy(
        id=entry.text("id"),
        title=entry.text("title"),
        when=entry.condition(),
        removes=entry.flag("removes"),
        pros=entry.strings("pros"),
        cons=entry.strings("cons"),
        less_invasive=entry.text("less_invasive", ""),
        strength=entry.known("strength", STRENGTHS, "strength", "default"),
        sources=words.cited(entry, required=False),
        steps=tuple(read_step(one, words, procedures, because) for one in entry.entries("steps")),
    )
    if not strategy.steps:
        entry.fault("steps", "is missing: a strategy has at least one step")
    _known_steps(entry, strategy)
    _no_circle(entry, strategy)
    entry.done()
    return strategy


def read_step(entry: Entry, words: Vocabulary, procedures: Mapping[str, Procedure], because: str) -> PlanStep:
    """One step; its phase is the usual one of its family unless it says otherwise."""
    do = entry.known("do", set(procedures), "procedure")
    usual = words.phases.get(procedures[do].family, "disease_control") if do in procedures else ""
    step = PlanStep(
        do=do,
        name=entry.text("as", do),
        because=entry.text("because", because or None),
        phase=entry.known("phase", PHASES, "phase", usual),
        at=entry.known("at", PLACES, "place", "unit"),
        when=entry.condition(),
        after=_after(entry),
        gate=entry.text("gate", ""),
        repeat=entry.flag("repeat"),
        parallel=entry.flag("parallel"),
        together=entry.text("together", ""),
        not_before=entry.whole("not_before"),
        not_after=entry.whole("not_after"),
        follows=_follows(entry, words),
        interim=entry.flag("interim"),
    )
    entry.done()
    return step


def _follows(entry: Entry, words: Vocabulary) -> Follow | None:
    """`follows: {families: [cuspal_coverage], days: [[14, 60]]}`: after what others do on the same tooth."""
    one = entry.entry("follows")
    if one is None:
        return None
    windows, several = _windows(one, "days"), _windows(one, "several")
    if not windows:
        one.fault("days", "is missing: name at least one window of days")
    follow = Follow(
        words.expand(one, "families"),
        windows,
        one.whole("to_stage") or 0,
        one.flag("alone"),
        several,
        one.known("strength", STRENGTHS, "strength", "must"),
    )
    one.done()
    return follow


def _windows(entry: Entry, key: str) -> tuple[DayWindow, ...]:
    return tuple(DayWindow(*read_window(entry, node, f"{key}[{rank}]")) for rank, node in enumerate(entry.items(key)))


def _after(entry: Entry) -> tuple[After, ...]:
    """`after: {root_canal: [[0, 30]]}`; a key `to_stage` counts to a later visit of this step."""
    waits = entry.entry("after")
    stage = entry.whole("to_stage") or 0
    if waits is None:
        return ()
    found = []
    for name in waits.pairs:
        windows = tuple(DayWindow(*read_window(waits, node, name)) for node in waits.items(name))
        if not windows:
            waits.fault(name, "is missing: name at least one window of days")
        found.append(After(name, windows, stage))
    return tuple(found)


def _known_steps(entry: Entry, strategy: Strategy) -> None:
    names = {step.name for step in strategy.steps}
    for rank, step in enumerate(strategy.steps):
        for after in step.after:
            if after.step not in names:
                text = f"there is no step '{after.step}' in this strategy{near(after.step, names)}"
                entry.fault(f"steps[{rank}].after", text, entry.items("steps")[rank])


def _no_circle(entry: Entry, strategy: Strategy) -> None:
    waits = {step.name: {after.step for after in step.after} for step in strategy.steps}
    while free := [name for name, before in waits.items() if not before & waits.keys()]:
        for name in free:
            del waits[name]
    if waits:
        entry.fault("steps", f"these steps wait for each other: {', '.join(sorted(waits))}")


def read_protocols(
    folder: Folder, words: Vocabulary, procedures: Mapping[str, Procedure], shared: Mapping[str, Strategy]
) -> dict[str, Protocol]:
    """All protocols by id."""
    found: dict[str, Protocol] = {}
    for entry in folder.entries("protocols/*.yaml"):
        protocol = read_protocol(entry, words, procedures, shared)
        if protocol.id in found:
            entry.fault("id", f"there is already a protocol '{protocol.id}'")
        found[protocol.id] = protocol
    return found


def read_protocol(
    entry: Entry, words: Vocabulary, procedures: Mapping[str, Procedure], shared: Mapping[str, Strategy]
) -> Protocol:
    """One protocol."""
    own = {
        strategy.id: strategy
        for one in entry.entries("strategies")
        if (strategy := read_strategy(one, words, procedures))
    }
    protocol = Protocol(
        id=entry.text("id"),
        version=entry.whole("version") or 0,
        title=entry.text("title"),
        findings=entry.strings("findings"),
        unit=entry.known("unit", UNITS, "unit", "tooth"),
        stops=entry.known("stops", STOPS, "kind of stop", ""),
        strategies=own,
        ladders=_ladders(entry, {*own, *shared}),
        branches=tuple(_branch(one, procedures, words) for one in entry.entries("branches")),
        flags=tuple(_flag(one) for one in entry.entries("flags")),
        recall=tuple(_recall(one) for one in entry.entries("recall")),
        sources=words.cited(entry),
        insists=entry.flag("insists"),
    )
    if not protocol.version:
        entry.fault("version", "is missing")
    entry.done()
    return protocol


def _ladders(entry: Entry, strategies: set[str]) -> dict[str, tuple[Rung, ...]]:
    tiers = entry.entry("tiers")
    if tiers is None:
        entry.fault("tiers", "is missing")
        return dict.fromkeys(TIERS, ())
    first = _rungs(tiers, "all", strategies)
    last = _rungs(tiers, "otherwise", strategies)
    ladders = {tier: (*first, *_rungs(tiers, tier, strategies), *last) for tier in TIERS}
    for tier, rungs in ladders.items():
        if not rungs:
            tiers.fault(tier, "has no rung")
    tiers.done()
    return ladders


def _rungs(tiers: Entry, key: str, strategies: set[str]) -> tuple[Rung, ...]:
    found: list[Rung] = []
    for rank, node in enumerate(tiers.items(key)):
        if isinstance(node, yaml.ScalarNode):
            if node.value not in strategies:
                tiers.fault(key, f"there is no strategy '{node.value}'{near(str(node.value), strategies)}", node)
                continue
            found.append(Rung(str(node.value)))
            continue
        entry = Entry(tiers.file, node, f"{tiers.path}.{key}[{rank}]", tiers.reports)
        switched_off = entry.flag("off")
        rung = _rung(entry, strategies)
        if not switched_off:
            found.append(rung)
    return tuple(found)


def _rung(entry: Entry, strategies: set[str]) -> Rung:
    if "leave" in entry.pairs:
        reason = entry.known("leave", REASONS, "reason")
        outcome = Outcome(reason, entry.text("text"), entry.whole("until_days"))
        rung = Rung(outcome=outcome, when=entry.condition())
    else:
        rung = Rung(entry.known("use", strategies, "strategy"), when=entry.condition())
    entry.done()
    return rung


def _branch(entry: Entry, procedures: Mapping[str, Procedure], words: Vocabulary) -> Branch:
    steps = []
    for node in entry.items("do"):
        name, at = _branch_step(entry, node)
        if name not in procedures:
            entry.fault("do", f"there is no procedure '{name}'{near(name, set(procedures))}", node)
        steps.append((name, at))
    chance = entry.decimal("probability")
    branch = Branch(
        trigger=entry.text("trigger"),
        steps=tuple(steps),
        when=entry.condition(),
        probability=None if chance is None else float(chance),
        sources=words.cited(entry, required=chance is not None),
    )
    entry.done()
    return branch


def _branch_step(entry: Entry, node: yaml.Node) -> tuple[str, str]:
    """`root_canal`, or `[caries_programme, mouth]` with the place."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value), "unit"
    parts = node.value if isinstance(node, yaml.SequenceNode) else []
    if len(parts) != len(("procedure", "place")) or not all(isinstance(part, yaml.ScalarNode) for part in parts):
        entry.fault("do", "expected a procedure, or a procedure and its place as [cleaning, mouth]", node)
        return "", "unit"
    if parts[1].value not in PLACES:
        entry.fault("do", f"there is no place '{parts[1].value}'", parts[1])
    return str(parts[0].value), str(parts[1].value)


def _flag(entry: Entry) -> FlagRule:
    rule = FlagRule(entry.text("flag"), entry.text("text"), entry.condition())
    entry.done()
    return rule


def _recall(entry: Entry) -> tuple[int, Condition]:
    months = entry.whole("months")
    if not months:
        entry.fault("months", "is missing")
    rule = (months or 0, entry.condition())
    entry.done()
    return rule
