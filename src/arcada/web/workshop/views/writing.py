"""Change a protocol: as a form, as the file, or switched off. What is kept is a draft; it is in force only later."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from arcada.cases.submission import Sent
from arcada.core.kernel import Refusal
from arcada.display.toasts import toast
from arcada.interop.knowledge import KnowledgeFault, OwnProtocol, load_library
from arcada.interop.knowledge.fields import fields_of
from arcada.interop.protocol_pages.vocabulary import REASONS
from arcada.practice.access import Permission
from arcada.practice.actions import switch_off_protocol, write_protocol
from arcada.practice.actions.protocols import numbered_text
from arcada.practice.models import Membership, ProtocolVersion
from arcada.practice.protocols import faults_of, text_hash
from arcada.web.people.sections import own, send
from arcada.web.shell.gate import gate
from arcada.web.workshop.frame import OK, UNCLEAR, Standing, draw, member_of, note_of, standing
from arcada.web.workshop.typed import FaultLine, Words, changed, drawn, sentence

TALLEST = 44  # lines of text shown at once
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@gate(Permission.APPROVE_CLINICAL)
def form(request: HttpRequest, name: str) -> HttpResponse:
    """Draw the fields of a protocol, or keep what was typed as the draft."""
    here = standing(member_of(request), name)
    if request.method != "POST":
        return _form(request, here, {})
    sent = {key: str(value) for key, value in request.POST.items()}
    if sent.get("base") != text_hash(here.base):
        return _form(request, here, sent, refusal=_moved(here))
    text = changed(here.base, sent)
    kept = _keep(request, here, text)
    if isinstance(kept, Refusal):
        return _form(request, here, sent, refusal=kept, faults=_faults(here, text, member_of(request)))
    if sent.get("adopt"):
        toast(request, "The way is part of this protocol now and can be changed here.")
        return redirect("workshop:form", name)
    return redirect("workshop:version", name, kept)


def _moved(here: Standing) -> Refusal:
    who = f"{here.draft.written_by.user} changed" if here.draft else "Somebody changed"
    text = f"{who} this text meanwhile. What you typed stands below; look at it again, then keep it."
    return Refusal("changed_meanwhile", text, "text")


def _keep(request: HttpRequest, here: Standing, text: str) -> int | Refusal:
    """Keep a text as the draft; gives the number of its version."""
    note = note_of(request)
    seen = request.POST.get("seen", "")

    def act(by: Membership, at: datetime) -> ProtocolVersion | Refusal:
        return write_protocol(by=by, at=at, protocol=here.name, text=text, note=note, seen=seen)

    sent = send(request, f"write protocol {here.name}", act)
    if sent.refusal:
        return sent.refusal
    row = _row(request, sent)
    if not sent.repeated:
        toast(request, f"Kept as the draft of version {row.number}. It is not in force yet.")
    return int(row.number)


def _row(request: HttpRequest, sent: Sent[Any]) -> ProtocolVersion:
    """The version that a form made, now or when it was sent the first time."""
    row: ProtocolVersion = sent.made or own(member_of(request), ProtocolVersion, sent.noun_id)
    return row


def _faults(here: Standing, text: str, member: Membership) -> tuple[KnowledgeFault, ...]:
    number = here.draft.number if here.draft else 1
    return faults_of(member.practice_id, OwnProtocol(here.name, number, numbered_text(text, number) or " "))


def _form(
    request: HttpRequest,
    here: Standing,
    sent: dict[str, str],
    *,
    refusal: Refusal | None = None,
    faults: tuple[KnowledgeFault, ...] = (),
) -> HttpResponse:
    content = _shared(here, sent, refusal, faults) | {
        "form": drawn(here.base, _words(here), sent, faults),
        "base": text_hash(here.base),
    }
    return draw(request, "web/workshop/form.html", content, status=UNCLEAR if refusal else OK)


def _words(here: Standing) -> Words:
    library = load_library()
    own = fields_of(here.base).ways
    return Words(
        ways={name: one.title for name, one in library.strategies.items()} | {way.id: way.title for way in own},
        conditions={name: one.when.text for name, one in library.strategies.items()}
        | {way.id: way.when for way in own},
        procedures={name: one.name for name, one in library.procedures.items()},
        shared=frozenset(library.strategies) - {way.id for way in own},
        reasons=REASONS,
    )


def _shared(
    here: Standing, sent: dict[str, str], refusal: Refusal | None, faults: tuple[KnowledgeFault, ...]
) -> dict[str, Any]:
    """What both ways of editing show."""
    return {
        "name": here.name,
        "title": here.title,
        "draft": here.draft.number if here.draft else None,
        "blocked": here.coming.get_state_display().lower() if here.coming and not here.draft else "",
        "coming": here.coming.number if here.coming else None,
        "seen": sent.get("seen", text_hash(here.draft.text) if here.draft else ""),
        "note": sent.get("note", here.draft.note if here.draft else ""),
        "refusal": refusal.text if refusal and not faults else "",
        "faults": [FaultLine(one.line, one.field, sentence(one.text)) for one in faults],
    }


@require_http_methods(METHODS)
@gate(Permission.APPROVE_CLINICAL)
def file(request: HttpRequest, name: str) -> HttpResponse:
    """Draw the text of a protocol, or keep what was typed as the draft."""
    here = standing(member_of(request), name)
    if request.method != "POST":
        return _file(request, here, here.base, {})
    sent = {key: str(value) for key, value in request.POST.items()}
    text = sent.get("text", "").replace("\r\n", "\n")
    kept = _keep(request, here, text)
    if isinstance(kept, Refusal):
        faults = _faults(here, text, member_of(request)) if kept.code == "protocol_faulty" else ()
        return _file(request, here, text, sent, refusal=kept, faults=faults)
    return redirect("workshop:version", name, kept)


def _file(
    request: HttpRequest,
    here: Standing,
    text: str,
    sent: dict[str, str],
    *,
    refusal: Refusal | None = None,
    faults: tuple[KnowledgeFault, ...] = (),
) -> HttpResponse:
    lines = text.split("\n")
    content = _shared(here, sent, refusal, faults) | {"text": text, "height": min(len(lines) + 2, TALLEST)}
    content["told"] = [
        (one, lines[one.line - 1].strip() if one.line <= len(lines) else "") for one in content["faults"]
    ]
    return draw(request, "web/workshop/file.html", content, status=UNCLEAR if refusal else OK)


@require_http_methods(METHODS)
@gate(Permission.APPROVE_CLINICAL)
def switch_off(request: HttpRequest, name: str) -> HttpResponse:
    """Ask why a protocol is switched off, or draft the version that does it."""
    here = standing(member_of(request), name)
    note, wrong = note_of(request), ""
    if request.method == "POST":
        sent = send(
            request,
            f"switch off protocol {name}",
            lambda by, at: switch_off_protocol(by=by, at=at, protocol=name, note=note),
        )
        if not sent.refusal:
            return redirect("workshop:version", name, _row(request, sent).number)
        wrong = sent.refusal.text
    findings = load_library().protocols[name].findings
    content = {"name": name, "title": here.title, "note": note, "wrong": wrong, "findings": findings}
    return draw(request, "web/workshop/switch_off.html", content, status=UNCLEAR if wrong else OK)
