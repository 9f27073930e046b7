"""A protocol as a flow chart in the words of Mermaid: finding, tiers, strategies by rung, steps with their waits.

finding --> Premium --1 when ...--> strategy --> step --7 to 28 days--> step
                                       '-.trigger.-> branch
"""

from collections.abc import Iterator

from arcada.interop.protocol_pages.page import ProtocolPage, StrategyBlock
from arcada.interop.protocol_pages.vocabulary import window_in_words

LONGEST = 70  # letters of a label; the table below the drawing has the whole sentence. source: judgement
TIERS = {"premium": "Premium", "balanced": "Balanced", "economy": "Economy"}


def mermaid(page: ProtocolPage) -> str:
    """The drawing as text."""
    return "\n".join(["flowchart LR", *_ladders(page), *_ways(page), *_branches(page)])


def _ladders(page: ProtocolPage) -> Iterator[str]:
    yield f'  finding(["{label(page.title)}"])'
    told: dict[str, str] = {}
    for tier, rungs in page.tiers:
        yield f'  finding --> {tier}["{TIERS[tier]}"]'
        for rank, rung in enumerate(rungs, 1):
            target = f"way_{rung.strategy}" if rung.strategy else told.setdefault(rung.text, f"reason_{len(told)}")
            words = f"{rank} {rung.when}" if rung.when else f"{rank}"
            yield f'  {tier} -->|"{label(words)}"| {target}'
    for text, target in told.items():
        yield f'  {target}[/"{label(text)}"/]'


def _ways(page: ProtocolPage) -> Iterator[str]:
    for way in page.strategies:
        yield f'  way_{way.id}{{{{"{label(way.title)}"}}}}'
        yield from _steps(way)


def _steps(way: StrategyBlock) -> Iterator[str]:
    """Each step after the one that it waits for, else after the one before it."""
    drawn: dict[str, str] = {}
    before = f"way_{way.id}"
    for rank, step in enumerate(way.steps):
        here = f"{way.id}_{rank}"
        wait = f'|"{window_in_words(*step.days)}"|' if step.days else ""
        yield f'  {here}["{label(step.title)}"]'
        yield f"  {drawn.get(step.after, before)} -->{wait} {here}"
        drawn[step.name] = before = here


def _branches(page: ProtocolPage) -> Iterator[str]:
    for rank, branch in enumerate(page.branches):
        work = ", ".join(branch.procedures) or "nothing more"
        yield f'  finding -. "{label(branch.trigger)}" .-> branch_{rank}[["{label(work)}"]]'


def label(text: str) -> str:
    """A label that Mermaid reads: no quotes, braces in words, not longer than fits."""
    plain = text.replace('"', "'").replace("{", "").replace("}", "").replace("#", "")
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"
