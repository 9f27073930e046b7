"""Changes of who does the work, how much of it at once, and asleep or awake, for patients who need shelter.

relief   pressure 190/115, a painful tooth: the nerve is taken out today, the root canal is filled a week later
role     a jaw that heals badly: the surgeon takes the tooth
asleep   a patient who cannot bear treatment awake: all of it in one session
"""

from collections.abc import Sequence
from dataclasses import replace

from arcada.core.planning.draft import Draft, Link
from arcada.core.planning.library import Library
from arcada.core.planning.phrases import phrase
from arcada.core.protocols.protocol import DayWindow
from arcada.core.risk.rules import Modifier


def drafted(library: Library, rule: Modifier, where: tuple[str, ...], phase: str) -> Draft:
    """The procedure of a rule as an item, traced to the rule's flag."""
    procedure = library.procedures[rule.do]
    family = library.families[procedure.family]
    return Draft(
        name=rule.id,
        procedure=procedure,
        where=where,
        findings=(f"flag:{rule.flag}",) if rule.flag else (),
        because=phrase(rule.because, where, {}),
        protocol=f"risk.{rule.id}@1",
        phase=phase,
        kind=family.kind,
        priority=family.priority,
        sources=rule.sources,
    )


def by_role(rule: Modifier, draft: Draft) -> Draft:
    """The draft done by the role of the rule, or by that role too."""
    procedure = draft.procedure
    if draft.family not in rule.families:
        return draft
    if rule.kind == "also":
        return replace(draft, procedure=replace(procedure, ride_along=(*procedure.ride_along, rule.do)))
    return replace(draft, procedure=replace(procedure, role=rule.do, ride_along=()))


def relieved(library: Library, rule: Modifier, drafts: Sequence[Draft]) -> list[Draft]:
    """Urgent work of the rule split in two: relief today, the rest after the days of the rule."""
    found: list[Draft] = []
    opened = {place for draft in drafts if draft.procedure.id == rule.do for place in draft.where}
    for draft in drafts:
        if draft.phase != "urgent" or draft.family not in rule.families:
            found.append(draft)
            continue
        wait = max(draft.not_before or 0, rule.days)
        if opened & set(draft.where):
            found.append(replace(draft, phase="disease_control", not_before=wait))
            continue
        relief = drafted(library, rule, draft.where, "urgent")
        relief = replace(relief.with_findings(draft.findings), priority=draft.priority)
        link = Link(relief.key, (DayWindow(rule.days),))
        found += [relief, replace(draft, phase="disease_control", not_before=wait, links=(*draft.links, link))]
    return found


def asleep(library: Library, rule: Modifier, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the anaesthesia of the rule, where there is work enough for it; a lighter sedation gives way."""
    work = [draft for draft in drafts if draft.family in rule.families]
    if len(work) < rule.days:
        return list(drafts)
    family = library.procedures[rule.do].family
    deep = drafted(library, rule, ("mouth",), rule.phase)
    return [*(draft for draft in drafts if draft.family != family), deep]
