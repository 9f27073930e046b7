"""The pages of `docs/protocols/`: one for each file of protocols, one for the ways that protocols share, an index."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from arcada.core.planning.library import Library
from arcada.interop.knowledge.load import HOME, read_shipped
from arcada.interop.protocol_pages.diagram import TIERS, mermaid
from arcada.interop.protocol_pages.page import (
    BranchLine,
    FindingLine,
    ProtocolPage,
    RungLine,
    StepLine,
    StrategyBlock,
    page_of,
    strategy_block,
)

MADE = (
    "This page is made from the knowledge files by `./arcada knowledge --pages docs/protocols`: change those, "
    "not this page."
)
SHARED = "shared-ways.md"


def pages(root: Path = HOME) -> dict[str, str]:
    """All pages by file name."""
    shipped = read_shipped(root)
    groups: dict[str, list[ProtocolPage]] = {}
    for name, protocol in shipped.library.protocols.items():
        place = shipped.places.of("protocols", name)
        group = Path(place.file).stem if place else "others"
        groups.setdefault(group, []).append(page_of(shipped.library, protocol))
    found = {f"{group.replace('_', '-')}.md": _group(group, own) for group, own in sorted(groups.items())}
    return found | {SHARED: _shared(shipped.library), "README.md": _index(groups)}


def heading(group: str) -> str:
    """The title of a group: 'Hard tissue' for `hard_tissue`."""
    words = group.replace("_", " ")
    return words[:1].upper() + words[1:]


def _index(groups: dict[str, list[ProtocolPage]]) -> str:
    lines = ["# Protocols", "", MADE, ""]
    lines += ["What is done about each finding, by tier. A dentist reviews one condition on one page.", ""]
    lines += ["| finding | ICD-10-CM | protocol | page |", "|---|---|---|---|"]
    rows = [
        (line.term, line.code, page, f"{group.replace('_', '-')}.md")
        for group, own in groups.items()
        for page in own
        for line in page.findings
    ]
    lines += [
        f"| {term} | {code} | [{page.title}]({file}#{anchor(page.title)}) | {heading(file[:-3].replace('-', '_'))} |"
        for term, code, page, file in sorted(rows, key=lambda row: row[0])
    ]
    return _text([*lines, "", f"Ways that several protocols use: [shared ways]({SHARED})."])


def _group(group: str, own: list[ProtocolPage]) -> str:
    lines = [f"# {heading(group)}", "", MADE, ""]
    for page in own:
        lines += ["", *_protocol(page)]
    return _text(lines)


def _shared(library: Library) -> str:
    lines = ["# Shared ways", "", MADE, "", "Ways to treat that several protocols use, each written once."]
    for strategy in library.strategies.values():
        lines += ["", *_way(strategy_block(library, strategy, shared=True), "##")]
    return _text(lines)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).replace("\n\n\n", "\n\n").rstrip() + "\n"


def anchor(title: str) -> str:
    """How a heading is linked."""
    return "".join(one for one in title.lower().replace(" ", "-") if one.isalnum() or one == "-")


def _protocol(page: ProtocolPage) -> Iterator[str]:
    yield f"## {page.title}"
    yield ""
    facts = [f"`{page.id}@{page.version}`", f"answered {page.unit.replace('by itself', 'by itself')}"]
    if page.stops:
        facts.append(page.stops.rstrip(".").lower())
    if page.insists:
        facts.append("never left unanswered because every way was refused")
    yield f"{', '.join(facts)}."
    yield ""
    yield from _findings(page.findings)
    yield ""
    yield from _tiers(page)
    yield ""
    yield "```mermaid"
    yield mermaid(page)
    yield "```"
    for way in page.strategies:
        yield ""
        if way.shared:
            yield f"### {way.title}"
            yield ""
            steps = ", then ".join(step.title.lower() for step in way.steps)
            yield f"Shared: [{way.title}]({SHARED}#{anchor(way.title)}): {steps}."
        else:
            yield from _way(way, "###")
    yield from _branches(page.branches)
    yield from _more(page)


def _findings(lines: tuple[FindingLine, ...]) -> Iterator[str]:
    yield "| finding | ICD-10-CM | lies on | proof | severity |"
    yield "|---|---|---|---|---|"
    for one in lines:
        cells = (one.term, one.code, ", ".join(one.scopes), "; ".join(one.evidence), "; ".join(one.severity))
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ") or "-"


def _tiers(page: ProtocolPage) -> Iterator[str]:
    yield "The first way that fits is taken, from the top."
    yield ""
    yield f"| | {' | '.join(TIERS[tier] for tier, _ in page.tiers)} |"
    yield "|---|---|---|---|"
    deepest = max(len(rungs) for _, rungs in page.tiers)
    for rank in range(deepest):
        cells = (_cell(_rung(rungs[rank])) if rank < len(rungs) else "" for _, rungs in page.tiers)
        yield f"| {rank + 1} | {' | '.join(cells)} |"


def _rung(rung: RungLine) -> str:
    words = rung.title if rung.strategy else f"*{rung.title}*: {rung.text}"
    until = f" (until day {rung.until_days})" if rung.until_days else ""
    return f"{words}{until}" + (f", if {rung.when}" if rung.when else "")


def _way(way: StrategyBlock, level: str) -> Iterator[str]:
    yield f"{level} {way.title}"
    yield ""
    told = [f"`{way.id}`", way.strength, f"{way.units:g} fee units"]
    if way.when:
        told.append(f"if {way.when}")
    if way.removes:
        told.append("the tooth is gone afterwards")
    yield f"{', '.join(told)}."
    yield ""
    yield "| | step | where | waits | visits | minutes | phase | because |"
    yield "|---|---|---|---|---|---|---|---|"
    for rank, step in enumerate(way.steps, 1):
        yield _step(rank, step)
    yield ""
    if way.pros or way.cons:
        yield f"For it: {'; '.join(way.pros) or '-'}. Against it: {'; '.join(way.cons) or '-'}."
    if way.less_invasive:
        yield f"Less invasive: {way.less_invasive}"
    if way.sources:
        yield f"Sources: {', '.join(way.sources)}."


def _step(rank: int, step: StepLine) -> str:
    title = step.title + (f", if {step.when}" if step.when else "")
    waits = "; ".join((*step.waits, *step.marks, *((f"gate: {step.gate}",) if step.gate else ())))
    cells = (str(rank), title, step.place, waits, str(step.visits), str(step.minutes), step.phase, step.because)
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _branches(branches: tuple[BranchLine, ...]) -> Iterator[str]:
    if not branches:
        return
    yield ""
    yield "### What may come"
    yield ""
    yield "| if | chance | then | fee units | sources |"
    yield "|---|---|---|---|---|"
    for one in branches:
        trigger = one.trigger + (f" (only if {one.when})" if one.when else "")
        chance = f"{one.probability:.0%}" if one.probability is not None else "not known"
        cells = (trigger, chance, ", ".join(one.procedures), f"{one.units:g}", ", ".join(one.sources))
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _more(page: ProtocolPage) -> Iterator[str]:
    for flag, text, when in page.flags:
        yield ""
        yield f"Warning `{flag}`: {text}" + (f" (if {when})" if when else "")
    for months, when in page.recall:
        yield ""
        yield f"Check-up at the latest every {months} months" + (f", if {when}." if when else ".")
    yield ""
    yield "Sources:"
    yield ""
    for tag, citation in page.sources:
        yield f"- {tag}: {citation}"
