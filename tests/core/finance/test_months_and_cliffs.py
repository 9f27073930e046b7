"""Cash flow by month and what is warned of: nothing is lost, nothing is invented, unknown is not zero."""

from datetime import date
from decimal import Decimal

import pytest
from courses_made import courses
from hypothesis import given, settings
from hypothesis import strategies as st

from arcada.core.finance.cliff import warnings
from arcada.core.finance.flow import Flow, Month, Payment, cash_flow, check_budget
from arcada.core.finance.share import Course, InsurerShare, Lag, Share, Visit
from arcada.core.finance.terms import Budget, Terms, check_terms

shares = st.sampled_from((Decimal(0), Decimal(35), Decimal(50)))


@settings(max_examples=120, deadline=None)
@given(courses(), shares, shares, st.sampled_from((0, 14, 60)), st.sampled_from((Decimal(0), Decimal("77.77"))))
def test_every_cent_falls_into_one_month(course, lab, deposit, before, insurer):
    insured = tuple(
        Share(one.line, one.ordered, one.done, one.patient, (InsurerShare("A", insurer),), one.by_lab)
        for one in course.shares
    )
    terms = Terms(lab_percent=lab, deposit_percent=deposit, lab_days_before=before)
    flow = cash_flow(Course(course.begins, course.visits, insured), terms, Budget())
    assert flow.patient_total == sum(one.patient for one in insured)
    assert flow.insurer_total == insurer * len(insured)
    assert all(one.amount > 0 for one in flow.movements)
    assert all(one.due >= 0 and one.insurer >= 0 for one in flow.months)
    if flow.months:
        assert flow.months[-1].balance == 0
        firsts = [one.first for one in flow.months]
        assert firsts == sorted(set(firsts))


def test_a_line_without_a_fee_is_named_and_counted_nowhere():
    visit = Visit("1", date(2027, 3, 2))
    lines = (Share("known", "1", "1", Decimal(80)), Share("open", "1", "1", None, (InsurerShare("A", Decimal(9)),)))
    flow = cash_flow(Course(visit.on, (visit,), lines), Terms(), Budget())
    assert flow.unknown == ("open",)
    assert (flow.patient_total, flow.insurer_total) == (Decimal(80), Decimal(0))


def test_an_insurers_money_comes_after_its_own_days_or_on_agreed_ones():
    visit = Visit("1", date(2027, 3, 2))
    parts = (
        InsurerShare("slow", Decimal(10)),
        InsurerShare("fresh", Decimal(20)),
        InsurerShare("x", Decimal(5), date(2027, 9, 1)),
    )
    flow = cash_flow(
        Course(visit.on, (visit,), (Share("a", "1", "1", Decimal(0), parts),)), Terms(payer_days={"slow": 70}), Budget()
    )
    assert {one.first: one.insurer for one in flow.months if one.insurer} == {
        date(2027, 4, 1): Decimal(20), date(2027, 5, 1): Decimal(10), date(2027, 9, 1): Decimal(5),
    }  # fmt: skip


def test_with_a_payment_plan_the_patient_pays_that_and_the_practice_lends():
    visits = (Visit("1", date(2027, 3, 2)), Visit("2", date(2027, 3, 20), (Lag("1", 7),)))
    course = Course(visits[0].on, visits, (Share("a", "1", "2", Decimal(600), by_lab=True),))
    payments = tuple(Payment(date(2027, month, 15), Decimal(200)) for month in (3, 4, 5))
    flow = cash_flow(course, Terms(), Budget(Decimal(200)), payments=payments)
    assert [month.due for month in flow.months] == [Decimal(200)] * 3
    assert [month.balance for month in flow.months] == [Decimal(-400), Decimal(-200), Decimal(0)]
    assert warnings(flow, Terms()) == ()


def flow_of(*dues, monthly=None, total=None, prepaid=0):
    months = [Month(date(2027, number, 1), patient=Decimal(due)) for number, due in enumerate(dues, 1)]
    first = months[0]
    months[0] = Month(first.first, patient=first.patient - prepaid, prepaid=Decimal(prepaid))
    budget = Budget(None if monthly is None else Decimal(monthly), None if total is None else Decimal(total))
    return Flow(tuple(months), budget)


@pytest.mark.parametrize(
    ("flow", "told"),
    [
        (flow_of(300, 300, monthly=300), []),
        (flow_of(599, 300, monthly=300), [("over_budget", 1)]),
        (flow_of(300, 600, monthly=300), [("far_over_budget", 2)]),
        (flow_of(5, 5, monthly=0), [("far_over_budget", 1), ("far_over_budget", 2)]),
        (flow_of(400, 100, 100), [("steep", 1)]),
        (flow_of(400, 100), []),
        (flow_of(300, 300, 300), []),
        (flow_of(800, 800, prepaid=501), [("before_work", 1)]),
        (flow_of(800, 800, prepaid=500), []),
        (flow_of(290, 290, monthly=300, total=400), [("over_total", 2)]),
    ],
)
def test_what_is_warned_of_and_in_which_month(flow, told):
    found = warnings(flow, Terms())
    assert [(one.code, one.month.month) for one in found] == told


def test_nobody_is_warned_of_a_month_that_is_over():
    flow = flow_of(600, 600, monthly=300, total=500)
    assert [one.month.month for one in warnings(flow, Terms(), since=date(2027, 1, 31))] == [1, 2, 1]
    assert [one.month.month for one in warnings(flow, Terms(), since=date(2027, 2, 1))] == [2]
    assert warnings(flow, Terms(), since=date(2027, 3, 1)) == ()


def test_a_warning_names_month_and_amounts_in_the_practices_own_money():
    (one,) = warnings(flow_of(300, 1850, monthly=500), Terms(), say=lambda amount: f"${amount:,.0f}")
    assert one.text == (
        "February 2027 asks for $1,850: $1,350 more than the $500 a month that were told. "
        "Plans are often left at such a month."
    )
    assert one.is_cliff


@pytest.mark.parametrize(
    ("terms", "where"),
    [
        (Terms(lab_percent=Decimal(101)), "lab_percent"),
        (Terms(lab_percent=Decimal(60), deposit_percent=Decimal(50)), "deposit_percent"),
        (Terms(deposit_percent=Decimal(-1)), "deposit_percent"),
        (Terms(lab_days_before=61), "lab_days_before"),
        (Terms(usual_payer_days=-1), "usual_payer_days"),
        (Terms(payer_days={"A": 400}), "A"),
        (Terms(far=Decimal("0.5")), "far"),
        (Terms(far=Decimal(100)), "far"),
        (Terms(large=Decimal(1_000_001)), "large"),
        (Terms(large=Decimal(-1)), "large"),
    ],
)
def test_terms_out_of_their_range_are_refused(terms, where):
    assert check_terms(terms).where == where
    assert check_terms(Terms()) is None


def test_a_budget_is_a_sum():
    assert check_budget(Budget(Decimal(-1))).where == "monthly"
    assert check_budget(Budget(total=Decimal("Infinity"))).where == "total"
    assert check_budget(Budget(Decimal(0), Decimal(5))) is None
