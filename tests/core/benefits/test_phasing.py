"""Phasing over benefit years: the cheapest days that the plan allows, as brute force finds them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from benefit_questions import category
from hypothesis import given, settings
from hypothesis import strategies as st
from wide_questions import wide_questions

from arcada.core.benefits.coverage import Coverage, Deductible, Frequency, Maximum, Percent, Rollover, Waiting
from arcada.core.benefits.estimate import estimate
from arcada.core.benefits.line import Line, Question
from arcada.core.benefits.phasing import Link, Phasing, VisitGroup, phase
from arcada.core.benefits.phasing_days import candidates, dated, in_order
from arcada.core.benefits.scope import Scope
from arcada.core.benefits.settings import Settings
from arcada.core.kernel import Refusal

AS_OF = date(2026, 11, 1)
NEW_YEAR = date(2027, 1, 1)
SUMMER = date(2027, 6, 30)
YEARS = tuple(date(year, 1, 1) for year in (2027, 2028, 2029))
HALF = Percent(category("crowns"), Decimal("0.5"))
THOUSAND = Maximum(Scope(), Decimal(1000))


def crowns(count: int, fee: int = 1200) -> tuple[Line, ...]:
    """Crowns of one fee, all on the first day."""
    return tuple(Line(str(n), "crown", ("general", "crowns"), Decimal(fee), AS_OF) for n in range(count))


def asked(lines: tuple[Line, ...], coverage: Coverage) -> Question:
    """A question about the lines."""
    return Question("q", AS_OF, "P1", (coverage,), lines)


def alone(lines: tuple[Line, ...], **kind: object) -> tuple[VisitGroup, ...]:
    """Each line a visit of its own."""
    return tuple(VisitGroup(line.id, (line.id,), AS_OF, **kind) for line in lines)  # type: ignore[arg-type]


def found(question: Question, groups: tuple[VisitGroup, ...]) -> Phasing:
    """The phasing, which must exist."""
    answer = phase(question, groups)
    assert isinstance(answer, Phasing)
    return answer


def test_crowns_move_into_the_new_year_where_its_maximum_pays() -> None:
    lines = crowns(3)
    answer = found(asked(lines, Coverage("A", 1, percents=(HALF,), maximums=(THOUSAND,))), alone(lines, latest=SUMMER))
    assert answer.patient_pays_now == 2600
    assert answer.patient_pays == 2000
    assert answer.saving == 600
    assert answer.proven
    assert set(answer.days.values()) == {AS_OF, NEW_YEAR}
    assert "may_change" in [trap.code for trap in answer.traps]


def test_what_is_urgent_stays() -> None:
    lines = crowns(3)
    answer = found(asked(lines, Coverage("A", 1, percents=(HALF,), maximums=(THOUSAND,))), alone(lines, urgent=True))
    assert set(answer.days.values()) == {AS_OF}
    assert answer.saving == 0


def test_a_second_deductible_is_named_as_a_trap() -> None:
    lines = crowns(3)
    plan = Coverage("A", 1, percents=(HALF,), maximums=(THOUSAND,), deductibles=(Deductible(Scope(), Decimal(50)),))
    answer = found(asked(lines, plan), alone(lines, latest=SUMMER))
    assert answer.patient_pays == 2025
    assert "second_deductible" in [trap.code for trap in answer.traps]


@pytest.mark.parametrize(
    ("coverage", "day"),
    [
        (
            Coverage("A", 1, effective=date(2026, 2, 10), percents=(HALF,), waiting=(Waiting(Scope(), 12),)),
            date(2027, 2, 10),
        ),
        (Coverage("A", 1, effective=date(2026, 12, 1), percents=(HALF,)), date(2026, 12, 1)),
    ],
    ids=["a waiting period ends", "the coverage begins"],
)
def test_a_day_on_which_a_refusal_ends_is_tried(coverage: Coverage, day: date) -> None:
    lines = crowns(1)
    answer = found(asked(lines, coverage), alone(lines))
    assert answer.days == {"0": day}
    assert answer.saving == 600


def test_a_frequency_moves_the_second_service_into_the_next_year() -> None:
    lines = crowns(2)
    plan = Coverage("A", 1, percents=(HALF,), frequencies=(Frequency(Scope(), 1),))
    answer = found(asked(lines, plan), alone(lines))
    assert sorted(answer.days.values()) == [AS_OF, NEW_YEAR]


def test_links_and_latest_days_hold() -> None:
    lines = crowns(2)
    groups = (
        VisitGroup("0", ("0",), AS_OF, latest=AS_OF + timedelta(days=20)),
        VisitGroup("1", ("1",), AS_OF, after=(Link("0", 7, 30),)),
    )
    answer = found(asked(lines, Coverage("A", 1, percents=(HALF,), maximums=(THOUSAND,))), groups)
    gap = (answer.days["1"] - answer.days["0"]).days
    assert 7 <= gap <= 30
    assert answer.days["0"] <= AS_OF + timedelta(days=20)


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        (
            (VisitGroup("a", (), AS_OF, after=(Link("b"),)), VisitGroup("b", (), AS_OF, after=(Link("a"),))),
            "circular_links",
        ),
        ((VisitGroup("a", (), AS_OF, latest=AS_OF - timedelta(days=3)),), "no_day"),
    ],
    ids=["a circle", "no day left"],
)
def test_what_cannot_be_is_refused(groups: tuple[VisitGroup, ...], code: str) -> None:
    answer = phase(asked((), Coverage("A", 1)), groups)
    assert isinstance(answer, Refusal)
    assert answer.code == code


@settings(max_examples=40)
@given(
    fees=st.lists(st.integers(min_value=1, max_value=30), min_size=1, max_size=4),
    maximum=st.sampled_from([300, 1000, 1500]),
    deductible=st.sampled_from([0, 50, 100]),
    gap=st.sampled_from([None, 0, 40]),
)
def test_it_is_as_cheap_as_trying_everything(fees: list[int], maximum: int, deductible: int, gap: int | None) -> None:
    lines = tuple(replace(line, fee=Decimal(100 * fee)) for line, fee in zip(crowns(len(fees)), fees, strict=True))
    plan = Coverage(
        "A",
        1,
        percents=(HALF,),
        maximums=(Maximum(Scope(), Decimal(maximum)),),
        deductibles=(Deductible(Scope(), Decimal(deductible)),),
    )
    groups = alone(lines)
    if gap is not None and len(groups) > 1:
        groups = (*groups[:-1], replace(groups[-1], after=(Link(groups[0].id, gap),)))
    question = asked(lines, plan)
    assert found(question, groups).patient_pays == min(_every_price(question, groups))


def _every_price(question: Question, groups: tuple[VisitGroup, ...], years: Sequence[date] = YEARS) -> list[Decimal]:
    """What every choice of days costs."""
    prices = []
    for days in product(*([AS_OF, *years] for _ in groups)):
        chosen = dict(zip([group.id for group in groups], days, strict=True))
        for group in groups:
            for link in group.after:
                least = chosen[link.group] + timedelta(days=link.min_days)
                chosen[group.id] = max(chosen[group.id], least)
        lines = tuple(replace(line, on=chosen[line.id]) for line in question.lines)
        prices.append(estimate(replace(question, lines=lines)).patient_pays)
    return prices


def test_two_plans_with_years_of_their_own_are_tried_on_all_their_days() -> None:
    lines = crowns(3)
    first = Coverage("A", 1, percents=(HALF,), maximums=(Maximum(Scope(), Decimal(600)),))
    second = replace(first, id="B", order=2, benefit_year_start_month=7)
    question = replace(asked(lines, first), coverages=(first, second))
    answer = found(question, alone(lines, latest=date(2027, 12, 31)))
    assert answer.patient_pays == min(_every_price(question, alone(lines), [NEW_YEAR, date(2027, 7, 1)]))
    assert answer.proven
    assert "two_benefit_years" in [trap.code for trap in answer.traps]


def test_what_a_year_of_little_use_carries_over_is_reckoned_with() -> None:
    plan = Coverage(
        "A",
        1,
        percents=(Percent(Scope(), Decimal(1)),),
        maximums=(THOUSAND,),
        rollover=Rollover(Decimal(500), Decimal(300), Decimal(900)),
    )
    lines = (
        Line("0", "filling", ("general", "restorative"), Decimal(400), AS_OF),
        Line("1", "crown", ("general", "crowns"), Decimal(1300), AS_OF),
    )
    groups = (VisitGroup("0", ("0",), AS_OF, urgent=True), VisitGroup("1", ("1",), AS_OF, latest=SUMMER))
    answer = found(asked(lines, plan), groups)
    assert (answer.patient_pays_now, answer.patient_pays) == (700, 0)
    assert "rollover" in [trap.code for trap in answer.traps]


def test_lines_outside_the_groups_use_the_year_too() -> None:
    lines = (*crowns(1), Line("check", "crown", ("general", "crowns"), Decimal(2000), NEW_YEAR))
    answer = found(
        asked(lines, Coverage("A", 1, percents=(HALF,), maximums=(THOUSAND,))), alone(lines[:1], latest=SUMMER)
    )
    assert answer.days == {"0": AS_OF}


def test_what_a_visit_prepares_moves_with_it() -> None:
    lines = (replace(crowns(1)[0], prepared=AS_OF),)
    plan = Coverage("A", 1, percents=(HALF,), waiting=(Waiting(Scope(), 12),), effective=date(2026, 1, 15))
    question = replace(asked(lines, plan), settings=Settings(incurred_on="preparation"))
    groups = (
        VisitGroup("a", (), AS_OF, prepares=("0",)),
        VisitGroup("b", ("0",), AS_OF, after=(Link("a", 14),)),
    )
    answer = found(question, groups)
    assert answer.days["a"] >= date(2027, 1, 15), "the day of preparation counts"
    assert answer.saving == 600


def test_a_search_that_is_cut_short_says_so_and_is_never_dearer() -> None:
    lines = crowns(6)
    plan = Coverage("A", 1, percents=(HALF,), maximums=(Maximum(Scope(), Decimal(1500)),))
    answer = phase(asked(lines, plan), alone(lines, latest=SUMMER), most_steps=3)
    assert isinstance(answer, Phasing)
    assert not answer.proven
    assert answer.patient_pays <= answer.patient_pays_now


def test_what_holds_a_visit_is_told() -> None:
    lines = crowns(2)
    groups = (
        VisitGroup("0", ("0",), AS_OF, urgent=True),
        VisitGroup("1", ("1",), AS_OF, latest=AS_OF + timedelta(20), reason="It stops disease."),
    )
    answer = found(asked(lines, Coverage("A", 1, percents=(HALF,), maximums=(THOUSAND,))), groups)
    assert {name: step.code for name, step in answer.held.items()} == {"0": "urgent", "1": "may_not_wait_long"}
    assert answer.held["1"].text == "It stops disease."


@settings(max_examples=25, deadline=None)
@given(question=wide_questions(plans=1), gap=st.sampled_from([None, 0, 30]))
def test_under_any_contract_it_is_as_cheap_as_trying_everything(question: Question, gap: int | None) -> None:
    lines = tuple(replace(line, on=AS_OF, prepared=None, overrides={}) for line in question.lines[:3])
    asked_now = replace(question, as_of=AS_OF, lines=lines)
    groups = alone(lines, latest=date(2028, 6, 30))
    if gap is not None and len(groups) > 1:
        groups = (*groups[:-1], replace(groups[-1], after=(Link(groups[0].id, gap),)))
    answer = phase(asked_now, groups)
    assert isinstance(answer, Phasing)
    ordered = in_order(groups)
    assert not isinstance(ordered, Refusal)
    choices = candidates(asked_now, ordered, answer.days_now)
    prices = []
    for days in product(*(choices[group.id] for group in ordered)):
        chosen = dict(zip([group.id for group in ordered], days, strict=True))
        gaps = [
            (chosen[group.id] - chosen[link.group]).days >= link.min_days for group in ordered for link in group.after
        ]
        if all(gaps):
            prices.append(estimate(dated(asked_now, ordered, chosen)).patient_pays)
    assert answer.proven
    assert answer.patient_pays == min(prices)
