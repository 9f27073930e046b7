"""A pack about the two crowns and the implant of an invented plan, as far as a test wants it."""

import datetime as dt
from decimal import Decimal
from typing import Any

PDF = b"%PDF-1.7 a paper"


def pdf(_pack: Any) -> bytes:
    return PDF


def today(at: dt.datetime, by: Any) -> dt.date:
    """The day of the practice."""
    from arcada.practice.clock import local_day

    return local_day(at, by.practice)


def covered(patient: Any, plan: Any, position: int = 1) -> Any:
    """Cover a patient by a plan, as the subscriber."""
    from arcada.insurance.models import Coverage, Policy

    policy = Policy.objects.create(
        practice_id=patient.practice_id, plan=plan, subscriber=patient, member_id=f"BH-4471-{position}"
    )
    return Coverage.objects.create(
        practice_id=patient.practice_id, patient=patient, policy=policy, position=position, begins=dt.date(2025, 1, 1)
    )


def version_of(case: Any, by: Any, at: dt.datetime) -> Any:
    """The invented plan with names, reasons and images of what it is drawn from."""
    from planned import answer, case_json

    from arcada.cases.compilation import Inputs, keep

    told = answer()
    for one in told["alternatives"]:
        for item in one["items"]:
            item["name"] = item["family"].replace("_", " ").capitalize()
            item["because"] = f"The {item['name'].lower()} is needed."
            item["less_invasive"] = "A filling was considered; it would not hold."
            item["for_findings"] = ["f2"] if item["family"] == "crown" else ["f5"]
            item["after"] = []
    value = case_json()
    value["findings"][1]["evidence"] = [{"type": "periapical_radiograph", "age_days": 7}]
    return keep(by=by, at=at, case=case, inputs=Inputs(value, None, 0, at.date()), answer=told)


def drafted(by: Any, at: dt.datetime, alternative: Any, coverage: Any, families: tuple[str, ...] = ("crown",)) -> Any:
    from arcada.insurance.actions.preauth_draft import draft

    items = [row.pk for row in alternative.items.all() if row.family in families]
    return draft(by=by, at=at, alternative=alternative, coverage=coverage, items=items)


def sent(by: Any, at: dt.datetime, pack: Any, reference: str = "") -> Any:
    from arcada.insurance.actions.preauth_send import Handing, send

    return send(by=by, at=at, pack=pack, handing=Handing("hand", today(at, by), reference), make_pdf=pdf)


def said(pack: Any, at: dt.datetime, *states: str, reason: str = "A filling would do.", **more: Any) -> Any:
    """An answer with one state a line; an approval is of 600.00."""
    from arcada.insurance.actions.preauth_answer import LineSaid, Said

    lines = [
        LineSaid(
            rank,
            state,
            Decimal("600.00") if state in ("approved", "conditional") else None,
            reason if state in ("denied", "conditional") else "",
        )
        for rank, state in enumerate(states, start=1)
    ]
    return Said(lines, more.pop("answered", at.date()), **more)


def answered(by: Any, at: dt.datetime, pack: Any, *states: str, **more: Any) -> Any:
    from arcada.insurance.actions.preauth_answer import record_answer

    told = said(pack, at, *states, answered=today(at, by), **more)
    return record_answer(by=by, at=at, pack=pack, said=told)
