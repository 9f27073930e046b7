"""What Ctrl K finds: patients, a tooth of the patient at hand, pages and actions. Each answer is a link.

'oka'        patients whose name begins so
'26'         tooth 26 in the chart of the patient at hand, and patients with such a number
'new'        the action 'New patient'
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from arcada.core.kernel import Refusal
from arcada.core.teeth.entry import read_tooth
from arcada.core.teeth.notation import Notation, shown, spoken
from arcada.patients.queries import find, one
from arcada.practice.access import Member, Permission, may_some
from arcada.web.shell.header import age
from arcada.web.shell.rail import PLACES, address, opens

MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One line of the finder: where it leads, in words, with a second, quieter phrase."""

    url: str
    icon: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Answers of one kind under their heading."""

    heading: str
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something to start from anywhere: found by its words."""

    icon: str
    text: str
    page: str
    words: str
    permission: Permission
    of_patient: bool = False


ACTS = (
    Act(
        icon="plus",
        text="New patient",
        page="intake:new",
        words="register add",
        permission=Permission.EDIT_PATIENTS,
    ),
    Act(
        icon="edit",
        text="Take the medical history",
        page="intake:history",
        words="health allergy medicines anamnesis",
        permission=Permission.TAKE_HISTORY,
        of_patient=True,
    ),
    Act(
        icon="msg",
        text="Hold the interview",
        page="intake:interview",
        words="complaint goals budget fear times coordinator",
        permission=Permission.TAKE_HISTORY,
        of_patient=True,
    ),
    Act(
        icon="chart",
        text="Chart a finding",
        page="chart:show",
        words="tooth decay caries odontogram",
        permission=Permission.READ_CHART,
        of_patient=True,
    ),
    Act(
        icon="plan",
        text="Compare the plans",
        page="plan:show",
        words="compile three alternatives price cost",
        permission=Permission.READ_PRICE,
        of_patient=True,
    ),
    Act(
        icon="money",
        text="See the estimate",
        page="estimate:show",
        words="money insurance cost share deductible maximum who pays",
        permission=Permission.READ_PRICE,
        of_patient=True,
    ),
    Act(
        icon="money",
        text="Agree on payments",
        page="budget:show",
        words="payments instalments budget month receipt lender financing prepayment",
        permission=Permission.READ_PRICE,
        of_patient=True,
    ),
    Act(
        icon="insight",
        text="Were our estimates right?",
        page="insight:estimate_accuracy",
        words="accuracy learning paid estimated payers difference",
        permission=Permission.PRICE,
    ),
    Act(
        icon="doc",
        text="Present the proposal",
        page="consent:proposal",
        words="paper print pdf explain",
        permission=Permission.PRESENT,
        of_patient=True,
    ),
    Act(
        icon="pen",
        text="Sign",
        page="consent:show",
        words="signature consent",
        permission=Permission.PRESENT,
        of_patient=True,
    ),
    Act(
        icon="day",
        text="Book the visits",
        page="schedule:show",
        words="appointment schedule timeline calendar",
        permission=Permission.SEE_DAY_BOOK,
        of_patient=True,
    ),
    Act(
        icon="doc",
        text="Open the journey",
        page="case:show",
        words="case steps tasks case",
        permission=Permission.SEE_PATIENTS,
        of_patient=True,
    ),
    Act(
        icon="doc",
        text="Look up a protocol",
        page="workshop:shelf",
        words="protocols workshop treatment ways condition finding rehearsal sandbox",
        permission=Permission.READ_PROTOCOLS,
    ),
    Act(
        icon="insight",
        text="See where plans depart from protocols",
        page="insight:deviations",
        words="deviations report insight overrides swaps additions removals standards",
        permission=Permission.READ_DEVIATIONS,
    ),
    Act(
        icon="money",
        text="Change a fee",
        page="fees:lists",
        words="price list settings cost",
        permission=Permission.SETTINGS,
    ),
    Act(
        icon="people",
        text="Add a person, change a role",
        page="people:members",
        words="staff member user settings second step",
        permission=Permission.SETTINGS,
    ),
    Act(
        icon="calendar",
        text="Take days off",
        page="people:days_off",
        words="holiday closed leave settings",
        permission=Permission.SETTINGS,
    ),
    Act(
        icon="history",
        text="Read the audit",
        page="trail:show",
        words="log who did saw trail chain export",
        permission=Permission.READ_AUDIT,
    ),
)


def answer(member: Member, text: str, *, at_hand: UUID | None, today: date, notation: Notation) -> Sequence[Group]:
    """Give everything that fits the text, in groups; nothing typed shows what can be started from here."""
    typed = text.strip()
    name = _name_at_hand(member, at_hand)
    groups = (
        Group(heading="Patients", answers=tuple(_patients(member, typed, today)) if typed else ()),
        Group(
            heading=f"Tooth of {name}",
            answers=tuple(_teeth(member, typed, at_hand, notation)) if name else (),
        ),
        Group(
            heading=f"With {name}",
            answers=tuple(_acts(member, typed, at_hand, of_patient=True)) if name else (),
        ),
        Group(heading="Start", answers=tuple(_acts(member, typed, None, of_patient=False))),
        Group(heading="Go to", answers=tuple(_places(member, typed))),
    )
    return tuple(group for group in groups if group.answers)


def _name_at_hand(member: Member, at_hand: UUID | None) -> str:
    patient = one(member, at_hand) if at_hand else None
    return f"{patient.given_name} {patient.family_name}" if patient else ""


def _patients(member: Member, typed: str, today: date) -> Iterator[Answer]:
    for row in find(member, typed)[:MOST]:
        born = row.birth_date
        yield Answer(
            url=address("intake:show", row.pk),
            icon="user",
            text=f"{row.given_name} {row.family_name}",
            more=f"{age(born, today)} y · {born.day} {born:%b %Y} · No. {row.chart_number}",
        )


def _teeth(member: Member, typed: str, at_hand: UUID | None, notation: Notation) -> Iterator[Answer]:
    url = address("chart:show", at_hand)
    if not url or not typed or not may_some(member, Permission.READ_CHART):
        return
    tooth = read_tooth(typed, notation)
    if not isinstance(tooth, Refusal):
        text = f"Tooth {shown(tooth, notation)}"
        yield Answer(url=f"{url}?teeth={tooth}", icon="chart", text=text, more=spoken(tooth))


def _acts(member: Member, typed: str, at_hand: UUID | None, *, of_patient: bool) -> Iterator[Answer]:
    for act in ACTS:
        url = address(act.page, at_hand) if of_patient else address(act.page)
        if act.of_patient is of_patient and url and may_some(member, act.permission) and _fits(act, typed):
            yield Answer(url=url, icon=act.icon, text=act.text)


def _places(member: Member, typed: str) -> Iterator[Answer]:
    for place in PLACES:
        url = "" if place.of_patient else address(place.page)
        if url and opens(member, place) and place.label.casefold().startswith(typed.casefold()):
            yield Answer(url=url, icon=place.icon, text=place.label)


def _fits(act: Act, typed: str) -> bool:
    words = f"{act.text} {act.words}".casefold().split()
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())
