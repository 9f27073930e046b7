"""What a file would do to a list, before anything is done: new, changed, unchanged, not ours, and what is wrong.

    row of the file --code known?--> procedure --same day, same procedure once?--> line: before, after
                       '--no--> no procedure yet: left out, and said
                                                  '--two amounts--> a fault of both rows

One fault keeps all of the file out. Rows without an amount change nothing: no fee is not zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from arcada.core.kernel import Refusal
from arcada.interop.fee_table import FeeRow, FeeTable
from arcada.interop.knowledge import load_library
from arcada.practice.fees import fees_on
from arcada.practice.fees_matching import procedure_called
from arcada.practice.models import ClinicCode, FeeSchedule

LARGE = Decimal("0.5")  # a change of more than half is pointed out; source: judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the practice said of one of its codes."""

    procedure: str
    gives_fee: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One procedure that the file prices; `before` is None where it had no fee."""

    row: FeeRow
    procedure: str
    begins: date
    before: Decimal | None
    after: Decimal

    @property
    def share(self) -> Decimal | None:
        """The change as a share of what it was; None for a new fee or one from zero."""
        return (self.after - self.before) / self.before if self.before else None

    @property
    def large(self) -> bool:
        """Whether somebody should look twice."""
        return self.share is not None and abs(self.share) > LARGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Everything a file says, sorted by what would become of it."""

    new: tuple[Line, ...]
    changed: tuple[Line, ...]
    unchanged: tuple[Line, ...]
    unmapped: tuple[FeeRow, ...]
    left_out: tuple[FeeRow, ...]
    without_amount: tuple[FeeRow, ...]
    faults: tuple[Refusal, ...]
    empty: int

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, for the list of imports."""
        sorts = ("new", "changed", "unchanged", "unmapped", "left_out", "without_amount", "faults")
        return {sort: len(getattr(self, sort)) for sort in sorts}


def known_codes(practice_id: UUID) -> dict[str, Known]:
    """What the practice said of its codes, by key."""
    rows = ClinicCode.objects.filter(practice_id=practice_id).values_list("key", "procedure", "gives_fee")
    return {key: Known(procedure=procedure, gives_fee=gives) for key, procedure, gives in rows}


def preview_of(table: FeeTable, schedule: FeeSchedule, codes: Mapping[str, Known], day: date) -> Preview:
    """Sort the rows; a row without a first day begins on `day`."""
    faults = list(table.faults)
    unmapped, left_out, without, priced = [], [], [], []
    for row in table.rows:
        said = codes.get(row.key)
        procedure = _procedure(row, said)
        if isinstance(procedure, Refusal):
            faults.append(procedure)
        elif said is not None and (not said.gives_fee or not said.procedure) and not row.procedure:
            left_out.append(row)
        elif not procedure:
            unmapped.append(row)
        elif row.amount is None:
            without.append(row)
        else:
            priced.append((procedure, row.begins or day, row.amount, row))
    faults += _quarrels(priced)
    new, changed, unchanged = _compared(priced, schedule)
    return Preview(
        new=new,
        changed=changed,
        unchanged=unchanged,
        unmapped=tuple(unmapped),
        left_out=tuple(left_out),
        without_amount=tuple(without),
        faults=tuple(faults),
        empty=table.empty,
    )


Priced = tuple[str, date, Decimal, FeeRow]


def _procedure(row: FeeRow, said: Known | None) -> str | Refusal:
    """The catalogue procedure of a row: as the row names it, else as the practice said of its code; '' is not known."""
    if row.procedure:
        found = procedure_called(row.procedure)
        text = f"names '{row.procedure}', which is no procedure of the catalogue."
        return found.id if found else Refusal("procedure_unknown", text, f"row {row.number}.procedure")
    return said.procedure if said and said.procedure in load_library().procedures else ""


def _quarrels(priced: Sequence[Priced]) -> Iterable[Refusal]:
    """Rows that give one procedure two amounts for the same day."""
    first: dict[tuple[str, date], tuple[Decimal, FeeRow]] = {}
    for procedure, begins, amount, row in priced:
        held, other = first.setdefault((procedure, begins), (amount, row))
        if held != amount:
            name = load_library().procedures[procedure].name
            text = (
                f"gives {name} {amount}, row {other.number} gives it {held}. "
                "Correct one, or let one of the two codes stand on papers only."
            )
            yield Refusal("two_amounts", text, f"row {row.number}.amount")


def _compared(
    priced: Sequence[Priced], schedule: FeeSchedule
) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    """New, changed and unchanged, each procedure and day once, in the order of the file."""
    held: dict[date, Mapping[str, Decimal]] = {}
    seen: set[tuple[str, date]] = set()
    new: list[Line] = []
    changed: list[Line] = []
    unchanged: list[Line] = []
    for procedure, begins, amount, row in priced:
        if (procedure, begins) in seen:
            continue
        seen.add((procedure, begins))
        if begins not in held:
            held[begins] = fees_on(schedule, begins)
        before = held[begins].get(procedure)
        line = Line(row=row, procedure=procedure, begins=begins, before=before, after=amount)
        (new if before is None else unchanged if before == amount else changed).append(line)
    return tuple(new), tuple(changed), tuple(unchanged)
