"""A payer's electronic answer: brought in for a coverage, looked at, taken over by a person."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.insurance.actions.take_answer import keep_answer, read_for, take_answer
from arcada.insurance.models import Coverage, CoverageFile, FileKind
from arcada.insurance.queries import coverage_of, coverages_of
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.cover.presenters.answer import answer_shown
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import local_date, page_context, voice_of

UNCLEAR = 422
NO_FILE = "Choose the payer's file first."
LONGEST = 30


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def upload(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Take a file for one of the patient's coverages."""
    patient = patient_or_404(request, patient_id)
    if request.method != "POST":
        return _asking(request, patient)
    row = _chosen(request, patient)
    sent, now = request.FILES.get("file"), timezone.now()
    if row is None or sent is None:
        return _asking(request, patient, NO_FILE if row else "Say which coverage the answer is about.")
    content, member = sent.read(), request.membership  # type: ignore[attr-defined]
    done = once(
        by=member,
        at=now,
        key=request.POST.get("key", ""),
        verb="bring in answer",
        act=lambda: keep_answer(by=member, at=now, coverage=row, name=sent.name or "", content=content),
    )
    if done.refusal or done.noun_id is None:
        refusal = done.refusal or Refusal("no_file", NO_FILE)
        place = f" In the file: {refusal.where}." if refusal.where else ""
        return _asking(request, patient, f"{refusal.text}{place} Nothing was taken over.")
    return redirect("cover:look_answer", patient.pk, done.noun_id)


@require_http_methods(["GET", "HEAD"])
@gate(Permission.PRICE)
def look(request: HttpRequest, patient_id: UUID, answer_id: UUID) -> HttpResponse:
    """Show what an answer says and would change."""
    patient = patient_or_404(request, patient_id, noun="coverage")
    return _look(request, patient, _file(patient, answer_id))


@require_POST
@gate(Permission.PRICE)
def take(request: HttpRequest, patient_id: UUID, answer_id: UUID) -> HttpResponse:
    """Take an answer over."""
    patient = patient_or_404(request, patient_id)
    file = _file(patient, answer_id)
    row = _of(request, patient, file)
    if row is None or file.taken_at is not None:
        return redirect("cover:show", patient.pk)
    outcome = take_answer(
        by=request.membership,  # type: ignore[attr-defined]
        at=timezone.now(),
        file=file,
        coverage=row,
        everybody=request.POST.get("for") == "plan",
    )
    if isinstance(outcome, Refusal):
        return _look(request, patient, file, problem=outcome.text)
    toast(request, "The payer's answer is taken over. The estimates count with it.")
    return redirect("cover:show", patient.pk)


def _asking(request: HttpRequest, patient: Patient, problem: str = "") -> HttpResponse:
    today = local_date(timezone.now(), request.membership.practice)  # type: ignore[attr-defined]
    choices = [
        (str(one.pk), f"{one.policy.plan.payer.name}: {one.policy.plan}") for one in coverages_of(patient, today)
    ]
    context = {"choices": choices, "problem": problem, "key": new_key()}
    frame = page_context(request, patient=patient, tab="money")
    return render(request, "web/cover/answer.html", frame | context, status=UNCLEAR if problem else 200)


def _look(request: HttpRequest, patient: Patient, file: CoverageFile, *, problem: str = "") -> HttpResponse:
    row = _of(request, patient, file)
    if file.taken_at is not None or row is None:
        return redirect("cover:show", patient.pk)
    member = request.membership  # type: ignore[attr-defined]
    answer = read_for(member, row, str(file.content["answer"]).encode())
    if isinstance(answer, Refusal):
        return _asking(request, patient, answer.text)
    voice, today = voice_of(member.practice), local_date(timezone.now(), member.practice)
    people = (
        Coverage.objects.filter(policy__plan=row.policy.plan_id, removed_at__isnull=True).values("patient").distinct()
    )
    context = {
        "answer": answer_shown(row, answer, voice, today),
        "file_id": file.pk,
        "file_name": file.name,
        "plan": f"{row.policy.plan.payer.name}: {row.policy.plan}",
        "people": people.count(),
        "problem": problem,
    }
    frame = page_context(request, patient=patient, tab="money")
    return render(request, "web/cover/look_answer.html", frame | context, status=UNCLEAR if problem else 200)


def _chosen(request: HttpRequest, patient: Patient) -> Coverage | None:
    today = local_date(timezone.now(), request.membership.practice)  # type: ignore[attr-defined]
    rows = {str(one.pk): one for one in coverages_of(patient, today)}
    only = next(iter(rows.values())) if len(rows) == 1 else None
    return rows.get(request.POST.get("coverage", ""), only)


def _file(patient: Patient, key: UUID) -> CoverageFile:
    row = CoverageFile.objects.filter(patient=patient, kind=FileKind.ANSWER, pk=key).first()
    if row is None:
        raise Http404
    return row


def _of(request: HttpRequest, patient: Patient, file: CoverageFile) -> Coverage | None:
    row = coverage_of(request.membership, str(file.content.get("coverage", "")))  # type: ignore[attr-defined]
    return row if row is not None and row.patient_id == patient.pk else None
