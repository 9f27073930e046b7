"""A plan that stands, put into a better order where somebody finds one; what it does and costs stays as it is."""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.chart.mouth import Mouth
from arcada.core.compiler.alternative import build
from arcada.core.compiler.answer import Alternative
from arcada.core.kernel import Refusal
from arcada.core.planning.setting import Setting
from arcada.core.planning.tier import TierPlan
from arcada.core.sequencing.better import Improve


def reordered(
    setting: Setting, mouth: Mouth, made: Sequence[tuple[TierPlan, Alternative]], improve: Improve | None
) -> list[tuple[TierPlan, Alternative]]:
    """The plans in the best order that is known for each; without `improve`, as they are."""
    if improve is None:
        return list(made)
    return [(plan, _again(setting, mouth, plan, one, improve)) for plan, one in made]


def _again(setting: Setting, mouth: Mouth, plan: TierPlan, one: Alternative, improve: Improve) -> Alternative:
    other = build(setting, mouth, plan, improve)
    if isinstance(other, Refusal):
        return one
    return replace(other, unaddressed=one.unaddressed, unfollowed=one.unfollowed, deviations=one.deviations)
