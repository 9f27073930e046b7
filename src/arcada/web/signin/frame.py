"""The few words that every page may use about the practice at hand; a page's own context goes before them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the practice's name and how long a silent screen stays signed in."""
    membership = getattr(request, "membership", None)
    if membership is None:
        return {}
    return {
        "practice_name": membership.practice.name,
        "idle_minutes": membership.practice.idle_minutes,
        "alive_url": reverse("alive"),
    }
