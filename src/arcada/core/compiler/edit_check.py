"""Edits that cannot be followed whatever the plan looks like: unknown names, a missing reason, places that are none."""

from collections.abc import Iterable

from arcada.core.chart.finding import Finding
from arcada.core.planning.draft import PHASES
from arcada.core.planning.edit import DENTISTS, Added, Assigned, Chosen, Edit, Left, Pinned, Removed
from arcada.core.planning.setting import Setting
from arcada.core.protocols.protocol import REASONS
from arcada.core.teeth.number import is_tooth
from arcada.core.teeth.region import ARCHES, MOUTH

ROLES = DENTISTS | {"hygienist"}
NO_REASON = "A reason is missing."
NO_FINDING = "The finding '{name}' is not in this case any more."


def impossible(setting: Setting, edit: Edit) -> str:
    """Why the edit cannot be followed in any plan of this case, empty where it may be."""
    if not edit.why.strip():
        return NO_REASON
    match edit:
        case Chosen():
            return _strategy(setting, edit)
        case Added():
            return _added(setting, edit)
        case Left():
            return _finding(setting, edit.finding) or _reason(edit.reason)
        case _:
            return _lines(setting, edit)


def _lines(setting: Setting, edit: Edit) -> str:
    """What is wrong with the lines that the edit names."""
    match edit:
        case Pinned():
            return _line(setting, *edit.first) or _line(setting, *edit.then)
        case Removed():
            return _line(setting, edit.procedure, edit.where) or _reason(edit.reason)
        case Assigned():
            return _line(setting, edit.procedure, edit.where) or _role(edit)
        case _:
            return ""


def _line(setting: Setting, procedure: str, where: Iterable[str]) -> str:
    if procedure not in setting.library.procedures:
        return f"'{procedure}' is not in the catalogue any more."
    places = tuple(where)
    odd = [place for place in places if place != MOUTH and place not in ARCHES and not is_tooth(place)]
    if odd or not places:
        return f"'{odd[0]}' is no tooth, arch or mouth." if odd else "A place is missing."
    return ""


def _known(setting: Setting, name: str) -> Finding | None:
    return next((finding for finding in setting.case.findings if finding.id == name), None)


def _finding(setting: Setting, name: str) -> str:
    if _known(setting, name) is None:
        return NO_FINDING.replace("{name}", name)
    if not setting.proofs[name].grounded:
        return "The finding has no proof yet, so nothing is planned for it."
    return ""


def _reason(word: str) -> str:
    return "" if word in REASONS else f"'{word}' is no reason that a plan can give; known are {', '.join(REASONS)}."


def _role(edit: Assigned) -> str:
    if not edit.to_role and not edit.provider:
        return "It does not say who is to do it."
    return "" if edit.to_role in ROLES | {""} else f"'{edit.to_role}' is no clinical role."


def _strategy(setting: Setting, edit: Chosen) -> str:
    finding = _known(setting, edit.finding)
    if finding is None or not setting.proofs[edit.finding].grounded:
        return _finding(setting, edit.finding)
    protocol = setting.library.protocol_of(finding.term)
    if edit.strategy not in protocol.strategies and edit.strategy not in setting.library.strategies:
        return f"The protocol '{protocol.title}' knows no way called '{edit.strategy}'."
    return ""


def _added(setting: Setting, edit: Added) -> str:
    if not edit.for_findings:
        return "It does not say for which finding it is done."
    missing = [f for f in edit.for_findings if not f.startswith("wish:") and _known(setting, f) is None]
    if missing:
        return NO_FINDING.replace("{name}", missing[0])
    if edit.phase and edit.phase not in PHASES:
        return f"'{edit.phase}' is no phase; known are {', '.join(PHASES)}."
    return _line(setting, edit.procedure, edit.where)
