"""Which items of an alternative are worth asking about: what the plan wants to see first, and what costs much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arcada.cases.models import Alternative, PlanItem
from arcada.insurance.models import Coverage, LineState, PreAuthLine, PreAuthState, PreAuthTerms
from arcada.insurance.preauth.pause import work_of
from arcada.insurance.preauth.standing import EXPIRED, nearest_terms, standing
from arcada.interop.benefit_categories import categories_of

OVER = (PreAuthState.WITHDRAWN, PreAuthState.DENIED, EXPIRED)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One item with why it is suggested; `required` where the plan itself asks, `pack` where it was asked already."""

    item: PlanItem
    required: bool
    dear: bool
    pack: int = 0

    @property
    def suggested(self) -> bool:
        """Whether the box is ticked at first."""
        return (self.required or self.dear) and not self.pack


def suggestions(alternative: Alternative, coverage: Coverage, today: date) -> tuple[Suggestion, ...]:
    """Every item that is still to be done, in the order of the plan."""
    terms = terms_for(coverage)
    asked = _asked(alternative, coverage, today)
    rows = [row for row in alternative.items.all() if row.state == "planned"]
    return tuple(
        Suggestion(
            item=row,
            required=wants_to_see(terms, row.procedure, row.family),
            dear=row.price is not None and terms.ask_from > 0 and row.price >= terms.ask_from,
            pack=asked.get(work_of(row.procedure, row.where, row.surfaces), 0),
        )
        for row in rows
    )


def terms_for(coverage: Coverage) -> PreAuthTerms:
    """The nearest clocks of a coverage; the usual ones where none are set."""
    plan = coverage.policy.plan
    rows: Sequence[PreAuthTerms] = list(PreAuthTerms.objects.filter(practice=coverage.practice_id))
    found = nearest_terms(rows, plan.payer_id, plan.pk)
    return found or PreAuthTerms(practice_id=coverage.practice_id, ask_from=Decimal(500))


def wants_to_see(terms: PreAuthTerms, procedure: str, family: str) -> bool:
    """Whether the plan asks to be asked first about a procedure."""
    return bool({procedure, family, *categories_of(procedure, family)} & set(terms.ask_for))


def _asked(alternative: Alternative, coverage: Coverage, today: date) -> dict[object, int]:
    """The work that stands in a pack to this coverage that is not over: the number of the pack."""
    rows = PreAuthLine.objects.filter(
        preauthorisation__case=alternative.case_id, preauthorisation__coverage=coverage
    ).select_related("preauthorisation")
    return {
        work_of(row.procedure, row.where, row.surfaces): row.preauthorisation.number
        for row in rows.order_by("preauthorisation__number")
        if standing(row.preauthorisation, today) not in OVER and row.state != LineState.DENIED
    }
