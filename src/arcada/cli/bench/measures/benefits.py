"""Estimates: lines a second, and phasing over benefit years."""

import time
from datetime import date
from decimal import Decimal

from arcada.cli.bench.registry import NotMeasured, Taken, Target, measurement, timed
from arcada.core.benefits.coverage import Coverage, Deductible, Frequency, Maximum, Percent
from arcada.core.benefits.estimate import estimate
from arcada.core.benefits.line import Area, Line, Question, Service
from arcada.core.benefits.phasing import VisitGroup, phase
from arcada.core.benefits.scope import CATEGORY, PROCEDURE, Scope
from arcada.core.kernel import Refusal

AS_OF = date(2026, 3, 2)
LINES, CLAIMS, GROUPS = 25, 40, 12


def question(lines: int = LINES) -> Question:
    """Return a plan of so many lines under two plans with limits and a history of forty services."""
    work = ("filling", "crown", "cleaning", "film", "extraction")
    plans = tuple(
        Coverage(
            name,
            order,
            plan_type="ppo",
            in_network=True,
            fees={one: Decimal(90 + 40 * rank) for rank, one in enumerate(work)},
            percents=(
                Percent(Scope(), Decimal("0.8")),
                Percent(Scope(CATEGORY, frozenset({"crowns"})), Decimal("0.5")),
            ),
            deductibles=(Deductible(Scope(), Decimal(50)), Deductible(Scope(), Decimal(150), "family")),
            maximums=(Maximum(Scope(), Decimal(1500)),),
            frequencies=(Frequency(Scope(PROCEDURE, frozenset({"cleaning"})), 2),),
        )
        for order, name in enumerate("AB", 1)
    )
    past = tuple(
        Service("AB"[n % 2], work[n % 5], ("general",), date(2025, 1 + n % 12, 3), "paid", "P1", Decimal(40))
        for n in range(CLAIMS)
    )
    asked = tuple(
        Line(str(n), work[n % 5], ("general", "crowns") if n % 5 == 1 else ("general",), Decimal(120 + n), AS_OF)
        for n in range(lines)
    )
    return Question("bench", AS_OF, "P1", plans, asked, services=past)


@measurement("estimate", "estimate", Target("mean", 3000, "lines/s", at_least=True))
def lines_a_second() -> Taken:
    """Estimate the plan again and again; a line counts once, though two plans answer it."""
    asked = question()
    estimate(asked)
    rates = []
    for _ in range(40):
        started = time.perf_counter()
        estimate(asked)
        rates.append(LINES / (time.perf_counter() - started))
    return Taken(tuple(rates), f"{LINES} lines, 2 plans, {CLAIMS} services of the past")


@measurement("phasing", "phasing of 12 visits over 3 benefit years", Target("max", 30_000, "ms"))
def phasing() -> Taken:
    """Find the cheapest days for twelve crowns under one plan; the design sets no target, the limit is for waiting."""
    plan = Coverage(
        "A",
        1,
        percents=(Percent(Scope(), Decimal("0.5")),),
        maximums=(Maximum(Scope(), Decimal(1500)),),
        deductibles=(Deductible(Scope(), Decimal(50)),),
    )
    lines = tuple(
        Line(str(n), "crown", ("general", "crowns"), Decimal(900 + 50 * n), AS_OF, area=Area(tooth="16"))
        for n in range(GROUPS)
    )
    groups = tuple(VisitGroup(line.id, (line.id,), AS_OF, latest=date(2028, 6, 30)) for line in lines)
    asked = Question("bench", AS_OF, "P1", (plan,), lines)

    def once() -> None:
        if isinstance(phase(asked, groups), Refusal):
            raise NotMeasured("the visits were not phased")

    found = phase(asked, groups)
    proven = not isinstance(found, Refusal) and found.proven
    return timed(once, samples=2, note="proven cheapest" if proven else "best found, not proven")
