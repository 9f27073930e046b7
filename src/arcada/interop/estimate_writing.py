"""An estimate written as the JSON of `estimate`; amounts are text with two decimals."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from arcada.core.benefits.answer import Accumulators, Estimate, LineEstimate, Part
from arcada.core.benefits.settings import Settings
from arcada.core.benefits.step import Step
from arcada.core.kernel import money


def write_estimate(found: Estimate) -> dict[str, Any]:
    """The answer as the contract has it."""
    answer: dict[str, Any] = {
        "id": found.id,
        "lines": {line.id: _written_line(line) for line in found.lines},
        "totals": _totals(found),
        "accumulators": {name: dict(_meters(one)) for name, one in found.accumulators.items()},
        "settings": _settings(found.settings),
        "guarantee": False,
    }
    if found.settings.not_known:
        answer["settings_not_known"] = list(found.settings.not_known)
    schedule = _schedule(found)
    if schedule:
        answer["schedule"] = schedule
    for years in found.rollover.values():
        if years:
            answer["rollover_years"] = [
                {
                    "begins": year.begins.isoformat(),
                    "paid": _money(year.paid),
                    "max": _money(year.maximum),
                    "rolled_in_total_after": _money(year.carried_after),
                }
                for year in years
            ]
    return answer


def _settings(used: Settings) -> dict[str, Any]:
    """The switches that the estimate was made with."""
    told = {one.name: getattr(used, one.name) for one in fields(used) if one.name != "not_known"}
    told["preauthorization_penalty_pct"] = f"{told.pop('preauthorization_penalty') * 100:.2f}"
    return told


def _schedule(found: Estimate) -> dict[str, Any]:
    """The payments of orthodontic benefits, with the first share, the regular part and how many months they take."""
    given = [(line.id, part, one) for line in found.lines for part in line.parts for one in part.schedule]
    if not given:
        return {}
    regular = [one.amount for _, _, one in given if not one.first]
    return {
        "total": _money(sum((one.amount for _, _, one in given), Decimal(0))),
        "initial": _money(sum((one.amount for _, _, one in given if one.first), Decimal(0))),
        "monthly": _money(regular[0] if regular else Decimal(0)),
        "months": len(regular),
        "payments": [
            {"line": line, "coverage": part.coverage, "date": one.on.isoformat(), "amount": _money(one.amount)}
            for line, part, one in given
        ],
    }


def _written_line(line: LineEstimate) -> dict[str, Any]:
    parts: dict[str, Any] = {part.coverage: _written_part(part) for part in line.parts}
    return parts | {"patient_pays": _money(line.patient_pays), "write_off_total": _money(line.write_off)}


def _written_part(part: Part) -> dict[str, Any]:
    told = {
        "insurer_pays": _money(part.insurer_pays),
        "deductible": _money(part.deductible),
        "write_off": _money(part.write_off),
        "benefit_basis": _money(part.basis),
        "benefit_basis_procedure": part.basis_procedure,
        "reasons": [_written_step(step) for step in part.steps],
    }
    return told if part.copay is None else told | {"copay": _money(part.copay)}


def _written_step(step: Step) -> dict[str, Any]:
    told: dict[str, Any] = {"code": step.code, "text": step.text}
    return told if step.amount is None else told | {"amount": _money(step.amount)}


def _totals(found: Estimate) -> dict[str, Any]:
    names = found.accumulators
    totals: dict[str, Any] = {}
    for name in names:
        parts = [part for line in found.lines for part in line.parts if part.coverage == name]
        totals[name] = {
            "insurer_pays": _money(sum((part.insurer_pays for part in parts), Decimal(0))),
            "deductible": _money(sum((part.deductible for part in parts), Decimal(0))),
            "write_off": _money(sum((part.write_off for part in parts), Decimal(0))),
        }
    off = sum((line.write_off for line in found.lines), Decimal(0))
    return totals | {"patient_pays": _money(found.patient_pays), "write_off_total": _money(off)}


def _meters(one: Accumulators) -> Iterator[tuple[str, str | None]]:
    for key, amount in (
        ("deductible_remaining_before", one.deductible_before),
        ("general_max_used", one.maximum_used),
        ("general_max_pending", one.maximum_pending),
        ("general_max_planned", one.maximum_planned),
        ("general_max_remaining_after", one.maximum_after),
        ("deductible_remaining_after", one.deductible_after),
    ):
        yield key, None if amount is None else _money(amount)


def _money(amount: Decimal) -> str:
    return f"{money(amount):.2f}"
