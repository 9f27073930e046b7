"""From a case to three plans.

history -> facts -> proofs -> three tiers -> order of work -> walk -> prices -> warnings -> Plans
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from arcada.core.chart.finding import Finding
from arcada.core.chart.mouth import Mouth
from arcada.core.chart.state import ERUPTED
from arcada.core.compiler.answer import Alternative, Plans
from arcada.core.compiler.back_off import planned
from arcada.core.compiler.edited import with_edits
from arcada.core.compiler.proof_walk import mouth_of
from arcada.core.compiler.questions import questions_of
from arcada.core.compiler.reorder import reordered
from arcada.core.compiler.tiers import names_of, ranked, status_of
from arcada.core.compiler.warnings import warnings_of
from arcada.core.kernel import Refusal
from arcada.core.planning.acceptance import accept, evidence_report
from arcada.core.planning.case import Case
from arcada.core.planning.evidence import Lack, Proof, assess
from arcada.core.planning.library import Library
from arcada.core.planning.recall import recall_months
from arcada.core.planning.setting import Setting
from arcada.core.planning.tier import TierPlan, Unaddressed
from arcada.core.planning.toothless import with_toothless_arches
from arcada.core.planning.view import Background, view
from arcada.core.planning.wish import read_wish
from arcada.core.planning.wish_items import settle_wishes
from arcada.core.protocols.protocol import TIERS
from arcada.core.risk.facts import read_facts
from arcada.core.sequencing.better import Improve
from arcada.core.teeth.number import REGULAR

Made = tuple[TierPlan, Alternative]


def compile_plans(case: Case, library: Library, *, improve: Improve | None = None) -> Plans | Refusal:
    """Three plans, or fewer where there is nothing to do, or a refusal that says what cannot be.

    `improve` looks for a better order of each plan that stands already; core judges what it brings.
    """
    refusal = _refused(case, library)
    if refusal is not None:
        return refusal
    case, library = with_toothless_arches(case), library.dosed_as_in(case.dose_country)
    back = background_of(case, library)
    proved = proofs_of(back, library)
    proofs = accept(proved, case.edits)
    mouth = mouth_of(replace(case, findings=tuple(f for f in case.findings if proofs[f.id].grounded)))
    if isinstance(mouth, Refusal):
        return mouth
    setting = Setting(replace(back, buried=_buried(mouth)), library, proofs)
    if not case.findings and not case.wishes:
        return _healthy(setting)
    made = _tiers(setting, mouth)
    if isinstance(made, Refusal):
        return made
    names = names_of([one for _, one in made])
    if case.edits:
        report = evidence_report(proved, case.edits)
        made = [with_edits(setting, mouth, base, names[base[0].tier], report) for base in made]
    made = reordered(setting, mouth, made, improve)
    settled = _settled([plan for plan, _ in made])
    built = [replace(one, unaddressed=plan.unaddressed) for plan, (_, one) in zip(settled, made, strict=True)]
    return _answer(setting, settled, built, names)


def _tiers(setting: Setting, mouth: Mouth) -> list[Made] | Refusal:
    """The three tiers as the protocols want them."""
    found: list[Made] = []
    for tier in TIERS:
        made = planned(setting, mouth, tier)
        if isinstance(made, Refusal):
            return made
        found.append(made)
    return found


def _refused(case: Case, library: Library) -> Refusal | None:
    for rank, finding in enumerate(case.findings):
        if finding.term not in library.kinds:
            text = f"'{finding.term}' is not a known finding; see knowledge/findings.yaml."
            return Refusal("unknown_finding", text, f"findings[{rank}].finding")
    before = mouth_of(case)
    return before if isinstance(before, Refusal) else None


def _buried(mouth: Mouth) -> frozenset[str]:
    """Teeth that have not come through, are shed, or are out of their sockets."""
    return frozenset(tooth for tooth in REGULAR if mouth.at(tooth).presence not in (*ERUPTED, "root"))


def background_of(case: Case, library: Library) -> Background:
    """Facts of the history and of the record, and the wishes."""
    known: dict[str, object] = {
        f"record.{proof.type}": proof.age_days
        for finding in case.findings
        for proof in sorted(finding.evidence, key=lambda one: -(one.age_days or 0))
    }
    known |= {"mouth.findings": case.kinds(), "case.missing": len(case.missing_teeth)}
    facts = read_facts(case.patient, dict(case.events), known, library.facts)
    wishes = [read_wish(text, library.wishes) for text in case.wishes]
    topics = tuple(sorted({topic for wish in wishes for topic in wish.topics}))
    imposed = {rule.id for rule in library.wishes if rule.imposed is not None and rule.imposed.holds(facts)}
    declines = tuple(sorted({topic for wish in wishes for topic in wish.declines} | imposed))
    facts["wishes"], facts["declines"] = topics, declines
    return Background(case, facts, topics, declines, library.finding_facts)


def proofs_of(back: Background, library: Library) -> dict[str, Proof]:
    """The state of the evidence of every finding."""

    def proof(finding: Finding) -> Proof:
        return assess(back.case, finding, library.kinds[finding.term], view(back, finding, finding.where))

    return {finding.id: proof(finding) for finding in back.case.findings}


def _settled(plans: Sequence[TierPlan]) -> list[TierPlan]:
    """Wishes that another tier follows are reported as not chosen in this one."""
    wished = [[one for one in plan.unaddressed if one.finding.startswith("wish:")] for plan in plans]
    reports = settle_wishes([[(one.finding, one.reason, one.text) for one in tier] for tier in wished])
    found = []
    for plan, report in zip(plans, reports, strict=True):
        others = tuple(one for one in plan.unaddressed if not one.finding.startswith("wish:"))
        found.append(replace(plan, unaddressed=(*others, *(Unaddressed(*one) for one in report))))
    return found


def _healthy(setting: Setting) -> Plans:
    library, case = setting.library, setting.back.case
    return Plans(
        id=case.id,
        status="no_treatment_needed",
        version=library.version,
        currency=library.fees.currency,
        flags=warnings_of(setting, (), ()),
        questions=questions_of(setting),
        recall_months=recall_months(library.recalls, setting.back.patient, ()),
    )


def _answer(
    setting: Setting, plans: Sequence[TierPlan], built: Sequence[Alternative], names: Mapping[str, str]
) -> Plans:
    library, case = setting.library, setting.back.case
    alternatives = ranked(built, names)
    missing = sorted({lack for plan in plans for lack in plan.lacks}, key=_lack_key)
    return Plans(
        id=case.id,
        status=status_of(setting, plans, alternatives),
        version=library.version,
        currency=library.fees.currency,
        alternatives=alternatives,
        flags=warnings_of(setting, plans, alternatives),
        missing=tuple(missing),
        questions=questions_of(setting),
        recall_months=recall_months(
            library.recalls, setting.back.patient, [choice for plan in plans for choice in plan.choices]
        ),
    )


def _lack_key(lack: Lack) -> tuple[str, str, str]:
    return lack.fid, lack.evidence, lack.state
