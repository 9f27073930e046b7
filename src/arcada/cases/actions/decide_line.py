"""A dentist decides about one line of the plan, with a reason that stays.

release   the line goes on without a proof that it waits for
remove    the line is taken out       } the plans are made again without it, in one tier or every one that has it,
defer     it is put off until a day   } and stay without it in every later version
"""

from datetime import date, datetime
from typing import Any

from arcada.cases.actions.edit_plan import edit_plan
from arcada.cases.actions.edit_rules import Wanted
from arcada.cases.actions.override import override, too_short
from arcada.cases.models import Alternative, Override, PlanVersion
from arcada.cases.models.plan import OverrideAct
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership

LINE_ACTS = (OverrideAct.RELEASE, OverrideAct.REMOVE, OverrideAct.DEFER)
GONE = Refusal("unknown_line", "This plan has no such line any more.", "item")


def decide_line(
    *,
    by: Membership,
    at: datetime,
    alternative: Alternative,
    item: str,
    act: str,
    reason: str,
    finding: str = "",
    evidence: str = "",
    until: date | None = None,
    tier: str = "",
    seen_version: str = "",
) -> Override | Refusal:
    """Write the decision down and make the plans again where the line goes."""
    require(by, Permission.OVERRIDE, alternative)
    version = alternative.version
    line = next((one for one in alternative.content()["items"] if one["id"] == item), None)
    refusal = _unusable(version, line, act, reason, seen_version)
    if refusal is not None or line is None:
        return refusal or GONE
    if act == OverrideAct.RELEASE:
        return override(by=by, at=at, version=version, finding=finding, evidence=evidence, item=item, reason=reason)
    return edit_plan(
        by=by,
        at=at,
        version=version,
        wanted=Wanted(
            act=act,
            procedure=line["procedure"],
            where=tuple(line["where"]),
            finding=(line["for_findings"] or [""])[0],
            tier=tier,
            until=until,
            reason=reason,
            item=item,
        ),
    )


def _unusable(
    version: PlanVersion, line: dict[str, Any] | None, act: str, reason: str, seen_version: str
) -> Refusal | None:
    if not version.active or (seen_version and seen_version != str(version.number)):
        return Refusal(
            "superseded", "The plans were made again meanwhile. Look at the newer ones and decide there.", "version"
        )
    if act not in LINE_ACTS:
        return Refusal("unknown_act", "Say whether the line goes on, is removed, or is put off.", "act")
    if line is None:
        return GONE
    return too_short(reason)
