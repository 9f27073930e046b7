"""Record, confirm, change and withdraw findings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from arcada.cases.checks import finding_on, unsound
from arcada.cases.edit import Edit, Step, change
from arcada.cases.images import finding_image, set_evidence
from arcada.cases.lengths import too_long
from arcada.cases.models import Chart, Finding
from arcada.cases.models.chart import HYGIENE_TERMS, FindingStatus
from arcada.core.kernel import Refusal
from arcada.interop.knowledge.kinds import EVIDENCE
from arcada.practice.access import Permission, require
from arcada.practice.clock import local_day
from arcada.practice.models import Membership


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows a finding, and the day that it is of."""

    type: str
    taken_date: date
    note: str = ""

    def image(self) -> dict[str, str]:
        """The evidence in plain words."""
        return {"type": self.type, "taken_date": self.taken_date.isoformat(), "note": self.note}


@dataclass(frozen=True, slots=True)
class Found:
    """What a person says of a finding: its term, where it lies, how bad, and what shows it."""

    term: str
    where: Sequence[str]
    surfaces: str = ""
    severity: Mapping[str, object] = field(default_factory=dict)
    evidence: Sequence[Evidence] = ()
    note: str = ""
    found_date: date | None = None

    @property
    def hygiene(self) -> bool:
        """Whether a hygienist may chart it alone."""
        return self.term in HYGIENE_TERMS


def record_finding(
    *,
    by: Membership,
    at: datetime,
    chart: Chart,
    expected_revision: int,
    found: Found,
    confirmed: bool = False,
) -> Finding | Refusal:
    """Chart a finding, suspected or at once confirmed."""
    require(by, Permission.CHART, found)
    read = finding_on(found.term, found.where, found.surfaces)
    if isinstance(read, Refusal):
        return read
    unusable = evidence_refused(found.evidence, local_day(at, by.practice))
    if unusable is not None:
        return unusable
    made: list[Finding] = []

    def work(locked: Chart) -> tuple[Step, ...] | Refusal:
        last = Finding.objects.filter(chart=locked).order_by("-number").first()
        finding = Finding.objects.create(
            practice_id=locked.practice_id,
            chart=locked,
            number=last.number + 1 if last else 1,
            term=read.term,
            scope=read.scope,
            where=list(read.where),
            surfaces=read.surfaces,
            severity=dict(found.severity),
            note=found.note.strip(),
            status=FindingStatus.CONFIRMED if confirmed else FindingStatus.SUSPECTED,
            found_date=found.found_date or local_day(at, by.practice),
            recorded_by=by,
            recorded_at=at,
            confirmed_by=by if confirmed else None,
            confirmed_at=at if confirmed else None,
        )
        set_evidence(finding, [one.image() for one in found.evidence])
        made.append(finding)
        return unsound(locked, finding) or (Step("finding", str(finding.number), None, finding_image(finding)),)

    sentence = f"{'confirmed' if confirmed else 'suspected'} {read.term} on {', '.join(read.where)}"
    done = change(Edit(by, at, chart, expected_revision), verb="recorded a finding", sentence=sentence, work=work)
    return done if isinstance(done, Refusal) else made[0]


def confirm_finding(*, by: Membership, at: datetime, finding: Finding, expected_revision: int) -> Finding | Refusal:
    """A suspected finding counts from now on."""
    require(by, Permission.CHART, finding)

    def confirm(row: Finding) -> Refusal | None:
        if row.status != FindingStatus.SUSPECTED:
            text = f"{row} is {row.get_status_display().lower()} already; only a suspected finding can be confirmed."
            return Refusal("not_suspected", text, "finding")
        row.status, row.confirmed_by, row.confirmed_at = FindingStatus.CONFIRMED, by, at
        row.save()
        return None

    sentence = f"confirmed {finding}"
    return _rewrite(Edit(by, at, finding.chart, expected_revision), finding, "confirmed a finding", sentence, confirm)


def withdraw_finding(
    *, by: Membership, at: datetime, finding: Finding, expected_revision: int, why: str
) -> Finding | Refusal:
    """A finding proved wrong or is gone; it stays on record with the reason."""
    require(by, Permission.CHART, finding)
    if not why.strip():
        return Refusal("no_reason", "Say why the finding is withdrawn; the reason stays on record.", "why")
    refusal = too_long(why=(why, 200))
    if refusal is not None:
        return refusal

    def withdraw(row: Finding) -> Refusal | None:
        if row.status not in (FindingStatus.SUSPECTED, FindingStatus.CONFIRMED):
            return Refusal("not_standing", f"{row} is {row.get_status_display().lower()} already.", "finding")
        row.status, row.withdrawn_why = FindingStatus.WITHDRAWN, why.strip()
        row.save()
        return None

    edit = Edit(by, at, finding.chart, expected_revision)
    return _rewrite(edit, finding, "withdrew a finding", f"withdrew {finding}: {why.strip()}", withdraw)


def revise_finding(
    *,
    by: Membership,
    at: datetime,
    finding: Finding,
    expected_revision: int,
    severity: Mapping[str, object],
    note: str,
) -> Finding | Refusal:
    """Say anew how bad a finding is, and what is worth noting of it."""
    require(by, Permission.CHART, finding)

    def revise(row: Finding) -> Refusal | None:
        if row.status not in (FindingStatus.SUSPECTED, FindingStatus.CONFIRMED):
            return Refusal("not_standing", f"{row} is {row.get_status_display().lower()}.", "finding")
        row.severity, row.note = dict(severity), note.strip()
        row.save(update_fields=["severity", "note"])
        return None

    edit = Edit(by, at, finding.chart, expected_revision)
    return _rewrite(edit, finding, "changed a finding", f"changed the details of {finding}", revise)


def add_evidence(
    *, by: Membership, at: datetime, finding: Finding, expected_revision: int, evidence: Evidence
) -> Finding | Refusal:
    """Put one more image, test or measurement to a finding."""
    require(by, Permission.CHART, finding)
    unusable = evidence_refused((evidence,), local_day(at, by.practice))
    if unusable is not None:
        return unusable

    def add(row: Finding) -> Refusal | None:
        if row.status not in (FindingStatus.SUSPECTED, FindingStatus.CONFIRMED):
            return Refusal("not_standing", f"{row} is {row.get_status_display().lower()}.", "finding")
        set_evidence(row, [*finding_image(row)["evidence"], evidence.image()])
        return None

    sentence = f"added {evidence.type.replace('_', ' ')} of {evidence.taken_date} to {finding}"
    return _rewrite(Edit(by, at, finding.chart, expected_revision), finding, "added evidence", sentence, add)


def _rewrite(
    edit: Edit, finding: Finding, verb: str, sentence: str, rewrite: Callable[[Finding], Refusal | None]
) -> Finding | Refusal:
    """Change one finding and log what it was before."""
    made: list[Finding] = []

    def work(locked: Chart) -> tuple[Step, ...] | Refusal:
        row = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk, chart=locked)
        before = finding_image(row)
        refused = rewrite(row) or unsound(locked, row)
        made.append(row)
        return refused or (Step("finding", str(row.number), before, finding_image(row)),)

    done = change(edit, verb=verb, sentence=sentence, work=work)
    return done if isinstance(done, Refusal) else made[0]


def evidence_refused(evidence: Sequence[Evidence], today: date) -> Refusal | None:
    """What is wrong with the proofs: an unknown kind, a day that is still to come, too long a note."""
    for rank, one in enumerate(evidence):
        said = one.type.replace("_", " ")
        if one.type not in EVIDENCE:
            known = ", ".join(sorted(name.replace("_", " ") for name in EVIDENCE))
            return Refusal(
                "unknown_evidence", f"'{said}' proves nothing that we know: {known}.", f"evidence[{rank}].type"
            )
        if one.taken_date > today:
            text = f"The {said} is dated {one.taken_date}, which is still to come. Mend its date."
            return Refusal("evidence_in_future", text, f"evidence[{rank}].taken_date")
        refusal = too_long(note=(one.note, 200))
        if refusal is not None:
            return refusal.at(f"evidence[{rank}]")
    return None
