"""Who may open the settings, what is another practice's, and forms that are sent twice."""

import pytest

from arcada.audit.models import Event
from arcada.practice import actions
from arcada.practice.models import Membership, Practice, Role, Site, User
from arcada.store.tenancy import in_practice

PAGES = ("", "places/", "providers/", "providers/new/", "days-off/", "people/", "people/new/")
MANAGE = ("manager", "owner")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Role.values)
def test_managers_and_owners_open_the_settings_and_others_are_told_why_not(client_for, role, page):
    answer = client_for(role).get(f"/settings/{page}")
    if role in MANAGE:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 403
        assert "These roles may: manager, owner." in answer.text


@pytest.mark.parametrize(
    "page",
    ["", "places/site/", "places/chair/", "providers/new/", "days-off/", "people/new/", "fees/new/"],
)
def test_who_may_not_see_the_settings_changes_none(client_for, page):
    before = Event.objects.filter(kind="write").count()
    assert client_for("dentist").post(f"/settings/{page}", {"key": "k", "name": "Mine"}).status_code == 403
    assert Event.objects.filter(kind="write").count() == before
    assert not Site.objects.exists()


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("places/chair/{chair}/", "get"),
        ("places/chair/{chair}/", "post"),
        ("providers/{provider}/", "get"),
        ("providers/{provider}/hours/", "post"),
        ("days-off/{closure}/reopen/", "post"),
        ("people/{member}/", "get"),
        ("people/{member}/end/", "post"),
        ("people/{member}/renew/", "post"),
        ("fees/{list}/", "get"),
        ("fees/{list}/of/filling/", "get"),
    ],
)
def test_what_belongs_to_another_practice_is_not_there(client_for, other_practice, at, path, method):
    with in_practice(other_practice.pk):
        user = User.objects.create_user("boss@harbour.example", name="Edith Varga")
        boss = Membership.objects.create(practice=other_practice, user=user, role="owner")
        there = actions.add_site(by=boss, at=at, name="Pier")
        theirs = {
            "chair": actions.add_chair(by=boss, at=at, site=there, name="1").pk,
            "provider": actions.add_provider(
                by=boss, at=at, name="Dr Voss", initials="V", clinical_roles=["dentist"]
            ).pk,
            "closure": actions.close_days(by=boss, at=at, first_date=at.date(), last_date=at.date()).pk,
            "member": boss.pk,
            "list": actions.make_fee_schedule(by=boss, at=at, name="Usual", currency="USD").pk,
        }
    sent = {"key": "k"} if method == "post" else {}
    answer = getattr(client_for("owner"), method)(f"/settings/{path.format(**theirs)}", sent)
    assert answer.status_code == 404


def test_the_sections_stand_as_tabs_and_lead_to_the_own_sign_in(client_for):
    page = client_for("manager").get("/settings/").text
    for label in ("House rules", "Sites and chairs", "Providers", "Days off", "People", "Fees", "Audit"):
        assert f">{label}</a>" in page
    assert "/account/password/change/" in page
    assert "/account/mfa/" in page


def _rules(**changed):
    return {
        "name": "Lindenhof Dental",
        "country": "US",
        "currency": "USD",
        "time_zone": "America/Chicago",
        "week_start": "6",
        "numbering": "universal",
        "paper": "letter",
        "idle_minutes": "15",
        "reverify_days": "30",
        "key": "k1",
    } | changed


def test_house_rules_are_changed_and_what_they_were_is_kept(client_for, practice):
    sent = _rules(country="de", currency="eur", time_zone="Europe/Berlin", week_start="0", numbering="fdi", paper="a4")
    assert client_for("manager").post("/settings/", sent).status_code == 302
    now = Practice.objects.get(pk=practice.pk)
    assert (now.country, now.currency, now.time_zone, now.week_start) == ("DE", "EUR", "Europe/Berlin", 0)
    assert (now.numbering, now.paper, now.idle_minutes) == ("fdi", "a4", 15)
    assert Event.objects.get(noun="practice", verb="changed").detail["country"] == ["US", "DE"]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name": ""}, "name", "Give the practice a name."),
        ({"country": "USA"}, "country", "A country has two letters"),
        ({"currency": "US$"}, "currency", "A currency has three letters"),
        ({"time_zone": "Chicago"}, "time_zone", "Chicago is no time zone."),
        ({"idle_minutes": "0"}, "idle_minutes", "Write 1 to 480 minutes."),
        ({"reverify_days": "0"}, "reverify_days", "Write whole days from 1 to 366"),
        ({"idle_minutes": "soon"}, "idle_minutes", "Minutes are a whole number"),
        ({"week_start": "9"}, "week_start", "Select a valid choice"),
    ],
)
def test_a_rule_that_cannot_be_says_so_at_its_field_and_keeps_the_rest(client_for, practice, wrong, field, sentence):
    answer = client_for("owner").post("/settings/", _rules(paper="a4", **wrong))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert sentence in answer.text.replace("&#x27;", "'")
    assert '<option value="a4" selected>' in answer.text
    assert Practice.objects.get(pk=practice.pk).paper == "letter"


def test_a_second_step_can_be_demanded(client_for, practice):
    client_for("owner").post("/settings/", _rules(mfa_required="on"))
    assert Practice.objects.get(pk=practice.pk).mfa_required
    assert client_for("desk").get("/patients/")["Location"] == "/account/mfa/"


def test_a_form_sent_twice_takes_effect_once(client_for):
    client = client_for("owner")
    for _ in range(2):
        client.post("/settings/places/site/", {"name": "North", "key": "k1"})
    assert Site.objects.count() == 1
    assert Event.objects.filter(noun="site").count() == 1
    assert "This was saved already." in client.get("/settings/places/").text


def test_who_goes_back_and_types_something_else_is_not_sent_away(client_for, practice):
    client = client_for("owner")
    for minutes in ("20", "25"):
        client.post("/settings/", _rules(idle_minutes=minutes))
    assert Practice.objects.get(pk=practice.pk).idle_minutes == 25


def test_a_form_without_its_key_is_refused_with_everything_typed(client_for):
    answer = client_for("owner").post("/settings/places/site/", {"name": "North", "phone": "555 0100"})
    assert answer.status_code == 422
    assert "came without its key" in answer.text
    assert 'value="555 0100"' in answer.text
    assert not Site.objects.exists()
