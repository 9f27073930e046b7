"""A tier's plan that can really be carried out.

The walk or the order of work may show that something chosen has no ground yet: whitening while a cavity is left
open by the patient's own wish, braces before gums are under control. Such a plan is never shown. The finding is
first answered in the way of the next tier (R36: a tier is rebuilt, so that no active disease is left), then in
that of the last one. Where no way can be carried out it is left for later with the sentence that says why. Where
that does not help, the case is refused with the first reason.
"""

from dataclasses import replace

from arcada.core.chart.mouth import Mouth
from arcada.core.compiler.alternative import build, limits_for
from arcada.core.compiler.answer import Alternative
from arcada.core.compiler.deadline import why_not
from arcada.core.kernel import Refusal
from arcada.core.planning.draft import Draft
from arcada.core.planning.setting import NEXT, Setting
from arcada.core.planning.tier import TierPlan, plan_tier

OTHER_WAYS = 4
"""How often another tier's way is tried in one tier, before what has no ground is left for later at once."""


def planned(setting: Setting, mouth: Mouth, tier: str) -> tuple[TierPlan, Alternative] | Refusal:
    """The tier's plan after replacing or leaving out what has no ground, placed and priced, or the refusal."""
    tried: dict[str, int] = {}
    barred: dict[str, str] = {}
    first: Refusal | None = None
    for attempt in range(OTHER_WAYS + len(setting.case.findings) + len(setting.case.wishes) + 1):
        instead = {fid: NEXT[tier][rank] for fid, rank in tried.items() if fid not in barred}
        plan = plan_tier(replace(setting, barred=barred, instead=instead), tier)
        made = build(setting, mouth, plan)
        if not isinstance(made, Refusal):
            return plan, made
        first = first or made
        behind = _behind(plan, made) - barred.keys()
        if not behind:
            return first
        for fid in sorted(behind):
            tried[fid] = tried.get(fid, -1) + 1
            if ":" in fid or tried[fid] >= len(NEXT[tier]) or attempt >= OTHER_WAYS:
                why = why_not(setting, plan, made, limits_for(setting, plan))
                barred[fid] = f"This has to wait and is decided later. {why}"
    return first or Refusal("engine_fault", "No order of work was found.")


def _behind(plan: TierPlan, refusal: Refusal) -> set[str]:
    """The findings whose own strategy put the draft into the plan; failing these, what it answers."""
    draft = next((draft for draft in plan.drafts if draft.key == refusal.where), None)
    if draft is None:
        return set()
    own = {
        choice.finding.id
        for choice in plan.choices
        if choice.strategy is not None
        and choice.finding.id in draft.findings
        and any(step.do == draft.procedure.id for step in choice.strategy.steps)
    }
    return own or _named(draft)


def _named(draft: Draft) -> set[str]:
    """The findings that the draft answers; the wishes where it answers none."""
    found = {name for name in draft.findings if ":" not in name}
    return found or {name for name in draft.findings if name.startswith("wish:")}
