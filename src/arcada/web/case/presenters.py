"""The case page as values: the next action, the steps in five stretches of the way, and what lies beside them.

done        read from the record, or ticked by somebody       not_needed  said so, with a reason
ready       can be done now         blocked  held up, the reason stands beside it       not_yet  waits for another
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypedDict

from arcada.cases.models import Case
from arcada.coordination.queries import JourneyPlace
from arcada.coordination.queries import visible_to as tasks_visible_to
from arcada.core.journey import State
from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.patients.models import Interview, Patient
from arcada.practice.access import Permission, may_some
from arcada.practice.models import Membership, Role
from arcada.web.case.beside import (
    DocumentLine,
    SnapshotLine,
    TaskLine,
    VersionLine,
    signed_papers,
    snapshots_of,
    task_line,
    versions_of_case,
)
from arcada.web.shell.activity import Happening, happenings
from arcada.web.shell.journey import JourneyHere, page_of
from arcada.web.shell.rail import address

STRETCHES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Get to know",
        ("retrieve_patient_profile", "retrieve_imaging_records", "schedule_preliminary_consultation"),
    ),
    (
        "Plan",
        (
            "update_risk_assessment",
            "document_treatment_options",
            "determine_procedure_sequence",
            "review_necessity_checklist",
            "generate_plan_for_review",
        ),
    ),
    (
        "Money and cover",
        (
            "estimate_preliminary_cost",
            "fetch_insurance_coverage",
            "calculate_co_pay",
            "check_pre_authorisation",
            "update_financial_estimates",
        ),
    ),
    (
        "Agree",
        (
            "generate_proposal_report",
            "send_draft_plan",
            "schedule_discussion_appointment",
            "log_education_material",
            "finalise_and_sign",
        ),
    ),
    (
        "Treat and follow",
        ("notify_hygienist_of_scope", "send_confirmation_reminder", "post_treatment_care_follow_up"),
    ),
)
OTHERS = "Steps of this practice"
WORDS: Mapping[State, tuple[str, str]] = MappingProxyType(
    {
        State.DONE: ("Done", "check"),
        State.NOT_NEEDED: ("Not needed", "minus"),
        State.READY: ("Can be done now", "chev"),
        State.BLOCKED: ("Held up", "warn"),
        State.NOT_YET: ("Waits", "clock"),
    }
)
HAPPENED = 12
SHOWN_DONE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step; `go` is the page on which it is done."""

    id: str
    number: int
    title: str
    explanation: str
    who: str
    state: str
    word: str
    icon: str
    why: str
    go: str
    may_tick: bool
    ticked: bool
    by_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Steps that belong together; open where something can be done."""

    title: str
    steps: Sequence[StepLine]
    settled: int
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """The whole page; without a case only tasks, snapshots and what happened."""

    title: str
    about: str
    complaint: str
    wishes: Sequence[str]
    next: StepLine | None
    settled: int
    total: int
    stretches: Sequence[Stretch]
    open_tasks: Sequence[TaskLine]
    done_tasks: Sequence[TaskLine]
    versions: Sequence[VersionLine]
    documents: Sequence[DocumentLine]
    snapshots: Sequence[SnapshotLine]
    happened: Sequence[Happening]
    may_open: bool
    may_read_audit: bool


def case_page(patient: Patient, member: Membership, here: JourneyHere | None, *, today: date, voice: Voice) -> CasePage:
    """Gather the page."""
    may_read_audit = may_some(member, Permission.READ_AUDIT)
    lines = steps(here, patient) if here else ()
    upcoming = here.next.step.id if here and here.next else ""
    rows = tasks_visible_to(member).filter(patient=patient)
    finished = rows.filter(done_at__isnull=False).select_related("done_by__user").order_by("-done_at")
    return CasePage(
        title=here.case.title if here else "",
        about=_about(here.case, voice) if here else "",
        complaint=here.case.complaint if here else "",
        wishes=tuple(here.case.wishes) if here else (),
        next=next((line for line in lines if line.id == upcoming), None),
        settled=here.settled if here else 0,
        total=len(lines),
        stretches=stretches(lines),
        open_tasks=tuple(task_line(row, today, voice) for row in rows.filter(done_at__isnull=True)),
        done_tasks=tuple(task_line(row, today, voice) for row in finished[:SHOWN_DONE]),
        versions=versions_of_case(here.case, member) if here else (),
        documents=signed_papers(member, patient),
        snapshots=snapshots_of(member, patient),
        happened=happenings(member, patient.pk, most=HAPPENED, reads=True) if may_read_audit else (),
        may_open=may_some(member, Permission.PRESENT),
        may_read_audit=may_read_audit,
    )


def _about(case: Case, voice: Voice) -> str:
    parts = [f"Case {case.number}", f"opened {phrases.day(case.opened_at, voice, style='year')}"]
    if case.dentist:
        parts.append(case.dentist.name)
    return " · ".join(parts)


def steps(here: JourneyHere, patient: Patient) -> tuple[StepLine, ...]:
    """Put every step of the journey into words."""
    return tuple(_line(one, number, patient) for number, one in enumerate(here.steps, start=1))


def _line(one: JourneyPlace, number: int, patient: Patient) -> StepLine:
    word, icon = WORDS[one.place.state]
    page = page_of(one)
    return StepLine(
        id=one.step.id,
        number=number,
        title=one.step.title,
        explanation=one.step.explanation,
        who=Role(one.step.who).label.lower(),
        state=one.place.state.value,
        word=word,
        icon=icon,
        why=one.place.why,
        go=address(page, patient.pk) if page and one.place.state in (State.READY, State.BLOCKED) else "",
        may_tick=one.may_tick,
        ticked=one.ticked and one.place.state.settled,
        by_hand=one.step.by_hand,
    )


def stretches(lines: Sequence[StepLine]) -> tuple[Stretch, ...]:
    """Lay the steps into the stretches of the way; a step that a practice added stands at the end."""
    by_id = {line.id: line for line in lines}
    known = {step for _, ids in STRETCHES for step in ids}
    laid = [(title, [by_id[step] for step in ids if step in by_id]) for title, ids in STRETCHES]
    laid.append((OTHERS, [line for line in lines if line.id not in known]))
    return tuple(_stretch(title, found) for title, found in laid if found)


def _stretch(title: str, found: Sequence[StepLine]) -> Stretch:
    past = (State.DONE.value, State.NOT_NEEDED.value)
    return Stretch(
        title=title,
        steps=tuple(found),
        settled=sum(line.state in past for line in found),
        open=any(line.state in (State.READY.value, State.BLOCKED.value) for line in found),
    )


class FirstWords(TypedDict):
    """What a case takes over from the interview."""

    complaint: str
    wishes: tuple[str, ...]


def first_words(talk: Interview | None) -> FirstWords:
    """Give what the interview says for a new case."""
    if talk is None:
        return {"complaint": "", "wishes": ()}
    return {"complaint": talk.complaint, "wishes": tuple(talk.wishes)}


def differs(case: Case, said: FirstWords) -> bool:
    """Tell whether the interview says something that the case does not."""
    if not said["complaint"] and not said["wishes"]:
        return False
    return (case.complaint, tuple(case.wishes)) != (said["complaint"], said["wishes"])
