"""The choices of a tier for the whole mouth: each finding answered, then what history, stops and edits change.

ladders --history bears it?--> edits --> deferrals --> stops --> what a tooth that goes or keeps its root makes idle
"""

from dataclasses import replace

from arcada.core.chart.finding import Finding
from arcada.core.planning.choice import Choice, choose
from arcada.core.planning.conflict import kept_as_roots, out_already, without_gums
from arcada.core.planning.editing import decided
from arcada.core.planning.medical import deferred
from arcada.core.planning.setting import NEXT, Setting
from arcada.core.planning.stops import stopped
from arcada.core.protocols.protocol import Outcome


def choices_of(setting: Setting, tier: str) -> list[Choice]:
    """One choice for each unit of each finding that has ground, with deferrals and stops applied."""
    found: list[Choice] = []
    for finding in setting.case.findings:
        if setting.proofs[finding.id].grounded:
            found += _borne(setting, finding, setting.instead.get(finding.id, tier))
    found = [decided(setting.library, choice, setting.edits) for choice in found]
    found = [_barred(setting, choice) for choice in found]
    found = [deferred(setting.library, setting.back.patient, choice) for choice in found]
    found = without_gums(setting.library, stopped(setting.library, found), setting.back.gone)
    return out_already(setting.library, kept_as_roots(setting.library, found))


def _borne(setting: Setting, finding: Finding, tier: str) -> list[Choice]:
    """The tier's way for each unit; where the history puts it off, another tier's that it bears.

    Teeth are not removed for it. Weeks after a heart attack a lost cusp is covered with filling material, not left
    open until a crown may be made.
    """
    own = choose(setting.back, setting.library, finding, tier)
    if not any(_put_off(setting, choice) for choice in own):
        return list(own)
    others = [choose(setting.back, setting.library, finding, name) for name in NEXT[tier]]
    return [
        next((way for way in ways if _replaces(setting, way)), choice) if _put_off(setting, choice) else choice
        for choice, *ways in zip(own, *others, strict=True)
    ]


def _put_off(setting: Setting, choice: Choice) -> bool:
    """Whether the history defers what would be done."""
    return choice.strategy is not None and deferred(setting.library, setting.back.patient, choice).strategy is None


def _replaces(setting: Setting, way: Choice) -> bool:
    """Whether a way may stand in for one that is deferred."""
    return way.strategy is not None and not way.removes and not _put_off(setting, way)


def _barred(setting: Setting, choice: Choice) -> Choice:
    """The choice, or its deferral where an order of work showed that it has no ground yet."""
    why = setting.barred.get(choice.finding.id)
    if why is None or choice.strategy is None:
        return choice
    return replace(choice, strategy=None, outcome=Outcome("deferred_clinical", why))
