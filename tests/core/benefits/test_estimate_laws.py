"""Laws of estimates: what holds for every plan, whatever its figures."""

from dataclasses import replace
from decimal import Decimal

from benefit_questions import questions
from hypothesis import given
from hypothesis import strategies as st

from arcada.core.benefits.answer import Estimate
from arcada.core.benefits.coverage import Maximum
from arcada.core.benefits.estimate import estimate
from arcada.core.benefits.line import Question

ZERO = Decimal(0)


def patient(question: Question) -> Decimal:
    """What the patient pays in all."""
    return estimate(question).patient_pays


def with_first(question: Question, **changes: object) -> Question:
    """The question with its first coverage changed."""
    first, *rest = question.coverages
    return replace(question, coverages=(replace(first, **changes), *rest))  # type: ignore[arg-type]


@given(questions(plans=3))
def test_every_line_adds_up_to_its_fee_and_nothing_is_negative(question: Question) -> None:
    for line in estimate(question).lines:
        assert line.insurers_pay + line.write_off + line.patient_pays == line.charge
        assert line.patient_pays >= 0
        for part in line.parts:
            assert min(part.insurer_pays, part.deductible, part.write_off) >= 0


@given(questions(plans=2))
def test_insurers_never_pay_more_than_the_fee(question: Question) -> None:
    for line in estimate(question).lines:
        assert line.insurers_pay <= line.charge


@given(questions())
def test_a_maximum_is_never_exceeded(question: Question) -> None:
    found = estimate(question)
    for coverage in question.coverages:
        before = estimate(replace(question, lines=())).accumulators[coverage.id].maximum_after
        after = found.accumulators[coverage.id].maximum_after
        assert after is None or ZERO <= after <= (before or ZERO)


@given(questions(), st.integers(min_value=1, max_value=2000))
def test_a_higher_maximum_never_costs_the_patient_more(question: Question, more: int) -> None:
    raised: list[Maximum] = [replace(one, amount=one.amount + more) for one in question.coverages[0].maximums]
    assert patient(with_first(question, maximums=tuple(raised))) <= patient(question)


@given(questions())
def test_no_deductible_never_costs_the_patient_more(question: Question) -> None:
    no_limit = with_first(question, maximums=())
    assert patient(with_first(no_limit, deductibles=())) <= patient(no_limit)


@given(questions())
def test_the_primary_pays_as_if_it_were_alone(question: Question) -> None:
    second = replace(question.coverages[0], id="B", order=2)
    both = estimate(replace(question, coverages=(*question.coverages, second)))
    alone = estimate(question)
    assert [line.parts[0].insurer_pays for line in both.lines] == [line.parts[0].insurer_pays for line in alone.lines]


@given(questions(plans=2))
def test_a_second_plan_never_costs_the_patient_more(question: Question) -> None:
    alone = replace(question, coverages=question.coverages[:1])
    assert patient(question) <= patient(alone)


@given(questions(), st.randoms(use_true_random=False))
def test_lines_on_different_days_may_come_in_any_order(question: Question, chance: object) -> None:
    distinct = {line.on: line for line in question.lines}
    ordered = tuple(distinct[day] for day in sorted(distinct))
    shuffled = list(ordered)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert by_line(estimate(replace(question, lines=ordered))) == by_line(
        estimate(replace(question, lines=tuple(shuffled)))
    )


def by_line(found: Estimate) -> dict[str, Decimal]:
    """What the patient pays for each line."""
    return {line.id: line.patient_pays for line in found.lines}


@given(questions())
def test_a_refused_line_takes_no_deductible_and_moves_no_meter(question: Question) -> None:
    excluded = with_first(question, percents=())
    found = estimate(excluded)
    untouched = estimate(replace(excluded, lines=()))
    assert all(part.deductible == 0 and part.refused for line in found.lines for part in line.parts)
    assert found.accumulators["A"].maximum_after == untouched.accumulators["A"].maximum_after
