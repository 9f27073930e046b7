"""Every figure of the knowledge has its source beside it: in its own entry, or in the one that it belongs to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import arcada

ROOT = Path(arcada.__file__).parent / "knowledge"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FILES = sorted(ROOT.rglob("*.yaml"))
NO_FIGURES = {"priority", "version", "order", "rank"}
"""Numbers that say nothing about a patient: places in an order, versions of a text."""
BY_NAME = {"mg_per_cartridge", "adrenaline_mg"}
"""What a cartridge of 1.8 ml holds follows from the strength in the name of the drug."""


def unsourced(node: Any, path: str = "", *, covered: bool = False) -> Iterator[str]:
    """Paths of figures that no source covers."""
    if isinstance(node, dict):
        covered = covered or bool(node.get("source"))
        for key, value in node.items():
            if key not in NO_FIGURES | BY_NAME:
                yield from unsourced(value, f"{path}.{key}", covered=covered)
    elif isinstance(node, list):
        for rank, value in enumerate(node):
            yield from unsourced(value, f"{path}[{rank}]", covered=covered)
    elif isinstance(node, int | float) and not isinstance(node, bool) and not covered:
        yield f"{path} = {node}"


def test_an_unsourced_figure_is_found() -> None:
    told = [{"id": "a", "days": [0, 7]}, {"id": "b", "days": [0, 7], "source": ["S1"]}]
    assert list(unsourced(told)) == ["[0].days[0] = 0", "[0].days[1] = 7"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_figure_has_a_source(path: Path) -> None:
    node = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader, named above
    assert list(unsourced(node)) == []
