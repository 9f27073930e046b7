"""Sites with their chairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from arcada.practice.access import Member
from arcada.practice.models import Chair, Site
from arcada.practice.queries import visible_to
from arcada.web.people.forms.places import said


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairLine:
    """One operatory."""

    id: UUID
    name: str
    equipment: Sequence[str]
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCard:
    """One address with its chairs, in the order of the day book."""

    name: str
    address: str
    phone: str
    chairs: Sequence[ChairLine]


def site_cards(member: Member) -> tuple[SiteCard, ...]:
    """List the sites."""
    chairs = list(visible_to(member, Chair).order_by("position", "name"))
    return tuple(
        SiteCard(
            name=site.name,
            address=site.address,
            phone=site.phone,
            chairs=tuple(chair_line(chair) for chair in chairs if chair.site_id == site.pk),
        )
        for site in visible_to(member, Site).order_by("name")
    )


def chair_line(chair: Chair) -> ChairLine:
    """Put a chair into words."""
    return ChairLine(
        id=chair.pk,
        name=chair.name,
        equipment=tuple(said(word) for word in chair.equipment),
        active=chair.active,
    )
