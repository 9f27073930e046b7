"""A record that is missing: taken today, ordered, or gone on without."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from arcada.cases.actions.findings import Evidence
from arcada.cases.actions.go_without import go_without
from arcada.cases.actions.prove import prove_findings
from arcada.cases.mapping import STANDING
from arcada.cases.models import Finding, Override
from arcada.cases.submission import once
from arcada.coordination.actions.tasks import ToDo, add_task
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.chart.plan_walk import version_in_force
from arcada.web.chart.presenters.records import role_for
from arcada.web.chart.views.frame import (
    back,
    chart_row,
    look_of,
    member_of,
    patient_of,
    refused,
    say_with_undo,
    seen_revision,
    today_of,
)
from arcada.web.chart.words import EVIDENCE, evidence_name
from arcada.web.shell.gate import gate
from arcada.web.shell.journey import case_at_hand, open_case_of

LONGEST_TITLE = 160
LONGEST_REASON = 500
LONGEST_ID = 40
WITHIN = timedelta(days=7)  # source: judgement (owner: the coordinator)
UNKNOWN = Refusal("unknown_evidence", "There is no such record to ask for.", "evidence")
NO_CASE = Refusal(
    "no_case", "No case is open. Open one on the page Case, so that the reason has its place.", "evidence"
)


@require_POST
@gate(Permission.CHART)
def taken_today(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Put a proof of today to all findings that lack it."""
    patient = patient_of(request, patient_id)
    look, now, evidence = look_of(request, patient), timezone.now(), request.POST.get("evidence", "")
    if evidence not in EVIDENCE:
        return refused(request, patient, look, UNKNOWN, form="records")
    found = _findings(request, patient)
    sent = once(
        by=member_of(request),
        at=now,
        key=request.POST.get("key", ""),
        verb="take a record",
        act=lambda: prove_findings(
            by=member_of(request),
            at=now,
            chart=chart_row(patient),
            expected_revision=seen_revision(request),
            findings=found,
            evidence=Evidence(evidence, today_of(request)),
        ),
    )
    if sent.refusal:
        return refused(request, patient, look, sent.refusal, form="records")
    if not sent.repeated:
        say_with_undo(request, patient, f"{evidence_name(evidence)} of today is on record for {_counted(found)}.")
    return back(patient, look)


@require_POST
@gate(Permission.OVERRIDE)
def go_on_without(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Let a dentist go on without a proof, with a reason that stays: for the plan in force, else for the next one."""
    patient = patient_of(request, patient_id)
    look, now = look_of(request, patient), timezone.now()
    evidence, reason = request.POST.get("evidence", ""), request.POST.get("reason", "")[:LONGEST_REASON]
    case = case_at_hand(member_of(request), patient, version_in_force(patient))
    if evidence not in EVIDENCE or case is None:
        why = UNKNOWN if evidence not in EVIDENCE else NO_CASE
        return refused(request, patient, look, why, form="records")
    member, found = member_of(request), _findings(request, patient)

    def act() -> Override | Refusal:
        made = go_without(by=member, at=now, case=case, findings=found, evidence=evidence, reason=reason)
        return made if isinstance(made, Refusal) else made[-1]

    key = request.POST.get("key", "")
    sent = once(by=member, at=now, key=key, verb="go on without a record", act=act)
    if sent.refusal:
        return refused(request, patient, look, sent.refusal, form="records")
    if not sent.repeated:
        toast(request, f"{evidence_name(evidence)}: gone on without, with the reason on record.")
    return back(patient, look)


def _findings(request: HttpRequest, patient: Patient) -> list[Finding]:
    """The findings that the form names, as far as they are this patient's."""
    given = [one for one in request.POST.getlist("finding") if _is_id(one)]
    rows = Finding.objects.filter(chart__patient=patient, pk__in=given, status__in=STANDING)
    return list(rows.select_related("chart").order_by("number"))


def _is_id(text: str) -> bool:
    try:
        UUID(text[:LONGEST_ID])
    except ValueError:
        return False
    return True


def _counted(found: list[Finding]) -> str:
    return str(found[0]) if len(found) == 1 else f"{len(found)} findings"


@require_POST
@gate(Permission.READ_CHART)
def ask_for_record(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Put the making of a record on the worklist of who makes it."""
    patient = patient_of(request, patient_id)
    look, now, member = look_of(request, patient), timezone.now(), member_of(request)
    evidence = request.POST.get("evidence", "")
    if evidence not in EVIDENCE:
        return refused(request, patient, look, UNKNOWN, form="records")
    role = role_for(evidence)
    todo = ToDo(
        title=request.POST.get("title", "")[:LONGEST_TITLE],
        role=role,
        due_date=today_of(request) + WITHIN,
        case=open_case_of(member, patient),
        patient=patient,
    )
    sent = once(
        by=member,
        at=now,
        key=request.POST.get("key", "") + evidence[:20],
        verb="ask for a record",
        act=lambda: add_task(by=member, at=now, todo=todo),
    )
    if sent.refusal:
        return refused(request, patient, look, sent.refusal, form="records")
    if not sent.repeated:
        toast(request, f"It stands on the worklist of the {role}, due in a week.")
    return back(patient, look)
