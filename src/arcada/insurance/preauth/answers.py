"""What insurers answered beforehand, as rows of the `estimate` command's history.

approved, conditional   covered; where an amount was told, that share of what is allowed, at the undiminished fee
denied                  not covered
waiting                 nothing: the plan's own rules hold

The newest answer of a policy about the same work counts. It reserves nothing and touches no accumulator.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from arcada.cases.models import Alternative, PlanItem
from arcada.insurance.models import Coverage, LineState, PreAuthLine
from arcada.insurance.preauth.pause import governing_lines, work_of

Row = dict[str, Any]
FINE = Decimal("0.000001")
WHOLE = Decimal(100)


def answers_of(
    alternative: Alternative, coverages: Sequence[Coverage], named: Iterable[tuple[PlanItem, str, Decimal | None]]
) -> list[Row]:
    """The rows for some coverages; `named` gives each item its procedure's name in the case and what is allowed."""
    governing = governing_lines(alternative.case_id)
    if not governing:
        return []
    by_policy = {one.policy_id: one for one in coverages}
    found: list[Row] = []
    for item, name, allowed in named:
        for line in governing.get(work_of(item.procedure, item.where, item.surfaces), ()):
            coverage = by_policy.get(line.preauthorisation.coverage.policy_id)
            if coverage is not None and line.state != LineState.WAITING:
                found.append(_row(line, coverage, item, name, allowed))
    return found


def _row(line: PreAuthLine, coverage: Coverage, item: PlanItem, name: str, allowed: Decimal | None) -> Row:
    pack = line.preauthorisation
    told: Row = {
        "coverage": str(coverage.pk),
        "patient": str(coverage.patient_id),
        "proc": name,
        "date": (pack.answered_date or pack.sent_date or pack.made_at.date()).isoformat(),
        "status": "predetermination",
        "service_id": str(item.pk),
        "covered": line.state != LineState.DENIED,
    }
    if pack.valid_until is not None and line.state != LineState.DENIED:
        told["expires"] = pack.valid_until.isoformat()
    base = allowed or line.fee
    if line.approved is not None and line.state != LineState.DENIED and base:
        share = min(WHOLE, (line.approved / base * WHOLE).quantize(FINE))
        told |= {"pct": share, "benefit_basis": base}
    return told
