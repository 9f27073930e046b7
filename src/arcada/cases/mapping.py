"""Rows of the chart and the history as a case for the compiler, in the plain terms that it reads.

Days are counted from the plan's day 0, so an image of last week is 7 days old. A withdrawn or undone finding is
not there; a suspected one is, marked as suspected, and counts for nothing until a dentist confirms it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from arcada.cases.models import Case, Chart, Finding, ToothRecord
from arcada.cases.models.chart import FindingStatus
from arcada.core.chart.state import GONE
from arcada.patients.models import MedicalHistory, Patient

STANDING = (FindingStatus.SUSPECTED, FindingStatus.CONFIRMED)
WORDS = ("medications", "allergies", "conditions")


def age_in_years(birth: date, on: date) -> int:
    """Whole years lived on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def patient_value(patient: Patient, history: MedicalHistory | None, on: date) -> dict[str, Any]:
    """The patient as the compiler reads one; without a history all of it is unknown, not healthy."""
    value: dict[str, Any] = {"age_years": age_in_years(patient.birth_date, on), "sex": patient.sex}
    if history is None:
        return value | {name: [] for name in WORDS} | {"results": {}, "growth_complete": None, "asa": None}
    value["weight_kg"] = float(history.weight_kg) if history.weight_kg is not None else None
    value["smoking_cigarettes_per_day"] = history.smoking_cigarettes_per_day or 0
    value |= {name: list(getattr(history, name)) for name in (*WORDS,)}
    value |= {
        "growth_complete": history.growth_complete,
        "asa": history.asa,
        "results": dict(history.results),
    }
    if history.pregnancy_weeks is not None:
        value["pregnancy_weeks"] = history.pregnancy_weeks
    return value


def finding_value(finding: Finding, on: date) -> dict[str, Any]:
    """A finding as the compiler reads one."""
    severity = dict(finding.severity)
    if finding.status == FindingStatus.SUSPECTED:
        severity["suspected"] = True
    value: dict[str, Any] = {
        "fid": finding.fid,
        "scope": finding.scope,
        "where": list(finding.where),
        "finding": finding.term,
        "severity": severity,
        "evidence": [
            {"type": one.type, "age_days": max(0, (on - one.taken_date).days)} for one in finding.evidence.all()
        ],
    }
    if finding.surfaces:
        value["surfaces"] = finding.surfaces
    return value


def chart_value(chart: Chart, on: date) -> dict[str, Any]:
    """What the compiler reads of a chart: the standing findings, the teeth that are gone, what stands where."""
    findings = Finding.objects.filter(chart=chart, status__in=STANDING).prefetch_related("evidence")
    return mouth_value(findings, {one.tooth: one.state for one in ToothRecord.objects.filter(chart=chart)}, on)


def mouth_value(findings: Iterable[Finding], states: Mapping[str, Mapping[str, Any]], on: date) -> dict[str, Any]:
    """The same of rows that are read already."""
    gone = sorted(tooth for tooth, state in states.items() if state.get("presence") in GONE)
    return {
        "findings": [finding_value(finding, on) for finding in findings],
        "missing_teeth": gone,
        "existing": dict(sorted(states.items())),
    }


def case_value(case: Case, chart: Chart, on: date) -> dict[str, Any]:
    """The whole case as the compiler reads one."""
    history = MedicalHistory.objects.filter(patient=case.patient).order_by("-number").first()
    return {
        "id": str(case.id),
        "patient": patient_value(case.patient, history, on),
        "chief_complaint": case.complaint,
        "patient_wishes": list(case.wishes),
        "external_events": list(case.external_events),
        "country": case.patient.practice.country,
        **chart_value(chart, on),
    }


def digest(value: Any) -> str:
    """SHA-256 of a value in its one written form."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(written.encode()).hexdigest()
