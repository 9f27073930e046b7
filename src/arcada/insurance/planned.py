"""What accepted treatment is expected to take of each coverage, by day: it is planned, not used.

A line that the ledger holds already, paid or pending, is no longer planned.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from arcada.cases.models.plan import AlternativeState
from arcada.core.kernel import Refusal
from arcada.insurance.actions.renew import open_alternatives
from arcada.insurance.estimating import estimates_of
from arcada.insurance.models import LedgerEntry
from arcada.patients.models import Patient

Planned = Mapping[str, tuple[tuple[date, Decimal], ...]]


def planned_of(patient: Patient, on: date) -> Planned:
    """By coverage: the day of each accepted line and what the coverage is expected to pay for it."""
    accepted = [one for one in open_alternatives(patient) if one.state == AlternativeState.ACCEPTED]
    held = set(
        LedgerEntry.objects.filter(coverage__patient=patient, reverses__isnull=True, reversals__isnull=True)
        .exclude(service="")
        .values_list("service", flat=True)
    )
    found: dict[str, list[tuple[date, Decimal]]] = {}
    for estimate in estimates_of(accepted, as_of=on).values() if accepted else ():
        if isinstance(estimate, Refusal):
            continue
        for line, answer in estimate.lines():
            if str(line.item.pk) in held:
                continue
            for part in answer.parts:
                if part.insurer_pays:
                    found.setdefault(part.coverage, []).append((line.on, part.insurer_pays))
    return {name: tuple(rows) for name, rows in found.items()}


def planned_between(planned: Planned, coverage: str, first: date, last: date) -> Decimal:
    """What is planned of one coverage within some days."""
    return sum((amount for day, amount in planned.get(coverage, ()) if first <= day <= last), Decimal(0))
