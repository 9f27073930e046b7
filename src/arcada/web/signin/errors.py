"""Pages for what went wrong: what it was, and what to do. A part of a page (htmx) gets the sentence as a toast."""

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arcada.practice.access import NotAllowed


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    if "HX-Request" in request.headers:
        return HttpResponse(status=status, headers={"HX-Trigger": json.dumps({"arcada:toast": {"text": text}})})
    return render(request, "signin/error.html", {"heading": title, "text": text, "status": status}, status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400."""
    return _page(
        request,
        400,
        "This request could not be read",
        "Something in the address or the form was not what the page sent out. Go back, reload the page and try again.",
    )


@login_not_required
def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the sentence of the refusal where there is one."""
    text = "Your role does not open this page. Ask the manager of your practice if you need it."
    if isinstance(exception, NotAllowed):
        text = exception.refusal.text
    return _page(request, 403, "Not for your role", text)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    return _page(
        request,
        404,
        "Nothing is here",
        "The address is wrong, or what it showed belongs to another practice. Start from the patient list.",
    )


@login_not_required
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """429."""
    return _page(request, 429, "Too many attempts", "Wait a few minutes, then try again.")


@login_not_required
def failed(request: HttpRequest) -> HttpResponse:
    """500: the transaction is rolled back, so nothing is half saved."""
    return _page(
        request,
        500,
        "That did not work",
        "Arcada made a mistake. Nothing was saved from this step. Go back and try again; "
        "if it happens again, tell whoever looks after your Arcada and give them the time.",
    )


@login_not_required
def form_expired(request: HttpRequest, reason: str = "", **_kwargs: Any) -> HttpResponse:  # noqa: ARG001
    """403 of the form protection: usually a page that stood open across a sign-out."""
    return _page(
        request,
        403,
        "This form is no longer valid",
        "The page stood open across a sign-in or sign-out. Go back, reload the page and send the form again.",
    )
