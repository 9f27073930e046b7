"""Random insurance questions for the laws: one or two coverages, some lines, a little history."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from arcada.core.benefits.coverage import Coverage, Deductible, Frequency, Maximum, Percent
from arcada.core.benefits.line import Adjustment, Line, Question, Service
from arcada.core.benefits.scope import CATEGORY, Scope
from arcada.core.benefits.settings import Settings

AS_OF = date(2026, 6, 15)
KINDS = {
    "examination": ("general", "diagnostic"),
    "film": ("general", "diagnostic", "diagnostic_xray"),
    "cleaning": ("general", "preventive"),
    "filling": ("general", "restorative"),
    "crown": ("general", "crowns"),
}
CATEGORIES = ("diagnostic", "preventive", "restorative", "crowns")
amounts = st.integers(min_value=0, max_value=200_000).map(lambda cents: Decimal(cents) / 100)
shares = st.integers(min_value=0, max_value=20).map(lambda step: Decimal(step) / 20)
days = st.integers(min_value=-200, max_value=400).map(lambda step: AS_OF + timedelta(days=step))


def category(name: str) -> Scope:
    """The scope of one category."""
    return Scope(CATEGORY, frozenset({name}))


@st.composite
def coverages(draw: st.DrawFn, name: str = "A", order: int = 1) -> Coverage:
    """A coverage with shares, deductibles, maximums, a frequency and a fee schedule."""
    fees = {kind: draw(amounts) for kind in KINDS if draw(st.booleans())}
    return Coverage(
        id=name,
        order=order,
        plan_type=draw(st.sampled_from(["indemnity", "ppo"])),
        in_network=draw(st.booleans()),
        benefit_year_start_month=draw(st.integers(min_value=1, max_value=12)),
        method=draw(st.sampled_from(["standard", "carve_out", "mob", "basic", "as_paid", "medicaid"])),
        fees=fees,
        percents=tuple(Percent(category(name), draw(shares)) for name in CATEGORIES if draw(st.booleans())),
        deductibles=draw(
            st.lists(
                st.builds(
                    Deductible,
                    st.sampled_from([Scope(), category("crowns"), category("diagnostic")]),
                    st.sampled_from([Decimal(0), Decimal(25), Decimal(50), Decimal(100)]),
                    st.sampled_from(["individual", "family"]),
                    st.sampled_from(["benefit_year", "lifetime"]),
                ),
                max_size=3,
                unique_by=lambda one: (one.scope, one.level),
            ).map(tuple)
        ),
        maximums=draw(
            st.lists(
                st.builds(
                    Maximum,
                    st.sampled_from([Scope(), category("crowns")]),
                    st.sampled_from([Decimal(200), Decimal(1000), Decimal(1500)]),
                    st.sampled_from(["individual", "family"]),
                    st.sampled_from(["benefit_year", "lifetime"]),
                    st.booleans(),
                ),
                max_size=3,
                unique_by=lambda one: (one.scope, one.level),
            ).map(tuple)
        ),
        frequencies=draw(
            st.lists(st.builds(Frequency, st.just(category("preventive")), st.just(1)), max_size=1).map(tuple)
        ),
    )


@st.composite
def lines(draw: st.DrawFn, most: int = 6) -> tuple[Line, ...]:
    """Lines on days around today."""
    found = []
    for number in range(draw(st.integers(min_value=1, max_value=most))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        found.append(Line(str(number), kind, KINDS[kind], draw(amounts), draw(days), draw(st.integers(1, 3))))
    return tuple(found)


@st.composite
def history(draw: st.DrawFn, name: str = "A") -> tuple[Service, ...]:
    """Some services of the past, of the patient and of a relative."""
    found = []
    for _ in range(draw(st.integers(min_value=0, max_value=4))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        found.append(
            Service(
                coverage=name,
                procedure=kind,
                categories=KINDS[kind],
                on=draw(days),
                status=draw(st.sampled_from(["paid", "pending", "predetermination", "insurer_history"])),
                person=draw(st.sampled_from(["P1", "P2"])),
                paid=draw(amounts),
                estimated=draw(amounts),
                deductible=draw(st.sampled_from([Decimal(0), Decimal(25)])),
            )
        )
    return tuple(found)


@st.composite
def questions(draw: st.DrawFn, plans: int = 1) -> Question:
    """A whole question with so many coverages."""
    names = "ABC"[:plans]
    return Question(
        id="q",
        as_of=AS_OF,
        person="P1",
        coverages=tuple(draw(coverages(name, order)) for order, name in enumerate(names, 1)),
        lines=draw(lines()),
        services=draw(history()),
        adjustments=draw(
            st.lists(st.builds(Adjustment, st.just("A"), st.just("P1"), days, amounts, amounts), max_size=1).map(tuple)
        ),
        settings=draw(
            st.builds(
                Settings,
                deductible_position=st.sampled_from(["before_coinsurance", "after"]),
                exclusion_fee_rule=st.sampled_from(["contract", "office"]),
                writeoff_when_limited=st.sampled_from(["keep", "none"]),
                writeoff_when_max_exhausted=st.sampled_from(["keep", "none"]),
                secondary_writeoff=st.sampled_from(["to_lowest_contract", "to_secondary_contract", "none"]),
            )
        ),
    )
