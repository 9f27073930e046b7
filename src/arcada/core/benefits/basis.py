"""The fee that a plan allows, and the fee it pays from.

    office fee F ----> allowed fee A (schedule x units) ----> benefit basis B (a cheaper alternative's, never dearer)

In network the contract writes off F - A, always from the service really done. Out of network the gap is the
patient's. A fee that is not on the schedule is unknown, not zero; a fee of 0 is a fee of nothing.
"""

from dataclasses import dataclass
from decimal import Decimal

from arcada.core.benefits.coverage import Coverage, Downgrade
from arcada.core.benefits.line import Line
from arcada.core.benefits.settings import Settings
from arcada.core.benefits.step import Step
from arcada.core.kernel import money
from arcada.core.teeth.number import is_front, is_primary, position

RANK = {"never": 4, "second_molar": 3, "molar": 2, "posterior": 1, "always": 0}
FIRST_MOLAR, SECOND_MOLAR = 6, 7


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


def basis_of(coverage: Coverage, line: Line, settings: Settings) -> Basis:
    """Allowed fee and benefit basis of a line."""
    allowed, steps = _allowed(coverage, line, settings)
    rule = downgrade_for(coverage, line)
    if rule is None or rule.to not in coverage.fees:
        return Basis(allowed, allowed, line.procedure, steps)
    alternative = coverage.fees[rule.to] * line.units
    if alternative >= allowed:
        return Basis(allowed, allowed, line.procedure, steps)
    other = rule.to.replace("_", " ")
    text = f"The plan pays as if {other} were done, whose fee is {money(alternative)}, not {money(allowed)}."
    return Basis(allowed, alternative, rule.to, (*steps, Step("downgrade", text, allowed - alternative)))


def downgrade_for(coverage: Coverage, line: Line) -> Downgrade | None:
    """The alternative that the plan pays for, by the most specific condition that the tooth meets."""
    found = [
        rule for rule in coverage.downgrades if rule.procedure == line.procedure and _meets(rule.when, line.area.tooth)
    ]
    rule = max(found, key=lambda one: RANK[one.when], default=None)
    return None if rule is None or rule.when == "never" else rule


def _allowed(coverage: Coverage, line: Line, settings: Settings) -> tuple[Decimal, tuple[Step, ...]]:
    charge = line.charge
    if line.procedure not in coverage.fees:
        if not coverage.in_network or settings.fee_missing == "office" or not coverage.fees:
            return charge, ()
        if settings.fee_missing == "zero":
            return Decimal(0), (Step("fee_missing", "The schedule has no fee here, which the contract takes as zero."),)
        return charge, (
            Step("fee_unknown", "The schedule has no fee here; the office's fee is used until it is known."),
        )
    fee = coverage.fees[line.procedure] * line.units
    allowed = min(fee, charge) if coverage.fee_cap_at_office else fee
    if allowed == charge:
        return allowed, ()
    if coverage.in_network:
        text = f"The contract allows {money(allowed)} of the fee of {money(charge)}."
        return allowed, (Step("allowed_fee", text, charge - allowed),)
    text = f"The plan takes {money(allowed)} as the usual fee; what is above it, of {money(charge)}, is the patient's."
    return allowed, (Step("over_allowance", text, charge - allowed),)


def _meets(when: str, tooth: str) -> bool:
    if when in {"always", "never"}:
        return True
    if not tooth or is_front(tooth):
        return False
    if when == "posterior":
        return True
    first, second = (4, 5) if is_primary(tooth) else (FIRST_MOLAR, SECOND_MOLAR)
    return position(tooth) >= first if when == "molar" else position(tooth) == second
