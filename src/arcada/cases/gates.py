"""What a plan still has to show before it is signed: the necessity gates.

A gate stands for one proof that a finding lacks, where the alternative treats that finding.

    open         neither shown nor overridden: the plan is not signed
    on_the_way   the plan itself brings the proof, before the work that needs it
    overridden   a dentist wrote down why it may go on without
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from arcada.cases.models import Alternative, Override, PlanVersion
from arcada.cases.models.plan import OverrideAct
from arcada.practice.clock import local

BRINGS: Mapping[str, frozenset[str]] = {
    "cbct_scan": frozenset({"cbct"}),
    "comprehensive_examination": frozenset({"clinical_examination", "restorability_assessment"}),
    "limited_examination": frozenset({"clinical_examination", "restorability_assessment", "percussion_test"}),
    "full_periodontal_charting": frozenset({"full_periodontal_chart", "local_probing"}),
    "intraoral_radiographs": frozenset(
        {
            "bitewing_radiograph",
            "full_mouth_radiographs",
            "periapical_radiograph",
            "radiographs_showing_bone_level",
        }
    ),
    "orthodontic_assessment": frozenset({"study_models_or_scan", "clinical_photograph"}),
    "panoramic_radiograph": frozenset({"panoramic_radiograph"}),
    "pulp_sensibility_testing": frozenset({"percussion_test", "pulp_sensibility_test"}),
    "study_models_or_scan_and_photos": frozenset({"clinical_photograph", "study_models_or_scan"}),
    "medical_consultation": frozenset({"haematology_plan", "inr_result"}),
}
"""Which proof a family of procedures brings. source: judgement; clinical.md (e) names the proofs"""


@dataclass(frozen=True, slots=True)
class Gate:
    """One missing proof, the items that wait for it, and how it stands."""

    finding: str
    evidence: str
    lack: str
    items: tuple[str, ...]
    state: str
    why: str

    @property
    def shut(self) -> bool:
        """Whether it keeps the plan from being signed."""
        return self.state == "open"


Releases = Mapping[tuple[str, str], Override]


def said_by_then(number: int) -> Q:
    """Words that were said of a version with this number or of one before it, or before there was any."""
    return Q(version__isnull=True) | Q(version__number__lte=number)


def releases(version: PlanVersion) -> Releases:
    """The proofs that a dentist goes on without, by finding and proof: said of this version or of one before it."""
    if not version.answer["missing_evidence"]:
        return {}
    rows = Override.objects.filter(
        said_by_then(version.number),
        case=version.case_id,
        act=OverrideAct.RELEASE,
        withdrawn_at__isnull=True,
    )
    return {(one.finding, one.evidence): one for one in rows.select_related("by__user")}


def gates(alternative: Alternative, released: Releases | None = None) -> tuple[Gate, ...]:
    """All gates of an alternative; `released` are those of its version, where they are read already."""
    version, content = alternative.version, alternative.content()
    overrides = releases(version) if released is None else released
    found = []
    for lack in version.answer["missing_evidence"]:
        items = [item for item in content["items"] if _waits(item, lack)]
        if items:
            found.append(_gate(lack, items, content, overrides, version))
    return tuple(found)


def _waits(item: Mapping[str, Any], lack: Mapping[str, Any]) -> bool:
    """Whether the item treats the finding and waits for this proof."""
    return lack["finding"] in item["for_findings"] and lack["evidence"] in item["pending_evidence"]


def _gate(
    lack: Mapping[str, Any],
    items: list[Mapping[str, Any]],
    content: Mapping[str, Any],
    overrides: Releases,
    version: PlanVersion,
) -> Gate:
    finding, evidence = lack["finding"], lack["evidence"]
    said = evidence.replace("_", " ")
    override = overrides.get((finding, evidence))
    bringing = _brought(evidence, items, content)
    where = _where(finding, version)
    if override is not None:
        state, why = (
            "overridden",
            f"{override.by.user} on {local(override.at, version.practice):%d %b %Y}: {override.reason}",
        )
    elif bringing is not None:
        state, why = "on_the_way", f"Visit {bringing} brings the {said} for {where} before it is needed."
    else:
        state = "open"
        lacks = "is too old" if lack["state"] == "stale" else "is missing"
        why = f"The {said} for {where} {lacks}. Add it to the finding and compile again, or let the dentist override."
    return Gate(finding, evidence, lack["state"], tuple(item["id"] for item in items), state, why)


def _brought(evidence: str, items: list[Mapping[str, Any]], content: Mapping[str, Any]) -> int | None:
    """The visit of the plan that brings the proof before all of the items, if there is one."""
    needed = min((item["visit"], item["order_in_visit"]) for item in items)
    for item in content["items"]:
        here = (item["last_visit"], item["order_in_visit"])
        if evidence in BRINGS.get(item["family"], frozenset()) and here < needed:
            return int(item["last_visit"])
    return None


def _where(fid: str, version: PlanVersion) -> str:
    """The finding in a few words."""
    for one in version.inputs["case"]["findings"]:
        if one["fid"] == fid:
            return f"{one['finding']} on {', '.join(one['where'])}"
    return fid
