"""The sample practice: Riverside Dental in Chicago, its people, chairs, hours, days off and fees; and a neighbour.

    who works            when                       treats as
    Dr Amara Osei        Monday to Friday           dentist, prosthodontist, paediatric dentist
    Dr Erik Lindqvist    Monday, Wednesday,         dentist, endodontist, orthodontist
                         Thursday
    Marta Ruiz           Monday to Thursday         hygienist
    Dr Paul Winther      Tuesday                    surgeon, periodontist

The neighbour, Harbor Lane Dental, shares nobody and nothing with Riverside: whoever signs in there sees only that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from arcada.cli.demo.sure import sure

if TYPE_CHECKING:
    from arcada.practice.models import Chair, FeeSchedule, Membership, Provider, Site

PASSWORD = "river-otter-lantern-42"  # noqa: S105 - printed for everybody: a sample practice has no secrets
NAME, NEIGHBOUR = "Riverside Dental", "Harbor Lane Dental"
OWNER = "owner@riverside.example"
PEOPLE = (
    ("dentist", "Dr Amara Osei", "dentist@riverside.example"),
    ("dentist", "Dr Erik Lindqvist", "lindqvist@riverside.example"),
    ("coordinator", "Nadia Petrov", "coordinator@riverside.example"),
    ("hygienist", "Marta Ruiz", "hygienist@riverside.example"),
    ("desk", "Sam Whitlock", "desk@riverside.example"),
    ("manager", "Joyce Albright", "manager@riverside.example"),
)
PROVIDERS = (
    ("Dr Amara Osei", "AO", ("dentist", "prosthodontist", "paediatric_dentist"), range(5)),
    ("Dr Erik Lindqvist", "EL", ("dentist", "endodontist", "orthodontist"), (0, 2, 3)),
    ("Marta Ruiz", "MR", ("hygienist",), range(4)),
    ("Dr Paul Winther", "PW", ("surgeon", "periodontist"), range(1, 2)),
)
CHAIRS = (
    ("Chair 1", ("intraoral_radiography",)),
    ("Chair 2", ("intraoral_radiography", "nitrous_oxide")),
    ("Chair 3", ("intraoral_radiography", "operating_microscope")),
    ("Hygiene", ("intraoral_radiography", "ultrasonic_scaler")),
    ("Surgery", ("cbct", "implant_motor", "intraoral_radiography", "laser", "nitrous_oxide", "sedation")),
)
MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(17))
SHORT_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class House:
    """The practice with all who work in it, by name."""

    owner: "Membership"
    members: Mapping[str, "Membership"]
    site: "Site"
    chairs: Sequence["Chair"]
    providers: Mapping[str, "Provider"]

    def member(self, role: str) -> "Membership":
        """The first member with a role."""
        return self.owner if role == "owner" else next(one for one in self.members.values() if one.role == role)


def found(at: datetime) -> "Membership":
    """Found the practice; its owner's membership comes with it."""
    from arcada.practice import actions

    return sure(
        actions.found_practice(
            at=at, name=NAME, owner_email=OWNER, owner_name="Grace Holloway", owner_password=PASSWORD
        )
    )


def furnish(owner: "Membership", at: datetime, monday: date) -> House:
    """People, chairs, hours, days off and fees, by the same acts as the settings pages."""
    from arcada.practice import actions

    members = {
        name: sure(actions.add_member(by=owner, at=at, email=email, name=name, role=role, password=PASSWORD))
        for role, name, email in PEOPLE
    }
    site = sure(
        actions.add_site(
            by=owner,
            at=at,
            name="Riverside",
            address="1840 West Riverside Drive\nChicago, IL 60601",
            phone="(312) 555-0100",
        )
    )
    chairs = [
        sure(actions.add_chair(by=owner, at=at, site=site, name=name, equipment=equipment, position=place))
        for place, (name, equipment) in enumerate(CHAIRS)
    ]
    providers = _providers(owner, at, site, members)
    _days_off(owner, at, monday, providers)
    set_fees(owner, at)
    return House(owner, members, site, chairs, providers)


def _providers(
    owner: "Membership", at: datetime, site: "Site", members: Mapping[str, "Membership"]
) -> "dict[str, Provider]":
    from arcada.practice import actions

    made = {}
    for place, (name, initials, roles, days) in enumerate(PROVIDERS):
        one = sure(
            actions.add_provider(
                by=owner,
                at=at,
                name=name,
                initials=initials,
                clinical_roles=roles,
                hue=place + 1,
                position=place,
                membership=members.get(name),
            )
        )
        spans = [
            actions.Span(day, *half, site)
            for day in days
            for half in (MORNING, AFTERNOON)
            if day != SHORT_FRIDAY or half == MORNING
        ]
        sure(actions.keep_hours(by=owner, at=at, provider=one, spans=spans))
        made[name] = one
    return made


def _days_off(owner: "Membership", at: datetime, monday: date, providers: "Mapping[str, Provider]") -> None:
    from arcada.practice import actions

    for day, reason in holidays(monday):
        sure(actions.close_days(by=owner, at=at, first_date=day, last_date=day, reason=reason))
    away = (
        ("Dr Amara Osei", 6, 5, "Holiday"),
        ("Dr Erik Lindqvist", -9, 4, "Holiday"),
        ("Marta Ruiz", 9, 3, "Hygiene congress"),
        ("Dr Paul Winther", 4, 2, "Hospital week"),
    )
    for name, week, days, reason in away:
        first = monday + timedelta(weeks=week)
        last = first + timedelta(days=days - 1)
        sure(
            actions.close_days(
                by=owner, at=at, first_date=first, last_date=last, provider=providers[name], reason=reason
            )
        )


def holidays(monday: date) -> list[tuple[date, str]]:
    """The days of a year around today on which the practice is closed."""
    found = []
    for year in range(monday.year - 1, monday.year + 2):
        found += [
            (date(year, 1, 1), "New Year's Day"),
            (_nth(year, 5, 0, 5), "Memorial Day"),
            (date(year, 7, 4), "Independence Day"),
            (_nth(year, 9, 0, 1), "Labor Day"),
            (_nth(year, 11, 3, 4), "Thanksgiving"),
            (date(year, 12, 25), "Christmas Day"),
        ]
    return [one for one in found if abs(one[0] - monday) < timedelta(days=300)]


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th such weekday of a month, or its last where there are fewer."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    return day if day.month == month else day - timedelta(days=7)


def set_fees(owner: "Membership", at: datetime) -> "FeeSchedule":
    """The practice's own list: the sample fees of our knowledge files, written down as this practice's."""
    from arcada.audit.actions import record
    from arcada.interop.knowledge import load_library
    from arcada.practice import actions
    from arcada.practice.models import Fee

    listed = load_library().fees
    schedule = sure(
        actions.make_fee_schedule(by=owner, at=at, name="Riverside usual fees", currency=listed.currency, usual=True)
    )
    rows = [
        Fee(practice_id=owner.practice_id, schedule=schedule, procedure=procedure, amount=Decimal(amount))
        for procedure, amount in sorted(listed.fees.items())
    ]
    Fee.objects.bulk_create(rows)
    record(by=owner, at=at, verb="imported", noun="fee_schedule", noun_id=schedule.pk, detail={"fees": len(rows)})
    return schedule


def found_neighbour(at: datetime) -> "Membership":
    """A second practice on the same database, with an owner and a patient of its own."""
    from arcada.patients.actions import register_patient
    from arcada.patients.actions.profile import Profile
    from arcada.practice import actions
    from arcada.store.tenancy import in_practice

    owner = sure(
        actions.found_practice(
            at=at,
            name=NEIGHBOUR,
            owner_email="owner@harborlane.example",
            owner_name="Edith Varga",
            owner_password=PASSWORD,
        )
    )
    with in_practice(owner.practice_id):
        profile = Profile(given_name="Piet", family_name="Voss", birth_date=date(1979, 3, 8), phone="(773) 555-0199")
        sure(register_patient(by=owner, at=at, profile=profile))
    return owner
