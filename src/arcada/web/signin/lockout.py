"""Too many wrong passwords: five for one e-mail from one address, then a quarter of an hour of silence."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arcada.practice.models import UserManager


def who(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Name the account that is being tried, as it is stored."""
    given = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login", "")
    return UserManager.fold(str(given))


def page(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Say that the account rests, for how long and what helps."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {"limit": settings.AXES_FAILURE_LIMIT, "minutes": minutes}
    return render(request, "signin/locked.html", context, status=429)
