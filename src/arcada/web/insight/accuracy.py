"""Were our estimates right: paid beside estimated, what would explain the difference, and a person who decides."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from arcada.audit.actions import record_read
from arcada.cases.submission import new_key, once
from arcada.display.toasts import toast
from arcada.insurance.actions.payment_lessons import decide_lesson
from arcada.insurance.actions.payment_terms import set_pace
from arcada.insurance.models import BenefitPlan, LessonDecision, Payer, PayerPace
from arcada.insurance.paid_history import accuracy_of
from arcada.insurance.payments import lessons_of, terms_of
from arcada.practice.access import Permission, may_some
from arcada.web.insight.accuracy_forms import AccuracyForm, DecideForm
from arcada.web.insight.accuracy_presenters import cards, decided_lines, lines, pace_lines, summary
from arcada.web.shell.gate import gate
from arcada.web.shell.page import local_date, page_context, voice_of

SHOWN = 20


@never_cache
@require_safe
@gate(Permission.PRICE)
def show(request: HttpRequest) -> HttpResponse:
    """Show how well estimates were met."""
    return draw(request)


def draw(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Draw the page with what was refused."""
    member = request.membership  # type: ignore[attr-defined]
    voice = voice_of(member.practice)
    form = AccuracyForm(request.GET, member=member, today=local_date(timezone.now(), member.practice))
    first, last, payer = form.wanted()
    found = accuracy_of(member, first=first, until=last, payer=payer)
    detail = {"first": str(first), "last": str(last), "services": found.count}
    record_read(by=member, at=timezone.now(), noun="estimate accuracy", noun_id=member.practice_id, detail=detail)
    context = {
        "form": form,
        "first": first,
        "last": last,
        "problem": problem,
        "key": new_key(),
        "summary": summary(found, voice),
        "may_see_departures": may_some(member, Permission.READ_DEVIATIONS),
        **_parts(member, found, voice),
    }
    if status == 200 and form.errors:  # noqa: PLR2004 - all is well so far
        status = 422
    return render(request, "web/insight/accuracy.html", page_context(request) | context, status=status)


def _parts(member: Any, found: Any, voice: Any) -> dict[str, Any]:
    """What the page lists."""
    rows = BenefitPlan.objects.filter(practice_id=member.practice_id).select_related("payer")
    plans = {str(row.pk): row for row in rows}
    names = {str(row.payer_id): row.payer.name for row in plans.values()}
    used = {str(row.payer_id): row for row in PayerPace.objects.filter(practice_id=member.practice_id)}
    decided = list(lessons_of(member))
    return {
        "proposals": cards(found.groups, plans, decided, voice),
        "groups": lines(found.groups, plans, voice),
        "paces": pace_lines(found.paces, names, used, terms_of(member.practice_id).usual_payer_days),
        "decided": decided_lines(decided[:SHOWN]),
    }


@require_POST
@gate(Permission.PRICE)
def decide(request: HttpRequest) -> HttpResponse:
    """Accept or refuse a proposal."""
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    form = DecideForm(request.POST)
    if not form.is_valid():
        return draw(request, problem=form.sentence(), status=422)
    told = form.cleaned_data
    plan = BenefitPlan.objects.filter(practice_id=by.practice_id, pk=told.pop("plan")).first()
    if plan is None:
        raise Http404
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="decide on a correction",
        act=lambda: decide_lesson(by=by, at=at, plan=plan, **told),
    )
    if sent.refusal is not None:
        return draw(request, problem=form.sentence(sent.refusal), status=422)
    if sent.made is not None:
        accepted = sent.made.decision == LessonDecision.ACCEPTED
        said = (
            "The plan was corrected; the estimates under it follow." if sent.made.applied else "Recorded as corrected."
        )
        toast(request, said if accepted else "Refused; it is not proposed again.")
    return redirect("insight:estimate_accuracy")


@require_POST
@gate(Permission.PRICE)
def use_pace(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Let the cash flow count with the days that a payer was seen to take."""
    by, at = request.membership, timezone.now()  # type: ignore[attr-defined]
    payer = Payer.objects.filter(practice_id=by.practice_id, pk=payer_id).first()
    if payer is None:
        raise Http404
    seen = next(iter(accuracy_of(by, payer=payer.pk).paces), None)
    if seen is None:
        return draw(
            request, problem="Too few answers of this payer are on record to say how long it takes.", status=409
        )
    sent = once(
        by=by,
        at=at,
        key=request.POST.get("key", ""),
        verb="use a pace",
        act=lambda: set_pace(by=by, at=at, payer=payer, days=min(seen.days, 365), seen=seen),
    )
    if sent.refusal is not None:
        return draw(request, problem=sent.refusal.text, status=422)
    if not sent.repeated:
        toast(request, f"The cash flow counts {seen.days} days for {payer.name} now.")
    return redirect("insight:estimate_accuracy")
