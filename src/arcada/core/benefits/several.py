"""What a second, third ... plan adds after others have paid.

    P  paid before      L  what the patient still owes      own  what the plan would pay alone

A plan by the head pays nothing a service; to the next plan it is reported as having paid all but the copay.

    standard                       the smaller of own and L
    carve_out, non_duplication     own less P, at most L
    mob (maintenance of benefits)  own taken from what P left of the basis, at most L
    medicaid                       own less P; the rest is written off but for a copay
    basic                          the smaller of own and its allowed fee less P; the first write-off gives way
    as_paid                        own, as long as nobody is paid more than the fee

The first plan never looks at the others. L is the patient's balance under the contracts so far, or by setting the
billed fee or the lower contract less what was paid.
"""

from dataclasses import dataclass
from decimal import Decimal

from arcada.core.benefits.own_benefit import Own
from arcada.core.benefits.settings import Settings
from arcada.core.benefits.step import Step
from arcada.core.kernel import money

ZERO = Decimal(0)
METHOD_WORDS = {
    "standard": "adds its benefit up to what is still owed",
    "carve_out": "pays only what its own benefit exceeds the first plan's payment by",
    "non_duplication": "pays only what its own benefit exceeds the first plan's payment by",
    "mob": "starts from what the first plan left",
    "medicaid": "pays last, and the rest is not billed to the patient",
    "basic": "pays up to its allowed fee together with the first plan",
    "as_paid": "pays as if it were alone, never above the fee",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a line stands when the next plan looks at it; `first_allowed` is None until a plan was in force.

    `reported` is what the plans before are reported to have paid.
    """

    charge: Decimal
    paid: Decimal = ZERO
    reported: Decimal = ZERO
    written_off: Decimal = ZERO
    first_allowed: Decimal | None = None

    @property
    def owed(self) -> Decimal:
        """What the patient still owes under the contracts so far."""
        return max(ZERO, self.charge - self.paid - self.written_off)


def limit(standing: Standing, own: Own, settings: Settings) -> Decimal:
    """The most that may still be paid: what is owed, by the contract's reading."""
    unpaid = max(ZERO, standing.charge - standing.paid)
    if own.coverage.method in {"basic", "as_paid"} or settings.cob_base == "billed":
        return unpaid
    if settings.cob_base == "lower_contract":
        first = standing.first_allowed if standing.first_allowed is not None else standing.charge
        return max(ZERO, min(unpaid, min(first, own.basis.allowed) - standing.paid))
    return standing.owed


def added(standing: Standing, own: Own, settings: Settings) -> Decimal:
    """What a later plan pays, by its method."""
    method = own.coverage.method
    most = limit(standing, own, settings)
    if method in {"carve_out", "non_duplication", "medicaid"}:
        return max(ZERO, min(own.pays - standing.reported, most))
    if method == "basic":
        return max(ZERO, min(own.pays, own.basis.allowed - standing.reported, most))
    return max(ZERO, min(own.pays, most))


def method_steps(standing: Standing, own: Own, pays: Decimal) -> tuple[Step, ...]:
    """How the method led to the payment; with the worst case where nobody knows the method."""
    text = f"As a later plan it {METHOD_WORDS[own.coverage.method]}: {money(pays)} of its own {money(own.pays)}."
    step = Step(f"cob_{own.coverage.method}", text, pays)
    worst = max(ZERO, min(pays, own.pays - standing.reported))
    if own.coverage.method_known or worst == pays:
        return (step,)
    text = f"How it joins in behind another plan is not known; if it only tops up, it adds {money(worst)}."
    return step, Step("cob_unknown", text, worst)
