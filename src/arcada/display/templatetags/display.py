"""Template tags of the looks: icons and marks, money and dates in words, drawings."""

from django import template
from django.utils.safestring import SafeString

from arcada.display.icons import icon as draw_icon

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString | str:
    """Draw one of our line icons; no name, no icon."""
    return draw_icon(name) if name else ""
