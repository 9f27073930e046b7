"""Plans as the contract's JSON-shaped answer, with the further keys that pages and papers show."""

from decimal import Decimal
from typing import Any

from arcada import __version__
from arcada.core.compiler.answer import After, Alternative, Branch, Item, PlannedVisit, Plans
from arcada.core.planning.draft import Draft
from arcada.core.planning.tier import Unaddressed
from arcada.interop.plan_edits import written_report


def write_answer(plans: Plans) -> dict[str, Any]:
    """The answer to one case."""
    return {
        "id": plans.id,
        "status": plans.status,
        "engine": {"version": __version__, "protocols": plans.version},
        "alternatives": [_alternative(one, plans.currency) for one in plans.alternatives],
        "flags": [{"flag": one.flag, "text": one.text, "affects": list(one.affects)} for one in plans.flags],
        "missing_evidence": [
            {"finding": one.fid, "evidence": one.evidence, "state": one.state} for one in plans.missing
        ],
        "recall_months": plans.recall_months,
        "questions": [{"about": one.about, "text": one.text} for one in plans.questions],
    }


def _alternative(one: Alternative, currency: str) -> dict[str, Any]:
    return {
        "tier": one.tier,
        "price": _money(one.price),
        **({} if one.price_complete else {"price_complete": False}),
        "currency": currency,
        "last_day": one.last_day,
        "visit_count": len(one.visits),
        "chair_minutes": one.chair_minutes,
        "summary": one.summary,
        "pros": list(one.pros),
        "cons": list(one.cons),
        "items": [_item(item) for item in one.items],
        "tests": [{"test": test, "day": day} for test, day in one.tests],
        "visits": [_visit(visit) for visit in one.visits],
        "contingencies": [_branch(branch) for branch in one.contingencies],
        "unaddressed": [_unaddressed(left) for left in one.unaddressed],
        "states": [dict(state) for state in one.states],
        "unmet_preferences": list(one.unmet),
        **written_report(one),
        "same_as": one.same_as,
    }


def _item(item: Item) -> dict[str, Any]:
    draft = item.draft
    return {
        "id": item.id,
        "title": item.title,
        "family": draft.family,
        "procedure": draft.procedure.id,
        "where": list(draft.where),
        "surfaces": list(draft.surfaces),
        "for_findings": list(draft.findings),
        "because": draft.because,
        "protocol": draft.protocol,
        "phase": draft.phase,
        "visit": item.visit,
        "last_visit": item.last_visit,
        "order_in_visit": item.order,
        "start_day": item.start_day,
        "end_day": item.end_day,
        "minutes": item.minutes,
        "price": None if item.price is None else _money(item.price),
        "provisional": bool(draft.gate),
        "gate": draft.gate or None,
        "pending_evidence": list(draft.pending),
        "role": draft.procedure.role,
        "parallel": draft.parallel,
        "repeat": draft.repeat,
        "after": [{"item": after.item, "min_days": after.min_days, "max_days": after.max_days} for after in item.after],
        "depth": draft.procedure.depth or None,
        **_explained(draft),
        "held": item.held,
        **({"edited": draft.edited} if draft.edited else {}),
        **({"provider": draft.provider} if draft.provider else {}),
    }


def _after(after: After) -> dict[str, Any]:
    return {"item": after.item, "min_days": after.min_days, "max_days": after.max_days}


def _explained(draft: Draft) -> dict[str, Any]:
    """What pages and papers show beside an item."""
    procedure = draft.procedure
    return {
        "name": procedure.name,
        "sentence": procedure.sentence,
        "longevity_years": list(procedure.life_years) if procedure.life_years else None,
        "less_invasive": draft.less_invasive or None,
        "aftercare": procedure.aftercare or None,
        "equipment": list(procedure.equipment),
        "lab_days": list(procedure.lab_days) if procedure.lab_days else None,
        "anaesthesia": procedure.anaesthesia,
        "source": list(draft.sources or procedure.sources),
    }


def _visit(visit: PlannedVisit) -> dict[str, Any]:
    return {
        "visit": visit.number,
        "day": visit.day,
        "phase": visit.phase,
        "minutes": visit.minutes,
        "role": visit.role,
        "anaesthetised": visit.anaesthetised,
        "local_anaesthetic_max_mg": _plain(visit.anaesthetic_max_mg),
        "stops": [{"item": item, "part": part, "of": parts} for item, part, parts in visit.stops],
    }


def _branch(branch: Branch) -> dict[str, Any]:
    return {
        "trigger": branch.trigger,
        "probability": branch.probability,
        "for_finding": branch.finding,
        "items": [
            {
                "family": line.family,
                "procedure": line.procedure,
                "title": line.title,
                "where": list(line.where),
                "price": None if line.price is None else _money(line.price),
            }
            for line in branch.items
        ],
        "price": _money(branch.price),
        "source": list(branch.sources),
    }


def _unaddressed(left: Unaddressed) -> dict[str, Any]:
    return {"finding": left.finding, "reason": left.reason, "text": left.text, "until_day": left.until_day}


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _plain(number: Decimal | None) -> float | int | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
