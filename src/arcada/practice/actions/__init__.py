"""What is done to a practice: found it, set it up, bring in people, keep hours, fees and protocols."""

from arcada.practice.actions.fee_schedules import change_fee_schedule, make_fee_schedule
from arcada.practice.actions.fees import remove_fee, set_fee
from arcada.practice.actions.found import found_practice
from arcada.practice.actions.hours import Span, close_days, keep_hours, reopen_days
from arcada.practice.actions.house_rules import change_house_rules
from arcada.practice.actions.people import add_member, change_role, end_membership, renew_membership
from arcada.practice.actions.places import add_chair, add_provider, add_site, change_chair, change_provider
from arcada.practice.actions.protocols import (
    approve_protocol,
    retire_protocol,
    send_back_protocol,
    submit_protocol,
    switch_off_protocol,
    write_protocol,
)

__all__ = [
    "Span",
    "add_chair",
    "add_member",
    "add_provider",
    "add_site",
    "approve_protocol",
    "change_chair",
    "change_fee_schedule",
    "change_house_rules",
    "change_provider",
    "change_role",
    "close_days",
    "end_membership",
    "found_practice",
    "keep_hours",
    "make_fee_schedule",
    "remove_fee",
    "renew_membership",
    "reopen_days",
    "retire_protocol",
    "send_back_protocol",
    "set_fee",
    "submit_protocol",
    "switch_off_protocol",
    "write_protocol",
]
