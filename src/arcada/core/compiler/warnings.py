"""Warnings of the whole case: from the history, from protocols, from documented alternatives."""

from collections.abc import Sequence

from arcada.core.compiler.answer import Alternative, RaisedFlag
from arcada.core.planning.phrases import phrase
from arcada.core.planning.setting import Setting
from arcada.core.planning.tier import TierPlan
from arcada.core.risk.flags import RaisedWarning, raise_flags

ALTERNATIVE = "less_invasive_alternative_documented"
ALTERNATIVE_TEXT = "For these steps a less invasive way was considered and is written beside the item."


def warnings_of(
    setting: Setting, plans: Sequence[TierPlan], alternatives: Sequence[Alternative]
) -> tuple[RaisedFlag, ...]:
    """All raised flags by name, each with the items that it concerns."""
    items = [item for one in alternatives for item in one.items]
    present = frozenset(item.draft.family for item in items)
    found: dict[str, tuple[str, list[str]]] = {}
    for warning in _raised(setting, present):
        named = [i.id for i in items if i.draft.family in warning.families]
        found.setdefault(warning.flag, (warning.text, []))[1].extend(named)
    for flag, text, fid in _from_protocols(plans):
        named = [i.id for i in items if fid in i.draft.findings]
        found.setdefault(flag, (text, []))[1].extend(named)
    compared = [i.id for i in items if i.draft.less_invasive and i.draft.kind not in {"talk", "record", "review"}]
    if compared:
        found.setdefault(ALTERNATIVE, (ALTERNATIVE_TEXT, compared))
    for item in items:
        for source in item.draft.findings:
            name = source.removeprefix("flag:")
            if source.startswith("flag:"):
                found.setdefault(name, (item.draft.because, []))[1].append(item.id)
    order = {item.id: rank for rank, item in enumerate(items)}
    return tuple(
        RaisedFlag(flag, text, tuple(sorted(set(named), key=order.__getitem__)))
        for flag, (text, named) in sorted(found.items())
    )


def _raised(setting: Setting, present: frozenset[str]) -> tuple[RaisedWarning, ...]:
    library, facts = setting.library, setting.back.patient
    return raise_flags(library.flags, facts, present, library.figures(facts), setting.case.country)


def _from_protocols(plans: Sequence[TierPlan]) -> list[tuple[str, str, str]]:
    found: dict[tuple[str, str], str] = {}
    for plan in plans:
        for choice in plan.choices:
            for rule in choice.protocol.flags:
                if rule.when.holds(choice.facts):
                    text = phrase(rule.text, choice.unit, choice.facts)
                    found.setdefault((rule.flag, choice.finding.id), text)
    return [(flag, text, fid) for (flag, fid), text in found.items()]
