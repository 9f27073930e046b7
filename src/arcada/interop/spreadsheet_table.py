"""What a table of a file is once it is read: sheets of cells, and how large one may be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MOST_BYTES = 20 * 2**20
MOST_ROWS = 100_000
MOST_COLUMNS = 60
LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A formula without the value that Excel would have saved beside it."""

    formula: str


Cell = str | Decimal | date | Unsaved


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells as they stand in the file, from its first; `formulas` counts cells whose saved value was read."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    formulas: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file and what was noticed while reading, in sentences."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """One line without spaces that nobody sees."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())[:LONGEST_CELL]
