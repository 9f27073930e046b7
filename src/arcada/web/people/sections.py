"""The sections of the settings as tabs, and the frame that all of them share.

House rules · Sites and chairs · Providers · Days off · People · Fees · Payers and plans · Payments · Audit
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from arcada.cases.submission import LONGEST_KEY, Sent, new_key, once
from arcada.display.frame import Tab
from arcada.display.toasts import toast
from arcada.practice.access import Member, Permission, may_some
from arcada.practice.models import Membership
from arcada.web.shell.page import page_context
from arcada.web.shell.rail import address

SECTIONS: tuple[tuple[str, str, Permission], ...] = (
    ("people:show", "House rules", Permission.SETTINGS),
    ("people:places", "Sites and chairs", Permission.SETTINGS),
    ("people:providers", "Providers", Permission.SETTINGS),
    ("people:days_off", "Days off", Permission.SETTINGS),
    ("people:members", "People", Permission.SETTINGS),
    ("fees:lists", "Fees", Permission.READ_PRICE),
    ("cover:payers", "Payers and plans", Permission.PRICE),
    ("budget:terms", "Payments", Permission.SETTINGS),
    ("trail:show", "Audit", Permission.READ_AUDIT),
)
OK, UNCLEAR = 200, 422
NOT_TYPED = ("csrfmiddlewaretoken", "key")
DIGEST = 24


def sections(member: Member, here: str) -> tuple[Tab, ...]:
    """List the sections that a member's role opens; `here` is the one that is lit."""
    return tuple(
        Tab(label=label, url=url, current=page == here)
        for page, label, permission in SECTIONS
        if (url := address(page)) and may_some(member, permission)
    )


def draw(request: HttpRequest, template: str, here: str, content: dict[str, Any], *, status: int = OK) -> HttpResponse:
    """Draw a page of the settings; its forms carry one key, kept while a form is mended."""
    member = request.membership  # type: ignore[attr-defined]
    frame = page_context(request)
    frame["nav"] = tuple(replace(place, current=place.url == address("people:show")) for place in frame["nav"])
    own_words = {"sections": sections(member, here), "key": _key(request) or new_key()}
    return render(request, template, frame | own_words | content, status=status)


def send(request: HttpRequest, verb: str, act: Callable[[Membership, datetime], Any]) -> Sent[Any]:
    """Let a form take effect once: `act` gets who and when, and gives a row or a `Refusal`.

    What was typed belongs to the key: who goes back in the browser and sends something else is not sent away.
    """
    member, now = request.membership, timezone.now()  # type: ignore[attr-defined]
    typed = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in NOT_TYPED)
    content = hashlib.sha256(json.dumps([request.path, typed]).encode()).hexdigest()[:DIGEST]
    key = _key(request)
    sent = once(by=member, at=now, key=key and f"{key}:{content}", verb=verb, act=lambda: act(member, now))
    if sent.repeated:
        toast(request, "This was saved already.")
    return sent


def _key(request: HttpRequest) -> str:
    key = request.POST.get("key", "")
    return key if len(key) + DIGEST < LONGEST_KEY else ""


def own(member: Member, kind: type[models.Model], key: object) -> Any:
    """Give a row of the member's practice; of any other it is not there."""
    row = kind._default_manager.filter(practice_id=member.practice_id, pk=key).first()  # noqa: SLF001 - Django's own way
    if row is None:
        raise Http404
    return row
