"""What the contracts make the office write off.

    the first contract in force       fee - allowed fee, kept unless its rules drop it
    a later contract                  whatever is left above the lowest contracted fee less all payments

The patient never owes more than the lowest contracted fee less what was paid; the office may keep payments up to its
fee, so a write-off gives way to them. It is posted once, after the last plan has answered.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from arcada.core.benefits.gates import EXCLUDED, INACTIVE, LIMITED
from arcada.core.benefits.line import Line
from arcada.core.benefits.own_benefit import Own
from arcada.core.benefits.settings import Settings

ZERO = Decimal(0)


def binds(own: Own, settings: Settings) -> bool:
    """Whether the contract's fee holds for the line."""
    if not own.coverage.in_network:
        return False
    if own.refused is not None:
        kept = {
            INACTIVE: False,
            EXCLUDED: settings.exclusion_fee_rule == "contract",
            LIMITED: settings.writeoff_when_limited == "keep",
        }
        return kept[own.refused.kind]
    if own.basis.is_downgraded and not settings.downgrade_writeoff:
        return False
    return not (own.exhausted and settings.writeoff_when_max_exhausted == "none")


def contract_fee(own: Own, line: Line) -> Decimal:
    """The most that the contract lets the office collect for the line."""
    copay = own.coverage.copays.get(line.procedure)
    if own.coverage.plan_type == "capitation" and copay is not None:
        return min(copay * line.units + line.upgrade, line.charge)
    return min(own.basis.allowed, line.charge)


def first_write_off(own: Own, line: Line, settings: Settings) -> Decimal:
    """What the contract writes off when it is the only one."""
    return line.charge - contract_fee(own, line) if binds(own, settings) else ZERO


def posted(owns: Sequence[Own], pays: Mapping[str, Decimal], line: Line, settings: Settings) -> dict[str, Decimal]:
    """The write-off of each coverage, in the order of the coverages."""
    received = sum(pays.values(), ZERO)
    room = max(ZERO, line.charge - received)
    result = {own.coverage.id: ZERO for own in owns}
    binding = [own for own in owns if binds(own, settings)]
    if binding and (settings.secondary_writeoff != "none" or _leads(binding[0], owns)):
        first, fee = binding[0], contract_fee(binding[0], line)
        result[first.coverage.id] = min(line.charge - fee, room)
        _later(binding[1:], line, settings, received, room - result[first.coverage.id], result)
    _medicaid(owns, result, line, received)
    return result


def _leads(own: Own, owns: Sequence[Own]) -> bool:
    """Whether no plan before it answered the line."""
    return all(one.refused is not None for one in owns[: owns.index(own)])


def _later(
    later: Sequence[Own],
    line: Line,
    settings: Settings,
    received: Decimal,
    owed: Decimal,
    result: dict[str, Decimal],
) -> None:
    """What later contracts write off beyond the first."""
    if settings.secondary_writeoff == "none":
        return
    for own in later:
        most = max(ZERO, contract_fee(own, line) - received)
        if _posts(own, settings) and owed > most:
            result[own.coverage.id] += owed - most
            owed = most


def _posts(own: Own, settings: Settings) -> bool:
    """Whether a later plan's own write-off is posted; the `basic` method only does where the setting asks for it."""
    return own.coverage.method != "basic" or settings.secondary_writeoff == "to_secondary_contract"


def _medicaid(owns: Sequence[Own], result: dict[str, Decimal], line: Line, received: Decimal) -> None:
    """A public plan of last resort leaves the patient nothing but its copay."""
    for own in owns[1:]:
        if own.coverage.method == "medicaid" and own.refused is None:
            owed = line.charge - received - sum(result.values(), ZERO)
            result[own.coverage.id] += max(ZERO, owed - (own.copay or ZERO))
