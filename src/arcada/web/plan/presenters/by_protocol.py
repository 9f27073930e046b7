"""By which protocol a line is there: in the words of its title, as it was for this plan and as it is in force today.

shipped    the text that comes with Arcada            own    the practice's own text, by its number
"""

from dataclasses import dataclass

from django.urls import reverse

from arcada.display.phrases import day
from arcada.interop.knowledge import load_library
from arcada.practice.models import ProtocolVersion, VersionState
from arcada.web.plan.presenters.shown import Shown, plain


@dataclass(frozen=True, slots=True)
class ByProtocol:
    """The protocol of a line: its words, where it is read, and what is in force today if that is another."""

    text: str
    url: str
    told: str
    now: str = ""
    now_url: str = ""


def protocol_words(label: str) -> str:
    """Say 'cavitated_caries@3' as its title and version."""
    name, _, version = label.partition("@")
    known = load_library().protocols.get(name)
    title = known.title if known else plain(name)
    return f"{title}, version {version}" if version else title


def by_protocol(shown: Shown, label: str) -> ByProtocol:
    """Tell the protocol of a line; what is no protocol of ours (a dentist's own addition) has no page."""
    name = label.partition("@")[0]
    if name not in load_library().protocols:
        return ByProtocol(protocol_words(label), "", "")
    page = reverse("workshop:protocol", args=[name])
    own: int | None = shown.version.inputs.get("protocols", {}).get(name)
    rows = ProtocolVersion.objects.filter(practice_id=shown.version.practice_id, protocol=name)
    active = rows.filter(state=VersionState.ACTIVE).first()
    url = f"{page}?version={own}" if own else page
    told = "The practice's own text." if own else "The text that comes with Arcada."
    if (active.number if active else None) == own:
        return ByProtocol(protocol_words(label), url, f"{told} {_since(active, shown)}")
    return ByProtocol(protocol_words(label), url if own else "", told, _in_force(active, shown), page)


def _since(active: ProtocolVersion | None, shown: Shown) -> str:
    if active is None or active.activated_at is None:
        return "It is in force today."
    return f"In force since {day(active.activated_at, shown.voice, style='year')}."


def _in_force(active: ProtocolVersion | None, shown: Shown) -> str:
    """What has taken its place, and what that means for the plan."""
    which = "the text that comes with Arcada" if active is None else f"the practice's own version {active.number}"
    since = active.activated_at if active else None
    when = f", since {day(since, shown.voice, style='year')}" if since else ""
    return f"In force today: {which}{when}. Making the plans again would follow it."
