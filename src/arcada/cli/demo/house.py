"""Find the sample practice's house again: who works in it, where, by name."""

from uuid import UUID

from arcada.cli.demo.riverside import OWNER, House


def house_of(practice_id: UUID) -> House:
    """The practice as it was furnished; the caller works inside it."""
    from arcada.practice.models import Chair, Membership, Provider, Site

    rows = Membership.objects.filter(practice_id=practice_id).select_related("user", "practice").order_by("id")
    members = {row.user.name: row for row in rows}
    owner = next(row for row in rows if row.user.email == OWNER)
    return House(
        owner=owner,
        members={name: row for name, row in members.items() if row.pk != owner.pk},
        site=Site.objects.order_by("name")[0],
        chairs=list(Chair.objects.all()),
        providers={one.name: one for one in Provider.objects.all()},
    )
