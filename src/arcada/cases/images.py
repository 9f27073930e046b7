"""A row of the chart as plain words, and back: what a change keeps so that it can be undone.

`None` is 'it was not there': a finding goes back to undone (a record is never deleted), a place back to rest.
"""

from datetime import date, datetime
from typing import Any

from arcada.cases.models import Chart, Finding, FindingEvidence, ToothRecord
from arcada.cases.models.chart import FindingStatus

Image = dict[str, Any]
PLAIN = ("term", "scope", "where", "surfaces", "severity", "note", "status", "withdrawn_why")
MEMBERS = ("recorded_by_id", "confirmed_by_id")
MOMENTS = ("recorded_at", "confirmed_at")


def finding_image(finding: Finding) -> Image:
    """All that is known of a finding, with its evidence."""
    image: Image = {name: getattr(finding, name) for name in PLAIN}
    image |= {name: str(getattr(finding, name)) if getattr(finding, name) else None for name in MEMBERS}
    image |= {name: getattr(finding, name).isoformat() if getattr(finding, name) else None for name in MOMENTS}
    image["found_date"] = finding.found_date.isoformat()
    image["evidence"] = [
        {"type": one.type, "taken_date": one.taken_date.isoformat(), "note": one.note}
        for one in finding.evidence.order_by("taken_date", "type", "id")
    ]
    return image


def restore_finding(chart: Chart, number: int, image: Image | None) -> Finding:
    """Bring a finding back to an image of it."""
    finding = Finding.objects.get(chart=chart, number=number)
    if image is None:
        finding.status = FindingStatus.UNDONE
        finding.save(update_fields=["status"])
        return finding
    for name in (*PLAIN, *MEMBERS):
        setattr(finding, name, image[name])
    for name in MOMENTS:
        setattr(finding, name, datetime.fromisoformat(image[name]) if image[name] else None)
    finding.found_date = date.fromisoformat(image["found_date"])
    finding.save()
    set_evidence(finding, image["evidence"])
    return finding


def set_evidence(finding: Finding, evidence: list[Image]) -> None:
    """Make these the evidence of a finding."""
    finding.evidence.all().delete()
    FindingEvidence.objects.bulk_create(
        FindingEvidence(
            practice_id=finding.practice_id,
            finding=finding,
            type=one["type"],
            taken_date=date.fromisoformat(one["taken_date"]),
            note=one.get("note", ""),
        )
        for one in evidence
    )


def tooth_image(chart: Chart, tooth: str) -> Image | None:
    """The state of a place, None at rest."""
    record = ToothRecord.objects.filter(chart=chart, tooth=tooth).first()
    return dict(record.state) if record else None


def restore_tooth(chart: Chart, tooth: str, image: Image | None) -> None:
    """Bring a place to a state; at rest it needs no record."""
    if not image:
        ToothRecord.objects.filter(chart=chart, tooth=tooth).delete()
        return
    ToothRecord.objects.update_or_create(
        practice_id=chart.practice_id, chart=chart, tooth=tooth, defaults={"state": image}
    )
