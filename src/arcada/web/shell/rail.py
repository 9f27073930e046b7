"""The rail: the places of the house, each shown to those whose role opens it.

    Today      what needs a person now               Patients   list, search, new patient
    Day book   chairs and providers, day by day      Chart, Plans   of the patient at hand: the one last looked at
    Bring back treatment that was found and has no date
    Insurers   packs that wait for an answer, an appeal or to be sent
    Protocols  what is done about which finding      Insight    where plans depart from the protocols
    Fees       what things cost                      Settings   people, chairs, house rules (at the end)

A place whose room is not installed is left out, so that a link never leads nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from arcada.display.frame import NavItem
from arcada.practice.access import Member, Permission, may_some


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place: which page, for which permissions (one of them is enough), and whether it is a page of a patient."""

    icon: str
    label: str
    page: str
    open_to: tuple[Permission, ...]
    of_patient: bool = False
    end: bool = False
    phone: bool = True


WAITING = "preauth:waiting"
PLACES: tuple[Place, ...] = (
    Place(icon="today", label="Today", page="today:show", open_to=(Permission.SEE_PATIENTS,)),
    Place(icon="day", label="Day book", page="schedule:daybook", open_to=(Permission.SEE_DAY_BOOK,)),
    Place(icon="people", label="Patients", page="intake:patients", open_to=(Permission.SEE_PATIENTS,)),
    Place(icon="chart", label="Chart", page="chart:show", open_to=(Permission.READ_CHART,), of_patient=True),
    Place(
        icon="plan",
        label="Plans",
        page="plan:show",
        open_to=(Permission.READ_CHART, Permission.READ_PRICE),
        of_patient=True,
    ),
    Place(
        icon="queue",
        label="Bring back",
        page="followup:queue",
        open_to=(Permission.READ_MESSAGES,),
        phone=False,
    ),
    Place(
        icon="send",
        label="Insurers",
        page=WAITING,
        open_to=(Permission.PRICE,),
        phone=False,
    ),
    Place(
        icon="doc",
        label="Protocols",
        page="workshop:shelf",
        open_to=(Permission.READ_PROTOCOLS,),
        phone=False,
    ),
    Place(
        icon="insight",
        label="Insight",
        page="insight:deviations",
        open_to=(Permission.READ_DEVIATIONS,),
        phone=False,
    ),
    Place(
        icon="money",
        label="Fees",
        page="fees:lists",
        open_to=(Permission.READ_PRICE,),
        phone=False,
    ),
    Place(
        icon="gear",
        label="Settings",
        page="people:show",
        open_to=(Permission.SETTINGS,),
        end=True,
        phone=False,
    ),
)


def address(page: str, *arguments: object) -> str:
    """Give the address of a page; an empty one where its room is not installed."""
    try:
        return reverse(page, args=arguments)
    except NoReverseMatch:
        return ""


def opens(member: Member, place: Place) -> bool:
    """Tell whether a member's role opens a place."""
    return any(may_some(member, permission) for permission in place.open_to)


def rail(
    member: Member, *, here: str, at_hand: UUID | None = None, counts: dict[str, int] | None = None
) -> Sequence[NavItem]:
    """List the places that the member sees; `here` is the page's own name, `at_hand` the patient last looked at."""
    items = []
    for place in PLACES:
        if not opens(member, place) or (place.of_patient and at_hand is None):
            continue
        url = address(place.page, at_hand) if place.of_patient else address(place.page)
        if url:
            items.append(
                NavItem(
                    icon=place.icon,
                    label=place.label,
                    url=url,
                    current=_room(here) == _room(place.page),
                    count=(counts or {}).get(place.page, 0),
                    end=place.end,
                    phone=place.phone,
                )
            )
    return tuple(items)


def _room(page: str) -> str:
    """Name the room whose place is lit on a page; rooms without a place light the one that they belong to."""
    if page in (WAITING, "preauth:terms"):
        return WAITING
    room = page.partition(":")[0]
    money = dict.fromkeys(("estimate", "cover", "preauth", "budget"), "plan")
    return ({"case": "intake", "record": "intake", "consent": "plan"} | money).get(room, room)
