"""The chart read once for a page: its rows as values of core, with the proofs that its findings have and lack.

Existing work, also that of places without a tooth (an implant, a bridge unit), is drawn as it was charted.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from arcada.cases.mapping import STANDING, age_in_years, mouth_value, patient_value
from arcada.cases.models import Chart, ChartChange, ChartSnapshot, Finding, ToothRecord
from arcada.cases.models.chart import FindingStatus
from arcada.core.chart.before import mouth_before
from arcada.core.chart.finding import Finding as CoreFinding
from arcada.core.chart.mouth import Mouth
from arcada.core.chart.state import GONE
from arcada.core.compiler.pipeline import background_of, proofs_of
from arcada.core.kernel import Refusal
from arcada.core.planning.evidence import Lack
from arcada.interop.knowledge import load_library
from arcada.interop.plan_json import read_case
from arcada.patients.models import MedicalHistory, Patient


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawable:
    """A mouth with its findings, ready to be drawn; `refusal` says what contradicts itself in it."""

    mouth: Mouth
    findings: tuple[CoreFinding, ...]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRead:
    """The chart as it stands."""

    chart: Chart
    age: int
    states: Mapping[str, Mapping[str, Any]]
    rows: Sequence[Finding]
    withdrawn: Sequence[Finding]
    drawable: Drawable
    value: Mapping[str, Any]
    lacks: Mapping[str, tuple[Lack, ...]]
    has_history: bool

    @property
    def gone(self) -> tuple[str, ...]:
        """The places that are charted without a tooth."""
        return tuple(sorted(tooth for tooth, state in self.states.items() if state.get("presence") in GONE))


def read_chart(patient: Patient, today: date) -> ChartRead:
    """Read the chart of a patient; at first sight an empty one is opened."""
    chart, _ = Chart.objects.get_or_create(practice_id=patient.practice_id, patient=patient)
    findings = Finding.objects.filter(chart=chart).select_related("recorded_by__user", "confirmed_by__user")
    rows = list(findings.prefetch_related("evidence"))
    standing = [row for row in rows if row.status in STANDING]
    states = {one.tooth: one.state for one in ToothRecord.objects.filter(chart=chart)}
    age = age_in_years(patient.birth_date, today)
    history = MedicalHistory.objects.filter(patient=patient).order_by("-number").first()
    value = mouth_value(standing, states, today)
    return ChartRead(
        chart=chart,
        value=value,
        age=age,
        states=states,
        rows=standing,
        withdrawn=[row for row in rows if row.status == FindingStatus.WITHDRAWN],
        drawable=drawable(states, [_core(row.fid, vars(row)) for row in standing], age),
        lacks=_lacks(patient, history, value, today),
        has_history=history is not None,
    )


def drawable(states: Mapping[str, Mapping[str, Any]], findings: Sequence[CoreFinding], age: int) -> Drawable:
    """Give the mouth of these states and findings; where they contradict each other, the states alone."""
    mouth = mouth_before(findings, (), age, states)
    if not isinstance(mouth, Refusal):
        return Drawable(mouth=mouth, findings=tuple(findings))
    bare = mouth_before((), (), age, states)
    return Drawable(mouth=Mouth() if isinstance(bare, Refusal) else bare, findings=(), refusal=mouth)


def of_snapshot(snapshot: ChartSnapshot, age: int) -> Drawable:
    """Give the mouth as it was kept."""
    content = snapshot.content
    return drawable(content["teeth"], [_core(one["fid"], one) for one in content["findings"]], age)


def _core(fid: str, told: Mapping[str, Any]) -> CoreFinding:
    return CoreFinding(
        id=fid,
        term=told["term"],
        where=tuple(told["where"]),
        scope=told["scope"],
        surfaces=told["surfaces"],
        severity=told["severity"],
        status="suspected" if told["status"] == FindingStatus.SUSPECTED else "confirmed",
    )


def _lacks(
    patient: Patient, history: MedicalHistory | None, chart: Mapping[str, Any], today: date
) -> Mapping[str, tuple[Lack, ...]]:
    """Which proof each finding lacks, as the compiler would see it today."""
    value = {"id": str(patient.pk), "patient": patient_value(patient, history, today), **chart}
    return _lacks_of(json.dumps(value | {"patient_wishes": [], "external_events": []}, default=str))


@lru_cache(maxsize=64)
def _lacks_of(written: str) -> Mapping[str, tuple[Lack, ...]]:
    """The same of a case as it is written down: asked often while one mouth is charted, and always answered alike."""
    library = load_library()
    case = read_case(json.loads(written), library)
    if isinstance(case, Refusal):
        return {}
    return {fid: proof.lacks for fid, proof in proofs_of(background_of(case, library), library).items()}


def changes_of(chart: Chart, newest: int) -> Sequence[ChartChange]:
    """Give the newest changes, the newest first."""
    rows = chart.changes.select_related("by__user", "undoes").prefetch_related("undone_by")
    return list(rows.order_by("-revision")[:newest])


def gone_places(chart: Chart) -> tuple[str, ...]:
    """Give the places that are charted without a tooth, without reading the rest of the chart."""
    rows = ToothRecord.objects.filter(chart=chart, state__presence__in=GONE)
    return tuple(rows.values_list("tooth", flat=True))
