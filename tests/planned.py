"""An invented plan: an answer of the compiler and a presentation of it, without the compiler."""

import copy
from typing import Any

VISITS = [
    (1, 0, "urgent", 75, [("root_canal_treatment", ["26"], "620.00", 1, 4), ("extraction", ["24"], "190.00", 1, 1)]),
    (2, 14, "disease_control", 90, [("subgingival_instrumentation", ["mouth"], "1120.00", 2, 2),
                                    ("splinting_of_mobile_teeth", ["31", "41"], "380.00", 2, 2),
                                    ("oral_hygiene_instruction", ["mouth"], "0.00", 2, 2)]),
    (3, 21, "disease_control", 80, [("direct_restoration", ["12"], "210.00", 3, 3),
                                    ("direct_restoration", ["14"], "235.00", 3, 3),
                                    ("direct_restoration", ["15"], "235.00", 3, 3),
                                    ("direct_restoration", ["44"], "180.00", 3, 3)]),
    (4, 49, "definitive", 110, [("post_and_core", ["26"], "340.00", 4, 4), ("crown", ["16"], "1290.00", 4, 5),
                                ("crown", ["26"], "1290.00", 4, 5)]),
    (5, 70, "definitive", 120, [("implant_placement", ["36"], "1850.00", 5, 5)]),
    (6, 168, "definitive", 60, [("implant_crown", ["36"], "1985.00", 6, 6)]),
]  # fmt: skip


def item(number: int, visit: tuple, row: tuple) -> dict[str, Any]:
    family, where, price, first, last = row
    return {
        "id": f"p-i{number}", "family": family, "procedure": family, "where": where, "surfaces": [],
        "for_findings": ["f1"], "because": "It is needed.", "protocol": "any@1", "phase": visit[2], "visit": first,
        "order_in_visit": 1, "start_day": visit[1], "end_day": visit[1], "minutes": 40, "price": price,
        "provisional": False, "pending_evidence": [], "role": "dentist", "last_visit": last, "parallel": False,
        "repeat": False, "after": [], "depth": None,
    }  # fmt: skip


def alternative(visits: list[tuple] = VISITS) -> dict[str, Any]:
    items, number = [], 0
    for visit in visits:
        for row in visit[4]:
            number += 1
            items.append(item(number, visit, row))
    total = sum(float(one["price"]) for one in items if one["price"] is not None)
    return {
        "tier": "premium", "price": f"{total:.2f}", "currency": "USD", "last_day": visits[-1][1],
        "visit_count": len(visits), "chair_minutes": sum(visit[3] for visit in visits), "items": items, "tests": [],
        "visits": [{"visit": v[0], "day": v[1], "phase": v[2], "minutes": v[3], "role": "dentist",
                    "anaesthetised": v[3] > 60} for v in visits],
        "contingencies": [{"trigger": "if the root of tooth 26 proves split", "probability": 0.2, "items": [],
                           "price": "900.00"}],
        "unaddressed": [{"finding": "f6", "reason": "not_indicated_monitor", "text": "watch", "until_day": 180}],
        "states": [{"visit": 0, "teeth": {"18": {"presence": "missing"}, "36": {"presence": "missing"}}},
                   {"visit": visits[-1][0], "teeth": {"18": {"presence": "missing"}}}],
        "same_as": None,
    }  # fmt: skip


FINDINGS = [
    ("f1", "irreversible pulpitis", ["26"]),
    ("f2", "crown-root fracture", ["24"]),
    ("f3", "cavitated dentine caries", ["12", "14", "15", "44"]),
    ("f4", "periodontitis", ["mouth"]),
    ("f5", "missing tooth", ["36"]),
    ("f6", "initial enamel caries lesion", ["34"]),
]


def content(**changes: Any) -> dict[str, Any]:
    """A presentation; `changes` replace its parts."""
    frozen = {
        "practice": {"name": "Riverside Dental", "address": "12 Quay Street, Springfield", "phone": "(555) 010-0134",
                     "paper": "letter", "country": "US", "numbering": "universal"},
        "patient": {"name": "Helen Brandt", "birth_date": "1972-03-12", "chart_number": "20417"},
        "dentist": "Dr Amara Osei", "presenter": "Nadia Petrov", "language": "en",
        "case": {"number": 1, "version": 3, "title": "Upper left pain", "complaint": "Pain on the upper left"},
        "findings": [{"fid": fid, "finding": term, "where": where, "severity": {}, "surfaces": []}
                     for fid, term, where in FINDINGS],
        "missing_teeth": ["18", "36"], "wishes": [],
        "alternative": alternative(),
        "others": [{"tier": "balanced", "price": "7240.00"}, {"tier": "economy", "price": "4150.00"}],
        "flags": [{"flag": "mronj_risk", "text": "Antiresorptive medicine.", "affects": []}],
        "missing_evidence": [], "recall_months": 6,
        "start_date": "2026-11-24", "presented_date": "2026-11-21", "valid_until": "2026-12-21", "dates": {},
    }  # fmt: skip
    return copy.deepcopy(frozen) | changes


def answer(**changes: Any) -> dict[str, Any]:
    """An answer in the shape of the contract: three alternatives of six, six and three visits."""
    tiers = [("premium", VISITS), ("balanced", VISITS), ("economy", VISITS[:3])]
    told = {
        "status": "plan_offered", "engine": {"version": "1.0", "protocols": "ab" * 32}, "alternatives": [],
        "flags": [], "missing_evidence": [], "recall_months": 6,
    }  # fmt: skip
    for letter, (tier, visits) in zip("pbe", tiers, strict=True):
        one = alternative(visits) | {"tier": tier}
        for row in one["items"]:
            row["last_visit"] = min(row["last_visit"], len(visits))
            row["id"] = f"{letter}-{row['id'].split('-')[1]}"
        told["alternatives"].append(one)
    return told | changes


def dearer(**changes: Any) -> dict[str, Any]:
    """The same answer with one line of every alternative at another price: consent is asked for again."""
    told = answer(**changes)
    for one in told["alternatives"]:
        one["items"][0]["price"] = "640.00"
        one["price"] = f"{float(one['price']) + 20:.2f}"
    return told


def case_json() -> dict[str, Any]:
    """The case that the answer belongs to."""
    return {
        "id": "x", "patient": {"age_years": 41}, "chief_complaint": "", "patient_wishes": [], "external_events": [],
        "missing_teeth": ["18", "36"],
        "findings": [{"fid": fid, "finding": term, "where": where, "scope": "tooth", "severity": {}, "evidence": []}
                     for fid, term, where in FINDINGS],
    }  # fmt: skip


def make_version(
    case: Any, by: Any, at: Any, told: dict[str, Any] | None = None, patient: dict[str, Any] | None = None
) -> Any:
    """Keep an answer as the next version of a case."""
    from arcada.cases.compilation import Inputs, keep

    value = case_json() | {"marker": case.versions.count()} | ({"patient": patient} if patient else {})
    inputs = Inputs(value, None, 0, at.date())
    return keep(by=by, at=at, case=case, inputs=inputs, answer=told or answer())


STROKES = [[[10, 10, 0], [40, 30, 12], [80, 12, 30], [120, 44, 41]], [[130, 20, 60], [150, 20, 70], [190, 40, 90]]]
