"""Laws of estimates that hold for everything a contract may say."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from benefit_questions import AS_OF, KINDS, amounts, category, questions
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from wide_questions import levels, scopes, wide_questions

from arcada.core.benefits.coverage import Coverage, Deductible, Maximum, Percent
from arcada.core.benefits.discount import Discount, Share, settle
from arcada.core.benefits.estimate import estimate, ledgers_of, lines_through
from arcada.core.benefits.line import Line, Question
from arcada.core.benefits.scope import Scope
from arcada.core.benefits.settings import Settings

ZERO = Decimal(0)
WIDE = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
KEEP = Settings(writeoff_when_max_exhausted="keep", line_order="same_day_highest_percent_first")


def patient(question: Question) -> Decimal:
    """What the patient pays in all."""
    return estimate(question).patient_pays


@WIDE
@given(wide_questions(plans=3))
def test_whatever_a_contract_says_every_line_adds_up(question: Question) -> None:
    for line in estimate(question).lines:
        assert line.insurers_pay + line.write_off + line.patient_pays == line.charge
        assert line.patient_pays >= 0
        assert line.insurers_pay <= line.charge
        for part in line.parts:
            assert min(part.insurer_pays, part.deductible, part.write_off, part.basis) >= 0
            assert part.steps or part.insurer_pays == 0
            assert all(step.code and step.text.endswith(".") for step in part.steps)


@WIDE
@given(wide_questions(plans=2))
def test_whatever_a_contract_says_no_meter_exceeds_its_limit(question: Question) -> None:
    by_hand = replace(question, lines=tuple(replace(line, overrides={}) for line in question.lines))
    ledgers = ledgers_of(by_hand)
    before = [(dict(one.meters.paid), dict(one.meters.pending), dict(one.meters.taken)) for one in ledgers]
    list(lines_through(ledgers, by_hand))
    for ledger, (paid, pending, taken) in zip(ledgers, before, strict=True):
        meters, coverage = ledger.meters, ledger.coverage
        for key, amount in meters.paid.items():
            most = coverage.maximums[key[0]].amount
            if most is not None and coverage.rollover is None:
                was = paid.get(key, ZERO)
                assert amount <= max(most - pending.get(key, ZERO), was)
        for key, amount in meters.taken.items():
            one = coverage.deductibles[key[0]]
            if not one.carries_over and one.scope == Scope() and one.amount:
                assert amount <= max(one.amount, taken.get(key, ZERO))


@WIDE
@given(
    wide_questions(plans=1),
    st.lists(st.tuples(scopes, st.integers(0, 1500), levels, st.booleans()), min_size=1, max_size=3),
    st.integers(0, 2),
    st.integers(1, 2000),
)
def test_one_higher_maximum_never_costs_more(
    question: Question, told: list[tuple[Scope, int, str, bool]], number: int, more: int
) -> None:
    limits = [Maximum(scope, Decimal(most), level, counts_toward_general=counts) for scope, most, level, counts in told]
    kept = replace(question.settings, writeoff_when_max_exhausted="keep")
    coverage = replace(question.coverages[0], rollover=None, maximums=tuple(limits))
    before = patient(replace(question, settings=kept, coverages=(coverage,)))
    place = number % len(limits)
    limits[place] = replace(limits[place], amount=(limits[place].amount or ZERO) + more)
    raised = replace(coverage, maximums=tuple(limits))
    assert patient(replace(question, settings=kept, coverages=(raised,))) <= before


@WIDE
@given(questions(), st.integers(0, 3), st.integers(1, 20))
def test_one_higher_percentage_never_costs_more(question: Question, number: int, steps: int) -> None:
    first = question.coverages[0]
    assume(first.percents)
    coverage = replace(first, maximums=first.maximums[:1])
    question = replace(question, coverages=(coverage,), settings=replace(KEEP, exclusion_fee_rule="office"))
    raised = list(coverage.percents)
    place = number % len(raised)
    raised[place] = replace(raised[place], share=min(Decimal(1), raised[place].share + Decimal(steps) / 20))
    higher = replace(question, coverages=(replace(coverage, percents=tuple(raised)),))
    cents = Decimal("0.01") * len(question.lines)
    assert patient(higher) <= patient(question) + cents, "but for what each line is rounded by"


@WIDE
@given(wide_questions(plans=2))
def test_one_more_plan_never_costs_more(question: Question) -> None:
    first = replace(question.coverages[0], orders=())
    second = replace(question.coverages[1], orders=())
    lines = tuple(replace(line, overrides={}) for line in question.lines)
    both = replace(question, coverages=(first, second), lines=lines)
    services = tuple(one for one in both.services if one.coverage in {"", "A"})
    adjustments = tuple(one for one in both.adjustments if one.coverage == "A")
    told = tuple(one for one in both.predeterminations if one.coverage == "A")
    alone = replace(both, coverages=(first,), services=services, adjustments=adjustments, predeterminations=told)
    assert patient(both) <= patient(alone)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(1, 300)), min_size=2, max_size=6),
    st.randoms(use_true_random=False),
    st.sampled_from([0, 50, 100]),
    st.sampled_from([100, 500, 5000]),
)
def test_independent_lines_of_a_day_cost_the_same_in_any_order(
    work: list[tuple[str, int]], chance: object, deductible: int, most: int
) -> None:
    lines = [Line(str(n), kind, KINDS[kind], Decimal(fee), AS_OF) for n, (kind, fee) in enumerate(work)]
    plan = Coverage(
        "A",
        1,
        percents=tuple(
            Percent(category(name), Decimal(share) / 100)
            for name, share in (("diagnostic", 100), ("preventive", 100), ("restorative", 80), ("crowns", 50))
        ),
        deductibles=(Deductible(Scope(), Decimal(deductible)),),
        maximums=(Maximum(Scope(), Decimal(most)),),
    )
    asked = Question("q", AS_OF, "P1", (plan,), tuple(lines), settings=KEEP)
    chance.shuffle(lines)  # type: ignore[attr-defined]
    assert patient(asked) == patient(replace(asked, lines=tuple(lines)))


@WIDE
@given(wide_questions(plans=2, decided=True))
def test_decided_lines_add_up_and_move_the_meters_as_decided(question: Question) -> None:
    for line in question.lines:
        assume(all(one.insurer_pays <= line.charge for one in line.actual.values()))
    for asked, line in zip(question.lines, estimate(question).lines, strict=True):
        assert line.insurers_pay + line.write_off + line.patient_pays == line.charge
        for part in line.parts:
            if part.coverage in asked.actual:
                assert part.insurer_pays == asked.actual[part.coverage].insurer_pays


@WIDE
@given(
    wide_questions(plans=2),
    st.lists(
        st.builds(Discount, name=st.just("house"), percent=st.integers(0, 100).map(Decimal), amount=amounts), max_size=2
    ),
    st.sampled_from(["0.01", "0.05", "1", "5"]),
)
def test_discounts_keep_the_sum_of_the_bill(question: Question, given_off: list[Discount], step: str) -> None:
    lines = estimate(question).lines
    shares = [Share(line=one.id, fee=one.charge, insurers=one.insurers_pay, write_off=one.write_off) for one in lines]
    bill = settle(shares, given_off, round_to=Decimal(step))
    for line in lines:
        off = sum((one.amount for one in bill.given if one.line == line.id), ZERO)
        assert line.insurers_pay + line.write_off + off + bill.patient[line.id] == line.charge
        assert bill.patient[line.id] >= 0
    rest = sum((one.charge - one.insurers_pay - one.write_off for one in lines), ZERO)
    assert bill.total + bill.discounts == rest
    assert ZERO <= bill.rounded_off < Decimal(step)


@WIDE
@given(wide_questions(plans=2), st.integers(0, 400))
def test_the_same_question_on_later_days_still_adds_up(question: Question, days: int) -> None:
    moved = tuple(replace(line, on=line.on + timedelta(days=days)) for line in question.lines)
    for line in estimate(replace(question, lines=moved)).lines:
        assert line.insurers_pay + line.write_off + line.patient_pays == line.charge
