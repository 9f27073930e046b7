import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def clinic(practice, member):
    """One site, two chairs, a dentist who signs in and a hygienist who does, every day from eight to six."""
    from arcada.practice.models import Chair, Provider, Site, WorkingHours

    site = Site.objects.create(practice=practice, name="Main street")
    chairs = [Chair.objects.create(practice=practice, site=site, name=f"Chair {n}", position=n) for n in (1, 2)]
    providers = []
    for place, (name, roles, role) in enumerate(
        [("Dr Amara Osei", ["dentist", "endodontist", "surgeon"], "dentist"), ("Ines Falk", ["hygienist"], "hygienist")]
    ):
        one = Provider.objects.create(
            practice=practice, name=name, initials=name[:2].upper(), clinical_roles=roles, hue=place + 1,
            membership=member(role),
        )  # fmt: skip
        for weekday in range(7):
            for starts, ends in ((8, 12), (13, 18)):
                WorkingHours.objects.create(
                    practice=practice, provider=one, site=site, weekday=weekday, starts=dt.time(starts),
                    ends=dt.time(ends),
                )  # fmt: skip
        providers.append(one)
    return {"site": site, "chairs": chairs, "providers": providers}


@pytest.fixture
def tomorrow():
    """Ten o'clock of tomorrow in the clinic."""
    day = timezone.now().astimezone(CHICAGO).date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(10), CHICAGO)


@pytest.fixture
def appointment(clinic, patient, member, tomorrow):
    """A filling tomorrow at ten with the dentist on the first chair."""
    from arcada.schedule.actions.appointments import Slot, book

    place = Slot(clinic["providers"][0], clinic["chairs"][0], tomorrow, 40)
    return book(by=member("desk"), at=timezone.now(), patient=patient, slot=place, title="filling")


@pytest.fixture
def accepted(practice, patient, member):
    """An accepted plan of six visits, none booked."""
    from planned import make_version

    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.open_case import open_case
    from arcada.cases.actions.present import present

    by, now = member("coordinator"), timezone.now()
    case = open_case(by=by, at=now, patient=patient, title="Upper left pain")
    version = make_version(case, by, now)
    proposal = present(by=by, at=now, alternative=version.alternatives.get(tier="balanced"))
    return accept_alternative(by=by, at=now, alternative=proposal.alternative)
