"""A pack in a list: who is asked about what, where it stands, what is due next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from arcada.display.phrases import Voice, day, money, teeth
from arcada.insurance.models import PreAuthLine, PreAuthorisation, PreAuthState, PreAuthTerms
from arcada.insurance.preauth.journal import name_of
from arcada.insurance.preauth.queries import Due, due_of
from arcada.insurance.preauth.standing import EXPIRED, WORDS, Clock
from arcada.web.shell.rail import address

MARKS: Mapping[str, str] = MappingProxyType(
    {
        PreAuthState.SENT: "planned",
        PreAuthState.PENDING: "planned",
        PreAuthState.APPROVED: "done",
        PreAuthState.PARTLY: "suspected",
        PreAuthState.CONDITIONAL: "suspected",
        PreAuthState.DENIED: "finding",
        PreAuthState.WITHDRAWN: "declined",
        EXPIRED: "declined",
    }
)
SAID = {
    "answer": ("Answer due {day}", "Answer was due {day}"),
    "appeal": ("Appeal until {day}", "Appeal until {day}"),
    "ends": ("Approval ends {day}", "Approval ended {day}"),
}


@dataclass(frozen=True, slots=True)
class PackCard:
    """One pack in a list; `clock` says what is due, `late` that its day is past."""

    id: UUID
    url: str
    patient: str
    name: str
    payer: str
    plan: str
    use: str
    state: str
    word: str
    mark: str
    work: str
    asked: str
    approved: str
    clock: str
    late: bool
    since: str


def card_of(due: Due, voice: Voice) -> PackCard:
    """A pack with its clock as a card."""
    pack = due.pack
    patient, plan = pack.case.patient, pack.coverage.policy.plan
    return PackCard(
        id=pack.pk,
        url=address("preauth:pack", patient.pk, pack.pk),
        patient=f"{patient.given_name} {patient.family_name}",
        name=name_of(pack),
        payer=plan.payer.name,
        plan=str(plan),
        use="Pre-authorisation" if pack.use == "preauthorization" else "Predetermination",
        state=due.state,
        word=WORDS[due.state],
        mark=MARKS.get(due.state, ""),
        work=work_words(due.lines, voice),
        asked=total_words([line.fee for line in due.lines], voice),
        approved=approved_words(due.lines, voice),
        clock=clock_words(due.clock, voice),
        late=due.late,
        since=f"sent {day(pack.sent_date, voice)}" if pack.sent_date else f"drafted {day(pack.made_at, voice)}",
    )


def cards(packs: Sequence[PreAuthorisation], today: date, voice: Voice) -> tuple[PackCard, ...]:
    """The packs of a patient as cards."""
    terms = list(PreAuthTerms.objects.all())
    return tuple(card_of(due_of(pack, today, terms), voice) for pack in packs)


def clock_words(clock: Clock | None, voice: Voice) -> str:
    """What is due and when."""
    if clock is None:
        return ""
    return SAID[clock.kind][clock.late].format(day=day(clock.due, voice, style="year"))


def work_words(lines: Sequence[PreAuthLine], voice: Voice) -> str:
    """The work with its teeth, work of one name together: 'Crown 3, 14; Implant placement 19'."""
    named: dict[str, list[str]] = {}
    for line in lines:
        named.setdefault(line.name, []).extend(place for place in line.where if place[:1].isdigit())
    return "; ".join(f"{name} {teeth(set(where), voice)}".strip() for name, where in named.items())


def total_words(amounts: Sequence[Decimal | None], voice: Voice) -> str:
    """The sum of what is known; where a fee is missing it says so."""
    known = [one for one in amounts if one is not None]
    missing = len(amounts) - len(known)
    said = money(sum(known, Decimal(0)), voice) if known else money(None, voice)
    return f"{said} and {missing} without a fee" if known and missing else said


def approved_words(lines: Sequence[PreAuthLine], voice: Voice) -> str:
    """What was approved in all; empty where no amount was told."""
    told = [line.approved for line in lines if line.approved is not None]
    return money(sum(told, Decimal(0)), voice) if told else ""
