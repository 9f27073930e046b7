"""An invented payer's electronic answer on a member's coverage, and ways to change it."""

import copy
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def code(value: str, display: str = "") -> Json:
    return {"coding": [{"code": value} | ({"display": display} if display else {})]}


def usd(value: float, currency: str = "USD") -> Json:
    return {"value": value, "currency": currency}


def item(service: str, *benefits: Json, **more: Any) -> Json:
    return {"category": code(service), "benefit": list(benefits)} | more


def share(percent: int) -> Json:
    return {"type": code("copay-percent"), "allowedUnsignedInt": percent}


ANSWER: Json = {
    "resourceType": "CoverageEligibilityResponse",
    "status": "active",
    "purpose": ["benefits"],
    "patient": {"identifier": {"value": "M-7"}},
    "created": "2026-03-01",
    "request": {"reference": "CoverageEligibilityRequest/1"},
    "outcome": "complete",
    "insurer": {"display": "Blue Harbor Dental"},
    "insurance": [
        {
            "coverage": {"reference": "Coverage/9"},
            "inforce": True,
            "benefitPeriod": {"start": "2026-01-01", "end": "2026-12-31"},
            "item": [
                item(
                    "35",
                    {"type": code("benefit"), "allowedMoney": usd(1500), "usedMoney": usd(620.5)},
                    {"type": code("deductible"), "allowedMoney": usd(50), "usedMoney": usd(50)},
                    network=code("in"),
                    unit=code("individual"),
                    term=code("annual"),
                ),
                item("36", share(50), authorizationRequired=True),
                item("25", share(20)),
                item("41", {"type": code("visit"), "allowedUnsignedInt": 2}),
                item("38", excluded=True),
            ],
        }
    ],
}


def answer(change: Callable[[Json], object] = lambda _: None) -> Json:
    told = copy.deepcopy(ANSWER)
    change(told)
    return told
