"""The house rules: what holds for the whole practice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from arcada.display.toasts import toast
from arcada.practice.access import Permission
from arcada.practice.actions import change_house_rules
from arcada.web.people.forms.house import COUNTRIES, CURRENCIES, HouseForm, zones
from arcada.web.people.presenters.members import members
from arcada.web.people.sections import OK, UNCLEAR, draw, send
from arcada.web.shell.gate import gate


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.SETTINGS)
def show(request: HttpRequest) -> HttpResponse:
    """Draw the rules, or change them."""
    member = request.membership  # type: ignore[attr-defined]
    if request.method != "POST":
        return _page(request, HouseForm(initial=HouseForm.filled(member.practice)))
    form = HouseForm(request.POST)
    if form.is_valid():
        rules = form.cleaned_data
        sent = send(request, "change house rules", lambda by, at: change_house_rules(by=by, at=at, **rules))
        if not sent.refusal:
            if not sent.repeated:
                toast(request, "The house rules are saved.")
            return redirect("people:show")
        form.refuse(sent.refusal)
    return _page(request, form, UNCLEAR)


def _page(request: HttpRequest, form: HouseForm, status: int = OK) -> HttpResponse:
    people = members(request.membership)  # type: ignore[attr-defined]
    content = {
        "form": form,
        "countries": COUNTRIES,
        "currencies": CURRENCIES,
        "zones": zones(),
        "people": people,
    }
    return draw(request, "web/people/house.html", "people:show", content, status=status)
