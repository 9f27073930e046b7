"""The audit as a file of comma-separated values, one line an event, for a spreadsheet.

A cell that a spreadsheet would take for a formula begins with an apostrophe instead.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from uuid import UUID

from arcada.audit.models import Event, Seal
from arcada.web.trail.presenters import role_named
from arcada.web.trail.words import sentence

HEADINGS = (
    "link",
    "when",
    "who",
    "role",
    "kind",
    "what",
    "verb",
    "noun",
    "noun id",
    "patient",
    "why",
    "detail",
    "event",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(rows: Sequence[Event], patients: Mapping[UUID, str], zone: tzinfo) -> str:
    """Write the file; `when` is the clinic's time with its distance from UTC."""
    links = dict(Seal.objects.filter(event_id__in=[row.pk for row in rows]).values_list("event_id", "number"))
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(HEADINGS)
    for row in rows:
        write.writerow(harmless(_cells(row, links.get(row.pk), patients, zone)))
    return text.getvalue()


def harmless(cells: Iterable[object]) -> list[str]:
    """Keep a spreadsheet from running what somebody typed."""
    written = ["" if cell is None else str(cell) for cell in cells]
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in written]


def _cells(row: Event, link: int | None, patients: Mapping[UUID, str], zone: tzinfo) -> tuple[object, ...]:
    patient = patients.get(row.patient_id, str(row.patient_id)) if row.patient_id else ""
    when = row.at.astimezone(zone).isoformat(timespec="seconds")
    told = json.dumps(row.detail, ensure_ascii=False, sort_keys=True) if row.detail else ""
    about = (row.verb, row.noun, row.noun_id, patient, row.why, told, row.pk)
    return (link, when, row.who, role_named(row.role), row.kind, sentence(row), *about)
