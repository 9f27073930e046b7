"""How somebody looks at the chart: it stands whole in the address, so that going back and sharing a link work.

numbering=palmer  dentition=mixed  sort=tooth        hide=existing (once for each layer that is left out)
teeth=26 (once for each that is chosen)  finding=<id> whose details are open
tier=balanced  visit=3    a stop of the walk; without it the last visit that was done
snapshot=<id>             the chart as it was, read only
q=26                      what stands in the entry
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest

from arcada.core.teeth.eruption import Dentition
from arcada.core.teeth.notation import Notation
from arcada.core.teeth.number import in_order, is_tooth

NOTATIONS: tuple[Notation, ...] = get_args(Notation)
DENTITIONS: tuple[Dentition, ...] = ("permanent", "mixed", "primary")
LAYERS = ("existing", "finding", "planned", "bone")
SORTS = ("severity", "tooth")
TIERS = ("premium", "balanced", "economy")
LONGEST_ENTRY = 240
MOST_VISITS = 999
UNSAID = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What of the chart is shown, and how."""

    notation: Notation
    dentition: Dentition
    own_notation: Notation
    own_dentition: Dentition
    hidden: tuple[str, ...] = ()
    sort: str = "severity"
    teeth: tuple[str, ...] = ()
    finding: str = ""
    tier: str = ""
    visit: int = UNSAID
    snapshot: str = ""
    typed: str = ""

    def query(self, **changes: Any) -> str:
        """Give the address line of this look, or of one that differs in something."""
        return urlencode(self.pairs(**changes))

    def pairs(self, **changes: Any) -> list[tuple[str, str]]:
        """Give the parts of the address line, as a form sends them."""
        look = replace(self, **changes)
        pairs: list[tuple[str, str]] = []
        if look.notation != look.own_notation:
            pairs.append(("numbering", look.notation))
        if look.dentition != look.own_dentition:
            pairs.append(("dentition", look.dentition))
        pairs += [("hide", layer) for layer in look.hidden]
        pairs += [("sort", look.sort)] if look.sort != SORTS[0] else []
        pairs += [("teeth", tooth) for tooth in look.teeth]
        named = (("finding", look.finding), ("tier", look.tier), ("snapshot", look.snapshot), ("q", look.typed))
        pairs += [(name, value) for name, value in named if value]
        pairs += [("visit", str(look.visit))] if look.visit != UNSAID else []
        return pairs


def read_look(request: HttpRequest, *, notation: Notation, dentition: Dentition) -> Look:
    """Read the look of a request; what is not known is left as the practice and the patient's age have it."""
    given = request.GET
    return Look(
        notation=_one(given.get("numbering"), NOTATIONS, notation),
        dentition=_one(given.get("dentition"), DENTITIONS, dentition),
        own_notation=notation,
        own_dentition=dentition,
        hidden=hidden_layers(given),
        sort=_one(given.get("sort"), SORTS, SORTS[0]),
        teeth=known_teeth(given.getlist("teeth")),
        finding=_uuid(given.get("finding", "")),
        tier=_one(given.get("tier"), TIERS, ""),
        visit=_small(given.get("visit", "")),
        snapshot=_uuid(given.get("snapshot", "")),
        typed=given.get("q", "")[:LONGEST_ENTRY],
    )


def hidden_layers(given: Any) -> tuple[str, ...]:
    """Tell which layers are left out: named as hidden, or not ticked where the ticks were sent."""
    if "layers" in given:
        shown = given.getlist("show")
        return tuple(layer for layer in LAYERS if layer not in shown)
    return tuple(layer for layer in LAYERS if layer in given.getlist("hide"))


def known_teeth(given: Sequence[str]) -> tuple[str, ...]:
    """Keep the numbers that teeth have, each once, in the order of the picture."""
    return in_order(tuple(tooth for tooth in given if is_tooth(tooth)))


def picked_surfaces(given: Sequence[str]) -> Mapping[str, str]:
    """Read the surfaces picked in the drawing: '26:MO' is M and O of 26."""
    pairs = (one.partition(":") for one in given)
    return {tooth: letters.upper() for tooth, _, letters in pairs if is_tooth(tooth) and letters}


def _one(given: str | None, known: Sequence[Any], otherwise: Any) -> Any:
    return given if given in known else otherwise


def _small(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(MOST_VISITS)):
        return UNSAID
    return int(text)


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
