"""The day as drawn: every block in its rows, blocks that overlap side by side."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcada.display.daybook import LANES, UNIT, Block, Column, lay_out_day

CSS = (Path(__file__).parents[3] / "src/arcada/display/static/arcada/daybook.css").read_text()
blocks = st.lists(
    st.builds(
        Block,
        start=st.integers(0, 1300),
        minutes=st.integers(5, 120),
        title=st.sampled_from(("Ivo", "Maya", "Helen")),
        state=st.sampled_from(("booked", "confirmed", "done", "missed", "open", "closed")),
    ),
    max_size=14,
)


def place(*given_blocks: Block, now: int | None = None):
    return lay_out_day([Column(label="Chair 1", blocks=given_blocks)], opens=480, closes=1020, now=now)


@given(blocks)
def test_blocks_of_one_lane_never_overlap(given_blocks):
    page = place(*given_blocks)
    placed = page.columns[0].blocks
    assert len(placed) == len(given_blocks)
    for one, other in combinations(placed, 2):
        overlap = one.block.start < other.block.end and other.block.start < one.block.end
        if overlap and one.lanes < LANES:
            assert one.lane != other.lane
            assert one.lanes == other.lanes
    assert all(1 <= p.lane <= p.lanes <= LANES for p in placed)


@given(blocks)
def test_the_page_is_long_enough_for_every_block(given_blocks):
    page = place(*given_blocks)
    rows = len(page.hours) * 60 // UNIT
    assert all(p.row >= 1 and p.row + p.rows - 1 <= rows + 1 for p in page.columns[0].blocks)
    assert all(f".r-{p.row}{{" in CSS and f".n-{p.rows}{{" in CSS for p in page.columns[0].blocks)


@pytest.mark.parametrize(
    ("at", "row", "shown"),
    [
        (480, 1, "8:00"),  # the opening is the first row
        (545, 14, "9:05"),
        (1019, 108, "16:59"),
        (1020, 0, ""),  # after closing there is no line
        (None, 0, ""),  # another day
    ],
)
def test_the_line_of_now(at, row, shown):
    page = place(now=at)
    assert (page.now_row, page.now) == (row, shown)


def test_early_and_late_blocks_widen_the_day():
    page = place(Block(start=430, minutes=30, title="Early"), Block(start=1010, minutes=40, title="Late"))
    assert page.hours[0] == "7:00"
    assert page.hours[-1] == "17:00"
    assert page.columns[0].blocks[0].row == 3


def test_a_block_is_told_in_words():
    page = place(Block(start=495, minutes=40, title="Ivo Kessler", text="Crown 14", state="done"))
    placed = page.columns[0].blocks[0]
    assert (placed.when, placed.said) == ("8:15, 40 minutes", "done")
    assert place(Block(start=495, minutes=30, title="Ivo")).columns[0].blocks[0].short
    assert page.summary == "Appointments: Chair 1 1"
