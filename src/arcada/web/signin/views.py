"""Choosing a practice after sign-in, staying signed in, and signing out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arcada.audit.actions import record
from arcada.practice.models import Membership
from arcada.store.tenancy import in_practice
from arcada.web.signin.middleware import CHOSEN, SEEN, practice_free


@practice_free
@require_http_methods(["GET", "POST"])
def choose_practice(request: HttpRequest) -> HttpResponse:
    """Ask which practice to work in; the only one is taken without asking."""
    own = Membership.objects.filter(user=request.user.pk, active=True).select_related("practice", "user")
    if request.method == "POST":
        given = request.POST.get("membership", "")
        chosen = next((membership for membership in own if str(membership.pk) == given), None)
        if chosen is not None:
            return _enter(request, chosen)
    return render(request, "signin/choose.html", {"memberships": own.order_by("practice__name")})


def _enter(request: HttpRequest, chosen: Membership) -> HttpResponse:
    request.session[CHOSEN] = str(chosen.practice_id)
    request.session[SEEN] = timezone.now().timestamp()
    with in_practice(chosen.practice_id):
        record(by=chosen, at=timezone.now(), verb="entered", noun="practice", noun_id=chosen.practice_id)
    return redirect("/")


@practice_free
@require_GET
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the middleware has noted the sign of life
    """Answer a page that tells of somebody working on it."""
    return HttpResponse(status=204)


@practice_free
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    membership = request.membership  # type: ignore[attr-defined]
    if membership is not None:
        record(
            by=membership,
            at=timezone.now(),
            verb="signed_out",
            noun="practice",
            noun_id=membership.practice_id,
        )
    logout(request)
    return redirect("account_login")
