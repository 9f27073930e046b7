"""The clocks of insurers: of all of them, or of one that differs."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arcada.cases.submission import new_key, once
from arcada.display.toasts import toast
from arcada.insurance.actions.preauth_terms import set_terms
from arcada.insurance.models import Payer, PreAuthTerms
from arcada.insurance.preauth.standing import nearest_terms
from arcada.practice.access import Permission, may
from arcada.web.preauth.forms.terms import TermsForm
from arcada.web.shell.gate import gate
from arcada.web.shell.page import page_context


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.PRICE)
def terms(request: HttpRequest) -> HttpResponse:
    """Show and set the clocks; those of all payers are set by who changes settings."""
    member = request.membership  # type: ignore[attr-defined]
    payer = _payer(request)
    rows = list(PreAuthTerms.objects.filter(plan__isnull=True))
    own = next((row for row in rows if row.payer_id == (payer.pk if payer else None)), None)
    start = own or nearest_terms(rows, payer.pk if payer else None, None) or PreAuthTerms()
    if request.method != "POST":
        return _draw(request, TermsForm(initial=TermsForm.filled(start)), payer, rows, status=200)
    form = TermsForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, payer, rows, status=422)
    at = timezone.now()
    sent = once(
        by=member,
        at=at,
        key=request.POST.get("key", ""),
        verb="preauth terms",
        act=lambda: set_terms(by=member, at=at, terms=form.terms(), payer=payer),
    )
    if sent.refusal is not None:
        form.refuse(sent.refusal)
        return _draw(request, form, payer, rows, status=422)
    toast(request, f"The clocks of {payer.name if payer else 'all insurers'} are set for packs from now on.")
    return redirect(f"{reverse('preauth:terms')}{f'?payer={payer.pk}' if payer else ''}")


def _payer(request: HttpRequest) -> Payer | None:
    given = request.GET.get("payer") or request.POST.get("payer", "")
    if not given:
        return None
    try:
        found = Payer.objects.filter(pk=UUID(given)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _draw(
    request: HttpRequest, form: TermsForm, payer: Payer | None, rows: list[PreAuthTerms], *, status: int
) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    own = {row.payer_id for row in rows}
    context: dict[str, Any] = {
        "form": form,
        "payer": {"id": payer.pk, "name": payer.name} if payer else None,
        "payers": [
            {"id": row.pk, "name": row.name, "own": row.pk in own, "here": payer is not None and row.pk == payer.pk}
            for row in Payer.objects.filter(active=True)
        ],
        "may_set": payer is not None or may(member, Permission.SETTINGS),
        "key": new_key(),
    }
    return render(request, "web/preauth/terms.html", page_context(request) | context, status=status)
