"""What lines cost the patient, asked again and again for other days of the same lines.

The coverages are opened once with all that history says; each price starts from a copy of their meters.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from arcada.core.benefits.estimate import ledgers_of, lines_through
from arcada.core.benefits.ledger import Ledger
from arcada.core.benefits.line import Line, Question

ZERO = Decimal(0)


class Prices:
    """The question with its coverages as history leaves them."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.ledgers = ledgers_of(question)

    def of(self, lines: Sequence[Line]) -> Decimal:
        """What the patient pays for these lines on their days."""
        return self.after(self.ledgers, lines)[0]

    def after(self, ledgers: Sequence[Ledger], lines: Sequence[Line]) -> tuple[Decimal, list[Ledger]]:
        """What the patient pays for these lines after what the ledgers hold, and the ledgers after them."""
        moved = [ledger.copied() for ledger in ledgers]
        asked = replace(self.question, lines=tuple(lines))
        return sum((line.patient_pays for line in lines_through(moved, asked)), ZERO), moved
