"""Random insurance questions with everything a contract may say: for the laws that hold whatever it says."""

from datetime import date, timedelta
from decimal import Decimal

from benefit_questions import AS_OF, CATEGORIES, KINDS, amounts, category, days, shares
from hypothesis import strategies as st

from arcada.core.benefits.coverage import (
    AgeLimit,
    Bundle,
    Coverage,
    Deductible,
    Downgrade,
    Frequency,
    Maximum,
    MissingTooth,
    Ortho,
    Percent,
    Rollover,
    Waiting,
)
from arcada.core.benefits.line import STATUSES, Actual, Adjustment, Area, Line, Predetermination, Question, Service
from arcada.core.benefits.scope import PROCEDURE, Scope
from arcada.core.benefits.settings import CHOICES, SWITCHES, Settings
from arcada.core.benefits.terms import (
    Incurred,
    OrderFor,
    Preauthorisation,
    PriorCoverage,
    Replacement,
    WaitingCredit,
)

TEETH = ("16", "26", "36", "11")
scopes = st.sampled_from(
    [Scope(), *(category(name) for name in CATEGORIES), *(Scope(PROCEDURE, frozenset({kind})) for kind in KINDS)]
)
areas = st.builds(Area, tooth=st.sampled_from(["", *TEETH]))
levels, periods = (
    st.sampled_from(["individual", "family"]),
    st.sampled_from(["benefit_year", "lifetime", "calendar_year"]),
)
flags = st.booleans()
few = {"max_size": 2}


def some(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """None, one or two of something."""
    return st.lists(values, **few).map(tuple)


deductibles = st.builds(
    Deductible,
    scopes,
    st.sampled_from([0, 25, 50, 100]).map(Decimal),
    levels,
    periods,
    carries_over=flags,
    tiered=flags,
)
maximums = st.builds(Maximum, scopes, st.none() | st.sampled_from([0, 200, 1000]).map(Decimal), levels, periods, flags)
frequencies = st.builds(
    Frequency,
    scopes,
    st.integers(0, 3),
    st.sampled_from(
        ["calendar_year", "benefit_year", "rolling_months", "interval_months", "interval_days", "lifetime"]
    ),
    st.integers(1, 24),
    st.sampled_from(["mouth", "tooth", "quadrant", "arch", "tooth_range"]),
    anniversary_day_eligible=flags,
)
rollovers = st.builds(
    Rollover, amounts, amounts, amounts, flags, years=st.none() | st.integers(1, 3), lost_with_gap=flags
)
priors = st.builds(PriorCoverage, st.just(date(2024, 1, 1)), st.just(date(2025, 10, 31)))
fee_lists = st.dictionaries(st.sampled_from([*KINDS, "series"]), amounts, max_size=4)


@st.composite
def wide_coverages(draw: st.DrawFn, name: str, order: int) -> Coverage:
    """A coverage that may say anything."""
    return Coverage(
        id=name,
        order=order,
        plan_type=draw(st.sampled_from(["indemnity", "ppo", "fixed_benefit", "copay", "capitation"])),
        in_network=draw(flags),
        benefit_year_start_month=draw(st.integers(1, 12)),
        on_anniversary=draw(flags),
        effective=draw(st.none() | st.sampled_from([date(2024, 2, 29), date(2026, 1, 1), date(2026, 8, 1)])),
        termination=draw(st.none() | st.just(date(2027, 3, 31))),
        method=draw(
            st.sampled_from(["standard", "carve_out", "mob", "basic", "as_paid", "medicaid", "non_duplication"])
        ),
        method_known=draw(flags),
        fee_cap_at_office=draw(flags),
        fees=draw(fee_lists),
        copays=draw(fee_lists),
        fixed_benefits=draw(fee_lists),
        usual_fees=draw(fee_lists),
        percents=draw(some(st.builds(Percent, scopes, shares, st.integers(0, 3), flags))),
        deductibles=draw(some(deductibles)),
        maximums=draw(some(maximums)),
        frequencies=draw(some(frequencies)),
        age_limits=draw(
            some(st.builds(AgeLimit, scopes, st.none() | st.integers(0, 60), st.none() | st.integers(0, 20)))
        ),
        waiting=draw(some(st.builds(Waiting, scopes, st.integers(0, 24), late_months=st.none() | st.integers(0, 36)))),
        exclusions=draw(some(scopes)),
        downgrades=draw(
            some(
                st.builds(
                    Downgrade,
                    st.sampled_from(sorted(KINDS)),
                    st.sampled_from(sorted(KINDS)),
                    st.sampled_from(["always", "posterior", "molar", "second_molar", "never"]),
                )
            )
        ),
        bundles=draw(
            some(
                st.builds(
                    Bundle,
                    st.just(frozenset({"film", "examination"})),
                    st.just("series"),
                    st.sampled_from(["mouth", "tooth"]),
                    flags,
                    st.integers(0, 6),
                )
            )
        ),
        missing_tooth=draw(st.none() | st.builds(MissingTooth, scopes, st.none() | st.integers(0, 24), flags)),
        rollover=draw(st.none() | rollovers),
        ortho=draw(st.none() | st.just(Ortho(Decimal("0.25")))),
        incurred=draw(some(st.builds(Incurred, scopes, st.sampled_from(["completion", "preparation"])))),
        staged_days=draw(st.sampled_from([0, 30])),
        prior=draw(st.none() | priors),
        waiting_credit=draw(st.builds(WaitingCredit, st.sampled_from(["none", "partial", "full"]), st.integers(0, 90))),
        late_entrant=draw(flags),
        replacements=draw(some(st.builds(Replacement, scopes, st.integers(0, 60)))),
        preauthorisations=draw(some(st.builds(Preauthorisation, scopes, st.none() | shares))),
        orders=draw(some(st.builds(OrderFor, scopes, st.integers(1, 3)))),
        only_for=draw(some(scopes)),
    )


@st.composite
def wide_lines(draw: st.DrawFn, names: str) -> tuple[Line, ...]:
    """Lines with everything a line may say."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        kind, on = draw(st.sampled_from(sorted(KINDS))), draw(days)
        found.append(
            Line(
                str(number),
                kind,
                KINDS[kind],
                draw(amounts),
                on,
                draw(st.integers(1, 3)),
                draw(areas),
                replaces=draw(st.sampled_from([(), ("36",)])),
                prepared=draw(st.none() | st.just(on - timedelta(days=14))),
                upgrade=draw(st.just(Decimal(0)) | amounts),
                overrides=draw(st.dictionaries(st.sampled_from(names), amounts, max_size=1)),
            )
        )
    return tuple(found)


@st.composite
def wide_services(draw: st.DrawFn, names: str) -> tuple[Service, ...]:
    """Services of the past of every status."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        found.append(
            Service(
                coverage=draw(st.sampled_from(["", *names])),
                procedure=kind,
                categories=KINDS[kind],
                on=draw(days),
                status=draw(st.sampled_from(STATUSES)),
                person=draw(st.sampled_from(["P1", "P2"])),
                paid=draw(st.none() | amounts),
                estimated=draw(st.none() | amounts),
                deductible=draw(st.none() | st.just(Decimal(25))),
                area=draw(areas),
                service_id=draw(st.sampled_from(["", "0", "s"])),
                fee=draw(st.none() | amounts),
                other_tier=draw(flags),
            )
        )
    return tuple(found)


settings_of_all = st.builds(
    Settings,
    **{key: st.sampled_from(words) for key, words in CHOICES.items()},
    **dict.fromkeys(SWITCHES, flags),
    family_members=st.integers(1, 3),
)


@st.composite
def wide_questions(draw: st.DrawFn, plans: int = 2, *, decided: bool = False) -> Question:
    """A whole question; `decided` lets payers have answered some lines already."""
    names = "ABC"[:plans]
    lines = draw(wide_lines(names))
    if decided:
        paid = st.builds(Actual, amounts, st.none(), st.just(Decimal(0)), st.none() | amounts)
        actual = draw(st.dictionaries(st.sampled_from(names), paid, max_size=1))
        lines = tuple(
            Line(one.id, one.procedure, one.categories, one.fee, one.on, one.units, one.area, actual=actual)
            for one in lines
        )
    asked = st.builds(
        Predetermination,
        st.sampled_from(names),
        st.sampled_from(sorted(KINDS)),
        days,
        covered=st.none() | flags,
        share=st.none() | shares,
        allowed=st.none() | amounts,
        basis=st.none() | amounts,
    )
    elsewhere = st.builds(Adjustment, st.sampled_from(names), st.just("P1"), days, amounts, amounts, flags)
    return Question(
        "q",
        AS_OF,
        "P1",
        tuple(draw(wide_coverages(name, order)) for order, name in enumerate(names, 1)),
        lines,
        birth_date=draw(st.none() | st.just(date(2000, 2, 29))),
        lost=draw(st.sampled_from([{}, {"36": None}, {"36": date(2025, 5, 1)}])),
        services=draw(wide_services(names)),
        adjustments=draw(some(elsewhere)),
        predeterminations=draw(some(asked)),
        settings=draw(settings_of_all),
    )
