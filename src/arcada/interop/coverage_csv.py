"""A list of members out of a table: who is covered by what, and what is used this year.

    column        what it holds                                           needed
    chart         the patient's chart number here                         yes
    payer         name of the payer                                       yes
    plan          name of the plan                                        plan or group
    group         group number                                            plan or group
    member_id     member ID                                               no
    relationship  self, spouse, child, other                              no, self
    subscriber    who holds the policy, where it is not the patient       for dependants
    begins, ends  first and last day covered                              no
    order         1 pays first                                            no
    verified      the day on which the payer confirmed it                 no
    used, met     used of the maximum, deductible met, this year          no
    as_of         the day of those figures                                with used or met
    currency      the currency of the row                                 no

A row is read or has faults, each with its field; one fault in the file keeps all of it out. An empty amount is not
known, which is not zero.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from arcada.core.kernel import Refusal
from arcada.interop.fee_amounts import Writing, read_amount, writing_of
from arcada.interop.fee_table import plain
from arcada.interop.spreadsheet_table import Cell, Sheet, Unsaved

FIELDS = (
    "chart", "payer", "plan", "group", "member_id", "relationship", "subscriber", "begins", "ends", "order", "verified",
    "used", "met", "as_of", "currency",
)  # fmt: skip
NEEDED = ("chart", "payer")
WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "as_of": ("as of", "as of date", "figures of", "stand", "stichtag"),
        "chart": ("chart number", "chart no", "chart", "patient number", "patient no", "patient id", "patientennummer"),
        "member_id": (
            "member id",
            "member number",
            "subscriber id",
            "policy number",
            "id number",
            "versichertennummer",
        ),
        "payer": ("payer", "carrier", "insurer", "insurance", "insurance company", "versicherung", "kasse"),
        "plan": ("plan", "plan name", "tarif"),
        "group": ("group number", "group no", "group", "employer group"),
        "relationship": ("relationship", "relation", "relationship to subscriber", "patient is"),
        "subscriber": ("subscriber", "subscriber name", "policy holder", "insured", "versicherter"),
        "begins": ("effective date", "effective", "begins", "start", "start date", "from", "beginn"),
        "ends": ("termination date", "termination", "ends", "end date", "until", "expires", "ende"),
        "order": ("order", "coverage order", "position", "priority", "rank", "pays"),
        "verified": ("verified on", "verified", "date verified", "last verified"),
        "used": ("used", "maximum used", "benefit used", "used this year", "verbraucht"),
        "met": ("deductible met", "deductible used", "deductible"),
        "currency": ("currency", "wahrung"),
    }
)
RELATIONSHIPS: Mapping[str, str] = MappingProxyType(
    {
        "": "self", "self": "self", "subscriber": "self", "insured": "self", "spouse": "spouse", "partner": "spouse",
        "husband": "spouse", "wife": "spouse", "child": "child", "son": "child", "daughter": "child",
        "dependent": "other", "dependant": "other", "other": "other",
    }
)  # fmt: skip
ORDERS: Mapping[str, int] = MappingProxyType(
    {"primary": 1, "secondary": 2, "tertiary": 3, "1": 1, "2": 2, "3": 3, "4": 4}
)
DAYS = ("begins", "ends", "verified", "as_of")
LONGEST: Mapping[str, int] = MappingProxyType(
    {"chart": 20, "payer": 120, "plan": 120, "group": 40, "member_id": 40, "subscriber": 160}
)
SAID: Mapping[str, str] = MappingProxyType(
    {
        "amount_negative": "is below zero; what is used or met is 0 or more.",
        "amount_absurd": "is more than any dental plan pays in a year. Check its cents.",
    }
)
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
MOST_ROWS = 50_000
MOST_FAULTS = 200
LEAP_DAY = "02-29"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One row of the file; `number` is its row, counted from 1."""

    number: int
    chart: str
    payer: str
    plan: str
    group: str
    member_id: str
    relationship: str
    subscriber: str
    begins: date | None
    ends: date | None
    order: int | None
    verified: date | None
    used: Decimal | None
    met: Decimal | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """What a sheet says: rows that were read, and what is wrong with others, by row and field."""

    rows: tuple[CoverageRow, ...]
    faults: tuple[Refusal, ...]
    empty: int


def guess_columns(names: Sequence[str]) -> dict[str, int]:
    """Which column is what, by its heading: the whole heading first, then its words."""
    said = [plain(name) for name in names]
    found: dict[str, int] = {}
    for field, words in WORDS.items():
        place = next((at for word in words for at, name in enumerate(said) if name == word), None)
        if place is not None and place not in found.values():
            found[field] = place
    return found


def fault_of_columns(columns: Mapping[str, int], width: int) -> Refusal | None:
    """Say what is missing among the columns, if anything."""
    if "chart" not in columns:
        return Refusal("chart_column_missing", "Say which column holds the chart number.", "chart")
    if "payer" not in columns:
        return Refusal("payer_column_missing", "Say which column names the payer.", "payer")
    if "plan" not in columns and "group" not in columns:
        return Refusal("plan_column_missing", "Say which column holds the plan or the group number.", "plan")
    if len(set(columns.values())) < len(columns):
        return Refusal("column_twice", "One column cannot be two things.", "columns")
    if any(field not in FIELDS or not 0 <= place < width for field, place in columns.items()):
        return Refusal("column_unknown", "A column that was chosen is not in the sheet.", "columns")
    return None


def read_coverages(
    sheet: Sheet, heading: int, columns: Mapping[str, int], *, currency: str, decimal: str, month_first: bool = False
) -> CoverageTable:
    """Read the rows under the heading; `decimal` is the country's sign, used where the file leaves a doubt.

    `month_first`: the country writes 3/14/2027; elsewhere a day with strokes is asked about, since it could be two.
    """
    body = sheet.rows[heading + 1 :]
    if len(body) > MOST_ROWS:
        text = f"The file has {len(body):,} rows; {MOST_ROWS:,} are read at once. Split it."
        return CoverageTable((), (Refusal("too_many_rows", text, "file"),), 0)
    amounts = [columns[field] for field in ("used", "met") if field in columns]
    writing = writing_of((_at(row, place) for row in body for place in amounts), decimal)
    rows: list[CoverageRow] = []
    faults: list[Refusal] = []
    empty = 0
    for number, row in enumerate(body, heading + 2):
        if not any(cell != "" for cell in row):
            empty += 1
            continue
        cells = {field: _at(row, place) for field, place in columns.items()}
        read = _read_row(number, cells, currency, writing, month_first=month_first)
        if isinstance(read, CoverageRow):
            rows.append(read)
        else:
            faults += [one.at(f"row {number}") for one in read]
    faults += _doubled(rows)
    return CoverageTable(tuple(rows), tuple(faults[:MOST_FAULTS]), empty)


def _read_row(
    number: int, cells: Mapping[str, Cell], currency: str, writing: Writing, *, month_first: bool
) -> CoverageRow | list[Refusal]:
    faults = [
        Refusal("formula", "holds a formula. Save the file with its values alone and try again.", field)
        for field, cell in cells.items()
        if isinstance(cell, Unsaved) or (isinstance(cell, str) and cell.startswith(("=", "@", "+=")))
    ]
    if faults:
        return faults
    words = {field: _words(cells.get(field, "")) for field in FIELDS}
    days = {field: _day(field, cells.get(field, ""), month_first=month_first) for field in DAYS}
    amounts = {field: read_amount(cells.get(field, ""), currency, writing) for field in ("used", "met")}
    faults = [*_faults_of_words(words, currency)]
    faults += [one for one in days.values() if isinstance(one, Refusal)]
    faults += [
        Refusal(one.code, SAID.get(one.code, one.text), field)
        for field, one in amounts.items()
        if isinstance(one, Refusal)
    ]
    if faults:
        return faults
    row = CoverageRow(
        number=number,
        chart=words["chart"],
        payer=words["payer"],
        plan=words["plan"],
        group=words["group"],
        member_id=words["member_id"],
        relationship=RELATIONSHIPS[plain(words["relationship"])],
        subscriber=words["subscriber"],
        order=ORDERS.get(plain(words["order"])),
        begins=_kept(days["begins"]),
        ends=_kept(days["ends"]),
        verified=_kept(days["verified"]),
        as_of=_kept(days["as_of"]),
        used=_amount(amounts["used"]),
        met=_amount(amounts["met"]),
    )
    return list(_faults_of_row(row)) or row


def _faults_of_words(words: Mapping[str, str], currency: str) -> Iterable[Refusal]:
    for field in NEEDED:
        if not words[field]:
            yield Refusal("missing", "is empty.", field)
    if not words["plan"] and not words["group"]:
        yield Refusal("missing", "names neither a plan nor a group number.", "plan")
    for field, most in LONGEST.items():
        if len(words[field]) > most:
            yield Refusal("too_long", f"is longer than {most} letters.", field)
    if plain(words["relationship"]) not in RELATIONSHIPS:
        known = "self, spouse, child, other"
        yield Refusal("unknown_relationship", f"holds '{words['relationship']}'; it is one of {known}.", "relationship")
    if words["order"] and plain(words["order"]) not in ORDERS:
        yield Refusal("unknown_order", f"holds '{words['order']}'; it is 1, 2, 3 or primary, secondary.", "order")
    told = words["currency"].upper()
    if told not in ("", currency):
        yield Refusal("other_currency", f"is in {told}; the practice counts in {currency}.", "currency")


def _faults_of_row(row: CoverageRow) -> Iterable[Refusal]:
    if row.begins and row.ends and row.ends < row.begins:
        yield Refusal("ends_before_it_begins", "lies before the first day.", "ends")
    if row.relationship != "self" and not row.subscriber:
        yield Refusal("no_subscriber", "is empty; say who holds the policy.", "subscriber")
    if (row.used is not None or row.met is not None) and row.as_of is None and row.verified is None:
        yield Refusal("no_day", "is empty; say from which day the figures are.", "as_of")


def _doubled(rows: Sequence[CoverageRow]) -> list[Refusal]:
    """Rows of one patient that take one place twice, or name one plan twice."""
    places: dict[tuple[str, int], int] = {}
    plans: dict[tuple[str, ...], int] = {}
    found = []
    for row in rows:
        place = (row.chart, row.order or 0)
        if row.order is not None:
            if place in places:
                text = f"is {row.order} again; row {places[place]} has that place for the same patient."
                found.append(Refusal("doubled_order", text, f"row {row.number}.order"))
            places.setdefault(place, row.number)
        plan = (row.chart, plain(row.payer), plain(row.plan), row.group)
        if plan in plans:
            text = f"is the plan of row {plans[plan]} again for the same patient."
            found.append(Refusal("doubled_plan", text, f"row {row.number}.plan"))
        plans.setdefault(plan, row.number)
    return found


def _day(field: str, cell: Cell, *, month_first: bool) -> date | Refusal | None:
    if isinstance(cell, date):
        return cell
    text = _words(cell)
    if not text:
        return None
    slashed = SLASHED.fullmatch(text)
    if slashed and month_first:
        text = f"{slashed[3]}-{slashed[1]:0>2}-{slashed[2]:0>2}"
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        leap = text[:10].endswith(LEAP_DAY)
        said = "is 29 February of a year without one" if leap else f"holds '{text:.30}', which is no day"
        return Refusal("day_unreadable", f"{said}; write one like 2027-01-31.", field)


def _kept(read: date | Refusal | None) -> date | None:
    return None if isinstance(read, Refusal) else read


def _amount(read: Decimal | Refusal | None) -> Decimal | None:
    return None if isinstance(read, Refusal) else read


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


def _words(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if isinstance(cell, Unsaved) else cell.strip()
