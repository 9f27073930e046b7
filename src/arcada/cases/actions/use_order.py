"""Put a better order that was found in force: a new version with the same work at the same price."""

from datetime import datetime

from django.db import transaction

from arcada.audit.actions import record
from arcada.cases.compilation import AsKept, keep
from arcada.cases.models import Case, OrderSearch, PlanVersion
from arcada.cases.models.plan import AlternativeState
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership


def use_order(*, by: Membership, at: datetime, search: OrderSearch) -> PlanVersion | Refusal:
    """The next version in the better order; what was presented stays as it was, under its own number."""
    require(by, Permission.PRESENT, search.version.case)
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=search.version.case_id)
        version = PlanVersion.objects.get(pk=search.version_id)
        if search.answer is None:
            return Refusal("no_better_order", "No better order was found, so there is none to use.", "search")
        if not version.active:
            text = "A newer version of the plans is in force, so this order is of no use any more."
            return Refusal("version_not_in_force", text, "search")
        if version.alternatives.filter(state=AlternativeState.ACCEPTED).exists():
            text = "A plan of this version is accepted and its visits may be booked: their order stays as it is."
            return Refusal("order_agreed", text, "search")
        made = keep(by=by, at=at, case=case, inputs=AsKept(version), answer=search.answer)
        record(
            by=by,
            at=at,
            verb="put a better order in force in",
            noun="plan version",
            noun_id=made.id,
            patient_id=case.patient_id,
            detail={"version": made.number, "from_version": version.number, "order": search.answer["engine"]["order"]},
        )
        return made
