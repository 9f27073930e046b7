"""One step of an estimate: what changed a figure, by how much, in a sentence that can be read out."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """A reason with the amount it speaks of; None where it moves no money by itself."""

    code: str
    text: str
    amount: Decimal | None = None
