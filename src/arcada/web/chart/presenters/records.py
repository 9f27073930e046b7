"""'Records incomplete': what must be made or asked before planning, and the way to it.

One line for each proof that findings lack, with all their teeth; one for a history that nobody has taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arcada.coordination.models import Task
from arcada.core.teeth.number import in_order, is_tooth
from arcada.display.phrases import Voice, day, teeth
from arcada.patients.models import Patient
from arcada.web.chart.presenters.findings import where_of
from arcada.web.chart.reading import ChartRead
from arcada.web.chart.words import evidence_name

MADE_BY: Mapping[str, str] = {
    "full_periodontal_chart": "hygienist",
    "local_probing": "hygienist",
    "clinical_photograph": "hygienist",
    "bitewing_radiograph": "hygienist",
    "periapical_radiograph": "hygienist",
    "panoramic_radiograph": "hygienist",
    "full_mouth_radiographs": "hygienist",
    "radiographs_showing_bone_level": "hygienist",
    "study_models_or_scan": "hygienist",
    "haematology_plan": "coordinator",
    "inr_result": "coordinator",
}
"""Who is asked for a proof; all others the dentist makes. source: judgement"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One proof that is missing or too old, and for which findings."""

    evidence: str
    where: str
    text: str
    finding: str
    requested: str
    title: str
    query: str


def missing_records(read: ChartRead, patient: Patient, voice: Voice, query: Mapping[str, str]) -> Sequence[Missing]:
    """List the proofs that the findings lack, each once."""
    groups: dict[tuple[str, str], list[str]] = {}
    for row in read.rows:
        for lack in read.lacks.get(row.fid, ()):
            groups.setdefault((lack.evidence, lack.state), []).append(row.fid)
    asked = {task.title: task for task in Task.objects.filter(patient=patient, done_at__isnull=True)}
    return [_missing(read, evidence, state, fids, asked, voice, query) for (evidence, state), fids in groups.items()]


def _missing(
    read: ChartRead,
    evidence: str,
    state: str,
    fids: Sequence[str],
    asked: Mapping[str, Task],
    voice: Voice,
    query: Mapping[str, str],
) -> Missing:
    found = [row for row in read.rows if row.fid in fids]
    places = tuple(dict.fromkeys(place for row in found for place in row.where))
    numbers = in_order(tuple(place for place in places if is_tooth(place)))
    name = evidence_name(evidence)
    title = f"{name}: {teeth(numbers, voice) if numbers else 'the mouth'}"
    task = asked.get(title)
    return Missing(
        evidence=evidence,
        where=where_of(numbers or places, voice),
        text=f"{name} {'is too old' if state == 'stale' else 'is missing'}",
        finding=str(found[0].pk),
        requested=f"asked of the {task.get_role_display().lower()}, due {day(task.due_date, voice)}" if task else "",
        title=title,
        query=query.get(str(found[0].pk), ""),
    )
