"""The day book as a wall planner: a column for each chair or person, blocks in rows of five minutes.

    state      | looks                                  | state     | looks
    booked     | the provider's hue, empty dot          | missed    | red, framed: somebody must act
    confirmed  | the provider's hue, full dot           | open      | dashed: a gap worth offering
    done       | grey, steps back                       | closed    | hatched: lunch, set-up, away

At the left edge of a block stands its pattern of hands: full where the provider works, empty where an assistant
does and the provider may be elsewhere. Blocks that overlap in one column share its width.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from arcada.display.odontogram.words import listed

UNIT = 5
HOUR = 60
LANES = 4

BlockState = Literal["booked", "confirmed", "done", "missed", "open", "closed"]
SAID: dict[BlockState, str] = {
    "booked": "not confirmed",
    "confirmed": "confirmed",
    "done": "done",
    "missed": "missed",
    "open": "open",
    "closed": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One appointment or one closed stretch; times are minutes of the clinic's day.

    `hands` is one letter for each stretch of equal length: p provider, a assistant. `icon` names what it is
    (chart for treatment, search for an examination, msg for a talk). `action` is the word of the one red button.
    """

    start: int
    minutes: int
    title: str
    text: str = ""
    state: BlockState = "booked"
    hue: int = 0
    hands: str = ""
    icon: str = ""
    url: str = ""
    key: str = ""
    action: str = ""
    selected: bool = False

    @property
    def end(self) -> int:
        """Return the minute at which it ends."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One chair or one person."""

    label: str
    sub: str = ""
    initials: str = ""
    hue: int = 0
    figure: str = ""
    figure_sub: str = ""
    blocks: Sequence[Block] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place: rows of five minutes from the opening; `lane` of `lanes` when it shares the width."""

    block: Block
    row: int
    rows: int
    lane: int
    lanes: int

    @property
    def short(self) -> bool:
        """Say whether there is room for one line only."""
        return self.block.minutes <= HOUR // 2

    @property
    def when(self) -> str:
        """Say when and how long: '8:15, 40 minutes'."""
        start = self.block.start
        return f"{start // HOUR}:{start % HOUR:02}, {self.block.minutes} minutes"

    @property
    def said(self) -> str:
        """Say the state in a word, for who does not see the colour."""
        return SAID[self.block.state]


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column with its blocks in order of the day."""

    head: Column
    blocks: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class DayPage:
    """One day as drawn: whole hours from opening to closing, columns, the row of now (0: not on this day)."""

    hours: tuple[str, ...]
    columns: tuple[PlacedColumn, ...]
    now_row: int
    now: str

    @property
    def summary(self) -> str:
        """Say how many appointments each column holds."""
        counts = [
            f"{column.head.label} {sum(placed.block.state != 'closed' for placed in column.blocks)}"
            for column in self.columns
        ]
        return f"Appointments: {listed(counts)}" if counts else "No columns"


def lay_out_day(columns: Sequence[Column], *, opens: int, closes: int, now: int | None = None) -> DayPage:
    """Place the blocks of a day; the page grows to whole hours and to blocks outside the opening hours.

    `opens`, `closes` and `now` are minutes of the clinic's day.
    """
    blocks = [block for column in columns for block in column.blocks]
    first = min([opens, *(block.start for block in blocks)]) // HOUR
    last = -(-max([closes, *(block.end for block in blocks)]) // HOUR)
    hours = tuple(f"{hour % 24}:00" for hour in range(first, last))
    shows = now is not None and first * HOUR <= now < last * HOUR
    return DayPage(
        hours,
        tuple(PlacedColumn(column, _place(column.blocks, first * HOUR)) for column in columns),
        _row(now, first * HOUR) if shows and now is not None else 0,
        f"{now // HOUR}:{now % HOUR:02}" if shows and now is not None else "",
    )


def _row(minute: int, start: int) -> int:
    return (minute - start) // UNIT + 1


def _place(blocks: Sequence[Block], start: int) -> tuple[Placed, ...]:
    """Give each block its rows and lane: blocks that touch one another in time form a cluster and share its lanes."""
    placed: list[Placed] = []
    cluster: list[tuple[Block, int]] = []
    for block in sorted(blocks, key=lambda b: (b.start, -b.minutes, b.title, b.key)):
        if cluster and block.start >= max(other.end for other, _ in cluster):
            placed += _settle(cluster, start)
            cluster = []
        taken = {lane for other, lane in cluster if other.end > block.start}
        free = next(lane for lane in range(len(cluster) + 1) if lane not in taken)
        cluster.append((block, free))
    return (*placed, *_settle(cluster, start))


def _settle(cluster: Sequence[tuple[Block, int]], start: int) -> list[Placed]:
    lanes = min(max((lane for _, lane in cluster), default=0) + 1, LANES)
    return [
        Placed(
            block,
            _row(block.start, start),
            max(-(-block.minutes // UNIT), 1),
            min(lane, LANES - 1) + 1,
            lanes,
        )
        for block, lane in cluster
    ]
