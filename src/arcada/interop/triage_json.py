"""The JSON of `triage`: a reply with its thread read into core values, a decision written out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from arcada.core.kernel import Refusal
from arcada.core.recovery.reply import Context, Decision, Reply
from arcada.interop.plan_fields import Field, ReadError


def read_reply(told: Mapping[str, Any]) -> Reply | Refusal:
    """The reply, or why it cannot be read and where; an empty text is a reply."""
    try:
        return _reply(Field(told, ""))
    except ReadError as error:
        return error.refusal


def _reply(told: Field) -> Reply:
    context = told.at("context")
    return Reply(
        id=told.text("id"),
        text=told.optional_text("text"),
        lang=told.optional_text("lang"),
        context=Context(
            windows=tuple(_moment(one.as_text(), one.where) for one in context.each("offered_windows")),
            now=_moment(context.text("now"), "context.now") if context.get("now") else None,
            last_outbound=context.optional_text("last_outbound"),
            minor=context.truth("patient_is_minor") or False,
            contact=context.optional_text("contact"),
            channel=context.optional_text("channel"),
        ),
    )


def _moment(text: str, where: str) -> datetime:
    """Local wall-clock time; an offset is left out, for windows are spoken of in local time."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise ReadError(Refusal("unreadable_field", f"Expected a local time, found {text!r:.40}.", where)) from None


def write_decision(name: str, found: Decision) -> dict[str, Any]:
    """The answer as the contract has it."""
    return {
        "id": name,
        "route": found.route,
        "intents": list(found.intents),
        "window_choice": found.window,
        "callback_time": found.callback,
        "hesitation_reason": found.hesitation,
        "opted_out": found.opted_out,
        "automatic_reply": found.automatic,
        "why": list(found.why),
    }
