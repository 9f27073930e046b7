"""What things cost on a day: whose list counts, what a rise leaves behind, and what no list names."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arcada.practice import actions
from arcada.practice.fees import fees_on, holding_on, most_specific, office_fee, office_fees
from arcada.practice.models import Fee, FeeSchedule, Provider, Site

AT = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)
TODAY = AT.date()
NEW_YEAR = dt.date(2027, 1, 1)


@pytest.fixture
def site(practice):
    return Site.objects.create(practice=practice, name="Main street")


@pytest.fixture
def provider(practice):
    return Provider.objects.create(practice=practice, name="Dr Ada Reyes", initials="AR", clinical_roles=["dentist"])


def charged(practice, name, fees, **reach):
    made = FeeSchedule.objects.create(practice=practice, name=name, usual=True, **reach)
    for procedure, amount in fees.items():
        Fee.objects.create(practice=practice, schedule=made, procedure=procedure, amount=Decimal(amount))
    return made


def test_the_list_that_reaches_least_far_counts_and_the_next_fills_its_gaps(practice, site, provider):
    charged(practice, "All", {"crown": "1000", "cleaning": "90", "x_ray": "40"})
    charged(practice, "Site", {"crown": "1100", "cleaning": "95"}, site=site)
    charged(practice, "Doctor", {"crown": "1200"}, provider=provider)
    charged(practice, "Doctor there", {"crown": "1300"}, provider=provider, site=site)
    told = [
        (None, None, {"crown": 1000, "cleaning": 90, "x_ray": 40}),
        (site, None, {"crown": 1100, "cleaning": 95, "x_ray": 40}),
        (None, provider, {"crown": 1200, "cleaning": 90, "x_ray": 40}),
        (site, provider, {"crown": 1300, "cleaning": 95, "x_ray": 40}),
    ]
    for where, who, expected in told:
        assert office_fees(practice.pk, TODAY, where, who) == expected


def test_of_two_that_reach_equally_far_the_later_alone_counts(practice):
    charged(practice, "Before", {"crown": "1000", "cleaning": "90"})
    charged(practice, "Now", {"crown": "1050"}, begins=NEW_YEAR)
    assert office_fees(practice.pk, NEW_YEAR - dt.timedelta(days=1)) == {"crown": 1000, "cleaning": 90}
    assert office_fees(practice.pk, NEW_YEAR) == {"crown": 1050}


def test_a_list_holds_through_its_last_day(practice):
    charged(practice, "All", {"crown": "1000"})
    charged(practice, "Spring", {"crown": "800"}, begins=TODAY, ends=TODAY)
    days = [TODAY + dt.timedelta(days=more) for more in (-1, 0, 1)]
    assert [office_fee(practice, "crown", day) for day in days] == [1000, 800, 1000]


def test_what_no_list_names_has_no_fee_and_zero_is_a_fee(practice):
    charged(practice, "All", {"recall": "0"})
    FeeSchedule.objects.create(practice=practice, name="Staff").fees.create(
        practice=practice, procedure="crown", amount=1
    )
    assert office_fee(practice, "recall", TODAY) == Decimal("0.00")
    assert office_fee(practice, "crown", TODAY) is None


def test_a_rise_on_the_first_of_january_is_kept_and_the_old_price_stays(practice, member):
    schedule = charged(practice, "All", {})
    boss = member("manager")
    actions.set_fee(by=boss, at=AT, schedule=schedule, procedure="crown", amount="1000")
    actions.set_fee(by=boss, at=AT, schedule=schedule, procedure="crown", amount="1100", begins=NEW_YEAR)
    autumn = dt.date(2026, 10, 1)
    actions.set_fee(by=boss, at=AT, schedule=schedule, procedure="crown", amount="1050", begins=autumn)
    rows = Fee.objects.filter(schedule=schedule).values_list("amount", "begins", "ends")
    assert list(rows) == [
        (1000, None, dt.date(2026, 9, 30)),
        (1050, autumn, dt.date(2026, 12, 31)),
        (1100, NEW_YEAR, None),
    ]


def test_a_fee_that_begins_in_the_past_corrects_only_what_follows(practice, member):
    schedule = charged(practice, "All", {})
    boss = member("manager")
    actions.set_fee(by=boss, at=AT, schedule=schedule, procedure="crown", amount="1000")
    actions.set_fee(by=boss, at=AT, schedule=schedule, procedure="crown", amount="900", begins=dt.date(2026, 1, 5))
    assert office_fee(practice, "crown", dt.date(2026, 1, 4)) == 1000
    assert office_fee(practice, "crown", TODAY) == 900
    refused = actions.set_fee(
        by=boss, at=AT, schedule=schedule, procedure="crown", amount="1", begins=dt.date(2206, 1, 5)
    )
    assert refused.code == "day_too_far"


def test_the_database_refuses_two_amounts_for_one_day(practice):
    schedule = charged(practice, "All", {"crown": "1000"})
    with pytest.raises(IntegrityError, match="fee_days_never_overlap"), transaction.atomic():
        Fee.objects.create(practice=practice, schedule=schedule, procedure="crown", amount=1, begins=TODAY)


def test_the_database_refuses_two_lists_of_one_reach_and_day(practice, site):
    charged(practice, "A", {}, site=site)
    with pytest.raises(IntegrityError, match="fee_schedule_one_usual"), transaction.atomic():
        charged(practice, "B", {}, site=site)


CHANGES = st.lists(st.tuples(st.integers(-40, 40), st.integers(0, 5), st.booleans()), max_size=8)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(changes=CHANGES)
def test_the_amounts_of_a_day_are_those_last_said_to_begin_by_then(practice, member, changes):
    """Whatever is set or taken away, in any order: a diary of days kept by hand says the same."""
    with transaction.atomic():
        schedule = charged(practice, "All", {})
        diary = _carry_out(changes, schedule, member("owner"))
        for day, amount in diary.items():
            assert fees_on(schedule, TODAY + dt.timedelta(days=day)).get("crown") == amount
        transaction.set_rollback(True)


def _carry_out(changes, schedule, owner):
    """Do the changes; give what each of a hundred days costs after them."""
    diary = dict.fromkeys(range(-50, 50))
    for day, amount, taken_away in changes:
        begins = TODAY + dt.timedelta(days=day)
        ahead = _set_ahead(schedule, begins)
        if taken_away and (row := Fee.objects.filter(schedule=schedule).first()):
            actions.remove_fee(by=owner, at=AT, fee=row, begins=begins)
            diary |= dict.fromkeys(range(day, 50))
        elif not taken_away:
            actions.set_fee(by=owner, at=AT, schedule=schedule, procedure="crown", amount=str(amount), begins=begins)
            diary |= dict.fromkeys(range(day, min(ahead, 50)), Decimal(amount))
    return diary


def _set_ahead(schedule, begins):
    """The day on which what holds on a day ends, or on which the next amount begins."""
    rows = Fee.objects.filter(schedule=schedule)
    held = rows.filter(holding_on(begins)).first()
    until = held.ends + dt.timedelta(days=1) if held and held.ends else None
    later = rows.filter(begins__gt=begins).order_by("begins").first() if held is None else None
    day = until or (later and later.begins)
    return (day - TODAY).days if day else 50


def test_most_specific_needs_no_database():
    class Row:
        site_id = provider_id = begins = ends = None

    assert most_specific([Row], TODAY) == [Row]
