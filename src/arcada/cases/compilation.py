"""From rows to an answer and back to rows: what is read, what is computed, what is kept.

    read_inputs    the case as it stands, with the practice's fees        (database)
    compute        core reads it and answers, in the shape of the contract (pure)
    keep           version n+1 with its alternatives, items and visits      (database)

The same inputs give the same answer to the byte, so inputs that were compiled already are not kept twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from arcada.cases.carrying import carry_over
from arcada.cases.mapping import case_value, digest
from arcada.cases.models import Alternative, Case, Chart, PlanItem, PlannedVisit, PlanVersion
from arcada.cases.models.plan import AlternativeState
from arcada.cases.standing import edits_of, told
from arcada.core.kernel import Refusal
from arcada.core.planning.library import FeeList, Library
from arcada.interop.knowledge import OwnProtocol
from arcada.practice.fees import fees_of_lists, lists_in_force
from arcada.practice.models import Membership, Practice
from arcada.practice.protocols import library_of, own_in_force

if TYPE_CHECKING:
    from arcada.solvers.improve import Searches


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a compilation is made from."""

    case: Mapping[str, Any]
    fees: Mapping[str, Any] | None
    chart_revision: int
    start_date: date
    edits: tuple[Mapping[str, Any], ...] = ()
    own: tuple[OwnProtocol, ...] = ()

    @property
    def hash(self) -> str:
        """The same for the same inputs, whatever the case is called."""
        unnamed = {name: value for name, value in self.case.items() if name != "id"}
        return digest(self.written() | {"case": unnamed})

    def written(self) -> dict[str, Any]:
        """As a version keeps them; decisions of a dentist and own protocols only where there are some."""
        own = {"protocols": {one.id: one.number for one in self.own}} if self.own else {}
        decided = {"edits": [dict(one) for one in self.edits]} if self.edits else {}
        return {"case": dict(self.case), "fees": self.fees} | decided | own


@dataclass(frozen=True, slots=True)
class AsKept:
    """The inputs of a version, as it keeps them."""

    version: PlanVersion

    @property
    def hash(self) -> str:
        """Their hash."""
        return self.version.inputs_hash

    @property
    def chart_revision(self) -> int:
        """The revision of the chart that was read."""
        return self.version.chart_revision

    @property
    def start_date(self) -> date:
        """The calendar day of day 0."""
        return self.version.start_date

    def written(self) -> dict[str, Any]:
        """As a version keeps them."""
        kept: dict[str, Any] = self.version.inputs
        return kept


def read_inputs(case: Case, at: datetime) -> Inputs:
    """The case as it stands at a moment; its day 0 is that day in the clinic."""
    practice = case.patient.practice
    day = at.astimezone(ZoneInfo(practice.time_zone)).date()
    chart, _ = Chart.objects.get_or_create(practice_id=case.practice_id, patient_id=case.patient_id)
    return Inputs(
        case_value(case, chart, day),
        fees_of(practice, day),
        chart.revision,
        day,
        edits_of(case, day),
        own_in_force(practice.pk),
    )


def fees_of(practice: Practice, on: date) -> dict[str, Any] | None:
    """What the practice usually charges on a day; None while it has no list of its own."""
    lists = lists_in_force(practice.pk, on)
    if not lists:
        return None
    fees = {procedure: str(amount) for procedure, amount in fees_of_lists(lists, on).items()}
    return {"name": lists[0].name, "currency": lists[0].currency, "fees": fees}


def compute(inputs: Inputs, searches: "Searches | None" = None) -> dict[str, Any] | Refusal:
    """The answer in the shape of the contract, or why core cannot plan this case.

    Small plans get their best order at once; others, unless `searches` are given, the first order that core finds.
    """
    from arcada.core.compiler import compile_plans  # noqa: PLC0415 - only who compiles loads the compiler
    from arcada.interop.plan_json import read_case, write_answer  # noqa: PLC0415
    from arcada.solvers.improve import AtOnce  # noqa: PLC0415

    library = priced(library_of(inputs.own), inputs.fees)
    if isinstance(library, Refusal):
        return library
    case = read_case({**inputs.case, "edits": [told(one) for one in inputs.edits]}, library)
    if isinstance(case, Refusal):
        return case
    searches = searches or AtOnce()
    plans = compile_plans(case, library, improve=searches)
    if isinstance(plans, Refusal):
        return plans
    answer = write_answer(plans)
    return answer | {"engine": answer["engine"] | {"order": searches.facts()}}


def priced(library: Library | Refusal, fees: Mapping[str, Any] | None) -> Library | Refusal:
    """The practice's knowledge with its own fees, where it has a list."""
    if fees is None or isinstance(library, Refusal):
        return library
    listed = {procedure: Decimal(amount) for procedure, amount in fees["fees"].items()}
    return replace(library, fees=FeeList(fees["name"], fees["currency"], listed))


def keep(
    *, by: Membership, at: datetime, case: Case, inputs: Inputs | AsKept, answer: Mapping[str, Any]
) -> PlanVersion:
    """The answer as the next and now active version; the caller holds the lock of the case.

    The same answer is not kept twice, nor is the first order of it where a better one is in force.
    """
    active = PlanVersion.objects.filter(case=case, active=True).first()
    same = active is not None and active.inputs_hash == inputs.hash
    if active is not None and same and (active.answer == _unnamed(answer) or ordered_better(active.answer, answer)):
        return active
    if active is not None:
        PlanVersion.objects.filter(pk=active.pk).update(active=False)
        Alternative.objects.filter(version=active, state=AlternativeState.OFFERED).update(
            state=AlternativeState.RETIRED, decided_at=at, decided_by=by
        )
    last = PlanVersion.objects.filter(case=case).order_by("-number").first()
    version = PlanVersion.objects.create(
        practice_id=case.practice_id,
        case=case,
        number=last.number + 1 if last else 1,
        answer=_unnamed(answer),
        inputs=inputs.written(),
        inputs_hash=inputs.hash,
        protocols_hash=answer["engine"]["protocols"],
        engine_version=answer["engine"]["version"],
        chart_revision=inputs.chart_revision,
        start_date=inputs.start_date,
        compiled_by=by,
        compiled_at=at,
    )
    for position, content in enumerate(answer["alternatives"]):
        _keep_alternative(version, position, content)
    carry_over(by=by, at=at, before=active, version=version)
    return version


def ordered_better(kept: Mapping[str, Any], made: Mapping[str, Any]) -> bool:
    """Whether a kept answer is the same one after a longer search for its order: same engine, same rules."""
    old, new = dict(kept["engine"]), dict(made["engine"])
    none = {"limit": 0.0}
    longer = old.pop("order", none)["limit"] > new.pop("order", none)["limit"]
    return longer and old == new


def _unnamed(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer itself: whose it is stands in the row."""
    return {name: value for name, value in answer.items() if name != "id"}


def _keep_alternative(version: PlanVersion, position: int, content: Mapping[str, Any]) -> None:
    alternative = Alternative.objects.create(
        practice_id=version.practice_id,
        version=version,
        case_id=version.case_id,
        tier=content["tier"],
        position=position,
        price=Decimal(content["price"]),
        price_complete=content.get("price_complete", True),
        currency=content["currency"],
        last_day=content["last_day"],
    )
    PlanItem.objects.bulk_create(_item(alternative, place, item) for place, item in enumerate(content["items"]))
    PlannedVisit.objects.bulk_create(_visit(alternative, visit, content["items"]) for visit in content["visits"])


def _item(alternative: Alternative, position: int, item: Mapping[str, Any]) -> PlanItem:
    return PlanItem(
        practice_id=alternative.practice_id,
        alternative=alternative,
        item=item["id"],
        position=position,
        family=item["family"],
        procedure=item["procedure"],
        where=item["where"],
        surfaces="".join(item["surfaces"]),
        phase=item["phase"],
        visit=item["visit"],
        last_visit=item["last_visit"],
        price=_amount(item["price"]),
    )


def _visit(alternative: Alternative, visit: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> PlannedVisit:
    done = [_amount(item["price"]) for item in items if item["last_visit"] == visit["visit"]]
    known = [price for price in done if price is not None]
    return PlannedVisit(
        practice_id=alternative.practice_id,
        alternative=alternative,
        number=visit["visit"],
        day=visit["day"],
        phase=visit["phase"],
        minutes=visit["minutes"],
        role=visit["role"],
        price=sum(known, Decimal(0)) if len(known) == len(done) else None,
    )


def _amount(price: str | None) -> Decimal | None:
    return None if price is None else Decimal(price)
