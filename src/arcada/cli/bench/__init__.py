"""`./arcada bench`: measured figures beside their targets, each with its spread and the number of samples.

met           the figure is within its target
MISSED        it is not; the exit code is then 1
not measured  with the reason; never a guess
"""

import argparse
import importlib
import os
import pkgutil
import platform
import sys
from collections.abc import Iterable, Sequence

from arcada.cli.bench import figures, measures, stage
from arcada.cli.bench.registry import REGISTRY, Measurement, NotMeasured, Taken, Target

HEADINGS = ("what", "target", "measured", "samples", "", "")
VERDICT = 4


def run(arguments: list[str]) -> int:
    """Take all measurements, or those whose name or topic begins with one of the given words, and print a table."""
    load()
    parser = argparse.ArgumentParser(prog="./arcada bench")
    parser.add_argument("names", nargs="*", help=f"among: {', '.join(sorted(REGISTRY))}")
    wanted = parser.parse_args(arguments).names
    chosen = [each for name, each in REGISTRY.items() if not wanted or _is_meant(name, each, tuple(wanted))]
    if not chosen:
        print(f"There is no such measurement; there are: {', '.join(REGISTRY)}.", file=sys.stderr)
        return 2
    with stage.AT_END:
        rows = [_told(row_of(each)) for each in chosen]
    print(f"{machine()}\n\n{table(rows)}")
    return 1 if any(row[VERDICT] == "MISSED" for row in rows) else 0


def _is_meant(name: str, each: Measurement, words: tuple[str, ...]) -> bool:
    """Whether a word begins the name, or the topic: the module that measures it."""
    return name.startswith(words) or each.take.__module__.rpartition(".")[2].startswith(words)


def load() -> None:
    """Load every module of measurements, in the order of their names."""
    for found in sorted(pkgutil.iter_modules(measures.__path__), key=lambda each: each.name):
        importlib.import_module(f"{measures.__name__}.{found.name}")


def machine() -> str:
    """Say what the figures were taken on."""
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, other work not excluded"


def row_of(each: Measurement) -> Sequence[str]:
    """Take one measurement and return its row."""
    target = str(each.target)
    try:
        taken = each.take()
    except NotMeasured as reason:
        return (each.what, target, "not measured", "", "", str(reason))
    except Exception as trouble:  # noqa: BLE001 - one part that breaks does not hide the figures of the others
        return (each.what, target, "not measured", "", "", f"it failed ({first_line(trouble)})")
    samples = str(len(taken.values))
    return (each.what, target, told(taken, each.target), samples, verdict(taken, each.target), taken.note)


def first_line(trouble: Exception) -> str:
    """Return the kind of a trouble and the first line of what it says."""
    return f"{type(trouble).__name__}: {trouble}".splitlines()[0]


def told(taken: Taken, target: Target) -> str:
    """Return the figure that the target is about, and its neighbours."""
    wanted = dict.fromkeys(("p50", target.statistic, "max" if not target.at_least else "min"))
    said = (f"{name} {figures.written(figures.statistic(taken.values, name), target.unit)}" for name in wanted)
    return ", ".join(said)


def verdict(taken: Taken, target: Target) -> str:
    """Say whether the target is met."""
    figure = figures.statistic(taken.values, target.statistic)
    met = figure >= target.limit if target.at_least else figure <= target.limit
    return "met" if met else "MISSED"


def table(rows: Iterable[Sequence[str]]) -> str:
    """Return rows under their headings, in columns."""
    lines: list[Sequence[str]] = [HEADINGS, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(_ranged(line, widths) for line in lines)


def _ranged(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _told(row: Sequence[str]) -> Sequence[str]:
    """Show progress where somebody watches; a measurement may take a while."""
    if sys.stderr.isatty():
        print(f"  {row[0]}: {row[2]}", file=sys.stderr, flush=True)
    return row
