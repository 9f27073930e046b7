"""What the record tells of a case: the facts that the journey asks for, each with its sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from arcada.cases.agreement import Agreement, agreement, signature_of
from arcada.cases.gates import Gate, gates, releases
from arcada.cases.mapping import patient_value
from arcada.cases.models import (
    Alternative,
    Case,
    Chart,
    Finding,
    FindingEvidence,
    PlanVersion,
    Proposal,
)
from arcada.cases.models.chart import FindingStatus
from arcada.cases.models.plan import AlternativeState
from arcada.cases.queries import active_version
from arcada.coordination.estimates import follows_visits, share_known
from arcada.coordination.insurers import settled
from arcada.core.journey import Fact
from arcada.patients.models import MedicalHistory
from arcada.practice.clock import local, local_day
from arcada.schedule.models import HOLDS_ITS_PLACE, Appointment, Kind

IMAGES = (
    "bitewing_radiograph",
    "cbct",
    "clinical_photograph",
    "full_mouth_radiographs",
    "panoramic_radiograph",
    "periapical_radiograph",
    "radiographs_showing_bone_level",
    "study_models_or_scan",
)
TALKS = (Kind.CONSULTATION, Kind.EXAM)


@dataclass
class Record:
    """The rows of a case that the facts look at, each read once and only when asked for."""

    case: Case
    at: datetime

    def day(self, moment: datetime) -> str:
        """Write the day of a moment, as the clinic counts it."""
        return f"{local(moment, self.case.practice):%d %b %Y}"

    @cached_property
    def history(self) -> MedicalHistory | None:
        """The latest medical history."""
        return MedicalHistory.objects.filter(patient=self.case.patient).order_by("-number").first()

    @cached_property
    def chart(self) -> Chart | None:
        """The patient's chart."""
        return Chart.objects.filter(patient=self.case.patient).first()

    @cached_property
    def findings(self) -> list[Finding]:
        """Suspected and confirmed findings."""
        standing = (FindingStatus.SUSPECTED, FindingStatus.CONFIRMED)
        return list(Finding.objects.filter(chart=self.chart, status__in=standing)) if self.chart else []

    @cached_property
    def version(self) -> PlanVersion | None:
        """The plan in force."""
        return active_version(self.case)

    @cached_property
    def alternatives(self) -> list[Alternative]:
        """The alternatives of the plan in force."""
        return list(self.version.alternatives.all()) if self.version else []

    @cached_property
    def accepted(self) -> Alternative | None:
        """The accepted alternative of the plan in force."""
        return next((one for one in self.alternatives if one.state == AlternativeState.ACCEPTED), None)

    @cached_property
    def shut(self) -> list[Gate]:
        """The gates that are still shut: of what was accepted, else of any alternative."""
        looked_at = [self.accepted] if self.accepted else self.alternatives
        released = releases(self.version) if self.version else {}
        return [gate for one in looked_at for gate in gates(one, released) if gate.shut]

    @cached_property
    def agreement(self) -> Agreement:
        """How the plan in force stands to what was accepted before."""
        if self.accepted or self.version is None:
            return Agreement("holds" if self.accepted else "none", self.accepted)
        return agreement(self.version)

    @cached_property
    def talks(self) -> list[Appointment]:
        """Consultations and examinations in the day book."""
        rows = Appointment.objects.filter(HOLDS_ITS_PLACE, patient=self.case.patient, kind__in=TALKS)
        return list(rows.order_by("starts_at"))


def _fact(*, holds: bool, yes: str, no: str) -> Fact:
    return Fact(holds=holds, why=yes if holds else no)


def profile_complete(record: Record) -> Fact:
    """A way to reach the patient, and a history."""
    patient = record.case.patient
    reach = patient.phone or patient.email
    no = "A phone number or an e-mail is missing." if not reach else "The medical history has not been taken yet."
    taken = record.history.taken_at if record.history else None
    yes = f"History taken on {record.day(taken)}." if taken else ""
    return _fact(holds=bool(reach) and taken is not None, yes=yes, no=no)


def imaging_recorded(record: Record) -> Fact:
    """An image is on record for a finding."""
    rows = FindingEvidence.objects.filter(finding__in=record.findings, type__in=IMAGES).order_by("-taken_date")
    newest = rows.first()
    yes = f"Newest: {newest.type.replace('_', ' ')} of {newest.taken_date:%d %b %Y}." if newest else ""
    return _fact(holds=newest is not None, yes=yes, no="No image is on record for any finding yet.")


def consultation_booked(record: Record) -> Fact:
    """A first talk stands in the day book."""
    first = record.talks[0] if record.talks else None
    yes = f"{first.get_kind_display()} on {record.day(first.starts_at)}." if first else ""
    return _fact(holds=first is not None, yes=yes, no="No consultation or examination is in the day book.")


def findings_confirmed(record: Record) -> Fact:
    """A dentist has confirmed something."""
    sure = [one for one in record.findings if one.status == FindingStatus.CONFIRMED]
    waiting = len(record.findings) - len(sure)
    no = f"{waiting} suspected, none confirmed by a dentist." if waiting else "No finding is charted yet."
    return _fact(holds=bool(sure), yes=f"{len(sure)} confirmed.", no=no)


def options_documented(record: Record) -> Fact:
    """The compiler has answered."""
    version = record.version
    yes = f"Version {version.number}: {len(record.alternatives)} alternatives." if version else ""
    return _fact(holds=version is not None, yes=yes, no="No plan has been compiled yet.")


def every_item_priced(record: Record) -> Fact:
    """No fee is missing."""
    open_ones = [one.tier for one in record.alternatives if not one.price_complete]
    no = f"Fees are missing in: {', '.join(open_ones)}." if open_ones else "There is nothing to price yet."
    return _fact(holds=bool(record.alternatives) and not open_ones, yes="Every line has a fee.", no=no)


def risk_current(record: Record) -> Fact:
    """The plan was made from the history of today."""
    version = record.version
    if version is None:
        return Fact(holds=False, why="The risks are assessed when a plan is compiled.")
    now = patient_value(record.case.patient, record.history, version.start_date)
    no = "The history has changed since the plan was compiled. Compile again."
    flags = len(version.answer["flags"])
    return _fact(holds=now == version.inputs["case"]["patient"], yes=f"{flags} flags, from today's history.", no=no)


def sequence_computed(record: Record) -> Fact:
    """The visits stand in order."""
    visits = {one.tier: len(one.content()["visits"]) for one in record.alternatives}
    told = ", ".join(f"{tier} {count}" for tier, count in visits.items())
    return _fact(
        holds=bool(record.version),
        yes=f"Visits: {told or 'none needed'}.",
        no="No plan has been compiled yet.",
    )


def necessity_shown(record: Record) -> Fact:
    """No gate is shut."""
    why = list(dict.fromkeys(gate.why for gate in record.shut))
    return _fact(holds=not why, yes="Every line has its proof, or a dentist's reason.", no=" ".join(why[:2]))


def plan_current(record: Record) -> Fact:
    """The plan was made from the chart of today."""
    version, chart = record.version, record.chart
    if version is None or chart is None:
        return Fact(holds=False, why="No plan has been compiled yet.")
    behind = chart.revision - version.chart_revision
    no = f"The chart has changed since ({behind} change{'s' if behind > 1 else ''}). Compile again."
    return _fact(holds=behind == 0, yes=f"Version {version.number} is from the chart of today.", no=no)


def proposal_made(record: Record) -> Fact:
    """The plan in force was presented."""
    rows = Proposal.objects.filter(version=record.version) if record.version else Proposal.objects.none()
    shown = rows.values_list("presented_at", flat=True).first()
    if shown is None and record.accepted and record.accepted.covered_by_id:
        return Fact(holds=True, why="An earlier version was presented; the work and the price are the same.")
    yes = f"Presented on {record.day(shown)}." if shown else ""
    no = "The plan in force has not been presented."
    if shown is None and record.agreement.to_renew and record.agreement.accepted:
        before = record.agreement.accepted.version.number
        no = f"Consent is to be renewed: version {before} was accepted, and this one differs. Present it."
    return _fact(holds=shown is not None, yes=yes, no=no)


def discussion_booked(record: Record) -> Fact:
    """A talk after the plan was made."""
    made = record.version.compiled_at if record.version else record.at
    later = [one for one in record.talks if one.starts_at >= made]
    yes = f"{later[0].get_kind_display()} on {record.day(later[0].starts_at)}." if later else ""
    return _fact(holds=bool(later) and record.version is not None, yes=yes, no="No talk about the plan is booked.")


def alternative_accepted(record: Record) -> Fact:
    """The patient has chosen."""
    yes = f"Accepted: {record.accepted.tier}." if record.accepted else ""
    return _fact(holds=record.accepted is not None, yes=yes, no="The patient has not accepted an alternative yet.")


def preauth_settled(record: Record) -> Fact:
    """The insurers have released what they were asked about."""
    ranked = sorted(record.alternatives, key=lambda one: (one.recommended_at is None, one.tier != "balanced"))
    looked_at = record.accepted or (ranked[0] if ranked else None)
    holds, why = settled(looked_at, local_day(record.at, record.case.practice))
    return Fact(holds=holds, why=why)


def share_calculated(record: Record) -> Fact:
    """What the patient pays after the insurers is on record."""
    return share_known(record.accepted, record.alternatives)


def estimates_follow_visits(record: Record) -> Fact:
    """The estimate on record was made with the dates of the visits."""
    return follows_visits(record.accepted)


def plan_signed(record: Record) -> Fact:
    """What was accepted is signed."""
    signed = signature_of(record.accepted) if record.accepted else None
    yes = f"{signed.signer_name} signed on {record.day(signed.signed_at)}." if signed else ""
    return _fact(holds=signed is not None, yes=yes, no="Nothing of the plan in force is signed.")


def visits_booked(record: Record) -> Fact:
    """All visits have their dates."""
    visits = list(record.accepted.visits.all()) if record.accepted else []
    without = [one.number for one in visits if one.date is None and one.done_at is None]
    told = ", ".join(str(one) for one in without)
    no = f"Visits without a date: {told}." if visits else "There is no accepted plan to book."
    return _fact(holds=bool(visits) and not without, yes="All visits have a date.", no=no)


def treatment_finished(record: Record) -> Fact:
    """All visits are done."""
    visits = list(record.accepted.visits.all()) if record.accepted else []
    left = len([one for one in visits if one.done_at is None])
    no = f"{left} of {len(visits)} visits are still to come." if visits else "There is no accepted plan."
    return _fact(holds=bool(visits) and not left, yes="All visits are done.", no=no)


ASKED: dict[str, Callable[[Record], Fact]] = {
    one.__name__: one
    for one in (
        profile_complete,
        imaging_recorded,
        consultation_booked,
        findings_confirmed,
        options_documented,
        every_item_priced,
        risk_current,
        sequence_computed,
        necessity_shown,
        plan_current,
        proposal_made,
        discussion_booked,
        alternative_accepted,
        preauth_settled,
        share_calculated,
        estimates_follow_visits,
        plan_signed,
        visits_booked,
        treatment_finished,
    )
}
KNOWN = frozenset(ASKED)
