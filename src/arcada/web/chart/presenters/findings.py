"""The list of findings: where, what, how well shown, whether it counts; by severity or by tooth.

by severity   urgent first, then what hurts, then disease, then gaps and looks; source: judgement
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arcada.cases.models import Finding
from arcada.cases.models.chart import FindingStatus
from arcada.core.planning.evidence import Lack
from arcada.core.protocols.finding import FindingKind
from arcada.core.teeth.number import ORDER, is_tooth
from arcada.display.phrases import Voice, day, teeth
from arcada.interop.knowledge import load_library
from arcada.web.chart.grades import shortly
from arcada.web.chart.look import UNSAID, Look
from arcada.web.chart.plan_walk import Walk
from arcada.web.chart.reading import ChartRead
from arcada.web.chart.words import capital, evidence_name, evidence_short

PAINFUL = frozenset(
    {"acute apical abscess", "avulsion", "irreversible pulpitis", "pericoronitis", "necrotising gingivitis"}
)
DEEP = frozenset(
    {
        "complicated crown fracture", "cracked tooth", "crown-root fracture", "deep caries reaching pulp",
        "non-restorable tooth", "hopeless tooth", "endodontic-periodontal lesion",
    }
)  # fmt: skip
TRAIT_RANKS = (
    ("urgent", 0), ("endodontic", 2), ("trauma", 3), ("caries", 4), ("surgical", 5), ("periodontal", 5),
    ("gap", 8), ("orthodontic", 9), ("aesthetic", 9),
)  # fmt: skip
"""Classes of findings from urgent to elective. source: judgement (clinical owner: the dentist)"""
ORDINARY_RANK = 6
REGION_NAMES = {"mouth": "Mouth", "upper_arch": "Upper", "lower_arch": "Lower"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list."""

    id: str
    status: str
    status_word: str
    where: str
    surfaces: str
    text: str
    evidence: str
    lacking: bool
    said_lacking: str
    settled: bool
    on: bool
    query: str
    more: str = ""
    teeth: str = ""
    beside: bool = False


def rows(read: ChartRead, look: Look, walk: Walk | None, voice: Voice) -> Sequence[Row]:
    """List the findings in the chosen order."""
    order = _by_tooth if look.sort == "tooth" else _by_severity
    return [_row(one, read, look, walk, voice) for one in sorted(read.rows, key=order)]


def _row(one: Finding, read: ChartRead, look: Look, walk: Walk | None, voice: Voice) -> Row:
    suspected = one.status == FindingStatus.SUSPECTED
    gone_at = walk.resolved.get(one.fid, 0) if walk and not walk.stale else 0
    settled = 0 < gone_at <= look.visit
    lacks = read.lacks.get(one.fid, ())
    each = each_tooth(one.where, voice)
    return Row(
        id=str(one.pk),
        status="done" if settled else "suspected" if suspected else "finding",
        status_word="treated" if settled else one.get_status_display().lower(),
        where=f"{len(one.where)} teeth" if each else where_of(one.where, voice),
        surfaces=one.surfaces,
        text=capital(one.term),
        evidence=f"visit {gone_at}" if settled else _shown_by(one, lacks, voice),
        lacking=bool(lacks) and not settled,
        said_lacking="" if settled else "; ".join(lack_words(lack) for lack in lacks),
        settled=settled,
        on=str(one.pk) == look.finding or bool(set(one.where) & set(look.teeth)),
        query=look.query(finding=str(one.pk), visit=UNSAID, teeth=tuple(t for t in one.where if is_tooth(t)), typed=""),
        more=", ".join(how_bad(one)),
        teeth=each,
        beside=one.scope != "tooth",
    )


def how_bad(one: Finding) -> Sequence[str]:
    """Say how bad a finding is, also what its name alone told when it was typed: 'ICDAS 5', 'crossbite', '4 mm'."""
    kind = kinds_by_term().get(one.term)
    return tuple(shortly(kind, one.severity)) if kind else ()


def where_of(where: Sequence[str], voice: Voice) -> str:
    """Name the places shortly: '26', 'Upper', 'Mouth', '17, 15, 13 and 7 more'."""
    numbers = [place for place in where if is_tooth(place)]
    if not numbers:
        return ", ".join(REGION_NAMES.get(place, place.replace("_", " ")) for place in where)
    if len(numbers) > MANY:
        return f"{teeth(numbers[:SHOWN], voice)} +{len(numbers) - SHOWN}"
    return teeth(numbers, voice)


def each_tooth(where: Sequence[str], voice: Voice) -> str:
    """List the teeth of a finding that has more of them than a narrow column shows."""
    numbers = [place for place in where if is_tooth(place)]
    return teeth(numbers, voice) if len(numbers) > MANY else ""


MANY, SHOWN = 3, 2


def _shown_by(one: Finding, lacks: Sequence[Lack], voice: Voice) -> str:
    if lacks:
        lack = lacks[0]
        short = evidence_short(lack.evidence)
        return f"{short} too old" if lack.state == "stale" else f"no {short}"
    newest = next(iter(one.evidence.all()), None)
    return f"{evidence_short(newest.type)} {day(newest.taken_date, voice)}" if newest else "charted"


def lack_words(lack: Lack) -> str:
    """Say what is missing."""
    name = evidence_name(lack.evidence)
    return f"{name} is too old" if lack.state == "stale" else f"{name} is missing"


def rank_of(kind: FindingKind | None, term: str) -> int:
    """How pressing a kind of finding is; the smaller, the more."""
    if term in PAINFUL:
        return 1
    if term in DEEP:
        return 2
    traits = kind.traits if kind else frozenset()
    return min((rank for trait, rank in TRAIT_RANKS if trait in traits), default=ORDINARY_RANK)


def kinds_by_term() -> Mapping[str, FindingKind]:
    """Every kind of finding that the knowledge answers."""
    return load_library().kinds


def _by_severity(one: Finding) -> tuple[int, int, int]:
    kind = kinds_by_term().get(one.term)
    return (one.status == FindingStatus.SUSPECTED, rank_of(kind, one.term), one.number)


def _by_tooth(one: Finding) -> tuple[int, int]:
    return (min((ORDER.get(place, len(ORDER)) for place in one.where), default=0), one.number)
