"""The patient header: who lies in the chair, what must be seen before anything is done, and where the case stands.

facts    54 y · 12 Mar 1972 · No. 20417 · Text message
alerts   Penicillin allergy, Warfarin, Blood pressure 152/94, Anxious   (see `shell.alerts`)
tabs     Intake, Chart, Plan, Money, Consent, Schedule, Case; a tick where the record shows that it is done
step     Step 4 of 21: document treatment options
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from arcada.display.frame import PatientHeader, Tab
from arcada.patients.models import Patient
from arcada.patients.record_access import may_read_record
from arcada.practice.access import Member, Permission, may_some
from arcada.web.shell.alerts import alerts_of
from arcada.web.shell.journey import JourneyHere, tabs_done
from arcada.web.shell.rail import address

TABS: tuple[tuple[str, str, str, tuple[Permission, ...]], ...] = (
    ("intake", "Intake", "intake:show", (Permission.SEE_PATIENTS,)),
    ("chart", "Chart", "chart:show", (Permission.READ_CHART, Permission.BREAK_GLASS)),
    ("plan", "Plan", "plan:show", (Permission.READ_CHART, Permission.READ_PRICE)),
    ("money", "Money", "estimate:show", (Permission.READ_PRICE,)),
    ("consent", "Consent", "consent:show", (Permission.PRESENT,)),
    ("schedule", "Schedule", "schedule:show", (Permission.SEE_DAY_BOOK,)),
    ("case", "Case", "case:show", (Permission.SEE_PATIENTS,)),
)


def patient_header(
    patient: Patient,
    *,
    member: Member,
    now: datetime,
    tab: str = "",
    mini: SafeString | str = "",
    journey: JourneyHere | None = None,
) -> PatientHeader:
    """Compose the header of a patient for a member."""
    today = now.astimezone(ZoneInfo(patient.practice.time_zone)).date()
    return PatientHeader(
        name=full_name(patient),
        facts=facts(patient, today),
        url=address("intake:show", patient.pk),
        flags=alerts_of(patient),
        tabs=_tabs(
            patient,
            member,
            tab,
            tabs_done(journey) if journey else frozenset(),
            reads=may_read_record(member, patient, at=now),
        ),
        mini=mini,
        step=journey.sentence if journey else "",
        step_url=address("case:show", patient.pk) if journey else "",
    )


def full_name(patient: Patient) -> str:
    """Write the name as people say it, with the name they like to be called."""
    called = f" “{patient.preferred_name}”" if patient.preferred_name else ""
    return f"{patient.given_name}{called} {patient.family_name}"


def facts(patient: Patient, today: date) -> str:
    """Write age, birth date, chart number and the way to reach the patient."""
    born = patient.birth_date
    parts = [f"{age(born, today)} y", f"{born.day} {born:%b %Y}", f"No. {patient.chart_number}"]
    parts.append(patient.get_preferred_channel_display())
    if patient.guardian_name:
        parts.append(f"guardian {patient.guardian_name}")
    return " · ".join(parts)


def age(born: date, today: date) -> int:
    """Count whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _tabs(patient: Patient, member: Member, current: str, done: frozenset[str], *, reads: bool) -> tuple[Tab, ...]:
    tabs = []
    for room, label, page, open_to in TABS:
        url = address(page, patient.pk)
        by_role = any(may_some(member, permission) for permission in open_to)
        if url and (by_role or (reads and Permission.READ_CHART in open_to)):
            tabs.append(Tab(label=label, url=url, current=room == current, done=room in done))
    return tuple(tabs)
