"""A patient's page as values: identity, family, health in words, the interview, visits, and what happened last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.patients.models import Interview, MedicalHistory, Patient
from arcada.patients.plausible import MEASURES
from arcada.patients.record_access import may_read_record
from arcada.practice.access import TABLE, Member, Permission, may_some
from arcada.practice.models import Role
from arcada.schedule.models import FREES_ITS_PLACE, Appointment
from arcada.web.intake.forms import LANGUAGES
from arcada.web.intake.presenters.interview import times_in_words
from arcada.web.shell.activity import Happening, happenings
from arcada.web.shell.alerts import sentence_case
from arcada.web.shell.consequences import Consequence, consequences
from arcada.web.shell.header import age
from arcada.web.shell.rail import address

RECENT = 8
VISITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of what is known; an empty value is shown as not known."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The latest history in words."""

    taken: str
    lists: Sequence[tuple[str, Sequence[str], str]]
    results: Sequence[Fact]
    sentences: Sequence[Consequence]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The latest interview in words."""

    taken: str
    complaint: str
    facts: Sequence[Fact]
    wishes: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One appointment."""

    at: datetime
    title: str
    with_whom: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The page."""

    identity: Sequence[Fact]
    family: Sequence[Fact]
    notes: str
    put_away: bool
    health: Health | None
    talk: Talk | None
    coming: Sequence[Visit]
    past: Sequence[Visit]
    happened: Sequence[Happening]
    may_read: bool
    open_url: str
    who_reads: str
    may_edit: bool
    may_take: bool
    may_read_audit: bool


def overview(patient: Patient, member: Member, *, now: datetime, voice: Voice) -> Overview:
    """Gather the page."""
    today = phrases.local(now, voice).date()
    may_read = may_read_record(member, patient, at=now)
    history = patient.histories.select_related("taken_by__user").first() if may_read else None
    talk = patient.interviews.select_related("taken_by__user").first() if may_read else None
    may_read_audit = may_some(member, Permission.READ_AUDIT)
    return Overview(
        identity=_identity(patient, today),
        family=tuple(_family(patient, today)),
        notes=patient.notes,
        put_away=patient.archived_at is not None,
        health=_health(patient, history, today, voice) if history else None,
        talk=_talk(talk, voice) if talk else None,
        coming=_visits(patient, now, coming=True),
        past=_visits(patient, now, coming=False),
        happened=happenings(member, patient.pk, most=RECENT) if may_read_audit else (),
        may_read=may_read,
        open_url="" if may_read or not may_some(member, Permission.BREAK_GLASS) else address("record:open", patient.pk),
        who_reads=roles_that(Permission.READ_CHART),
        may_edit=may_some(member, Permission.EDIT_PATIENTS),
        may_take=may_some(member, Permission.TAKE_HISTORY),
        may_read_audit=may_read_audit,
    )


def roles_that(permission: Permission) -> str:
    """Name the roles that have a permission: 'dentist, treatment coordinator, hygienist'."""
    return ", ".join(role.label.lower() for role in Role if role in TABLE[permission])


def _identity(patient: Patient, today: date) -> tuple[Fact, ...]:
    born = patient.birth_date
    return (
        Fact(label="Born", value=f"{phrases.day(born, style='year')}, {age(born, today)} years"),
        Fact(label="Sex", value=patient.get_sex_display()),
        Fact(label="Phone", value=patient.phone, url=f"tel:{patient.phone_digits}" if patient.phone else ""),
        Fact(label="E-mail", value=patient.email, url=f"mailto:{patient.email}" if patient.email else ""),
        Fact(label="Address", value=patient.address),
        Fact(label="Reach by", value=patient.get_preferred_channel_display()),
        Fact(label="Language", value=dict(LANGUAGES).get(patient.language, patient.language)),
        Fact(label="Patient since", value=phrases.day(patient.registered_at, style="year")),
    )


def _family(patient: Patient, today: date) -> list[Fact]:
    lines = []
    if patient.guardian_name:
        lines.append(
            Fact(
                label="Guardian",
                value=", ".join(filter(None, (patient.guardian_name, patient.guardian_phone))),
            )
        )
    if patient.guarantor:
        lines.append(_relative("Account with", patient.guarantor, today))
    head = patient.guarantor_id or patient.pk
    kin = Patient.objects.filter(Q(guarantor_id=head) | Q(pk=head), practice_id=patient.practice_id)
    kin = kin.exclude(pk__in=[patient.pk, patient.guarantor_id or patient.pk])
    lines += [_relative("Family", one, today) for one in kin[:VISITS]]
    return lines


def _relative(label: str, one: Patient, today: date) -> Fact:
    value = f"{one.given_name} {one.family_name}, {age(one.birth_date, today)} y"
    return Fact(label=label, value=value, url=address("intake:show", one.pk))


def _health(patient: Patient, history: MedicalHistory, today: date, voice: Voice) -> Health:
    by = f"{phrases.day(history.taken_at, voice, style='year')}, {history.taken_by.user}"
    return Health(
        taken=by,
        number=history.number,
        lists=(
            ("Allergies", tuple(history.allergies), "None told"),
            ("Medicines", tuple(history.medications), "None told"),
            ("Conditions", tuple(history.conditions), "None told"),
        ),
        results=tuple(_measures(history)),
        sentences=consequences(patient, history, today),
    )


def _measures(history: MedicalHistory) -> list[Fact]:
    lines = []
    for name, value in history.results.items():
        measure = MEASURES.get(name)
        label, unit = (measure.label, measure.unit) if measure else (name.replace("_", " ").capitalize(), "")
        day = history.result_dates.get(name)
        said = f"{value:g}" if isinstance(value, float) else str(value)
        on = f", {phrases.day(date.fromisoformat(day), style='year')}" if day else ""
        lines.append(Fact(label=label, value=f"{said} {unit}".strip() + on))
    weight: Decimal | None = history.weight_kg
    if weight is not None:
        lines.append(Fact(label="Weight", value=f"{weight.normalize():f} kg"))
    if history.asa:
        lines.append(Fact(label="ASA class", value=str(history.asa)))
    if history.smoking_cigarettes_per_day is not None:
        smoked = history.smoking_cigarettes_per_day
        lines.append(Fact(label="Smoking", value=f"{smoked} cigarettes a day" if smoked else "Does not smoke"))
    if history.pregnancy_weeks is not None:
        lines.append(Fact(label="Pregnancy", value=f"Week {history.pregnancy_weeks}"))
    if history.growth_complete is not None:
        lines.append(Fact(label="Growth", value="Complete" if history.growth_complete else "Not complete"))
    return lines


def _talk(talk: Interview, voice: Voice) -> Talk:
    def sums() -> str:
        parts: list[Any] = []
        if talk.budget is not None:
            parts.append(f"{phrases.money(talk.budget, voice)} in all")
        if talk.budget_monthly is not None:
            parts.append(f"{phrases.money(talk.budget_monthly, voice)} a month")
        return ", ".join(parts)

    feels = ". ".join(filter(None, (talk.get_anxiety_display() if talk.anxiety else "", talk.fears)))
    when = ". ".join(filter(None, (times_in_words(talk.times), talk.times_note)))
    lines = (
        ("Hopes for", talk.goals),
        ("Can spend", sums()),
        ("Feels", feels),
        ("Can come", when),
        ("Dental history", talk.dental_history),
        ("Habits", talk.habits),
    )
    return Talk(
        taken=f"{phrases.day(talk.taken_at, voice, style='year')}, {talk.taken_by.user}",
        complaint=talk.complaint,
        facts=tuple(Fact(label=label, value=value) for label, value in lines if value),
        wishes=tuple(talk.wishes),
    )


def _visits(patient: Patient, now: datetime, *, coming: bool) -> tuple[Visit, ...]:
    rows = Appointment.objects.filter(patient=patient).select_related("provider")
    rows = (
        rows.filter(starts_at__gte=now).exclude(state__in=FREES_ITS_PLACE).order_by("starts_at")
        if coming
        else rows.filter(starts_at__lt=now).order_by("-starts_at")
    )
    return tuple(
        Visit(
            at=row.starts_at,
            title=sentence_case(row.title or row.get_kind_display()),
            with_whom=row.provider.name,
            state=row.get_state_display(),
        )
        for row in rows[:VISITS]
    )
