"""A small clinic to book in."""

import datetime as dt


def make_clinic(practice):
    from arcada.practice.models import Chair, Provider, Site, WorkingHours

    site = Site.objects.create(practice=practice, name="Main street")
    chairs = [Chair.objects.create(practice=practice, site=site, name=str(n), position=n) for n in (1, 2)]
    roles = {"Dr Amara Osei": ["dentist", "endodontist", "surgeon"], "Ines Falk": ["hygienist"]}
    providers = []
    for name, clinical in roles.items():
        one = Provider.objects.create(practice=practice, name=name, initials=name[:2].upper(), clinical_roles=clinical)
        for weekday in range(5):
            WorkingHours.objects.create(
                practice=practice, provider=one, site=site, weekday=weekday, starts=dt.time(9), ends=dt.time(17)
            )
        providers.append(one)
    return {"site": site, "chairs": chairs, "providers": providers}
