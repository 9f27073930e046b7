"""Statistics of a sample, and how they are written."""

import math
import statistics
from collections.abc import Sequence


def percentile(values: Sequence[float], rank: int) -> float:
    """Return the smallest value that at least `rank` percent of the sample do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(rank / 100 * len(ordered)) - 1)]


def statistic(values: Sequence[float], name: str) -> float:
    """Return a statistic by its name: p50, p95, mean, min or max."""
    if not values:
        raise ValueError("a sample without values has no statistics")
    if name.startswith("p"):
        return percentile(values, int(name[1:]))
    known = {"mean": statistics.fmean(values), "min": min(values), "max": max(values)}
    return known[name]


def written(value: float, unit: str) -> str:
    """Return a figure with three digits that count."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2  # noqa: PLR2004 - powers of ten
    return f"{value:,.{digits}f} {unit}"
