"""Sites, chairs, providers, their week and days off, through the pages."""

import datetime as dt

import pytest

from arcada.practice import actions
from arcada.practice.models import Chair, Closure, Provider, Site, WorkingHours
from arcada.web.people.typed_week import read_clock


def test_a_site_and_a_chair_with_its_equipment(client_for):
    client = client_for("manager")
    client.post("/settings/places/site/", {"name": "North", "address": "1 High Street", "key": "k1"})
    site = Site.objects.get()
    sent = {
        "name": "Chair 1",
        "site": site.pk,
        "equipment": ["cbct"],
        "more": "surgical motor, nitrous oxide",
        "key": "k2",
    }
    assert client.post("/settings/places/chair/", sent).status_code == 302
    made = Chair.objects.get()
    assert (made.site, made.equipment) == (site, ["cbct", "nitrous_oxide", "surgical motor"])
    page = client.get("/settings/places/").text
    assert all(word in page for word in ("CBCT", "Nitrous oxide", "Surgical motor"))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": ""}, "Give the chair a name."),
        ({"name": "chair 1"}, "There is already a chair called chair 1."),
        ({"name": "Chair 2", "position": "left"}, "The place is a whole number."),
        ({"name": "Chair 2", "more": "x" * 41}, "is longer than 40 letters"),
    ],
)
def test_a_chair_that_cannot_be_says_why_and_keeps_what_was_typed(client_for, chair, sent, sentence):
    answer = client_for("owner").post(
        "/settings/places/chair/", {"site": chair.site_id, "equipment": ["laser"], "key": "k", **sent}
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "checked" in answer.text.split('value="laser"')[1].split(">")[0]
    assert Chair.objects.count() == 1


def test_a_chair_of_another_practice_s_site_cannot_be_made(client_for, site):
    sent = {"name": "Chair 9", "site": "019a0000-0000-7000-8000-000000000000", "key": "k"}
    answer = client_for("owner").post("/settings/places/chair/", sent)
    assert answer.status_code == 422
    assert "Choose one of the sites." in answer.text


def test_a_chair_is_taken_out_of_use(client_for, chair):
    client = client_for("owner")
    client.post(f"/settings/places/chair/{chair.pk}/", {"equipment": [], "more": "", "key": "k"})
    chair.refresh_from_db()
    assert (chair.active, chair.equipment) == (False, [])
    assert "Out of use" in client.get("/settings/places/").text


def test_a_provider_who_signs_in_is_added_with_colour_and_initials(client_for, member):
    dentist = member("dentist")
    sent = {
        "name": "Dr Kim Dentist",
        "initials": "KD",
        "membership": dentist.pk,
        "clinical_roles": ["dentist", "surgeon"],
        "hue": "3",
        "key": "k",
    }
    answer = client_for("owner").post("/settings/providers/new/", sent)
    made = Provider.objects.get()
    assert answer["Location"] == f"/settings/providers/{made.pk}/"
    assert (made.membership, made.initials, made.hue) == (dentist, "KD", 3)
    page = client_for("owner").get("/settings/providers/").text
    assert '<span class="av p3"' in page
    assert ">KD</span>" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"initials": ""}, "Write one to four letters."),
        ({"clinical_roles": []}, "Tick at least one clinical role."),
        ({"name": "dr amara osei"}, "There is already a provider called dr amara osei."),
        ({"hue": "7"}, "Select a valid choice"),
    ],
)
def test_a_provider_who_cannot_be_says_why(client_for, provider, wrong, sentence):
    sent = {"name": "Dr New", "initials": "DN", "clinical_roles": ["surgeon"], "hue": "1", "key": "k"}
    answer = client_for("owner").post("/settings/providers/new/", sent | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert Provider.objects.count() == 1


def test_a_provider_is_changed_and_taken_out_of_the_day_book(client_for, provider):
    sent = {"initials": "OS", "clinical_roles": ["prosthodontist"], "hue": "4", "key": "k"}
    assert client_for("owner").post(f"/settings/providers/{provider.pk}/", sent).status_code == 302
    provider.refresh_from_db()
    assert (provider.initials, provider.clinical_roles, provider.hue) == ("OS", ["prosthodontist"], 4)
    assert not provider.active


def _hours(client, provider, key="k", **typed):
    return client.post(f"/settings/providers/{provider.pk}/hours/", {"key": key, **typed})


def test_the_week_is_kept_as_typed(client_for, provider, site):
    client = client_for("manager")
    typed = {
        "0-0-from": "8",
        "0-0-to": "12",
        "0-1-from": "1 pm",
        "0-1-to": "17:30",
        "4-0-from": "08:00",
        "4-0-to": "12",
    }
    assert _hours(client, provider, **typed).status_code == 302
    kept = [(row.weekday, row.starts, row.ends) for row in WorkingHours.objects.order_by("weekday", "starts")]
    assert kept == [
        (0, dt.time(8), dt.time(12)),
        (0, dt.time(13), dt.time(17, 30)),
        (4, dt.time(8), dt.time(12)),
    ]
    page = client.get("/settings/providers/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Mon 8:00 am to 12:00 pm, 1:00 pm to 5:30 pm" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"2-0-from": "8"}, "Wednesday: write both from and to, or empty both."),
        ({"2-0-from": "late", "2-0-to": "12"}, "Wednesday: 'late' is no time of day"),
        ({"2-0-from": "12", "2-0-to": "8"}, "Wednesday: 12:00 is not before 08:00."),
        ({"2-0-from": "8", "2-0-to": "12", "2-1-from": "11", "2-1-to": "15"}, "overlap"),
    ],
)
def test_a_week_that_cannot_be_says_which_day_and_keeps_the_old_one(
    client_for, provider, site, member, at, typed, sentence
):
    kept = actions.Span(1, dt.time(8), dt.time(12), site)
    actions.keep_hours(by=member("owner"), at=at, provider=provider, spans=[kept])
    answer = _hours(client_for("owner"), provider, **{"0-0-from": "7:15", "0-0-to": "11", **typed})
    assert answer.status_code == 422
    said = answer.text.replace("&#x27;", "'")
    assert sentence in said
    assert 'id="fault-2"' in said
    assert 'value="7:15"' in said
    assert [row.weekday for row in WorkingHours.objects.all()] == [1]


def test_with_two_sites_each_span_has_its_own(client_for, provider, site, member, at):
    north = actions.add_site(by=member("owner"), at=at, name="North")
    typed = {
        "0-0-from": "8",
        "0-0-to": "12",
        "0-0-site": site.pk,
        "0-1-from": "13",
        "0-1-to": "17",
        "0-1-site": north.pk,
    }
    _hours(client_for("owner"), provider, **typed)
    assert [row.site for row in WorkingHours.objects.order_by("starts")] == [site, north]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8", dt.time(8)),
        ("08:30", dt.time(8, 30)),
        ("8.30", dt.time(8, 30)),
        ("1330", dt.time(13, 30)),
        ("12 am", dt.time(0)),
        ("12:15 pm", dt.time(12, 15)),
        ("1:30PM", dt.time(13, 30)),
        ("24:00", None),
        ("13 pm", None),
        ("8:75", None),
        ("noon", None),
    ],
)
def test_times_of_day_are_read_as_people_write_them(typed, read):
    assert read_clock(typed) == read


def test_days_off_of_everybody_and_of_a_provider(client_for, provider, at):
    client = client_for("manager")
    client.post("/settings/days-off/", {"of": "everybody", "first_date": "2026-12-25", "key": "k1"})
    sent = {"first_date": "1 Jun 2026", "last_date": "2026-06-05", "reason": "Congress", "key": "k2"}
    client.post("/settings/days-off/", {"of": f"provider:{provider.pk}", **sent})
    kept = [(row.provider, row.first_date, row.last_date) for row in Closure.objects.order_by("first_date")]
    assert kept == [
        (provider, dt.date(2026, 6, 1), dt.date(2026, 6, 5)),
        (None, dt.date(2026, 12, 25), dt.date(2026, 12, 25)),
    ]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose the first day off."),
        ({"first_date": "soon"}, "'soon' does not read as a day."),
        ({"first_date": "2026-12-25", "last_date": "2026-12-24"}, "2026-12-24 is before 2026-12-25."),
        ({"first_date": "2026-12-25", "of": "provider:1"}, "Select a valid choice"),
    ],
)
def test_days_off_that_cannot_be_say_why(client_for, practice, sent, sentence):
    answer = client_for("owner").post("/settings/days-off/", {"of": "everybody", "reason": "Fair", "key": "k", **sent})
    assert answer.status_code == 422
    assert sentence in answer.text.replace("&#x27;", "'")
    assert 'value="Fair"' in answer.text
    assert not Closure.objects.exists()


def test_days_off_say_how_many_visits_stand_there(client_for, provider, chair, member, patient, at):
    from arcada.schedule.models import Appointment

    start = dt.datetime(2026, 12, 24, 15, tzinfo=dt.UTC)
    Appointment.objects.create(
        practice=patient.practice,
        patient=patient,
        provider=provider,
        chair=chair,
        starts_at=start,
        ends_at=start + dt.timedelta(minutes=30),
        title="Check-up",
        booked_by=member("desk"),
        booked_at=at,
    )
    client = client_for("owner")
    client.post("/settings/days-off/", {"of": "everybody", "first_date": "2026-12-24", "key": "k"})
    assert "1 visit stands there" in client.get("/settings/days-off/").text.replace("\N{NO-BREAK SPACE}", " ")


def test_working_after_all_happens_once(client_for, member, at):
    row = actions.close_days(by=member("owner"), at=at, first_date=at.date(), last_date=at.date())
    client = client_for("owner")
    for _ in range(2):
        assert client.post(f"/settings/days-off/{row.pk}/reopen/", {"key": "k"}).status_code == 302
    assert not Closure.objects.exists()
