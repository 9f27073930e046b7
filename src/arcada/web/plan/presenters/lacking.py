"""What proof is still missing: each kind once with the findings that want it, and whether the plan itself brings it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from arcada.cases.gates import BRINGS
from arcada.web.plan.presenters.shown import Shown, plain


@dataclass(frozen=True, slots=True)
class Lacking:
    """A kind of proof, the findings that want it, and the visit that brings it, 0 where none does."""

    evidence: str
    lack: str
    findings: tuple[str, ...]
    visit: int


def lacking(shown: Shown) -> tuple[Lacking, ...]:
    """List what is missing, the kinds that the plan does not bring first."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in shown.answer["missing_evidence"]:
        groups.setdefault((one["evidence"], one["state"]), []).append(shown.finding(one["finding"]))
    found = [
        Lacking(
            evidence=plain(evidence),
            lack="is too old" if state == "stale" else "is missing",
            findings=tuple(dict.fromkeys(findings)),
            visit=_brought(shown, evidence),
        )
        for (evidence, state), findings in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.visit > 0, one.evidence)))


def _brought(shown: Shown, evidence: str) -> int:
    """The visit that brings the proof in every plan, the latest of them; 0 where a plan does not bring it."""
    visits = [_first(one, evidence) for one in shown.alternatives]
    return max(visits) if visits and all(visits) else 0


def _first(alternative: Mapping[str, Any], evidence: str) -> int:
    items = alternative["items"]
    return min((item["last_visit"] for item in items if evidence in BRINGS.get(item["family"], ())), default=0)
