"""The replies worked in docs/algorithms/replies.md are read as the page says."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from arcada.core.recovery.decide import decide
from arcada.core.recovery.reply import Context, Reply
from arcada.interop.word_book import load_word_book

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "replies.md"
ROWS = re.findall(
    r"^\| ([^|]+?) \| [^|]+ \| ((?:auto|handoff)_\w+) \| (-|\d)", PAGE.read_text(encoding="utf-8"), re.MULTILINE
)
WINDOWS = (datetime.fromisoformat("2026-12-07T09:15"), datetime.fromisoformat("2026-12-09T15:00"))


@pytest.mark.parametrize(("text", "route", "window"), ROWS)
def test_a_row_of_the_page(text: str, route: str, window: str) -> None:
    found = decide(Reply("r", text, context=Context(WINDOWS)), load_word_book())
    assert found.route == route
    assert found.window == (None if window == "-" else int(window))


def test_the_page_has_its_rows() -> None:
    assert len(ROWS) == 6
