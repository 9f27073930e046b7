"""The whole page: what its templates show, in the order of the page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from arcada.cases.actions.undo import last_to_redo, last_to_undo
from arcada.cases.models import ChartChange, ChartSnapshot, PlanVersion
from arcada.cases.models.chart import HYGIENE_TERMS
from arcada.core.kernel import Refusal
from arcada.core.teeth.notation import shown
from arcada.display.phrases import Voice
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may, may_some
from arcada.practice.models import Membership
from arcada.web.chart.look import UNSAID, Look
from arcada.web.chart.plan_walk import Walk, version_in_force, walk_of
from arcada.web.chart.presenters import history, mouth
from arcada.web.chart.presenters.detail import Detail, Trouble, detail
from arcada.web.chart.presenters.findings import Row, rows
from arcada.web.chart.presenters.records import Missing, missing_records
from arcada.web.chart.presenters.tooth import Card, card
from arcada.web.chart.presenters.walk import WalkShown, walk_shown
from arcada.web.chart.reading import ChartRead, changes_of, of_snapshot, read_chart
from arcada.web.chart.states import EXISTING, Existing
from arcada.web.shell.journey import case_at_hand

SHOWN_CHANGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The drawing and what belongs to it; htmx asks for it alone at each stop of the walk."""

    picture: SafeString
    rows: Sequence[Row]
    open_count: int
    card: Card
    walk: WalkShown | None
    beside: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPage:
    """All that the page shows."""

    revision: int
    query: str
    look: Look
    board: Board
    numberings: Sequence[mouth.Choice]
    dentitions: Sequence[mouth.Choice]
    layers: Sequence[mouth.LayerChoice]
    kept: Sequence[tuple[str, str]]
    sort_query: str
    sort_word: str
    missing: Sequence[Missing]
    needs_history: bool
    lacking: int
    detail: Detail | None
    states: Sequence[tuple[str, Sequence[Existing]]]
    changes: Sequence[history.Happened]
    snapshots: Sequence[history.Kept]
    then: history.Then | None
    example: str
    may_chart: bool
    may_chart_teeth: bool
    may_undo: bool
    may_redo: bool
    contradiction: Refusal | None
    withdrawn: Sequence[tuple[str, str]]
    close_query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was read for a page: the chart, the plan in force and its walk, and the look with the stop that is shown."""

    read: ChartRead
    version: PlanVersion | None
    walk: Walk | None
    look: Look


def known(patient: Patient, look: Look, today: date) -> Known:
    """Read it; where no stop was asked for, the walk stands where the treatment does."""
    read = read_chart(patient, today)
    version = version_in_force(patient)
    walk = walk_of(version, read.value, look.tier) if version else None
    visit = look.visit if look.visit != UNSAID or walk is None else walk.now
    return Known(read=read, version=version, walk=walk, look=replace(look, visit=visit))


def board(patient: Patient, found: Known, voice: Voice) -> Board:
    """Give the drawing with its list and card."""
    walk, read, look = found.walk, found.read, found.look
    on_the_way = walk is not None and look.visit > 0
    teeth = (
        mouth.drawn_stop(read.drawable, walk, look.visit)
        if walk and on_the_way
        else mouth.drawn_now(read.drawable, walk)
    )
    listed = rows(read, look, walk, voice)
    path = reverse("chart:show", args=[patient.pk])
    return Board(
        picture=mouth.picture(teeth, look, mouth.title_of(f"{patient.given_name} {patient.family_name}", walk, look)),
        rows=listed,
        open_count=sum(not one.settled for one in listed),
        card=card(read, look, walk, voice),
        walk=walk_shown(walk, look, path, voice) if walk else None,
        beside=[one for one in listed if one.beside and not one.settled and one.status not in look.hidden],
    )


def chart_page(
    member: Membership,
    patient: Patient,
    found: Known,
    *,
    today: date,
    voice: Voice,
    snapshot: ChartSnapshot | None = None,
    trouble: Trouble | None = None,
) -> ChartPage:
    """Compose the page for a member."""
    read, look = found.read, found.look
    made = board(patient, found, voice)
    looked_at = None
    if snapshot is not None:
        was = of_snapshot(snapshot, read.age)
        looked_at = history.then(snapshot, was, read.drawable, look, voice)
        teeth = mouth.drawn_now(was, None)
        kept = mouth.picture(teeth, look, f"Mouth kept as '{snapshot.label}'", live=False)
        made = replace(made, picture=kept, walk=None)
    chosen = next((row for row in read.rows if str(row.pk) == look.finding), None)
    queries = {str(row.pk): look.query(finding=str(row.pk), typed="") for row in read.rows}
    changes = changes_of(read.chart, SHOWN_CHANGES)
    case = case_at_hand(member, patient, found.version)
    lacking = missing_records(read, case, patient, member, voice, queries, today)
    other = "tooth" if look.sort == "severity" else "severity"
    return ChartPage(
        revision=read.chart.revision,
        query=look.query(teeth=(), typed="", finding="", snapshot=""),
        look=look,
        board=made,
        numberings=mouth.numberings(look),
        dentitions=mouth.dentitions(look),
        layers=mouth.layers(look),
        kept=look.pairs(hidden=(), teeth=(), typed=""),
        sort_query=look.query(sort=other),
        sort_word=f"By {look.sort}",
        missing=lacking,
        needs_history=not read.has_history,
        lacking=sum(one.open for one in lacking) + (not read.has_history),
        detail=detail(chosen, read, member, voice, today, trouble) if chosen else None,
        states=grouped_states(),
        changes=history.happened(changes),
        snapshots=history.kept(list(read.chart.snapshots.defer("content").select_related("taken_by__user")), look),
        then=looked_at,
        example=_example(member, look),
        may_chart=may_some(member, Permission.CHART),
        may_chart_teeth=may(member, Permission.CHART),
        may_undo=_may_turn(member, last_to_undo(read.chart)),
        may_redo=_may_turn(member, last_to_redo(read.chart)),
        contradiction=read.drawable.refusal,
        withdrawn=[(f"{row.term} {', '.join(row.where)}", row.withdrawn_why) for row in read.withdrawn],
        close_query=look.query(finding="", typed=""),
    )


def _example(member: Membership, look: Look) -> str:
    """A line that this member might type for this mouth."""
    if not may(member, Permission.CHART):
        return "mouth ging"
    return f"{shown('26' if look.dentition == 'permanent' else '65', look.notation)} mo car"


def _may_turn(member: Membership, turned: ChartChange | None) -> bool:
    """Whether the change to take back, or to put back, is one that the member might have made."""
    if turned is None or not may_some(member, Permission.CHART):
        return False
    terms = [(step["after"] or step["before"] or {}).get("term", "") for step in turned.steps]
    return may(member, Permission.CHART) or all(term in HYGIENE_TERMS for term in terms)


def grouped_states() -> Sequence[tuple[str, Sequence[Existing]]]:
    """Give the choices of what stands in the mouth already, by group."""
    groups: dict[str, list[Existing]] = {}
    for one in EXISTING:
        groups.setdefault(one.group, []).append(one)
    return list(groups.items())
