"""The queue follows the record: what was found and not booked has a thread, once; what is booked ends by itself."""

import datetime as dt

import pytest
from planned import STROKES, make_version

from arcada.cases.actions.accept import accept_alternative
from arcada.cases.actions.open_case import open_case
from arcada.cases.actions.present import present
from arcada.cases.actions.sign import Pen, sign
from arcada.cases.models import PlannedVisit
from arcada.outreach.actions.find_threads import find_threads
from arcada.outreach.models import Campaign, Thread
from arcada.outreach.ranking import ranking
from arcada.practice.models import Chair, Provider, Site
from arcada.schedule.models import Appointment

DAY = dt.timedelta(days=1)


@pytest.fixture
def place(practice):
    site = Site.objects.create(practice=practice, name="Main street")
    chair = Chair.objects.create(practice=practice, site=site, name="Chair 1", position=1)
    provider = Provider.objects.create(
        practice=practice, name="Dr Amara Osei", initials="AO", clinical_roles=["dentist"], hue=1
    )
    return provider, chair


@pytest.fixture
def proposal(reachable, coordinator, at, place):
    case = open_case(by=coordinator, at=at, patient=reachable, title="Upper left pain")
    case.dentist = place[0]
    case.save()
    version = make_version(case, coordinator, at)
    return present(by=coordinator, at=at, alternative=version.alternatives.get(tier="balanced"))


@pytest.fixture
def signed(proposal, coordinator, at):
    accept_alternative(by=coordinator, at=at, alternative=proposal.alternative)
    sign(
        by=coordinator,
        at=at,
        proposal=proposal,
        pen=Pen(STROKES, "Mara Okafor"),
        make_sealed=lambda *_: b"%PDF sealed",
    )
    return proposal.alternative


def appointment(place, patient, by, starts, state="planned", visit=None):
    return Appointment.objects.create(
        practice=patient.practice,
        patient=patient,
        provider=place[0],
        chair=place[1],
        visit=visit,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=1),
        state=state,
        booked_by=by,
        booked_at=starts - 30 * DAY,
    )


def test_a_plan_shown_yesterday_is_a_thread_one_shown_today_is_not(practice, proposal, at):
    assert find_threads(practice=practice, at=at + dt.timedelta(hours=23)).opened == 0
    assert find_threads(practice=practice, at=at + DAY).opened == 1
    row = Thread.objects.get()
    assert (row.ground, row.state, row.alternative) == ("presented", "eligible", proposal.alternative)
    assert (row.urgency, str(row.value)) == ("urgent", "9925.00")
    assert "crown" in row.families


def test_running_it_again_changes_nothing(practice, proposal, at):
    find_threads(practice=practice, at=at + DAY)
    before = list(Thread.objects.values())
    assert find_threads(practice=practice, at=at + 2 * DAY).opened == 0
    assert list(Thread.objects.values()) == before


def test_a_signature_changes_the_ground_of_the_same_thread(practice, proposal, at, request):
    find_threads(practice=practice, at=at + DAY)
    signed = request.getfixturevalue("signed")
    find_threads(practice=practice, at=at + 2 * DAY)
    row = Thread.objects.get()
    assert (row.ground, row.alternative) == ("signed", signed)


def test_a_plan_whose_visits_are_all_booked_ends_its_thread(practice, signed, coordinator, at, place):
    find_threads(practice=practice, at=at + DAY)
    for number, visit in enumerate(PlannedVisit.objects.filter(alternative=signed)):
        starts = at + (10 + number) * DAY
        visit.date = starts.date()
        visit.save()
        appointment(place, signed.case.patient, coordinator, starts, visit=visit)
    done = find_threads(practice=practice, at=at + 2 * DAY)
    assert (done.booked, done.closed, Thread.objects.get().state) == (1, 0, "booked")


def test_a_closed_case_closes_its_thread_and_nothing_is_called_booked(practice, signed, at):
    find_threads(practice=practice, at=at + DAY)
    signed.case.closed_at = at + DAY
    signed.case.save()
    done = find_threads(practice=practice, at=at + 2 * DAY)
    assert (done.booked, done.closed, Thread.objects.get().state) == (0, 1, "closed")


def test_a_missed_visit_is_a_thread_until_another_is_booked(practice, reachable, coordinator, at, place):
    appointment(place, reachable, coordinator, at - DAY, state="missed")
    find_threads(practice=practice, at=at)
    assert Thread.objects.get().ground == "missed"
    appointment(place, reachable, coordinator, at + 5 * DAY)
    find_threads(practice=practice, at=at + DAY)
    assert Thread.objects.get().state == "booked"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"phone": "", "email": ""}, "no telephone number"),
        ({"phone": "(312) 555-0000", "email": "new@example.org"}, "no consent"),
    ],
)
def test_a_thread_that_lacks_something_is_held_and_says_what(change, why, practice, proposal, reachable, at):
    for name, value in change.items():
        setattr(reachable, name, value)
    reachable.save()
    assert find_threads(practice=practice, at=at + DAY).held == 1
    row = Thread.objects.get()
    assert row.state == "held"
    assert why in row.why


def test_what_was_missing_and_is_there_now_lets_the_thread_go_on(practice, proposal, reachable, at):
    phone, email = reachable.phone, reachable.email
    reachable.phone = reachable.email = ""
    reachable.save()
    find_threads(practice=practice, at=at + DAY)
    reachable.phone, reachable.email = phone, email
    reachable.save()
    find_threads(practice=practice, at=at + 2 * DAY)
    assert Thread.objects.get().state == "eligible"


def test_a_pilot_reaches_its_provider_alone(practice, proposal, coordinator, at, place):
    other = Provider.objects.create(
        practice=practice, name="Dr Ines Falk", initials="IF", clinical_roles=["dentist"], hue=2
    )
    for name, provider in (("Pilot of Falk", other), ("Pilot of Osei", place[0])):
        Campaign.objects.create(
            practice=practice, name=name, provider=provider, running=True, hold_back=0, made_by=coordinator, made_at=at
        )
    find_threads(practice=practice, at=at + DAY)
    assert Thread.objects.get().campaign.name == "Pilot of Osei"


def test_the_ranking_names_missed_visits(practice, proposal, reachable, coordinator, at, place):
    find_threads(practice=practice, at=at + DAY)
    appointment(place, reachable, coordinator, at - 40 * DAY, state="missed")
    ((_, found),) = ranking(list(Thread.objects.all()), at.date(), at)
    assert {point.code: point.points for point in found.points}["failures"] == -5
