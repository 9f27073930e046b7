"""Which plan's money is looked at: the one that `?plan=` names, else the accepted, recommended or balanced one."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from arcada.cases.models import Alternative, PlanVersion
from arcada.cases.models.plan import AlternativeState
from arcada.cases.queries import active_version, of_version
from arcada.patients.models import Patient
from arcada.web.shell.journey import open_case_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """The alternatives of the plan in force, and the one that is looked at."""

    version: PlanVersion
    alternative: Alternative
    others: tuple[Alternative, ...]


def chosen(request: HttpRequest, patient: Patient) -> Chosen | None:
    """Give the alternative of a page; None where there is no plan, 404 where no such plan is offered."""
    case = open_case_of(request.membership, patient)  # type: ignore[attr-defined]
    version = active_version(case) if case else None
    rows = alternatives_of(version) if version else ()
    if version is None or not rows:
        return None
    asked = request.GET.get("plan", "")
    found = next((row for row in rows if row.tier == asked), None) if asked else usual(rows)
    if found is None:
        raise Http404
    return Chosen(version, found, rows)


def alternatives_of(version: PlanVersion) -> tuple[Alternative, ...]:
    """The alternatives that differ from each other, in the order of the answer."""
    rows = Alternative.objects.filter(version=version).select_related("covered_by").prefetch_related("items", "visits")
    return tuple(row for row in of_version(rows, version) if not row.content().get("same_as"))


def usual(rows: tuple[Alternative, ...]) -> Alternative:
    """What was accepted, else recommended, else the balanced one, else the first."""
    return min(
        rows,
        key=lambda row: (
            row.state != AlternativeState.ACCEPTED,
            row.recommended_at is None,
            row.tier != "balanced",
            row.position,
        ),
    )
