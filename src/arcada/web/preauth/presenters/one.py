"""One pack as a page: its states as a line, its lines with their answers, its papers, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from arcada.display.phrases import Voice, day, money
from arcada.documents.preauthorisation import paragraphs
from arcada.insurance.models import LineState, PaperKind, PreAuthDocument, PreAuthLine, PreAuthorisation, PreAuthState
from arcada.insurance.models.preauthorisation import ANSWERED
from arcada.insurance.preauth.narrative import gaps_of, place_words, proofs_of
from arcada.insurance.preauth.queries import Due
from arcada.insurance.preauth.standing import EXPIRED, WORDS, line_waits, may_appeal
from arcada.practice.access import Permission, may
from arcada.practice.models import Membership
from arcada.web.preauth.presenters.packs import PackCard, card_of
from arcada.web.shell.rail import address

LINE_MARKS = {
    LineState.WAITING: "planned",
    LineState.APPROVED: "done",
    LineState.CONDITIONAL: "suspected",
    LineState.DENIED: "finding",
}
WAITS = {
    "waiting": "Not booked until the insurer has answered.",
    "denied": "Not booked: the insurer denied it. Appeal, adjust the plan, or treat without.",
    "conditional": "Not booked until somebody confirms that the condition is met.",
    EXPIRED: "Not booked: the approval has ended. Ask again.",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One state on the line: behind, here or ahead; `note` is its day."""

    label: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class LineView:
    """One line with its answer; `waits` says why it is not booked."""

    id: UUID
    number: int
    name: str
    where: str
    surfaces: str
    code: str
    fee: str
    state: str
    word: str
    mark: str
    approved: str
    reason: str
    met: str
    waits: str
    released: str
    may_meet: bool
    may_release: bool
    may_adjust: bool
    state_field: str
    approved_field: str
    reason_field: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """One kept paper or image."""

    id: UUID
    name: str
    kind: str
    caption: str
    taken: str
    url: str
    image: bool
    hash: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One event."""

    at: datetime
    who: str
    word: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PackPage:
    """The whole page."""

    card: PackCard
    stops: tuple[Stop, ...]
    lines: tuple[LineView, ...]
    narrative: Sequence[str]
    gaps: Sequence[str]
    proofs: Sequence[str]
    images: tuple[PaperView, ...]
    papers: tuple[PaperView, ...]
    happened: tuple[Happened, ...]
    conditions: str
    facts: tuple[tuple[str, str], ...]
    draft: bool
    waiting: bool
    answered: bool
    over: bool
    appealable: bool
    appealed: bool
    may_write: bool
    may_narrate: bool
    older: bool
    letter: bool


def pack_page(due: Due, member: Membership, today: date, voice: Voice) -> PackPage:
    """The page of a pack for a member."""
    pack = due.pack
    ids = {line.item.item for line in pack.lines.select_related("item")}
    items = [one for one in pack.alternative.content()["items"] if one["id"] in ids]
    version = pack.alternative.version
    papers = tuple(_paper(row, pack, voice) for row in pack.documents.defer("content") if not row.left_out)
    write = may(member, Permission.PRICE, pack)
    return PackPage(
        card=card_of(due, voice),
        stops=_stops(pack, due.state, voice),
        lines=tuple(_line(line, due.state, member, voice) for line in due.lines),
        narrative=paragraphs(pack.narrative),
        gaps=gaps_of(version, items) if pack.state == PreAuthState.DRAFT else (),
        proofs=[f"{one.what.capitalize()}, {one.where}, {day(one.taken, voice)}" for one in proofs_of(version, items)],
        images=tuple(one for one in papers if one.image),
        papers=tuple(one for one in papers if not one.image),
        happened=_happened(pack),
        conditions=pack.conditions,
        facts=_facts(pack, voice),
        draft=pack.state == PreAuthState.DRAFT,
        waiting=pack.state in (PreAuthState.SENT, PreAuthState.PENDING),
        answered=pack.state in ANSWERED,
        over=due.state in (EXPIRED, PreAuthState.WITHDRAWN),
        appealable=may_appeal(pack, today),
        appealed=pack.appealed_date is not None,
        may_write=write,
        may_narrate=write or may(member, Permission.SIGN_OFF, pack),
        older=not version.active,
        letter=bool(pack.appeal),
    )


def _stops(pack: PreAuthorisation, state: str, voice: Voice) -> tuple[Stop, ...]:
    """Draft, sent, pending, the answer; withdrawn ends the line where it stands."""
    order = [PreAuthState.DRAFT, PreAuthState.SENT, PreAuthState.PENDING]
    days = {PreAuthState.DRAFT: day(pack.made_at, voice), PreAuthState.SENT: day(pack.sent_date, voice)}
    if pack.appealed_date is not None:
        days[PreAuthState.PENDING] = f"appeal {day(pack.appealed_date, voice)}"
    here = order.index(PreAuthState(state)) if state in order else len(order)
    if state == PreAuthState.WITHDRAWN:
        here = 1 if pack.sent_date is None else len(order)
        order = order[:here]
    stops = [
        Stop(WORDS[one], "done" if rank < here else "now" if rank == here else "ahead", days.get(one, ""))
        for rank, one in enumerate(order)
    ]
    if state in PreAuthState.values and state in (PreAuthState.DRAFT, PreAuthState.SENT, PreAuthState.PENDING):
        return (*stops, Stop("Answer", "ahead", f"by {day(pack.due_date, voice)}" if pack.due_date else ""))
    return (*stops, Stop(WORDS[state], "now", day(pack.answered_date, voice)))


def _facts(pack: PreAuthorisation, voice: Voice) -> tuple[tuple[str, str], ...]:
    told = (
        ("Insurer", str(pack.coverage.policy.plan.payer)),
        ("Plan", str(pack.coverage.policy.plan)),
        ("Member", pack.coverage.policy.member_id),
        ("Its number", pack.reference),
        ("Sent", day(pack.sent_date, voice, style="year")),
        ("Handed over", pack.get_way_display() if pack.way else ""),
        ("Answered", day(pack.answered_date, voice, style="year")),
        ("Holds until", day(pack.valid_until, voice, style="year")),
        ("Appeal until", day(pack.appeal_until, voice, style="year") if pack.appealed_date is None else ""),
    )
    return tuple((name, value) for name, value in told if value)


def _line(line: PreAuthLine, state: str, member: Membership, voice: Voice) -> LineView:
    kind = line_waits(line, state)
    present = may(member, Permission.PRESENT, line)
    gone = state == PreAuthState.WITHDRAWN
    return LineView(
        id=line.pk,
        number=line.position,
        name=line.name,
        where=place_words(line.where, voice.notation),
        surfaces=line.surfaces,
        code=line.code,
        fee=money(line.fee, voice),
        state=line.state,
        word=line.get_state_display() if state != PreAuthState.DRAFT else "",
        mark=LINE_MARKS[LineState(line.state)],
        approved=money(line.approved, voice) if line.approved is not None else "",
        reason=line.reason,
        met=line.met,
        waits=WAITS.get(kind, ""),
        released=_released(line, voice),
        may_meet=present and kind == "conditional",
        may_release=present and bool(kind),
        may_adjust=not gone and line.state in (LineState.DENIED, LineState.CONDITIONAL) and line.released_at is None,
        state_field=f"state-{line.position}",
        approved_field=f"approved-{line.position}",
        reason_field=f"reason-{line.position}",
    )


def _released(line: PreAuthLine, voice: Voice) -> str:
    if line.released_at is None or line.released_by is None:
        return ""
    who = f"{line.released_by.user}, {day(line.released_at, voice)}"
    return f"Done without waiting ({who}): {line.released_why} {line.informed} knows that the insurer may pay nothing."


def _paper(row: PreAuthDocument, pack: PreAuthorisation, voice: Voice) -> PaperView:
    return PaperView(
        id=row.pk,
        name=row.name,
        kind=row.get_kind_display(),
        caption=row.caption,
        taken=day(row.taken_date, voice, style="year"),
        url=address("preauth:paper", pack.case.patient_id, pack.pk, row.pk),
        image=row.kind == PaperKind.IMAGE,
        hash=row.sha256[:12],
    )


def _happened(pack: PreAuthorisation) -> tuple[Happened, ...]:
    rows = pack.events.select_related("by__user").order_by("-at", "-id")
    found = []
    for row in rows:
        link = ""
        if row.act == "adjusted" and row.detail.get("was") != row.detail.get("now"):
            changes = address("plan:changes", pack.case.patient_id)
            link = f"{changes}?was={row.detail['was']}&now={row.detail['now']}" if changes else ""
        found.append(Happened(row.at, str(row.by.user), row.get_act_display(), row.text, link))
    return tuple(found)
