"""Looking at plans: three side by side, one in full, the versions and what changed between them."""

import re
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from arcada.cases.models import Alternative, Case, CompileRun, PlanVersion
from arcada.cases.models.case import RunState
from arcada.cases.queries import active_version, of_version
from arcada.cases.readiness import readiness
from arcada.cases.submission import new_key
from arcada.display.odontogram.draw import page_sheet
from arcada.patients.models import Patient
from arcada.practice.access import Permission, may
from arcada.web.plan.presenters.cards import QUIET_FLAGS, cards
from arcada.web.plan.presenters.course import branches, course, left_alone
from arcada.web.plan.presenters.differences import differences
from arcada.web.plan.presenters.glance import coinciding, glance
from arcada.web.plan.presenters.lacking import lacking
from arcada.web.plan.presenters.notices import not_followed, stranded
from arcada.web.plan.presenters.readiness import progress, ready
from arcada.web.plan.presenters.renewal import renewal
from arcada.web.plan.presenters.shares import with_shares
from arcada.web.plan.presenters.shown import TITLES, Shown
from arcada.web.plan.presenters.versions import comparison
from arcada.web.shell.gate import gate, patient_or_404
from arcada.web.shell.journey import journey_of, open_case_of
from arcada.web.shell.page import local_date, page_context, voice_of
from arcada.web.shell.remember import Remembered

LIKE_A_VERSION = re.compile(r"[0-9]{1,9}")
LOOKS = (Permission.READ_CHART, Permission.READ_PRICE)
PATIENCE_SECONDS = 4.0  # so long a run may wait before the page does it itself. source: judgement


@require_safe
@gate(*LOOKS)
def show(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the plans of the open case, or what is ready for them."""
    return draw(request, patient_or_404(request, patient_id, noun="plan"))


def draw(request: HttpRequest, patient: Patient, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Draw the page as it stands, with what was refused."""
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    case = open_case_of(member, patient)
    context: dict[str, Any] = {"problem": problem, "key": new_key(), "may_present": may(member, Permission.PRESENT)}
    if case is None:
        frame = page_context(request, patient=patient, tab="plan")
        return render(request, "web/plan/no_case.html", frame | context, status=status)
    version = active_version(case)
    context |= {"progress": _run(case, version), "making_again": version is not None}
    if version is None:
        context["ready"] = ready(case, readiness(case, now), voice_of(member.practice))
        frame = page_context(request, patient=patient, tab="plan")
        return render(request, "web/plan/ready.html", frame | context, status=status)
    return _draw_version(request, patient, version, context, status)


def _run(case: Case, version: PlanVersion | None) -> Any:
    """The newest run that still matters: under way, or failed after the version was made."""
    run = CompileRun.objects.filter(case=case).first()
    if run is None or run.state == RunState.DONE:
        return None
    if version is not None and run.started_at < version.compiled_at:
        return None
    return progress(run, (timezone.now() - run.started_at).total_seconds(), PATIENCE_SECONDS)


@require_safe
@gate(*LOOKS)
def version(request: HttpRequest, patient_id: UUID, number: int) -> HttpResponse:
    """Show an older version as it was."""
    patient = patient_or_404(request, patient_id, noun="plan version")
    case = open_case_of(request.membership, patient)  # type: ignore[attr-defined]
    rows = PlanVersion.objects.select_related("case__patient__practice", "compiled_by__user")
    found = rows.filter(case=case, number=number).first() if case else None
    if found is None:
        raise Http404
    context = {"key": new_key(), "may_present": may(request.membership, Permission.PRESENT)}  # type: ignore[attr-defined]
    return _draw_version(request, patient, found, context, 200)


def _draw_version(
    request: HttpRequest, patient: Patient, found: PlanVersion, context: dict[str, Any], status: int
) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    shown = Shown.to(member, found, voice_of(member.practice))
    rows = rows_of(found)
    drawn = cards(shown, rows, presented=found.presented_at is not None)
    if shown.sees_price and found.active:
        drawn = with_shares(drawn, rows, patient, local_date(timezone.now(), member.practice), shown.voice)
    context |= {
        "version": {
            "number": found.number,
            "active": found.active,
            "at": found.compiled_at,
            "by": str(found.compiled_by.user),
        },
        "cards": drawn,
        "sheet": SHEETS.of((found.pk, shown.eyes), lambda: page_sheet([card.mouth for card in drawn]))
        if shown.sees_chart and drawn
        else "",
        "recommended": next((card.key for card in drawn if card.recommended), ""),
        "may_edit": may(member, Permission.OVERRIDE) and found.active,
        "may_recommend": may(member, Permission.SIGN_OFF) and found.active,
        "below": BELOW.of((found.pk, shown.eyes), lambda: _drawn_below(shown, patient)) if drawn else "",
        **_counted(shown),
        **(_notices(shown) if found.active else {}),
    }
    here = journey_of(member, found, timezone.now()) if found.active else None
    frame = page_context(request, patient=patient, tab="plan", journey=here)
    return render(request, "web/plan/plans.html", frame | context, status=status)


def _notices(shown: Shown) -> dict[str, Any]:
    """What must be heeded first: consent to be renewed, visits of an older version, what the newest version changed."""
    version = shown.version
    if version.number == 1:
        return {"unfollowed": ()}
    eyes = {"sees_price": shown.sees_price, "sees_chart": shown.sees_chart}
    before = PlanVersion.objects.filter(case=version.case_id, number=version.number - 1).values_list("pk", flat=True)
    key = before.first()
    return {
        "changed": comparison(key, version.pk, shown.voice, **eyes) if key else None,
        "presented": version.presented_at is not None,
        "renewal": renewal(version),
        "stranded": stranded(version, timezone.now(), shown.voice),
        "unfollowed": not_followed(shown) if shown.sees_chart else (),
    }


SHEETS: Remembered[SafeString] = Remembered(32)
BELOW: Remembered[SafeString] = Remembered(64)


def _counted(shown: Shown) -> dict[str, Any]:
    """What the head of the page says, as far as this member sees it."""
    return {
        "counted": len(shown.found),
        "sees_chart": shown.sees_chart,
        "sees_price": shown.sees_price,
        "recall": shown.answer["recall_months"],
    }


def _drawn_below(shown: Shown, patient: Patient) -> SafeString:
    """Draw what stands below the cards."""
    context = _counted(shown) | _below(shown)
    context |= {"patient": {"id": patient.pk}, "version": {"number": shown.version.number}, "voice": shown.voice}
    return render_to_string("web/plan/below.html", context)


def _below(shown: Shown) -> dict[str, Any]:
    """What stands below the cards, as far as this member sees it."""
    return {
        "titles": [TITLES[one["tier"]] for one in shown.alternatives],
        "glance": glance(shown) if len(shown.alternatives) > 1 else (),
        "coinciding": coinciding(shown),
        "table": differences(shown) if shown.sees_chart and len(shown.alternatives) > 1 else None,
        "left": _by_tier(shown, left_alone) if shown.sees_chart else (),
        "branches": _by_tier(shown, branches),
        "flags": _flags(shown),
        "lacks": lacking(shown) if shown.sees_chart else (),
        "questions": shown.answer.get("questions", ()) if shown.sees_chart else (),
    }


def rows_of(found: PlanVersion) -> list[Alternative]:
    """The alternatives of a version with what their cards need."""
    rows = found.alternatives.select_related("recommended_by__user", "covered_by").prefetch_related("visits", "items")
    return of_version(rows, found)


def _by_tier(shown: Shown, tell: Any) -> tuple[tuple[Any, tuple[str, ...]], ...]:
    """What several plans say alike is told once, with the plans that say it."""
    told: dict[Any, list[str]] = {}
    for one in shown.alternatives:
        for said in tell(shown, one):
            told.setdefault(said, []).append(TITLES[one["tier"]])
    every = len(shown.alternatives)
    return tuple((said, () if len(tiers) == every else tuple(tiers)) for said, tiers in told.items())


def _flags(shown: Shown) -> tuple[dict[str, Any], ...]:
    """The warnings, each with the lines that it touches."""
    if not shown.sees_chart:
        return ()
    told = []
    for one in shown.answer["flags"]:
        if one["flag"] in QUIET_FLAGS:
            continue
        known = [found for item in one["affects"] if (found := shown.item(item))]
        touches = dict.fromkeys(shown.line(item) for _, item in known)
        told.append({"text": one["text"], "touches": tuple(touches)})
    return tuple(told)


@require_safe
@gate(*LOOKS)
def one(request: HttpRequest, patient_id: UUID, tier: str) -> HttpResponse:
    """Show one plan in full."""
    patient = patient_or_404(request, patient_id, noun="plan")
    member = request.membership  # type: ignore[attr-defined]
    row = alternative_or_404(request, patient, tier)
    shown = Shown.to(member, row.version, voice_of(member.practice))
    told = course(shown, row)
    context = {
        "course": told,
        "version": {"number": row.version.number},
        "sees_chart": shown.sees_chart,
        "others": [other["tier"] for other in shown.alternatives],
        "titles": TITLES,
    }
    return render(request, "web/plan/one.html", page_context(request, patient=patient, tab="plan") | context)


def alternative_or_404(request: HttpRequest, patient: Patient, tier: str) -> Alternative:
    """Give an alternative of the plan in force, or of the version that `?version=` names."""
    case = open_case_of(request.membership, patient)  # type: ignore[attr-defined]
    asked = request.GET.get("version", "")
    rows = Alternative.objects.filter(version__case=case, tier=tier) if case else Alternative.objects.none()
    named = {"number": int(asked)} if LIKE_A_VERSION.fullmatch(asked) else {"active": True}
    rows = rows.filter(**{f"version__{name}": value for name, value in named.items()})
    found = (
        rows.select_related("version__case__patient__practice", "recommended_by__user")
        .prefetch_related("visits")
        .first()
    )
    if found is None:
        raise Http404
    return found
