"""Events in words: 'Nadia Petrov read the medical history', 'Joyce Albright changed the role of a member'.

A verb that the table does not know is written as it stands, with its noun after it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from arcada.audit.models import Event
from arcada.display import phrases
from arcada.display.phrases import PLAIN, Voice
from arcada.web.shell.activity import happening

VERBS: Mapping[str, str] = MappingProxyType(
    {
        "broke_glass": "opened the record outside their role",
        "changed_role": "changed the role of a member",
        "entered": "entered the practice",
        "exported": "exported the audit",
        "checked": "walked the chain of the audit",
        "kept_hours": "kept the hours of a provider",
        "signed_out": "signed out",
    }
)
NOUNS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("read", "audit"): "read the audit",
        ("changed", "practice"): "changed the house rules",
        ("added", "membership"): "added a member",
        ("ended", "membership"): "ended a membership",
        ("renewed", "membership"): "renewed a membership",
        ("added", "site"): "added a site",
        ("added", "chair"): "added a chair",
        ("changed", "chair"): "changed a chair",
        ("added", "provider"): "added a provider",
        ("changed", "provider"): "changed a provider",
        ("closed", "closure"): "took days off",
        ("reopened", "closure"): "gave days off back",
        ("wrote", "protocol"): "wrote a protocol",
        ("switched_off", "protocol"): "drafted that a protocol is switched off",
        ("submitted", "protocol"): "submitted a protocol",
        ("sent_back", "protocol"): "sent a protocol back",
        ("approved", "protocol"): "approved a protocol",
        ("activated", "protocol"): "put a protocol in force",
        ("retired", "protocol"): "retired a protocol",
        ("rehearsed", "protocol"): "rehearsed a protocol",
        ("set", "fee"): "set a fee",
        ("removed", "fee"): "took a fee away",
        ("made", "fee_schedule"): "started a fee list",
        ("searched", "patients"): "searched the patients",
        ("read", "today"): "read the list of today",
    }
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?[+-]\d\d:\d\d$")
HASH = re.compile(r"[0-9a-f]{64}")
OUR_WORD = re.compile(r"[a-z]+(_[a-z]+)+")
SHORT_HASH = 12
LONGEST = 240
LINE = 90
UNSAID = ("title", "step")  # these stand in the sentence already


def sentence(event: Event) -> str:
    """Say what was done."""
    return NOUNS.get((event.verb, event.noun)) or VERBS.get(event.verb) or happening(event).what


def verb_label(verb: str) -> str:
    """Write a verb as the filter offers it."""
    said = VERBS.get(verb, verb.replace("_", " "))
    return said[:1].upper() + said[1:]


def details(event: Event, voice: Voice = PLAIN) -> tuple[tuple[str, str], ...]:
    """Write what the event keeps besides, line by line: name and value, or what was and what became."""
    found = []
    for name, value in event.detail.items():
        if name in UNSAID or value in (None, "", [], {}):
            continue
        changed = event.verb == "changed" and isinstance(value, list) and len(value) == 2  # noqa: PLR2004 - was, became
        said = " → ".join(_plain(one, voice) for one in value) if changed else _plain(value, voice)
        found.append((name.replace("_", " "), said if len(said) <= LONGEST else f"{said[:LONGEST]}…"))
    return tuple(found)


def in_a_line(found: Sequence[tuple[str, str]]) -> str:
    """Write details in one line where they are short; otherwise they are opened one below the other."""
    line = "; ".join(f"{name} {value}" for name, value in found)
    return line if len(line) <= LINE else ""


def _plain(value: Any, voice: Voice) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')} {_plain(each, voice)}" for name, each in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_plain(each, voice) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value is None or value == "" else _word(str(value), voice)


def _word(said: str, voice: Voice) -> str:
    """Write a moment in the clinic's time, a hash by its beginning, and a word of ours without its underscores."""
    if MOMENT.match(said):
        return phrases.moment(datetime.fromisoformat(said), voice, style="year")
    if HASH.fullmatch(said):
        return f"{said[:SHORT_HASH]}…"
    return said.replace("_", " ") if OUR_WORD.fullmatch(said) else said
