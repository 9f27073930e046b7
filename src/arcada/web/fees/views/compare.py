"""Two lists side by side on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from arcada.core.kernel import money as cents
from arcada.display import phrases
from arcada.display.phrases import Voice
from arcada.interop.knowledge import load_library
from arcada.practice.access import Permission
from arcada.practice.fees import fees_on
from arcada.practice.models import FeeSchedule
from arcada.practice.queries import visible_to
from arcada.web.fees.frame import draw, member_of
from arcada.web.fees.presenters.history import percent
from arcada.web.fees.presenters.table import fits, voice_of_list
from arcada.web.fees.views.table import look_of
from arcada.web.shell.gate import gate
from arcada.web.shell.page import voice_of

HERE = "fees:lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One procedure in both lists; empty is no fee."""

    name: str
    left: str
    right: str
    difference: str
    share: str


@require_safe
@gate(Permission.READ_PRICE)
def compare(request: HttpRequest) -> HttpResponse:
    """Show where two lists differ."""
    member = member_of(request)
    rows = list(visible_to(member, FeeSchedule).order_by("-usual", "name"))
    left, right = (_asked(rows, request.GET.get(side, ""), place) for place, side in enumerate(("a", "b")))
    look = look_of(request, member)
    everything = request.GET.get("all") == "on"
    mixed = bool(left and right and left.currency != right.currency)
    pairs: Sequence[Pair] = ()
    if left and right and not mixed:
        pairs = _pairs(left, right, look.on, look.typed, voice_of(member.practice), everything=everything)
    content = {
        "lists": [(str(row.pk), row.name) for row in rows],
        "left": {"id": str(left.pk), "name": left.name} if left else None,
        "right": {"id": str(right.pk), "name": right.name} if right else None,
        "pairs": pairs,
        "look": look,
        "everything": everything,
        "mixed": mixed,
    }
    return draw(request, "web/fees/compare.html", HERE, content)


def _asked(rows: Sequence[FeeSchedule], key: str, place: int) -> FeeSchedule | None:
    found = next((row for row in rows if str(row.pk) == key), None)
    return found or (rows[place] if len(rows) > place else None)


def _pairs(
    left: FeeSchedule, right: FeeSchedule, on: date, typed: str, voice: Voice, *, everything: bool
) -> tuple[Pair, ...]:
    first, second = fees_on(left, on), fees_on(right, on)
    spoken = voice_of_list(left, voice)
    found = []
    for procedure in sorted(load_library().procedures.values(), key=lambda one: one.name):
        a, b = first.get(procedure.id), second.get(procedure.id)
        if fits(procedure, typed) and (everything or (a is not None and b is not None and a != b)):
            found.append(_pair(procedure.name, a, b, spoken))
    return tuple(found)


def _pair(name: str, a: Decimal | None, b: Decimal | None, voice: Voice) -> Pair:
    step = None if a is None or b is None else b - a
    sign = "+" if step and step > 0 else ""
    return Pair(
        name=name,
        left="" if a is None else phrases.money(a, voice, exact=True),
        right="" if b is None else phrases.money(b, voice, exact=True),
        difference="" if step is None else f"{sign}{phrases.money(step, voice, exact=True)}",
        share="" if step is None or not a else percent(cents(100 * step / a)),
    )
