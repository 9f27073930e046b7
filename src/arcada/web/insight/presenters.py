"""The report as values: who departed how often, and each departure with its reason, its protocol and its plan."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from arcada.cases.deviations import KINDS, Share
from arcada.cases.models import Override
from arcada.display.phrases import Voice, day, local
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership
from arcada.web.plan.presenters.by_protocol import protocol_words
from arcada.web.plan.presenters.decided import strategy_title
from arcada.web.plan.presenters.shown import TITLES, plain, said_on

HEADINGS = ("day", "clinician", "kind", "what", "where", "plan", "protocol", "reason", "chart number", "taken back")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One clinician; `share` is 'a third' as a figure: 3 of 9 plans, 33 %."""

    id: UUID
    name: str
    counts: tuple[int, ...]
    total: int
    share: str
    percent: str


@dataclass(frozen=True, slots=True)
class Departure:
    """One departure."""

    at: datetime
    by: str
    kind: str
    what: str
    plan: str
    protocol: str
    reason: str
    patient: str
    patient_id: UUID | None
    back: str


def share_lines(rows: Sequence[Share]) -> tuple[ShareLine, ...]:
    """Write the clinicians down."""
    return tuple(
        ShareLine(
            id=row.clinician,
            name=row.name,
            counts=tuple(row.counts[kind] for kind in KINDS.values()),
            total=row.total,
            share=f"{row.departing} of {row.plans}",
            percent=f"{round(100 * row.departing / row.plans)} %" if row.plans else "",
        )
        for row in rows
    )


def departures(member: Membership, rows: Iterable[Override], voice: Voice) -> tuple[Departure, ...]:
    """Write the departures down; the patient for those who may see patients' plans."""
    sees = may(member, Permission.SEE_PATIENTS)
    return tuple(_departure(row, voice, sees_patient=sees) for row in rows)


def _departure(row: Override, voice: Voice, *, sees_patient: bool) -> Departure:
    patient = row.case.patient
    return Departure(
        at=row.at,
        by=str(row.by.user),
        kind=KINDS[row.act],
        what=what(row, voice),
        plan=TITLES.get(row.tier, "All plans"),
        protocol=protocol_words(row.detail["protocol"]) if row.detail.get("protocol") else "",
        reason=row.reason,
        patient=f"{patient.given_name} {patient.family_name}" if sees_patient else "",
        patient_id=patient.pk if sees_patient else None,
        back=f"taken back {day(row.withdrawn_at, voice, style='year')}" if row.withdrawn_at else "",
    )


def what(row: Override, voice: Voice) -> str:
    """Say what was changed in a few words."""
    if row.evidence:
        return f"Without {plain(row.evidence).lower()}"
    if row.detail.get("strategy"):
        return strategy_title(str(row.detail["strategy"]))
    line = said_on(row.procedure, row.where, voice)
    who = row.detail.get("provider") or plain(str(row.detail.get("to_role", ""))).lower()
    until = f", until {day(row.until_date, voice, style='year')}" if row.until_date else ""
    return f"{line}{f', to {who}' if who else ''}{until}"


def sheet(rows: Iterable[Override], voice: Voice) -> str:
    """Write the report as comma-separated values, one line a departure; a cell that looks like a formula is quoted."""
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(HEADINGS)
    for row in rows:
        cells = (
            f"{local(row.at, voice):%Y-%m-%d}",
            str(row.by.user),
            KINDS[row.act],
            what(row, voice),
            " ".join(row.where),
            TITLES.get(row.tier, "All plans"),
            row.detail.get("protocol", ""),
            row.reason,
            row.case.patient.chart_number,
            f"{local(row.withdrawn_at, voice):%Y-%m-%d}" if row.withdrawn_at else "",
        )
        write.writerow([f"'{cell}" if str(cell).startswith(FORMULA) else cell for cell in cells])
    return text.getvalue()
