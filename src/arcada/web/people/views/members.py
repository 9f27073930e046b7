"""People who sign in: add, another role, the end of a membership, and its renewal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.practice.actions import add_member, change_role, end_membership, renew_membership
from arcada.practice.models import Membership, Role
from arcada.web.people.forms.members import EndForm, MemberForm, RoleForm
from arcada.web.people.presenters.members import member_line, second_steps
from arcada.web.people.presenters.members import members as listed
from arcada.web.people.sections import OK, UNCLEAR, draw, own, send
from arcada.web.shell.gate import gate

HERE = "people:members"


@require_safe
@gate(Permission.SETTINGS)
def members(request: HttpRequest) -> HttpResponse:
    """List the people."""
    content = {
        "people": listed(request.membership),  # type: ignore[attr-defined]
        "demanded": request.membership.practice.mfa_required,  # type: ignore[attr-defined]
    }
    return draw(request, "web/people/members.html", HERE, content)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def new(request: HttpRequest) -> HttpResponse:
    """Draw the form, or give somebody a role."""
    if request.method != "POST":
        return _new(request, MemberForm())
    form = MemberForm(request.POST)
    if form.is_valid():
        given = {**form.cleaned_data, "password": form.cleaned_data["password"] or None}
        sent = send(request, "add member", lambda by, at: add_member(by=by, at=at, **given))
        if not sent.refusal:
            if sent.made:
                toast(request, f"{sent.made.user} belongs to the practice now.")
            return redirect("people:members")
        form.refuse(sent.refusal)
    return _new(request, form, UNCLEAR)


def _new(request: HttpRequest, form: MemberForm, status: int = OK) -> HttpResponse:
    return draw(request, "web/people/new_member.html", HERE, {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show a person, or give them another role."""
    row = _row(request, member_id)
    if request.method != "POST":
        return _page(request, row)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = form.cleaned_data["role"]
        sent = send(request, "change role", lambda by, at: change_role(by=by, at=at, membership=row, role=role))
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{row.user} is {Role(role).label.lower()} now.")
            return redirect("people:members")
        form.refuse(sent.refusal)
    return _page(request, row, role=form, status=UNCLEAR)


@require_POST
@gate(Permission.SETTINGS)
def end(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """End a membership."""
    row = _row(request, member_id)
    form = EndForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        sent = send(request, "end membership", lambda by, at: end_membership(by=by, at=at, membership=row, why=why))
        if not sent.refusal:
            if not sent.repeated:
                toast(request, f"{row.user} no longer belongs to the practice. What they did stays under their name.")
            return redirect("people:members")
        form.refuse(sent.refusal)
    return _page(request, row, end=form, status=UNCLEAR)


@require_POST
@gate(Permission.SETTINGS)
def renew(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take somebody back."""
    row = _row(request, member_id)

    def act(by: Membership, at: datetime) -> Any:
        return renew_membership(by=by, at=at, membership=row)

    sent = send(request, "renew membership", act)
    if sent.refusal:
        toast(request, sent.refusal.text)
    elif not sent.repeated:
        toast(request, f"{row.user} belongs to the practice again.")
    return redirect("people:member", row.pk)


def _row(request: HttpRequest, key: UUID) -> Membership:
    row: Membership = own(request.membership, Membership, key)  # type: ignore[attr-defined]
    return row


def _page(
    request: HttpRequest,
    row: Membership,
    *,
    role: RoleForm | None = None,
    end: EndForm | None = None,
    status: int = OK,
) -> HttpResponse:
    me = request.membership  # type: ignore[attr-defined]
    row.refresh_from_db()
    columns = dict(row.providers.filter(active=True).values_list("membership_id", "initials"))
    content = {
        "one": member_line(row, me, second_steps([row.user_id]), columns),
        "role_form": role or RoleForm(initial={"role": row.role}),
        "end_form": end or EndForm(),
        "ending": end is not None,
    }
    return draw(request, "web/people/member.html", HERE, content, status=status)
