"""Entering a coverage: find the plan, say what is told of the member, done in under a minute."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arcada.cases.submission import new_key, once
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.insurance.actions.coverages import CoverageTold
from arcada.insurance.actions.enter_coverage import NewPlan, enter_coverage
from arcada.insurance.models import BenefitPlan, Coverage, Policy
from arcada.insurance.queries import payers_of, plans_of
from arcada.insurance.templates import Template, template_of
from arcada.patients.models import Patient
from arcada.practice.access import Permission
from arcada.web.cover.forms.member import MemberForm
from arcada.web.cover.forms.plan import PlanForm
from arcada.web.cover.presenters.finding_plans import family_policies, found_plans, holder, policy_of, starts
from arcada.web.cover.presenters.plan_words import PlanWords, plan_words
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.page import local_date, page_context, voice_of

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Start:
    """What was picked: one of these."""

    plan: BenefitPlan | None = None
    policy: Policy | None = None
    template: Template | None = None

    @property
    def title(self) -> str:
        """Name it."""
        if self.template:
            return self.template.name
        plan = self.policy.plan if self.policy else self.plan
        return f"{plan.payer.name}: {plan}" if plan else ""

    def words(self) -> PlanWords | None:
        """Say what a plan that is there pays."""
        plan = self.policy.plan if self.policy else self.plan
        return plan_words(plan) if plan else None


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Find a plan; with one picked, ask for the member; sent, enter the coverage."""
    patient = patient_or_404(request, patient_id)
    start = _picked(request, patient)
    if start is None:
        return _finding(request, patient)
    if request.method == "POST":
        return _sent(request, patient, start)
    return _asking(request, patient, start, *_forms(request, start))


def _picked(request: HttpRequest, patient: Patient) -> Start | None:
    member = request.membership  # type: ignore[attr-defined]
    asked = request.GET
    if asked.get("template"):
        template = template_of(asked["template"])
        if template is None:
            raise Http404
        return Start(template=template)
    try:
        if asked.get("policy"):
            policy = policy_of(patient, UUID(asked["policy"]))
            return Start(policy=policy) if policy else _gone()
        if asked.get("plan"):
            plan = plans_of(member).filter(pk=UUID(asked["plan"])).first()
            return Start(plan=plan) if plan else _gone()
    except ValueError:
        raise Http404 from None
    return None


def _gone() -> Start:
    raise Http404


def _finding(request: HttpRequest, patient: Patient) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    typed = request.GET.get("q", "")[:LONGEST].strip()
    context = {
        "typed": typed,
        "plans": found_plans(member, typed),
        "policies": () if typed else family_policies(patient),
        "starts": starts(),
        "any_plans": plans_of(member).exists(),
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/cover/found.html", context | {"patient": {"id": patient.pk}})
    frame = page_context(request, patient=patient, tab="money")
    return render(request, "web/cover/find.html", frame | context)


def _forms(request: HttpRequest, start: Start) -> tuple[MemberForm, PlanForm | None]:
    member = request.membership  # type: ignore[attr-defined]
    voice, today = voice_of(member.practice), local_date(timezone.now(), member.practice)
    given = request.POST if request.method == "POST" else None
    first = MemberForm.first(today, start.policy)
    form = MemberForm(given, voice=voice, held=start.policy is not None, initial=first)
    if start.template is None:
        return form, None
    initial = PlanForm.of_template(start.template) | {"payer": request.GET.get("payer", ""), "source": "phone"}
    plan = PlanForm(given, kept=start.template.benefits, initial=initial)
    for name in ("source", "verified_on"):  # one question, asked of the member, answers both
        del plan.fields[name]
    return form, plan


def _asking(
    request: HttpRequest,
    patient: Patient,
    start: Start,
    form: MemberForm,
    plan: PlanForm | None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "title": start.title,
        "words": start.words(),
        "holder": holder(start.policy) if start.policy else "",
        "form": form,
        "plan": plan,
        "payers": payers_of(member).filter(active=True).values_list("name", flat=True),
        "problem": problem,
        "key": request.POST.get("key") or new_key(),
    }
    frame = page_context(request, patient=patient, tab="money")
    return render(request, "web/cover/new.html", frame | context, status=status)


def _sent(request: HttpRequest, patient: Patient, start: Start) -> HttpResponse:
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    form, plan = _forms(request, start)
    valid = form.is_valid() & (plan is None or plan.is_valid())
    told = form.told(start.policy) if valid else None
    new_plan = _new_plan(plan, start, told) if told and plan else None
    if told is None or (plan is not None and new_plan is None):
        return _asking(request, patient, start, form, plan, status=422)
    row = new_plan or (start.policy.plan if start.policy else start.plan)
    assert row is not None  # noqa: S101 - one of the three was picked
    used = form.used_told(local_date(now, member.practice))

    def act() -> Coverage | Refusal:
        return enter_coverage(by=member, at=now, patient=patient, plan=row, told=told, used=used)

    sent = once(by=member, at=now, key=request.POST.get("key", ""), verb="enter coverage", act=act)
    if sent.refusal:
        return _refused(request, patient, start, form, plan, sent.refusal)
    if not sent.repeated:
        toast(request, "The coverage is entered. The estimates count with it.")
    return redirect("cover:show", patient.pk)


def _new_plan(plan: PlanForm, start: Start, told: CoverageTold) -> NewPlan | None:
    plan.cleaned_data |= {"source": told.source, "verified_on": told.verified_on}
    written = plan.told(start.template.settings if start.template else {})
    return NewPlan(payer=plan.cleaned_data["payer"], told=written) if written else None


def _refused(
    request: HttpRequest, patient: Patient, start: Start, form: MemberForm, plan: PlanForm | None, refusal: Refusal
) -> HttpResponse:
    here = form.fields_of.get(refusal.where, refusal.where) in form.fields
    if plan is not None and not here:
        plan.refuse(refusal)
    else:
        form.refuse(refusal)
    return _asking(request, patient, start, form, plan, status=422)
