"""A tier's plan as a dentist edited it, what of the edits could not be followed, and what departs from the protocol.

The plan is first made as the protocols want it. Then the edits are put in. Where their plan has no ground or no order,
the last edit without which it holds is left aside, and the fault says why; a plan that fails the walk is never shown,
whoever asked for it.
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.chart.mouth import Mouth
from arcada.core.compiler.alternative import build, limits_for
from arcada.core.compiler.answer import Alternative
from arcada.core.compiler.deadline import why_not
from arcada.core.compiler.edit_check import impossible
from arcada.core.kernel import Refusal
from arcada.core.planning.edit import (
    Accepted,
    Added,
    Assigned,
    Chosen,
    Deviation,
    Edit,
    Left,
    Removed,
    Unfollowed,
    kind_of,
)
from arcada.core.planning.editing import line_title
from arcada.core.planning.setting import Setting
from arcada.core.planning.tier import TierPlan, plan_tier

Made = tuple[TierPlan, Alternative]
Report = tuple[Sequence[Unfollowed], Sequence[Deviation]]
NOT_THERE = "This plan holds no such line, so there was nothing to change."
SWALLOWED = "Larger work of this plan already does it, or another line of the same kind is there."
OVERRULED = "Something else decides about this finding in this plan: {why}"


def with_edits(setting: Setting, mouth: Mouth, base: Made, shown: str, evidence: Report) -> Made:
    """The edited plan of the tier of `base`, which was shown as `shown`; `base` where nothing can be followed.

    `evidence` is what became of edits about proofs, which hold in all tiers.
    """
    edits = [e for e in setting.case.edits if e.speaks_of(shown) and not isinstance(e, Accepted)]
    told = [(edit, impossible(setting, edit)) for edit in edits]
    ground = replace(setting, barred=base[0].barred, instead=base[0].instead)
    made, dropped = _holding(ground, mouth, base, [edit for edit, text in told if not text])
    plan, alternative = made
    left = [edit for edit, text in told if not text and edit not in (*plan.followed, *(one.edit for one in dropped))]
    aside = [Unfollowed(edit, text) for edit, text in told if text]
    aside += [*dropped, *(Unfollowed(edit, _why_not(plan, edit)) for edit in left)]
    departs = [(edit, _departs(setting, base[0], edit)) for edit in plan.followed]
    deviations = [Deviation(kind_of(edit), edit, text) for edit, text in departs if text]
    unfollowed, deviated = (*evidence[0], *aside), (*evidence[1], *deviations)
    return plan, replace(alternative, unfollowed=unfollowed, deviations=deviated)


def _holding(setting: Setting, mouth: Mouth, base: Made, edits: Sequence[Edit]) -> tuple[Made, list[Unfollowed]]:
    """The plan with as many of the edits as hold together: the latest that is in the way is left aside first."""
    current, dropped = list(edits), list[Unfollowed]()
    while current:
        plan, made = _attempt(setting, mouth, base[0].tier, current)
        if not isinstance(made, Refusal):
            return (plan, made), dropped
        text = why_not(setting, plan, made, limits_for(setting, plan))
        culprit = next((e for e in reversed(current) if _holds_without(setting, mouth, base[0].tier, current, e)), None)
        edit = culprit or current[-1]
        current.remove(edit)
        dropped.append(Unfollowed(edit, text))
    return base, dropped


def _attempt(
    setting: Setting, mouth: Mouth, tier: str, edits: Sequence[Edit]
) -> tuple[TierPlan, Alternative | Refusal]:
    own = replace(setting, edits=tuple(edits))
    plan = plan_tier(own, tier)
    return plan, build(own, mouth, plan)


def _holds_without(setting: Setting, mouth: Mouth, tier: str, edits: Sequence[Edit], edit: Edit) -> bool:
    _, made = _attempt(setting, mouth, tier, [one for one in edits if one is not edit])
    return not isinstance(made, Refusal)


def _why_not(plan: TierPlan, edit: Edit) -> str:
    if isinstance(edit, Chosen | Left):
        own = [c.outcome.text for c in plan.choices if c.finding.id == edit.finding and c.outcome is not None]
        return OVERRULED.replace("{why}", own[0]) if own else NOT_THERE
    return SWALLOWED if isinstance(edit, Added) else NOT_THERE


def _departs(setting: Setting, base: TierPlan, edit: Edit) -> str:
    """The sentence about a departure from the protocol, empty where the protocol allows it as well."""
    library = setting.library
    if isinstance(edit, Removed):
        return f"{line_title(library, (edit.procedure, edit.where))} is left out."
    if isinstance(edit, Added):
        return f"{line_title(library, (edit.procedure, edit.where))} is done though no protocol asks for it."
    if isinstance(edit, Assigned) and edit.to_role not in ("", library.procedures[edit.procedure].role):
        usual = library.procedures[edit.procedure].role
        line = line_title(library, (edit.procedure, edit.where))
        return f"{line}: done by the {_words(edit.to_role)} instead of the {_words(usual)}."
    if isinstance(edit, Chosen):
        return _other_way(setting, base, edit)
    if isinstance(edit, Left) and any(c.finding.id == edit.finding and c.strategy for c in base.choices):
        return f"{_term(setting, edit.finding)} is left without the treatment that the protocol offers."
    return ""


def _other_way(setting: Setting, base: TierPlan, edit: Chosen) -> str:
    """Said where no rung of any tier leads to the strategy here."""
    for choice in base.choices:
        strategy = setting.library.strategy(choice.protocol, edit.strategy) if _own(choice.finding.id, edit) else None
        if strategy is None:
            continue
        rungs = [rung for ladder in choice.protocol.ladders.values() for rung in ladder]
        allowed = any(rung.strategy == edit.strategy and rung.when.holds(choice.facts) for rung in rungs)
        if not (allowed and strategy.when.holds(choice.facts)):
            term = _term(setting, edit.finding)
            return f"{term} is answered with '{strategy.title}', which the protocol does not offer here."
    return ""


def _own(fid: str, edit: Chosen) -> bool:
    return fid == edit.finding


def _term(setting: Setting, fid: str) -> str:
    term = next((finding.term for finding in setting.case.findings if finding.id == fid), fid)
    return term[:1].upper() + term[1:]


def _words(role: str) -> str:
    return role.replace("_", " ")
