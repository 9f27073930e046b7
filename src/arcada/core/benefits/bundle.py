"""Services of one day, or of some months, that a plan pays as one other service.

    bitewings 60, panoramic film 110, full series 130     basis 60, then what is left of 130: 70
    build-up 180 and crown 900 on one tooth, paid as the crown     basis 180, then 720

Together the services of a bundle are never taken for more than the fee of the one they are paid as. Whether the
office may bill the difference is the contract's word. Without a fee for that service there is no bundle.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from arcada.core.benefits.area import same_area
from arcada.core.benefits.basis import Basis
from arcada.core.benefits.coverage import Bundle, Coverage
from arcada.core.benefits.dates import add_months
from arcada.core.benefits.frequency import Done
from arcada.core.benefits.line import Line
from arcada.core.benefits.step import Step
from arcada.core.kernel import money


def bundled(coverage: Coverage, line: Line, day: date, basis: Basis, done: Iterable[Done]) -> Basis:
    """The basis with what earlier services of the day leave of each bundle's fee."""
    for bundle in coverage.bundles:
        if line.procedure in bundle.procedures and bundle.paid_as in coverage.fees:
            basis = _cut(bundle, coverage.fees[bundle.paid_as], basis, _taken(bundle, line, day, done))
    return basis


def _taken(bundle: Bundle, line: Line, day: date, done: Iterable[Done]) -> Decimal:
    """What the bundle's services of the day, or of the months before, have been taken for."""
    return sum(
        (
            one.basis
            for one in done
            if one.procedure in bundle.procedures
            and _together(bundle, one.on, day)
            and same_area(line.area, one.area, bundle.area)
        ),
        Decimal(0),
    )


def _together(bundle: Bundle, done: date, day: date) -> bool:
    """Whether two days belong together: the same, or within the months before."""
    return done == day or (bundle.months > 0 and done < day < add_months(done, bundle.months))


def _cut(bundle: Bundle, fee: Decimal, basis: Basis, taken: Decimal) -> Basis:
    left = max(Decimal(0), fee - taken)
    if left >= basis.basis:
        return basis
    name = bundle.paid_as.replace("_", " ")
    text = f"The plan pays the services of this day together as {name}, {money(fee)}; {money(left)} of it is left."
    steps = (*basis.steps, Step("bundled", text, basis.basis - left))
    allowed = basis.allowed if bundle.bill_difference else min(basis.allowed, left)
    return replace(basis, allowed=allowed, basis=left, procedure=bundle.paid_as, steps=steps)
