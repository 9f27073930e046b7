"""One request, one transaction, one practice.

    nobody signed in          no practice: the database shows no row of any
    signed in, one practice   that one
    signed in, several        the one chosen after sign-in; none yet: the page that asks
    silent for too long       signed out (the practice says how long)
    second factor demanded    its set-up first

The whole request runs in one transaction; an error rolls it back. A request that a page makes by itself (a board that
polls) carries the header `X-Poll` and does not count as a sign of life.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from arcada.audit.actions import record
from arcada.practice.models import Membership
from arcada.store.tenancy import as_user, in_practice

CHOSEN = "practice"
SEEN = "seen_at"
SEEN_STEP_SECONDS = 20  # a session is written at most this often for being alive
SERVER_ERROR = 500
NUL = "\0"


def practice_free(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view that a signed-in person may see before a practice is chosen."""
    view.practice_free = True  # type: ignore[attr-defined]
    return view


class PracticeMiddleware:
    """Sets `request.membership` and the database's practice for the length of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside one transaction."""
        with transaction.atomic():
            response = self._answer(request)
            if getattr(request, "broken", False) or response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        request.membership = None  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return self.get_response(request)
        with as_user(request.user.pk):
            membership = _chosen(request)
            if membership is None:
                return self._next(request)
            if _idle(request, membership):
                return _signed_out(request, membership)
            request.membership = membership  # type: ignore[attr-defined]
            with in_practice(membership.practice_id):
                return self._next(request)

    def _next(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "broken", False) or response.status_code >= SERVER_ERROR:
            transaction.set_rollback(True)
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        """Ask for the practice, and for the second factor where the practice demands one, before any page of work.

        A NUL character, which no keyboard types and no database keeps, is refused before any page reads it.
        """
        if _unreadable(request):
            raise BadRequest
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if getattr(view, "practice_free", False) or view.__module__.startswith("allauth."):
            return None
        membership = request.membership  # type: ignore[attr-defined]
        if membership is None:
            return redirect("choose_practice")
        if membership.practice.mfa_required and not get_adapter().is_mfa_enabled(request.user):
            messages.info(request, f"{membership.practice} asks for a second step at sign-in: set one up to go on.")
            return redirect("mfa_index")
        return None

    def process_exception(self, request: HttpRequest, _exception: Exception) -> None:
        """Remember that what was written must not stay."""
        request.broken = True  # type: ignore[attr-defined]


def _unreadable(request: HttpRequest) -> bool:
    sent = (*request.GET.lists(), *request.POST.lists())
    return any(NUL in text for name, values in sent for text in (name, *values))


def _chosen(request: HttpRequest) -> Membership | None:
    """Find the membership that was chosen, or the only one that there is."""
    own = Membership.objects.filter(user=request.user.pk, active=True).select_related("practice", "user")
    chosen = request.session.get(CHOSEN)
    if chosen:
        return own.filter(practice_id=UUID(chosen)).first()
    found = list(own[:2])
    return found[0] if len(found) == 1 else None


def _idle(request: HttpRequest, membership: Membership) -> bool:
    """Tell whether the last sign of life is too old, and note this one."""
    now = timezone.now().timestamp()
    seen = float(request.session.get(SEEN, now))
    if now - seen > membership.practice.idle_minutes * 60:
        return True
    first = SEEN not in request.session
    if first or (now - seen > SEEN_STEP_SECONDS and "X-Poll" not in request.headers):
        request.session[SEEN] = now
    return False


def _signed_out(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Sign the person out; htmx is told to load the sign-in page as a whole."""
    minutes = membership.practice.idle_minutes
    with in_practice(membership.practice_id):
        record(
            by=membership,
            at=timezone.now(),
            verb="signed_out",
            noun="practice",
            noun_id=membership.practice_id,
            why=f"no sign of life for {minutes} minutes",
        )
    logout(request)
    messages.info(request, f"You were signed out after {minutes} minutes without a sign of life. Sign in to go on.")
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("account_login")})
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect_to_login(back, reverse("account_login"))
