"""One alternative without dates: what is done, what is not and why.

    findings -> choices -> removals -> derived findings -> drafts -> merged -> history -> proofs -> lags

The order of the findings plays no part: choices are made in canonical order, drafts are named by what they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from arcada.core.chart.finding import Finding
from arcada.core.planning.choice import Choice, choose, refused_families
from arcada.core.planning.chosen import choices_of
from arcada.core.planning.clearance import cleared
from arcada.core.planning.conflict import answered_by_removal, clean, of_lost_gums, removed_teeth
from arcada.core.planning.derived import GAP_TERMS, Derived, derived_findings, gives_way, served_arches
from arcada.core.planning.draft import Draft
from arcada.core.planning.edit import Edit, Removed
from arcada.core.planning.editing import added, assigned, chosen_by, held_by, pinned, taken_from, without
from arcada.core.planning.evidence import Lack, Proof
from arcada.core.planning.expand import drafts_of
from arcada.core.planning.lags import after_gates, phased, with_follows, with_lags
from arcada.core.planning.library import Library
from arcada.core.planning.medical import adjusted, deferred, most_extractions
from arcada.core.planning.proofs import behind_records, record_drafts, safety_lacks, with_pending
from arcada.core.planning.sedation import Sitting, sedated
from arcada.core.planning.series import in_series
from arcada.core.planning.session import healed_later, one_session
from arcada.core.planning.setting import Setting
from arcada.core.planning.stops import held, waiting
from arcada.core.planning.wish_items import Report, answer_wishes
from arcada.core.protocols.protocol import Outcome
from arcada.core.teeth.region import arches_of


@dataclass(frozen=True, slots=True)
class Unaddressed:
    """A finding or wish that this tier does not treat; `finding` may be `wish:<text>`."""

    finding: str
    reason: str
    text: str
    until_day: int | None = None


@dataclass(frozen=True, slots=True)
class TierPlan:
    """One alternative without dates."""

    tier: str
    drafts: tuple[Draft, ...]
    unaddressed: tuple[Unaddressed, ...]
    choices: tuple[Choice, ...]
    lacks: tuple[Lack, ...] = ()
    removed: Mapping[str, str] = field(default_factory=dict)
    barred: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)
    followed: tuple[Edit, ...] = ()
    carried: tuple[Choice, ...] = ()


NO_EVIDENCE = "This is only suspected: {missing}. It is decided when the proof is there."


def plan_tier(setting: Setting, tier: str) -> TierPlan:
    """The alternative of a tier."""
    chosen = choices_of(setting, tier)
    removed = removed_teeth(chosen)
    derived = derived_findings(setting.back, chosen, removed)
    drafts = _drafts(setting, tier, chosen, removed, derived) + added(setting.library, setting.edits)
    drafts, taken = without(clean(setting.library, drafts), setting.edits)
    drafts = adjusted(setting.library, setting.facts(tier), drafts)
    drafts, wished = _wished(setting, tier, chosen, drafts)
    drafts, lacks = _proved(setting, drafts)
    drafts, later = without(clean(setting.library, drafts), setting.edits)
    most = most_extractions(setting.library, setting.back.patient)
    dose = setting.library.doses.maximum(setting.back.patient)
    sitting = Sitting(most, None if dose is None else int(dose))
    drafts = sedated(setting.library, one_session(in_series(cleared(drafts, most))), sitting)
    drafts, done = _in_order(setting, drafts)
    reported = [Unaddressed(*one) for one in wished]
    left = _left_out(setting, chosen, drafts, taken | later)
    carried = _carried(setting, chosen, removed, derived)
    followed = [*chosen_by(chosen, setting.edits), *(taken | later).values(), *held_by(drafts, setting.edits), *done]
    return TierPlan(
        tier,
        tuple(drafts),
        (*left, *reported),
        tuple(chosen),
        tuple(lacks),
        removed,
        setting.barred,
        setting.instead,
        tuple(edit for edit in setting.edits if edit in followed),
        tuple(one for one in carried if one.removes or not answered_by_removal(one, removed)),
    )


def _wished(
    setting: Setting, tier: str, chosen: Sequence[Choice], drafts: Sequence[Draft]
) -> tuple[list[Draft], list[Report]]:
    """The drafts with what wishes add, and wishes not followed; asleep, without what waits for the session's wounds."""
    stop = waiting(chosen)
    found, reports = answer_wishes(setting.back, setting.library, drafts, tier, stop, setting.barred)
    now = healed_later(setting.library, found)
    if len(now) == len(found):
        return found, reports
    return answer_wishes(setting.back, setting.library, now, tier, stop, setting.barred)


def _in_order(setting: Setting, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Edit]]:
    """The drafts with all their waits, those of rules, strategies, proofs and edits, and the edits that were used."""
    given, handed = assigned(drafts, setting.edits)
    found = with_lags(given, setting.library.lags, setting.back.patient)
    found = with_follows(behind_records(found, setting.library.takes))
    found, ordered = pinned(found, setting.edits)
    return phased(after_gates(found)), [*handed, *ordered]


def _drafts(
    setting: Setting, tier: str, chosen: Sequence[Choice], removed: dict[str, str], derived: Sequence[Derived]
) -> list[Draft]:
    gone = setting.back.gone | frozenset(removed)
    found: list[Draft] = []
    served = served_arches(setting.back, chosen, removed)
    for choice in _carried(setting, chosen, removed, derived):
        made = drafts_of(setting.library, _standing_part(choice, removed), gone)
        if not choice.removes and answered_by_removal(choice, removed):
            made = [draft for draft in made if draft.family in setting.library.group("relief")]
        found += made
    found += _derived_drafts(setting, tier, derived, gone, waiting(chosen))
    return _served(_credited(setting.library, found, chosen, removed, gone), chosen, served)


def _carried(
    setting: Setting, chosen: Sequence[Choice], removed: dict[str, str], derived: Sequence[Derived]
) -> list[Choice]:
    """The choices that are carried out: gaps give way to the work of their arch, gums to the loss of all teeth."""
    gone = setting.back.gone | frozenset(removed)
    served = served_arches(setting.back, chosen, removed)
    return [
        choice
        for choice in chosen
        if not gives_way(choice, derived, served) and not of_lost_gums(setting.library, choice, gone, removed)
    ]


def _standing_part(choice: Choice, removed: dict[str, str]) -> Choice:
    """The choice for those teeth of its unit that stay."""
    if choice.removes or len(choice.unit) == 1:
        return choice
    staying = tuple(place for place in choice.unit if place not in removed)
    return replace(choice, unit=staying or choice.unit)


def _served(drafts: list[Draft], chosen: Sequence[Choice], served: frozenset[str]) -> list[Draft]:
    """The prosthesis of a toothless arch answers the gaps charted there too."""
    extra = {
        name: tuple(c.finding.id for c in chosen if c.finding.term in GAP_TERMS and name in arches_of(c.unit))
        for name in sorted(served)
    }
    return [
        draft.with_findings(extra[draft.where[0]])
        if draft.where[0] in extra and draft.kind in {"prosthesis", "soft"}
        else draft
        for draft in drafts
    ]


def _derived_drafts(
    setting: Setting, tier: str, derived: Sequence[Derived], gone: frozenset[str], stop: Outcome | None
) -> list[Draft]:
    found = []
    back = replace(setting.back, buried=gone)
    for one in derived:
        for choice in choose(back, setting.library, one.finding, tier):
            waits = held(setting.library, deferred(setting.library, setting.back.patient, choice), stop)
            made = drafts_of(setting.library, waits, gone)
            found += [replace(draft, findings=one.causes) for draft in made]
    return found


def _credited(
    library: Library, drafts: list[Draft], chosen: Sequence[Choice], removed: dict[str, str], gone: frozenset[str]
) -> list[Draft]:
    """What takes a tooth answers every finding of that tooth (R20), the last teeth those of the gums."""
    extra: dict[str, list[str]] = {}
    for choice in chosen:
        if not choice.removes and answered_by_removal(choice, removed):
            for tooth in choice.unit:
                extra.setdefault(tooth, []).append(choice.finding.id)
        elif of_lost_gums(library, choice, gone, removed):
            for tooth in removed:
                extra.setdefault(tooth, []).append(choice.finding.id)
    found = []
    for draft in drafts:
        takes = [place for place in draft.where if removed.get(place) in draft.findings]
        own = [fid for place in takes for fid in extra.get(place, ())]
        found.append(draft.with_findings(tuple(own)) if draft.kind not in {"talk", "record"} else draft)
    return found


def _proved(setting: Setting, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Lack]]:
    """Drafts with what they wait for, and the records that are taken for it."""
    lacks = [lack for fid in sorted(setting.proofs) for lack in setting.proofs[fid].lacks]
    found, safety = safety_lacks(setting.library.safety, drafts, setting.back.patient)
    found = with_pending(found, lacks)
    wanted = [lack for lack in lacks if _wanted(setting, lack, found)]
    refused = refused_families(setting.library, setting.back.declines)
    records = record_drafts(setting.library, setting.case, wanted, setting.library.takes)
    found += [draft for draft in records if draft.family not in refused]
    return found, [*lacks, *safety]


def _wanted(setting: Setting, lack: Lack, drafts: Sequence[Draft]) -> bool:
    """Whether the proof is worth taking: nothing is known yet, or something waits for it."""
    waiting = any(lack.evidence in draft.pending and lack.fid in draft.findings for draft in drafts)
    return waiting or not setting.proofs[lack.fid].grounded


def _left_out(
    setting: Setting, chosen: Sequence[Choice], drafts: Sequence[Draft], taken: Mapping[str, Removed]
) -> list[Unaddressed]:
    """Findings that no treatment answers, each once, with its reason."""
    treated = {fid for draft in drafts if draft.kind != "record" for fid in draft.findings}
    treated -= taken.keys() - {fid for draft in drafts if draft.kind not in ASIDE for fid in draft.findings}
    found: list[Unaddressed] = []
    for finding in setting.case.findings:
        proof = setting.proofs[finding.id]
        if not proof.grounded:
            found.append(_unproved(finding, proof))
        elif finding.id not in treated:
            own = [c for c in chosen if c.finding.id == finding.id and c.outcome is not None]
            outcome = own[0].outcome if own else taken_from(taken, finding.id)
            found.append(_reported(finding.id, outcome or UNANSWERED))
    return found


ASIDE = frozenset({"record", "talk", "review"})
"""What may stay of a finding's work when a dentist took its treatment out."""
UNANSWERED = Outcome("deferred_clinical", "The dentist decides about this after the first steps of the plan.")


def _reported(fid: str, outcome: Outcome) -> Unaddressed:
    return Unaddressed(fid, outcome.reason, outcome.text, outcome.until_days)


def _unproved(finding: Finding, proof: Proof) -> Unaddressed:
    told = [f"the {lack.evidence.replace('_', ' ')} is {lack.state}" for lack in proof.lacks]
    text = NO_EVIDENCE.replace("{missing}", " and ".join(told) or "a dentist has to confirm it")
    return Unaddressed(finding.id, "no_evidence", text)
