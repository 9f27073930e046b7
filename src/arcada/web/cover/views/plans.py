"""Plans of a payer: a new one from a template, change one for everybody who has it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.insurance.actions.plans import bring_back_plan, change_plan, retire_plan, write_plan
from arcada.insurance.models import BenefitPlan, Payer
from arcada.insurance.templates import template_of, templates
from arcada.practice.access import Permission
from arcada.web.cover.forms.plan import PlanForm
from arcada.web.cover.presenters.plan_words import other_rules
from arcada.web.cover.views.changing import revision_of
from arcada.web.people.sections import OK, UNCLEAR, draw, own, send
from arcada.web.shell.gate import gate

HERE = "cover:payers"
FIRST = "ppo_100_80_50"


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def new(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Write a plan, started from a template."""
    payer: Payer = own(request.membership, Payer, payer_id)  # type: ignore[attr-defined]
    template = template_of(request.GET.get("template", FIRST)) or templates()[0]
    given = request.POST if request.method == "POST" else None
    form = PlanForm(given, kept=template.benefits, with_payer=False, initial=PlanForm.of_template(template))
    told = form.told(template.settings) if given is not None and form.is_valid() else None
    if told is not None:
        sent = send(request, "write plan", lambda by, at: write_plan(by=by, at=at, payer=payer, told=told))
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{told.name} is on file.")
            return redirect("cover:payer", payer.pk)
        form.refuse(sent.refusal)
    content = {
        "plan": form,
        "title": f"{payer.name}: a new plan",
        "payer_id": payer.pk,
        "payer": payer.name,
        "starts": [(one.id, one.name, one.id == template.id) for one in templates()],
        "other_rules": other_rules(dict(template.benefits)),
    }
    return draw(request, "web/cover/plan.html", HERE, content, status=UNCLEAR if form.errors else OK)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def plan(request: HttpRequest, benefit_plan_id: UUID) -> HttpResponse:
    """Change a plan for everybody who has it."""
    row: BenefitPlan = own(request.membership, BenefitPlan, benefit_plan_id)  # type: ignore[attr-defined]
    given = request.POST if request.method == "POST" else None
    form = PlanForm(given, kept=row.benefits, with_payer=False, initial=PlanForm.of_plan(row))
    told = form.told(row.settings) if given is not None and form.is_valid() else None
    if told is not None:
        revision = revision_of(request)
        sent = send(
            request, "change plan", lambda by, at: change_plan(by=by, at=at, plan=row, told=told, revision=revision)
        )
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{told.name} is saved; the estimates of everybody who has it follow.")
            return redirect("cover:payer", row.payer_id)
        form.refuse(sent.refusal)
    content = {
        "plan": form,
        "title": f"{row.payer.name}: {row}",
        "payer_id": row.payer_id,
        "payer": row.payer.name,
        "plan_id": row.pk,
        "active": row.active,
        "people": row.policies.filter(coverages__removed_at__isnull=True)
        .values("coverages__patient")
        .distinct()
        .count(),
        "revision": request.POST.get("revision") or row.revision,
        "other_rules": other_rules(dict(row.benefits)),
    }
    return draw(request, "web/cover/plan.html", HERE, content, status=UNCLEAR if form.errors else OK)


@require_POST
@gate(Permission.PRICE)
def offer(request: HttpRequest, benefit_plan_id: UUID) -> HttpResponse:
    """Offer a plan no longer, or again."""
    member = request.membership  # type: ignore[attr-defined]
    row: BenefitPlan = own(member, BenefitPlan, benefit_plan_id)
    act = retire_plan if row.active else bring_back_plan
    outcome = act(by=member, at=timezone.now(), plan=row)
    if not isinstance(outcome, Refusal):
        toast(request, f"{row} is {'no longer offered' if row.active else 'offered again'}.")
    return redirect("cover:payer", row.payer_id)
