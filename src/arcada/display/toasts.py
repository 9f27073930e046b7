"""The toast: says what happened and what can be undone, for ten seconds.

A toast rides on Django's messages, so that it survives the redirect after a form; the address that undoes it
travels in `extra_tags`.
"""

from django.contrib import messages
from django.http import HttpRequest


def toast(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Show `text` on the next page; with `undo_url`, an Undo button that posts there."""
    messages.success(request, text, extra_tags=undo_url)
