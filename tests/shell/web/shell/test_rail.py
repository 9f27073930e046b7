"""The rail shows a role what its permissions open, and the patient's pages only once a patient is at hand."""

from uuid import uuid4

import pytest

from arcada.practice.access import TABLE, Permission, Scope
from arcada.practice.models import Role
from arcada.web.shell.rail import PLACES, address, rail


@pytest.mark.parametrize("role", Role.values)
def test_each_place_of_the_rail_is_open_to_the_role(member, role):
    shown = {item.label for item in rail(member(role), here="today:show", at_hand=uuid4())}
    allowed = {place.label for place in PLACES if any(role in TABLE[one] for one in place.open_to)}
    assert shown == {place.label for place in PLACES if place.label in allowed and _there(place)}


def _there(place):
    return bool(address(place.page, uuid4()) if place.of_patient else address(place.page))


def test_without_a_patient_at_hand_there_is_no_chart_to_go_to(member):
    assert not {"Chart", "Plans"} & {item.label for item in rail(member("dentist"), here="", at_hand=None)}


def test_the_room_of_the_page_is_the_one_that_is_lit(member):
    lit = [item.label for item in rail(member("desk"), here="intake:history", at_hand=None) if item.current]
    assert lit == ["Patients"]


def test_a_page_that_is_not_installed_has_no_address():
    assert address("nowhere:show") == ""


def test_what_waits_is_counted_at_its_place(member):
    places = rail(member("desk"), here="", counts={"today:show": 7})
    assert {item.label: item.count for item in places}["Today"] == 7


def test_the_settings_are_for_those_who_change_them():
    assert TABLE[Permission.SETTINGS] == {Role.MANAGER: Scope.YES, Role.OWNER: Scope.YES}
