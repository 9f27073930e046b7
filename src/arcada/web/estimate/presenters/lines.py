"""One line of an estimate from the fee to what the patient pays; each figure carries its reasons.

    fee -> allowed -> counted -> deductible -> share -> over maximum -> insurer pays -> written off -> patient pays

A plan that plays no part in a step leaves its figure empty. The last figure tells the whole sum.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from arcada.core.benefits.answer import LineEstimate, Part
from arcada.core.benefits.coverage import Coverage
from arcada.core.benefits.line import Line
from arcada.core.benefits.scope import governing
from arcada.display.phrases import Voice, day, money
from arcada.insurance.estimating import EstimateNow
from arcada.insurance.question_lines import PlanLine
from arcada.web.estimate.presenters.words import REFUSALS, percent, said
from arcada.web.plan.presenters.shown import Shown

ZERO = Decimal(0)
NOT_KNOWN = "not known"
UNNAMED = ("not_on_plan", "zero_percent")
ABOUT = {
    "allowed": ("allowed_fee", "over_allowance", "fee_missing", "fee_unknown"),
    "basis": ("downgrade", "bundle"),
    "deductible": ("deductible",),
    "share": ("percentage", "copay", "scheduled_benefit", "capitation", "no_listed_benefit", "not_listed"),
    "maximum": ("maximum",),
    "write_off": ("write_off",),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """One row of a sum: what it is, how much."""

    label: str
    amount: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that opens its reasons; empty text stands for a step without effect."""

    key: str
    text: str = ""
    title: str = ""
    says: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()


@dataclass(frozen=True, slots=True)
class PayerRow:
    """What one coverage does on a line; `word` stands in for the share where it refuses."""

    payer: str
    allowed: Figure
    basis: Figure
    deductible: Figure
    share: Figure
    maximum: Figure
    pays: Figure
    write_off: Figure


@dataclass(frozen=True, slots=True)
class Row:
    """One line with its amounts, so that groups can be summed."""

    item: str
    title: str
    where: str
    when: str
    note: str
    fee: Figure
    payers: tuple[PayerRow, ...]
    you: Figure
    line: PlanLine
    told: LineEstimate
    low: Decimal
    high: Decimal

    @property
    def span(self) -> int:
        """How many rows of a table it takes."""
        return max(1, len(self.payers))


@dataclass(frozen=True)
class Telling:
    """What rows are written with: the estimate, who pays under which name, how the practice writes."""

    now: EstimateNow
    shown: Shown
    payers: Mapping[str, str]
    voice: Voice

    def money(self, amount: Decimal) -> str:
        """An amount with its cents."""
        return money(amount, self.voice, exact=True)


def rows(telling: Telling) -> tuple[Row, ...]:
    """Every line that has a fee, in the order in which they are completed."""
    lines = {line.id: line for line in telling.now.question.lines}
    return tuple(_row(telling, line, told, lines[line.item.item]) for line, told in telling.now.lines())


def _row(telling: Telling, line: PlanLine, told: LineEstimate, asked: Line) -> Row:
    item, key = line.item, line.item.item
    low, high = telling.now.range_of({key})
    content = {"procedure": item.procedure, "where": item.where}
    coverages = {one.id: one for one in telling.now.question.coverages}
    payers = tuple(_payer(telling, part, coverages[part.coverage], asked, told, key) for part in told.parts)
    return Row(
        item=key,
        title=telling.shown.line(content).partition(",")[0],
        where=_where(telling, item.where, item.surfaces),
        when=day(line.on, telling.voice, style="year"),
        note="done" if item.done_at is not None else "",
        fee=_fee(telling, line, key),
        payers=payers,
        you=_you(telling, told, key, low, high),
        line=line,
        told=told,
        low=low,
        high=high,
    )


def _where(telling: Telling, places: Sequence[str], surfaces: str) -> str:
    text = telling.shown.where(places)
    return f"{text} {surfaces}".strip() if text not in {"", "Whole mouth"} else ""


def _fee(telling: Telling, line: PlanLine, key: str) -> Figure:
    charge = line.charge or ZERO
    says = ["What the practice charges for this service."]
    if line.units > 1:
        says.append(f"{line.units} teeth at {telling.money(line.fee or ZERO)} each.")
    planned = line.item.price
    if planned is not None and planned != charge:
        says.append(f"The plan was made at {telling.money(planned)}; the fee on that day is another one.")
    return Figure(f"{key}-fee", telling.money(charge), "Fee", tuple(says))


def _payer(telling: Telling, part: Part, coverage: Coverage, asked: Line, told: LineEstimate, key: str) -> PayerRow:
    key = f"{key}-{list(telling.payers).index(part.coverage)}"
    payer = telling.payers[part.coverage]
    allowed, cut = _allowed(part, told.charge), _amount(part, "maximum")
    least, most = telling.now.payer_range(part.coverage, {asked.id})
    share = NOT_KNOWN if part.refused in UNNAMED and least != most else _share(coverage, asked, part)
    counts = "" if part.refused or _has(part, "adjudicated") else telling.money(allowed)
    return PayerRow(
        payer=payer,
        allowed=_figure(telling, part, f"{key}-allowed", "allowed", f"What counts for {payer}", counts),
        basis=_figure(telling, part, f"{key}-basis", "basis", "Counted from", telling.money(part.basis))
        if part.basis != allowed and not part.refused
        else Figure(f"{key}-basis"),
        deductible=_figure(
            telling, part, f"{key}-deductible", "deductible", "Deductible", _less(telling, part.deductible)
        ),
        share=_figure(telling, part, f"{key}-share", "share", f"What {payer} pays of it", share),
        maximum=_figure(telling, part, f"{key}-maximum", "maximum", "Beyond the maximum", _less(telling, cut)),
        pays=_pays(telling, part, f"{key}-pays", share, asked),
        write_off=_figure(telling, part, f"{key}-off", "write_off", "Written off", _less(telling, part.write_off)),
    )


def _figure(telling: Telling, part: Part, key: str, about: str, title: str, text: str) -> Figure:
    """A figure with the reasons that speak of it; where a plan refuses, the share tells why."""
    codes = ABOUT[about]
    steps = [step for step in part.steps if step.code in codes or (about == "share" and _tells(step.code))]
    says = tuple(said(step.text, telling.voice) for step in steps)
    if about == "allowed" and not says:
        says = ("The whole fee counts.",)
    return Figure(key, text, title, says) if text else Figure(key)


def _tells(code: str) -> bool:
    """Whether a reason belongs to the share: a refusal, another plan's rule, what could not be tested."""
    known = {one for codes in ABOUT.values() for one in codes}
    return code not in known


def _pays(telling: Telling, part: Part, key: str, share: str, asked: Line) -> Figure:
    payer = telling.payers[part.coverage]
    says = tuple(said(step.text, telling.voice) for step in part.steps if step.code != "write_off")
    sums: list[Sum] = []
    if not part.refused and not _has(part, "adjudicated"):
        sums = [Sum("Counted", telling.money(part.basis))]
        if part.deductible:
            sums.append(Sum("Deductible", _less(telling, part.deductible)))
        sums += [Sum("Share of the plan", share)] if share else []
        cut = _amount(part, "maximum")
        sums += [Sum("Beyond the maximum", _less(telling, cut))] if cut else []
        sums.append(Sum(f"{payer} pays", telling.money(part.insurer_pays), total=True))
    least, most = telling.now.payer_range(part.coverage, {asked.id})
    if least != most:
        says = (f"Between {telling.money(least)} and {telling.money(most)}: not everything is known.", *says)
    text = telling.money(least) if least == most else f"{telling.money(least)} to {telling.money(most)}"
    return Figure(key, text, f"What {payer} pays", says, tuple(sums))


def _you(telling: Telling, told: LineEstimate, key: str, low: Decimal, high: Decimal) -> Figure:
    sums = [Sum("Fee", telling.money(told.charge)), *_taken_off(telling, told)]
    sums.append(Sum("Patient pays", telling.money(told.patient_pays), total=True))
    says = () if low == high else (
        f"Between {telling.money(low)} and {telling.money(high)}, because not everything about the insurance is known.",
    )  # fmt: skip
    text = telling.money(told.patient_pays) if low == high else f"{telling.money(low)} to {telling.money(high)}"
    return Figure(f"{key}-you", text, "What the patient pays", says, tuple(sums))


def _taken_off(telling: Telling, told: LineEstimate) -> Iterator[Sum]:
    for part in told.parts:
        payer = telling.payers[part.coverage]
        yield Sum(f"{payer} pays", _less(telling, part.insurer_pays) or telling.money(ZERO))
        if part.write_off:
            yield Sum(f"Written off under {payer}", _less(telling, part.write_off))


def _share(coverage: Coverage, asked: Line, part: Part) -> str:
    """The share in a few letters: 80%, a copay, or the word for a refusal."""
    if part.refused:
        return REFUSALS.get(part.refused, "not paid")
    if _has(part, "adjudicated"):
        return "decided"
    if coverage.plan_type == "fixed_benefit":
        return "listed"
    if part.copay is not None:
        return "copay"
    found = governing(coverage.percents, asked)
    return "" if found is None else percent(found.share)


def _allowed(part: Part, charge: Decimal) -> Decimal:
    """The allowed fee: the charge less what its step takes off."""
    return charge - _amount(part, "allowed_fee") - _amount(part, "over_allowance")


def _amount(part: Part, code: str) -> Decimal:
    return next((step.amount for step in part.steps if step.code == code and step.amount is not None), ZERO)


def _has(part: Part, code: str) -> bool:
    return any(step.code == code for step in part.steps)


def _less(telling: Telling, amount: Decimal) -> str:
    """An amount that is taken off; empty where there is none."""
    return money(-amount, telling.voice, exact=True) if amount else ""
