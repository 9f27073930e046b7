"""What every page's frame shows of the person at the screen: name, role, practice, places they may go."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from arcada.practice.access import Permission, may_some


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the rail: shown where the page exists and the role may see it."""

    url_name: str
    icon: str
    label: str
    permission: Permission


PLACES = (
    Place("today", "today", "Today", Permission.SEE_DAY_BOOK),
    Place("day_book", "calendar", "Day book", Permission.SEE_DAY_BOOK),
    Place("patients", "patients", "Patients", Permission.SEE_PATIENTS),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the frame's part of the context; a page may override each name."""
    membership = getattr(request, "membership", None)
    if membership is None:
        return {}
    name = membership.user.name or membership.user.email
    return {
        "practice_name": membership.practice.name,
        "place": membership.practice.name,
        "idle_minutes": membership.practice.idle_minutes,
        "who": {"initials": initials(name), "name": name, "role": membership.get_role_display(), "hue": 0},
        "nav": [item for place in PLACES if (item := _item(request, place))],
    }


def initials(name: str) -> str:
    """First letters of the first and last word."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def _item(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    if not may_some(request.membership, place.permission):  # type: ignore[attr-defined]
        return None
    try:
        url = reverse(place.url_name)
    except NoReverseMatch:
        return None
    return {"icon": place.icon, "label": place.label, "url": url, "current": request.path == url, "phone": True}
