"""What all pages of the fees share: the frame with its tabs, the member, days that were typed."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from arcada.cases.submission import new_key
from arcada.core.kernel import Refusal
from arcada.display.frame import Tab
from arcada.practice.access import Member, Permission, may
from arcada.practice.clock import local_day
from arcada.practice.models import Membership
from arcada.web.people.sections import own, send
from arcada.web.shell.page import page_context
from arcada.web.shell.rail import address

TABS: tuple[tuple[str, str], ...] = (
    ("fees:lists", "Fee lists"),
    ("fees:contracts", "Contracts"),
    ("fees:codes", "Own codes"),
    ("fees:discounts", "Discounts and memberships"),
    ("fees:totals", "Rounding and tax"),
)
OK, UNCLEAR = 200, 422
LONGEST = 80

__all__ = [
    "LONGEST",
    "OK",
    "TABS",
    "UNCLEAR",
    "day_typed",
    "draw",
    "may_change",
    "member_of",
    "own",
    "send",
    "today_of",
]


def member_of(request: HttpRequest) -> Membership:
    """Who asks."""
    member: Membership = request.membership  # type: ignore[attr-defined]
    return member


def may_change(member: Member) -> bool:
    """Whether this member may change what things cost."""
    return may(member, Permission.SETTINGS)


def today_of(member: Membership) -> date:
    """The day in the clinic."""
    return local_day(timezone.now(), member.practice)


def day_typed(typed: str, field: str) -> date | Refusal | None:
    """A day of a date field; None where it is empty."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return Refusal("day_unreadable", "Write a day like 2027-01-31.", field)


def draw(request: HttpRequest, template: str, here: str, content: dict[str, Any], *, status: int = OK) -> HttpResponse:
    """Draw a page; its forms carry one key, kept while a form is mended."""
    member = member_of(request)
    frame = page_context(request)
    frame["nav"] = tuple(replace(place, current=place.url == address("fees:lists")) for place in frame["nav"])
    shared = {
        "sections": tuple(Tab(label=label, url=address(page), current=page == here) for page, label in TABS),
        "key": request.POST.get("key", "")[:LONGEST] or new_key(),
        "may_change": may_change(member),
        "today": today_of(member),
    }
    return render(request, template, frame | shared | content, status=status)
