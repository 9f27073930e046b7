"""What all pages of the protocols share: the frame, the key of their forms, the texts that a practice has of one."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from arcada.cases.compilation import fees_of, priced
from arcada.cases.submission import new_key
from arcada.core.kernel import Refusal
from arcada.core.planning.library import Library
from arcada.interop.knowledge import load_library
from arcada.interop.knowledge.own import shipped_text
from arcada.practice.access import Permission, may
from arcada.practice.clock import local_day
from arcada.practice.models import ON_ITS_WAY, Membership, ProtocolVersion, VersionState
from arcada.practice.protocols import library_for, library_of, own_in_force, own_of, with_one
from arcada.practice.queries import visible_to
from arcada.web.shell.page import page_context

OK, UNCLEAR = 200, 422
LONGEST_NOTE = 500


def draw(request: HttpRequest, template: str, content: dict[str, Any], *, status: int = OK) -> HttpResponse:
    """Draw a page; its forms carry one key, kept while a form is mended."""
    member = member_of(request)
    own = {
        "key": request.POST.get("key") or new_key(),
        "may_write": may(member, Permission.APPROVE_CLINICAL),
        "sees_price": may(member, Permission.READ_PRICE),
    }
    return render(request, template, page_context(request) | own | content, status=status)


def member_of(request: HttpRequest) -> Membership:
    """Who is at the page."""
    member: Membership = request.membership  # type: ignore[attr-defined]
    return member


def note_of(request: HttpRequest) -> str:
    """The note that was typed, as far as the database can hold it."""
    return request.POST.get("note", "").replace("\x00", "")[:LONGEST_NOTE]


@dataclass(frozen=True, slots=True)
class Standing:
    """The versions of one protocol that count now: the one in force and the one on its way, if any."""

    name: str
    title: str
    active: ProtocolVersion | None
    coming: ProtocolVersion | None

    @property
    def draft(self) -> ProtocolVersion | None:
        """The version that is still written on."""
        return self.coming if self.coming is not None and self.coming.state == VersionState.DRAFT else None

    @property
    def base(self) -> str:
        """The text that an edit starts from: the draft, else what is in force, else the shipped text."""
        for version in (self.draft, self.active):
            if version is not None and version.text:
                return version.text
        return shipped_text(self.name)


def standing(member: Membership, name: str) -> Standing:
    """How a protocol stands in the practice; one that is not shipped is not there."""
    known = load_library().protocols.get(name)
    if known is None:
        raise Http404
    rows = visible_to(member, ProtocolVersion).filter(protocol=name).select_related("written_by__user")
    return Standing(
        name,
        known.title,
        rows.filter(state=VersionState.ACTIVE).first(),
        rows.filter(state__in=ON_ITS_WAY).first(),
    )


def version_or_404(member: Membership, name: str, number: int) -> ProtocolVersion:
    """One version of the practice's own."""
    rows = visible_to(member, ProtocolVersion).filter(protocol=name, number=number)
    found = rows.select_related("written_by__user", "approved_by__user", "activated_by__user", "retired_by__user")
    row = found.first()
    if row is None:
        raise Http404
    return row


def knowledge(member: Membership, version: ProtocolVersion | None = None) -> tuple[Library, str]:
    """What the practice works by, with its own fees, or what it would with this version; and why it cannot be read."""
    if version is None:
        found = library_for(member.practice_id)
    else:
        found = library_of(with_one(own_in_force(member.practice_id), own_of(version)))
    trouble = found.text if isinstance(found, Refusal) else ""
    library = load_library() if isinstance(found, Refusal) else found
    with_fees = priced(library, fees_of(member.practice, local_day(timezone.now(), member.practice)))
    return (library if isinstance(with_fees, Refusal) else with_fees), trouble
