"""The fee that a plan allows, and the fee it pays from.

    office fee F ----> allowed fee A (schedule x units) ----> benefit basis B (a cheaper alternative's, never dearer)

In network the contract writes off F - A, always from the service really done. Out of network the gap is the
patient's. A fee that is not on the schedule is unknown, not zero; a fee of 0 is a fee of nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from arcada.core.benefits.coverage import Coverage, Downgrade
from arcada.core.benefits.line import Line, Predetermination
from arcada.core.benefits.settings import Settings
from arcada.core.benefits.step import Step
from arcada.core.kernel import money
from arcada.core.teeth.number import is_front, is_primary, position

RANK = {"never": 4, "second_molar": 3, "molar": 2, "posterior": 1, "always": 0}
FIRST_MOLAR, SECOND_MOLAR = 6, 7
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Basis:
    """What is allowed for the line, and what the benefit is taken from."""

    allowed: Decimal
    basis: Decimal
    procedure: str
    steps: tuple[Step, ...] = ()

    @property
    def is_downgraded(self) -> bool:
        """Whether an alternative's fee is the basis."""
        return self.basis < self.allowed


def basis_of(coverage: Coverage, line: Line, settings: Settings, told: Predetermination | None = None) -> Basis:
    """Allowed fee and benefit basis of a line; `told` is what the payer has answered beforehand."""
    basis = _by_rule(coverage, line, settings, told)
    if told is None or not told.says_something:
        return basis
    amount, name = basis.basis, basis.procedure
    if told.basis is not None:
        amount, name = min(told.basis, basis.allowed), told.basis_procedure or line.procedure
    elif told.allowed is not None:
        amount = min(told.allowed, amount)
    text = f"The payer answered this beforehand, on {told.on:%Y-%m-%d}; it takes {money(amount)} as the basis."
    return Basis(basis.allowed, amount, name, (*basis.steps, Step("predetermined", text, amount)))


def _by_rule(coverage: Coverage, line: Line, settings: Settings, told: Predetermination | None) -> Basis:
    """Allowed fee and basis as the plan has them."""
    allowed, steps = _allowed(coverage, line, settings, told)
    rule = downgrade_for(coverage, line)
    fees = allowances(coverage, settings)
    if rule is None or rule.to not in fees or (told is not None and told.basis is not None):
        return Basis(allowed, allowed, line.procedure, steps)
    alternative = fees[rule.to] * line.units
    if alternative >= allowed:
        return Basis(allowed, allowed, line.procedure, steps)
    other = rule.to.replace("_", " ")
    text = f"The plan pays as if {other} were done, whose fee is {money(alternative)}, not {money(allowed)}."
    return Basis(allowed, alternative, rule.to, (*steps, Step("downgrade", text, allowed - alternative)))


def allowances(coverage: Coverage, settings: Settings) -> Mapping[str, Decimal]:
    """The fees that the plan allows: the contract's, out of network its usual or maximum fees where it has them."""
    if coverage.in_network:
        return coverage.fees
    if settings.out_of_network == "office":
        return {}
    own = coverage.maximum_fees if settings.out_of_network == "mac" else coverage.usual_fees
    return {**coverage.fees, **own} if own else coverage.fees


def downgrade_for(coverage: Coverage, line: Line) -> Downgrade | None:
    """The alternative that the plan pays for, by the most specific condition that the tooth meets."""
    found = [
        rule for rule in coverage.downgrades if rule.procedure == line.procedure and _meets(rule.when, line.area.tooth)
    ]
    rule = max(found, key=lambda one: RANK[one.when], default=None)
    return None if rule is None or rule.when == "never" else rule


def _allowed(
    coverage: Coverage, line: Line, settings: Settings, told: Predetermination | None
) -> tuple[Decimal, tuple[Step, ...]]:
    charge, fees = line.charge, allowances(coverage, settings)
    if line.procedure in fees:
        fee = fees[line.procedure] * line.units
    elif told is not None and told.allowed is not None:
        fee = told.allowed
    else:
        return _without_fee(coverage, charge, settings)
    allowed = min(fee, charge) if coverage.fee_cap_at_office else fee
    if allowed == charge:
        return allowed, ()
    if coverage.in_network:
        text = f"The contract allows {money(allowed)} of the fee of {money(charge)}."
        return allowed, (Step("allowed_fee", text, charge - allowed),)
    text = f"The plan takes {money(allowed)} as the usual fee; what is above it, of {money(charge)}, is the patient's."
    return allowed, (Step("over_allowance", text, charge - allowed),)


def _without_fee(coverage: Coverage, charge: Decimal, settings: Settings) -> tuple[Decimal, tuple[Step, ...]]:
    """A fee that is not on the schedule."""
    if not coverage.in_network or settings.fee_missing == "office" or not coverage.fees:
        return charge, ()
    if settings.fee_missing == "zero":
        return ZERO, (Step("fee_missing", "The schedule has no fee here, which the contract takes as zero."),)
    return charge, (Step("fee_unknown", "The schedule has no fee here; the office's fee is used until it is known."),)


def _meets(when: str, tooth: str) -> bool:
    if when in {"always", "never"}:
        return True
    if not tooth or is_front(tooth):
        return False
    if when == "posterior":
        return True
    first, second = (4, 5) if is_primary(tooth) else (FIRST_MOLAR, SECOND_MOLAR)
    return position(tooth) >= first if when == "molar" else position(tooth) == second
