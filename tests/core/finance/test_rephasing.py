"""Later days: laws that hold of every plan, and the choices of an exhaustive search on small ones."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from courses_made import BEGINS, courses
from hypothesis import given, settings
from hypothesis import strategies as st

from arcada.core.benefits.dates import add_months, month_end
from arcada.core.finance.flow import cash_flow, month_of
from arcada.core.finance.rephase import fewest_months, offers
from arcada.core.finance.share import Course, Lag, Share, Visit, broken_lag
from arcada.core.finance.terms import Budget, Terms
from arcada.core.finance.windows import Window, earliest_days
from arcada.core.kernel import Refusal

budgets = st.sampled_from((None, Decimal(0), Decimal(150), Decimal(400), Decimal(1000)))


@settings(max_examples=120, deadline=None)
@given(courses(), budgets)
def test_an_offer_keeps_every_gap_and_fixed_visit_and_never_raises_the_worst_month(course, monthly):
    found = offers(course, Terms(), Budget(monthly))
    assert not isinstance(found, Refusal)
    by_name = {visit.id: visit for visit in course.visits}
    for offer in found:
        later = [
            Visit(name, day, by_name[name].after, by_name[name].latest) for name, day in sorted(offer.days.items())
        ]
        assert broken_lag(later) is None
        assert all(offer.days[one.id] == one.on for one in course.visits if one.fixed)
        assert all(offer.days[one.id] >= one.on for one in course.visits)
        assert offer.after.worst <= offer.before.worst
        assert offer.after.patient_total == offer.before.patient_total
        assert offer.after.excess <= offer.before.excess
        assert offer.reached == (monthly is not None and offer.after.worst <= monthly)


@settings(max_examples=60, deadline=None)
@given(courses(), budgets, st.randoms(use_true_random=False))
def test_the_order_in_which_a_plan_is_given_changes_nothing(course, monthly, dice):
    visits, shares = list(course.visits), list(course.shares)
    dice.shuffle(visits)
    dice.shuffle(shares)
    shuffled = Course(course.begins, tuple(visits), tuple(shares))
    assert cash_flow(shuffled, Terms(), Budget(monthly)) == cash_flow(course, Terms(), Budget(monthly))
    assert offers(shuffled, Terms(), Budget(monthly)) == offers(course, Terms(), Budget(monthly))


def exhaustive(course: Course, terms: Terms, monthly: Decimal) -> tuple[Decimal, int, Decimal]:
    """Excess, end and worst month of the best of all choices of months."""
    free = [visit for visit in course.visits if not visit.fixed]
    months = [[add_months(month_of(one.on), ahead) for ahead in range(terms.most_delay_months + 1)] for one in free]
    best = None
    for choice in product(*months):
        windows = {one.id: Window(one.on, one.on) for one in course.visits if one.fixed}
        for visit, month in zip(free, choice, strict=True):
            end = month_end(month) if visit.latest is None else min(visit.latest, month_end(month))
            windows[visit.id] = Window(max(visit.on, month), end)
        days = earliest_days(course.visits, windows)
        if days is None or any(window.last < window.first for window in windows.values()):
            continue
        moved = tuple(Visit(one.id, days[one.id], one.after) for one in course.visits)
        flow = cash_flow(Course(course.begins, moved, course.shares), terms, Budget(monthly))
        key = (flow.excess, max(days.values()).toordinal(), flow.worst)
        if flow.worst <= cash_flow(course, terms, Budget(monthly)).worst:
            best = key if best is None else min(best, key)
    return best


@settings(max_examples=40, deadline=None)
@given(courses(most=3), st.sampled_from((Decimal(150), Decimal(400))))
def test_the_offer_is_the_best_of_all(course, monthly):
    terms = Terms(most_delay_months=3)
    found = offers(course, terms, Budget(monthly))
    before = cash_flow(course, terms, Budget(monthly))
    best = exhaustive(course, terms, monthly)
    offer = next((one for one in found if one.code == "within_budget"), None)
    if offer is None:
        last = max(one.on for one in course.visits).toordinal()
        assert best == (before.excess, last, before.worst)
    else:
        assert offer.proven
        assert best == (offer.after.excess, max(offer.days.values()).toordinal(), offer.after.worst)


def test_urgent_work_is_never_put_off():
    urgent = Visit("1", date(2027, 3, 2), fixed=True)
    later = Visit("2", date(2027, 3, 9), (Lag("1", 7),))
    course = Course(BEGINS, (urgent, later), (Share("a", "1", "1", Decimal(900)), Share("b", "2", "2", Decimal(100))))
    (offer,) = offers(course, Terms(), Budget(Decimal(100)))
    assert [one.visit for one in offer.moved] == ["2"]
    assert not offer.reached


def test_a_gap_with_a_most_pulls_the_earlier_visit_along():
    """The second may lie at most twenty days after the first, so the first is pushed into the end of its month."""
    course = Course(
        BEGINS,
        (Visit("1", date(2027, 3, 2)), Visit("2", date(2027, 3, 12), (Lag("1", 5, 20),))),
        (Share("a", "1", "1", Decimal(300)), Share("b", "2", "2", Decimal(300))),
    )
    (offer,) = offers(course, Terms(), Budget(Decimal(300)))
    assert dict(offer.days) == {"1": date(2027, 3, 12), "2": date(2027, 4, 1)}


@pytest.mark.parametrize(
    ("visits", "shares", "code"),
    [
        ((Visit("1", BEGINS), Visit("2", BEGINS, (Lag("1", 5),))), (), "lag_broken"),
        ((Visit("1", BEGINS), Visit("2", BEGINS + timedelta(9), (Lag("1", 1, 5),))), (), "lag_broken"),
        ((Visit("1", BEGINS), Visit("1", BEGINS)), (), "twice"),
        ((Visit("1", BEGINS, (Lag("x"),)),), (), "unknown_visit"),
        ((Visit("1", BEGINS),), (Share("a", "1", "7", Decimal(1)),), "unknown_visit"),
        ((Visit("1", BEGINS),), (Share("a", "1", "1", Decimal(-1)),), "negative"),
        ((Visit("1", BEGINS, latest=BEGINS - timedelta(1)),), (), "too_late"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(visits, shares, code):
    found = offers(Course(BEGINS, visits, shares), Terms(), Budget(Decimal(100)))
    assert isinstance(found, Refusal)
    assert found.code == code


def test_a_long_plan_says_that_it_is_not_proven():
    visits = tuple(Visit(f"{n:02}", BEGINS + timedelta(days=2 * n)) for n in range(14))
    shares = tuple(Share(one.id, one.id, one.id, Decimal(90 + 7 * int(one.id))) for one in visits)
    (offer, *_) = offers(Course(BEGINS, visits, shares), Terms(), Budget(Decimal(200)))
    assert not offer.proven
    assert offer.after.worst < offer.before.worst


@pytest.mark.parametrize(
    ("total", "monthly", "months"),
    [("900", "300", 3), ("901", "300", 4), ("1", "300", 1), ("0", "300", 1), ("500", "0", None), ("500", None, None)],
)
def test_how_many_months_keep_within_the_budget(total, monthly, months):
    assert fewest_months(Decimal(total), None if monthly is None else Decimal(monthly)) == months
