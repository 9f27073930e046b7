"""A visit that moves says at once what the patient pays now, and the move can be taken back with the money."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from insured import make_coverage

CHICAGO = ZoneInfo("America/Chicago")
NOVEMBER = "2026-11-02 15:30:00+00:00"


@pytest.fixture
def booked(time_machine, clinic, patient, member):
    """The last visit of an accepted plan on 15 December, under a coverage whose maximum is used up by then."""
    from planned import make_version

    from arcada.cases.actions.accept import accept_alternative
    from arcada.cases.actions.open_case import open_case
    from arcada.cases.actions.present import present
    from arcada.cases.models import PlannedVisit
    from arcada.schedule.actions.appointments import Slot, book

    time_machine.move_to(NOVEMBER, tick=False)
    by, now = member("coordinator"), timezone.now()
    make_coverage(patient)
    case = open_case(by=by, at=now, patient=patient, title="Upper left pain")
    version = make_version(case, by, now)
    proposal = present(by=by, at=now, alternative=version.alternatives.get(tier="premium"))
    accepted = accept_alternative(by=by, at=now, alternative=proposal.alternative)
    visits = PlannedVisit.objects.filter(alternative=accepted)
    visits.filter(number__lt=6).update(date=dt.date(2026, 11, 20))
    visits.filter(number=6).update(day=10)
    start = dt.datetime(2026, 12, 15, 10, tzinfo=CHICAGO)
    slot = Slot(clinic["providers"][0], clinic["chairs"][0], start, 60)
    return book(by=by, at=now, patient=patient, slot=slot, title="crown", visit=visits.get(number=6))


def _move(client, row, day):
    row.refresh_from_db()
    told = {
        "key": f"k{day}", "revision": row.revision, "day": day, "time": "10:00", "minutes": 60,
        "provider": row.provider_id, "chair": row.chair_id,
    }  # fmt: skip
    return client.post(f"/daybook/appointments/{row.pk}/move/", told, follow=True)


def test_the_toast_says_what_the_patient_pays_now_and_why(client_for, booked):
    page = _move(client_for("desk"), booked, "2027-01-12").text
    assert "Mara pays $967.50 less than before: moved into 2027, a new yearly maximum, a new deductible." in page


def test_the_patient_s_schedule_says_it_too(client_for, booked, patient):
    client = client_for("desk")
    _move(client, booked, "2027-01-12")
    page = client.get(f"/patients/{patient.pk}/schedule/").text
    assert "Visit 6 was moved from 15 Dec 2026 to 12 Jan 2027." in page
    assert "Mara pays $967.50 less than before" in page


def test_who_sees_no_prices_is_told_none(client_for, booked, clinic):
    from arcada.schedule.models import Appointment

    Appointment.objects.filter(pk=booked.pk).update(provider=clinic["providers"][1])
    booked.refresh_from_db()
    page = _move(client_for("hygienist"), booked, "2027-01-12").text
    assert "moved to" in page
    assert "than before" not in page


def test_taking_the_move_back_restores_the_share(client_for, booked, patient):
    from arcada.insurance.models import Estimate

    client = client_for("desk")
    page = _move(client, booked, "2027-01-12").text
    undo = re.search(r'action="(/daybook/appointments/[^"]+/back/[^"]+)"', page)[1]
    back = client.post(undo, follow=True).text
    assert "is back at Tue 15 Dec" in back
    assert "Mara pays $967.50 more than before" in back
    shares = list(Estimate.objects.order_by("number").values_list("patient_pays", flat=True))
    assert shares[0] == shares[-1]
    assert shares[-2] != shares[-1]
    assert client.post(undo, follow=True).status_code == 409, "it is taken back once"


@pytest.mark.parametrize("place", ["nonsense", "WyJhIl0:1:2", "x" * 500])
def test_an_address_that_is_not_ours_moves_nothing(client_for, booked, place):
    answer = client_for("desk").post(f"/daybook/appointments/{booked.pk}/back/{place}/")
    assert answer.status_code == 409
    before = booked.starts_at
    booked.refresh_from_db()
    assert booked.starts_at == before
