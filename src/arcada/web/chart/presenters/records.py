"""'Records incomplete': what must be made or asked before planning, and the way to it.

One line for each proof that findings lack, with all their teeth: how old what there is, why it matters, and what can be
done about it by one key; one line for a history that nobody has taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from arcada.cases.models import Case, Finding
from arcada.cases.standing import released
from arcada.coordination.models import Task
from arcada.core.planning.evidence import STANDS_FOR
from arcada.core.teeth.number import in_order, is_tooth
from arcada.display.phrases import Voice, day, teeth
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership
from arcada.web.chart.presenters.findings import where_of
from arcada.web.chart.reading import ChartRead
from arcada.web.chart.words import MADE_BY, WHY_IT_MATTERS, evidence_name

DAYS_A_YEAR, DAYS_A_MONTH = 365, 30
TWO_YEARS, TWO_MONTHS = 2 * DAYS_A_YEAR, 2 * DAYS_A_MONTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One proof that is missing or too old, for which findings, and what can be done about it."""

    evidence: str
    where: str
    text: str
    age: str
    why: str
    findings: Sequence[str]
    fids: Sequence[str]
    requested: str
    overridden: str
    title: str
    query: str
    may_prove: bool
    may_override: bool

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something."""
        return not self.overridden


def missing_records(
    read: ChartRead,
    case: Case | None,
    patient: Patient,
    member: Membership,
    voice: Voice,
    query: Mapping[str, str],
    today: date,
) -> Sequence[Missing]:
    """List the proofs that the findings lack, each once; what a dentist goes on without comes last."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    gone_without = _gone_without(case) if read.lacks else {}
    for row in read.rows:
        for lack in read.lacks.get(row.fid, ()):
            by = gone_without.get((row.fid, lack.evidence), "")
            groups.setdefault((lack.evidence, lack.state, by), []).append(row)
    asked = {task.title: task for task in Task.objects.filter(patient=patient, done_at__isnull=True)}
    found = []
    for (evidence, state, by), rows in groups.items():
        name, places = evidence_name(evidence), _places(rows)
        numbers = in_order(tuple(place for place in places if is_tooth(place)))
        title = f"{name}: {teeth(numbers, voice) if numbers else 'the mouth'}"
        task = asked.get(title)
        asked_of = f"asked of the {task.get_role_display().lower()}, due {day(task.due_date, voice)}" if task else ""
        found.append(
            Missing(
                evidence=evidence,
                where=where_of(numbers or places, voice),
                text=f"{name} {'is too old' if state == 'stale' else 'is missing'}",
                age=_age(rows, evidence, today, voice) if state == "stale" else "",
                why=WHY_IT_MATTERS.get(evidence, ""),
                findings=list(dict.fromkeys(row.term for row in rows)),
                fids=[str(row.pk) for row in rows],
                requested=asked_of,
                overridden=by,
                title=title,
                query=query.get(str(rows[0].pk), ""),
                may_prove=all(may(member, Permission.CHART, row) for row in rows),
                may_override=case is not None and may(member, Permission.OVERRIDE),
            )
        )
    return sorted(found, key=lambda one: bool(one.overridden))


def _places(rows: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for row in rows for place in row.where))


def _age(rows: Sequence[Finding], evidence: str, today: date, voice: Voice) -> str:
    """How old the newest is that there is: '4 years old (12 May 2022)'."""
    kinds = {evidence, *STANDS_FOR.get(evidence, ())}
    days = [proof.taken_date for row in rows for proof in row.evidence.all() if proof.type in kinds]
    if not days:
        return ""
    old = (today - max(days)).days
    counted = f"{old // DAYS_A_YEAR} years" if old >= TWO_YEARS else f"{old // DAYS_A_MONTH} months"
    said = counted if old >= TWO_MONTHS else f"{old} days"
    return f"{said} old ({day(max(days), voice, style='year')})"


def _gone_without(case: Case | None) -> Mapping[tuple[str, str], str]:
    """Proofs that a dentist goes on without, and who and why."""
    told = released(case.pk) if case else {}
    return {key: f"{one.by.user} goes on without it: {one.reason}" for key, one in told.items()}


def role_for(evidence: str) -> str:
    """Who is asked for a proof."""
    return MADE_BY.get(evidence, "dentist")
