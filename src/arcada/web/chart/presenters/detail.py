"""One finding as a form: severity on its own scales, evidence with its days, note; confirm, withdraw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from arcada.cases.models import Finding
from arcada.cases.models.chart import FindingStatus
from arcada.core.protocols.coding import codes_of
from arcada.core.protocols.finding import FindingKind
from arcada.display.phrases import Voice, day
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership
from arcada.web.chart.presenters.findings import lack_words, where_of
from arcada.web.chart.reading import ChartRead
from arcada.web.chart.severity import SeverityField, severity_fields
from arcada.web.chart.words import EVIDENCE, capital, evidence_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A form that was refused: which, why, at which field, and all that was typed."""

    form: str
    text: str
    where: str = ""
    code: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def stale(self) -> bool:
        """Whether somebody else was first."""
        return self.code == "stale_chart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One proof on record."""

    name: str
    day: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What is known of one finding, as the panel shows it."""

    id: str
    title: str
    where: str
    code: str
    patient_words: str
    status: str
    status_word: str
    said: str
    suspected: bool
    may_chart: bool
    why_not: str
    fields: Sequence[SeverityField]
    note: str
    proofs: Sequence[Proof]
    lacks: Sequence[str]
    offered: Sequence[tuple[str, str]]
    evidence: str
    taken_date: str
    evidence_note: str
    withdraw_why: str


def detail(
    one: Finding, read: ChartRead, member: Membership, voice: Voice, today: date, trouble: Trouble | None
) -> Detail:
    """Give the form of a finding, filled with what was typed where it was refused."""
    kind = load_library().kinds.get(one.term)
    typed = trouble.typed if trouble else {}
    may_chart = may(member, Permission.CHART, one)
    lacks = read.lacks.get(one.fid, ())
    return Detail(
        id=str(one.pk),
        title=capital(one.term),
        where=f"{where_of(one.where, voice)} {one.surfaces}".strip(),
        code=", ".join(codes_of(kind, severity=one.severity, surfaces=one.surfaces, where=one.where)) if kind else "",
        patient_words=kind.patient_words if kind else "",
        status="suspected" if one.status == FindingStatus.SUSPECTED else "finding",
        status_word=one.get_status_display(),
        said=said_by(one, voice),
        suspected=one.status == FindingStatus.SUSPECTED,
        may_chart=may_chart,
        why_not="" if may_chart else "You read this finding; a dentist changes it.",
        fields=severity_fields(kind, one.severity, typed, trouble.errors if trouble else {}) if kind else (),
        note=typed.get("note", one.note),
        proofs=[
            Proof(name=evidence_name(proof.type), day=day(proof.taken_date, voice, style="year"), note=proof.note)
            for proof in one.evidence.all()
        ],
        lacks=[lack_words(lack) for lack in lacks],
        offered=_offered(kind),
        evidence=typed.get("type", lacks[0].evidence if lacks else _first(kind)),
        taken_date=typed.get("taken_date", today.isoformat()),
        evidence_note=typed.get("evidence_note", ""),
        withdraw_why=typed.get("why", ""),
    )


def said_by(one: Finding, voice: Voice) -> str:
    """Say who charted it and who confirmed it, and when."""
    charted = f"charted by {one.recorded_by.user}, {day(one.recorded_at, voice, style='year')}"
    if one.confirmed_by is None or one.confirmed_at is None:
        return charted
    if one.confirmed_by_id == one.recorded_by_id and one.confirmed_at == one.recorded_at:
        return f"charted and confirmed by {one.recorded_by.user}, {day(one.recorded_at, voice, style='year')}"
    return f"{charted}; confirmed by {one.confirmed_by.user}, {day(one.confirmed_at, voice, style='year')}"


def _offered(kind: FindingKind | None) -> Sequence[tuple[str, str]]:
    """What may prove it first, then all else."""
    own = tuple(dict.fromkeys(one for need in (kind.evidence if kind else ()) for one in need.types))
    return [(one, evidence_name(one)) for one in (*own, *(other for other in EVIDENCE if other not in own))]


def _first(kind: FindingKind | None) -> str:
    return kind.evidence[0].types[0] if kind and kind.evidence else "clinical_examination"
