"""Replies that look like an answer and are more: nothing may ever run by itself on one of them."""

from datetime import datetime
from pathlib import Path

import pytest

from arcada.core.recovery.decide import decide
from arcada.core.recovery.reply import Context, Reply
from arcada.interop.word_book import load_word_book

LINES = (
    (Path(__file__).parents[2] / "data" / "replies" / "never_by_itself.txt").read_text(encoding="utf-8").splitlines()
)
WINDOWS = (datetime.fromisoformat("2026-12-07T09:15"), datetime.fromisoformat("2026-12-09T15:00"))
ACKNOWLEDGED = {"ack.person", "ack.emergency", "ack.opt_out", "decline.close", None}


@pytest.mark.parametrize("offered", [1, 2], ids=["one window", "two windows"])
@pytest.mark.parametrize("text", LINES)
def test_a_person_reads_it(text: str, offered: int) -> None:
    """Whatever is offered, and however friendly the beginning."""
    context = Context(windows=WINDOWS[:offered], now=datetime.fromisoformat("2026-12-01T10:00"))
    found = decide(Reply("r", text, context=context), load_word_book())
    assert not found.route.startswith("auto")
    assert found.automatic in ACKNOWLEDGED
