"""The shelf: all protocols by group, how each stands in the practice, and why one was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from arcada.core.planning.library import Library
from arcada.core.protocols.protocol import Protocol
from arcada.interop.knowledge.load import read_shipped
from arcada.interop.knowledge.reach import procedures_of, strategies_of
from arcada.interop.protocol_pages.markdown import heading
from arcada.practice.models import ON_ITS_WAY, Membership, ProtocolVersion, VersionState
from arcada.practice.queries import visible_to
from arcada.web.shell.remember import Remembered

WAITING = {
    VersionState.DRAFT: "Draft of version {}",
    VersionState.SUBMITTED: "Version {} waits for approval",
    VersionState.APPROVED: "Version {} is approved",
}
ONLY = (("all", "All"), ("own", "Own"), ("waiting", "On their way"))
FEW = 3
TEXTS: Remembered[tuple[tuple[str, str], ...]] = Remembered(2000)


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """One protocol."""

    name: str
    title: str
    findings: str
    state: str
    own: bool
    off: bool
    waiting: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The protocols that are wanted, by group."""

    groups: Sequence[tuple[str, Sequence[ShelfLine]]]
    found: int
    every: int


def shelf_of(member: Membership, library: Library, typed: str, only: str) -> Shelf:
    """All protocols, or those that fit what was typed."""
    rows = list(visible_to(member, ProtocolVersion).exclude(state=VersionState.RETIRED))
    active = {row.protocol: row for row in rows if row.state == VersionState.ACTIVE}
    coming = {row.protocol: row for row in rows if row.state in ON_ITS_WAY}
    groups: dict[str, list[ShelfLine]] = {}
    names = [name for name in read_shipped().library.protocols if name in library.protocols]
    for name in names:
        why = _why(library, name, typed)
        line = _line(library.protocols[name], active.get(name), coming.get(name), why or "")
        if why is not None and _wanted(line, only):
            groups.setdefault(group_of(name), []).append(line)
    found = sum(map(len, groups.values()))
    return Shelf(tuple((heading(group), tuple(lines)) for group, lines in sorted(groups.items())), found, len(names))


def _wanted(line: ShelfLine, only: str) -> bool:
    return {"own": line.own, "waiting": bool(line.waiting)}.get(only, True)


def group_of(name: str) -> str:
    """The group of a protocol: the name of its file."""
    place = read_shipped().places.of("protocols", name)
    return Path(place.file).stem if place else ""


def _line(protocol: Protocol, active: ProtocolVersion | None, coming: ProtocolVersion | None, why: str) -> ShelfLine:
    return ShelfLine(
        name=protocol.id,
        title=protocol.title,
        findings=_short(protocol.findings),
        state=state_words(active),
        own=active is not None,
        off=active is not None and active.switched_off,
        waiting=WAITING[VersionState(coming.state)].format(coming.number) if coming else "",
        why=why,
    )


def state_words(active: ProtocolVersion | None) -> str:
    """What is in force."""
    if active is None:
        return "Shipped"
    return f"Switched off, version {active.number}" if active.switched_off else f"Own, version {active.number}"


def _short(terms: Sequence[str]) -> str:
    more = f" and {len(terms) - FEW} more" if len(terms) > FEW else ""
    return f"{', '.join(terms[:FEW])}{more}"


def _why(library: Library, name: str, typed: str) -> str | None:
    """Why a protocol was found: nothing to say where its title or a finding fits; None where nothing fits."""
    words = typed.lower().split()
    if not words:
        return ""
    best: str | None = None
    for what, text in TEXTS.of((library.version, name), lambda: tuple(_told(library, library.protocols[name]))):
        if all(word in text.lower() for word in words):
            if not what:
                return ""
            best = best or f"{what}: {text}"
    return best


def _told(library: Library, protocol: Protocol) -> Iterator[tuple[str, str]]:
    """Everything of a protocol that can be searched, the nearest first."""
    yield "", f"{protocol.title} {protocol.id} {' '.join(protocol.findings)}"
    for term in protocol.findings:
        kind = library.kinds[term]
        yield "Code", f"{kind.code} {term}"
        for alias in kind.aliases:
            yield "Also called", alias
    for strategy in strategies_of(library, protocol):
        yield "Way", strategy.title
    for procedure in dict.fromkeys(procedures_of(library, protocol)):
        entry = library.procedures[procedure]
        yield "Work", f"{entry.name} ({entry.family.replace('_', ' ')})"
    for strategy in strategies_of(library, protocol):
        yield from (("Step", step.because) for step in strategy.steps)
        yield from (("Said", text) for text in (*strategy.pros, *strategy.cons, strategy.less_invasive) if text)
    yield from (("If", branch.trigger) for branch in protocol.branches)
    yield from (("Warning", flag.text) for flag in protocol.flags)
    yield from (("Source", library.sources.get(tag, tag)) for tag in protocol.sources)
