"""Template tags of the looks: icons and marks, figures in words, drawings.

Figures speak with the `voice` of the page's context (`display.phrases.Voice`), else in US dollars and FDI.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from arcada.display import phrases
from arcada.display.icons import icon as draw_icon
from arcada.display.status import Status
from arcada.display.status import mark as draw_mark

register = template.Library()
BOXES = (CheckboxInput, CheckboxSelectMultiple, RadioSelect)


def _voice(context: Context | Mapping[str, Any]) -> phrases.Voice:
    found = context.get("voice")
    return found if isinstance(found, phrases.Voice) else phrases.PLAIN


@register.simple_tag
def icon(name: str) -> SafeString | str:
    """Draw one of our line icons; no name, no icon."""
    return draw_icon(name) if name else ""


@register.simple_tag
def mark(status: Status, size: int = 12, label: str = "") -> SafeString:
    """Draw the mark of a status."""
    return draw_mark(status, size=int(size), label=label)


@register.simple_tag(takes_context=True)
def money(context: Context, amount: Decimal | float | str | None, *, exact: bool = False) -> str:
    """Write an amount in the practice's currency."""
    return phrases.money(None if amount == "" else amount, _voice(context), exact=exact)


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | datetime | None, style: str = "short") -> str:
    """Write a day as the clinic's calendar shows it."""
    return phrases.day(value or None, _voice(context), style=style)


@register.simple_tag(takes_context=True)
def clock(context: Context, value: time | datetime | None) -> str:
    """Write a time of day as the clinic's clock shows it."""
    return phrases.clock(value or None, _voice(context))


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None, style: str = "week") -> str:
    """Write a day with its time."""
    return phrases.moment(value or None, _voice(context), style=style)


@register.simple_tag(takes_context=True)
def time_element(context: Context, value: date | datetime | None, style: str = "short") -> SafeString | str:
    """Write a day, or a moment, as a `<time>` that machines can read too."""
    if not value:
        return ""
    voice = _voice(context)
    said = phrases.moment(value, voice, style=style) if isinstance(value, datetime) else phrases.day(value, style=style)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), said)


@register.simple_tag(takes_context=True)
def teeth(context: Context, numbers: Iterable[str]) -> str:
    """List teeth in the practice's notation."""
    return phrases.teeth(numbers, _voice(context))


@register.filter
def duration(minutes: int | None) -> str:
    """Write a length of time."""
    return phrases.duration(minutes)


@register.filter
def teeth_for_patient(numbers: Iterable[str]) -> str:
    """Name teeth in words."""
    return phrases.teeth_for_patient(numbers)


@register.simple_tag
def count(number: int, one: str, many: str = "") -> str:
    """Write how many: '1 visit', '6 visits'."""
    return phrases.count(number, one, many)


@register.filter
def is_box(field: BoundField) -> bool:
    """Say whether a form's field is drawn as boxes to tick rather than as one input."""
    return isinstance(field.field.widget, BOXES)


@register.filter
def dressed(field: BoundField) -> SafeString:
    """Draw a form's control in our dress, keeping classes that the form gave it."""
    given = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={} if is_box(field) else {"class": f"input {given}".strip()})
