"""Which procedures some plan may hold: those that a rung, a branch, a wish, a risk rule or a missing proof leads to."""

from collections.abc import Iterator

from arcada.core.planning.library import Library
from arcada.core.protocols.protocol import Protocol, Strategy


def reachable(library: Library) -> frozenset[str]:
    """The procedures that the knowledge can put into a plan."""
    found = {name for protocol in library.protocols.values() for name in procedures_of(library, protocol)}
    found |= {name for rule in library.wishes for name in rule.do.values()}
    found |= {rule.do for rule in library.modifiers if rule.do}
    return frozenset({*found, *library.takes.values()})


def strategies_of(library: Library, protocol: Protocol) -> tuple[Strategy, ...]:
    """The strategies that stand on a ladder of the protocol, each once, in the order of its first rung."""
    names = dict.fromkeys(rung.strategy for ladder in protocol.ladders.values() for rung in ladder if rung.strategy)
    return tuple(library.strategy(protocol, name) for name in names)


def procedures_of(library: Library, protocol: Protocol) -> Iterator[str]:
    """The procedures of a protocol's ladders and branches."""
    for strategy in strategies_of(library, protocol):
        yield from (step.do for step in strategy.steps)
    for branch in protocol.branches:
        yield from (name for name, _place in branch.steps)
