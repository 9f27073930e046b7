"""What the house asks for before the work: a section of the settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from arcada.display.toasts import toast
from arcada.insurance.actions.payment_terms import TERMS, set_terms
from arcada.insurance.payments import terms_of
from arcada.practice.access import Permission
from arcada.web.budget.forms import TermsForm
from arcada.web.people.sections import OK, UNCLEAR, draw, send
from arcada.web.shell.gate import gate

HERE = "budget:terms"


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def terms(request: HttpRequest) -> HttpResponse:
    """Draw the terms, or change them."""
    member = request.membership  # type: ignore[attr-defined]
    if request.method != "POST":
        told = terms_of(member.practice_id)
        return _page(request, TermsForm(initial={name: getattr(told, name) for name in TERMS}))
    form = TermsForm(request.POST)
    if form.is_valid():
        rules = form.cleaned_data
        sent = send(request, "change money terms", lambda by, at: set_terms(by=by, at=at, **rules))
        if not sent.refusal:
            if not sent.repeated:
                toast(request, "The terms are saved. Every cash flow counts with them from now on.")
            return redirect(HERE)
        form.refuse(sent.refusal)
    return _page(request, form, UNCLEAR)


def _page(request: HttpRequest, form: TermsForm, status: int = OK) -> HttpResponse:
    return draw(request, "web/budget/terms.html", HERE, {"form": form}, status=status)
