"""The plan that the walk under the mouth goes through: the version in force, one of its alternatives, its stops.

which alternative   the one asked for, else the accepted one, else balanced, else the first
day of a stop       the booked day, else the first day that the plan allows, counted from its start
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from arcada.cases.models import Alternative, PlannedVisit, PlanVersion
from arcada.cases.models.plan import AlternativeState
from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import Mouth, mouth_from_dict
from arcada.core.chart.signs import signs_of
from arcada.patients.models import Patient
from arcada.web.shell.remember import Remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit of the walk; visit 0 is before the first."""

    visit: int
    day: date
    booked: bool
    done: bool
    items: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """An alternative as a walk from was to became.

    `resolved` tells the visit after which a finding is gone; `unseen` are findings that the plan does not count,
    because what would prove them is missing: they stay through the whole walk.
    """

    tier: str
    tiers: tuple[str, ...]
    accepted: bool
    number: int
    stale: bool
    content: Mapping[str, Any]
    findings: tuple[Finding, ...]
    stops: tuple[Stop, ...]
    resolved: Mapping[str, int]
    unseen: frozenset[str]

    @property
    def last(self) -> int:
        """The number of the last visit."""
        return self.stops[-1].visit

    @property
    def now(self) -> int:
        """Where the patient stands: the last visit that was done, else before the first."""
        return 0 if self.stale else max((stop.visit for stop in self.stops if stop.done), default=0)

    def stop(self, visit: int) -> Stop:
        """The stop of a visit; beyond the last one the last."""
        return self.stops[max(0, min(visit, len(self.stops) - 1))]


def version_in_force(patient: Patient) -> PlanVersion | None:
    """Give the plan in force of the patient's newest case that has one."""
    rows = PlanVersion.objects.filter(case__patient=patient, case__closed_at__isnull=True, active=True)
    return rows.select_related("case__patient__practice").order_by("-case__number").first()


def walk_of(version: PlanVersion, chart: Mapping[str, Any], tier: str) -> Walk | None:
    """Give the walk of a plan in force; None where it walks nowhere."""
    alternatives = list(version.alternatives.prefetch_related("visits"))
    chosen = _chosen(alternatives, tier)
    if chosen is None:
        return None
    content = next(one for one in version.answer["alternatives"] if one["tier"] == chosen.tier)
    if not content.get("states"):
        return None
    findings = _findings(version)
    kept = TOLD.of(chosen.pk, lambda: _told(content, findings))
    return Walk(
        tier=chosen.tier,
        tiers=tuple(one.tier for one in alternatives),
        accepted=chosen.state == AlternativeState.ACCEPTED,
        number=version.number,
        stale=_seen(version.inputs["case"]) != _seen(chart),
        content=content,
        findings=tuple(findings),
        stops=tuple(_stops(content, version.start_date, list(chosen.visits.all()))),
        resolved=kept.resolved,
        unseen=kept.unseen,
    )


def _seen(chart: Mapping[str, Any]) -> object:
    """What of a chart the walk shows: not the proofs, whose age changes every day."""
    findings = [{name: told for name, told in one.items() if name != "evidence"} for one in chart["findings"]]
    return findings, chart["missing_teeth"], chart.get("existing") or {}


def _chosen(alternatives: Sequence[Alternative], tier: str) -> Alternative | None:
    asked = [one for one in alternatives if one.tier == tier]
    accepted = [one for one in alternatives if one.state == AlternativeState.ACCEPTED]
    usual = [one for one in alternatives if one.tier == "balanced"]
    return next(iter((*asked, *accepted, *usual, *alternatives)), None)


def _findings(version: PlanVersion) -> list[Finding]:
    """The findings as the version was made from them."""
    return [
        Finding(
            id=told["fid"],
            term=told["finding"],
            where=tuple(told["where"]),
            scope=told["scope"],
            surfaces=told.get("surfaces", ""),
            severity=told.get("severity", {}),
            status="suspected" if told.get("severity", {}).get("suspected") else "confirmed",
        )
        for told in version.inputs["case"]["findings"]
    ]


def _stops(content: Mapping[str, Any], start: date, visits: Sequence[PlannedVisit]) -> Sequence[Stop]:
    rows = {row.number: row for row in visits}
    stops = [Stop(visit=0, day=start, booked=False, done=False, items=())]
    for one in content["visits"]:
        row = rows.get(one["visit"])
        booked = row.date if row else None
        items = tuple(item for item in content["items"] if item["last_visit"] == one["visit"])
        stops.append(
            Stop(
                visit=one["visit"],
                day=booked or start + timedelta(days=one["day"]),
                booked=booked is not None,
                done=row is not None and row.done_at is not None,
                items=items,
            )
        )
    return stops


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an alternative tells of each finding; it is written for good, so it is worked out once."""

    resolved: Mapping[str, int]
    unseen: frozenset[str]


TOLD: Remembered[_Told] = Remembered(64)


def _told(content: Mapping[str, Any], findings: Sequence[Finding]) -> _Told:
    return _Told(resolved=_resolved(content, findings), unseen=frozenset(_unseen(content, findings)))


def _resolved(content: Mapping[str, Any], findings: Sequence[Finding]) -> Mapping[str, int]:
    """After which visit nothing of a finding is seen any more; one that shows nothing, after the last work for it."""
    mouths: dict[int, Mouth] = {one["visit"]: mouth_from_dict(one) for one in content["states"]}
    found: dict[str, int] = {}
    for finding in findings:
        if finding.status == "suspected":
            continue
        shown = list(signs_of(finding, mouths[0]))
        signs = [sign for sign in shown if sign.seen(mouths[0])]
        gone = [visit for visit, mouth in mouths.items() if signs and not any(sign.seen(mouth) for sign in signs)]
        treated = [item["last_visit"] for item in content["items"] if finding.id in item["for_findings"]]
        if gone:
            found[finding.id] = min(gone)
        elif treated and not shown:
            found[finding.id] = max(treated)
    return found


def _unseen(content: Mapping[str, Any], findings: Sequence[Finding]) -> Sequence[str]:
    """The findings whose signs the plan's own mouth does not show at all."""
    before = mouth_from_dict(next(one for one in content["states"] if one["visit"] == 0))
    unseen = []
    for finding in findings:
        signs = list(signs_of(finding, before))
        if finding.status == "confirmed" and signs and not any(sign.seen(before) for sign in signs):
            unseen.append(finding.id)
    return unseen
