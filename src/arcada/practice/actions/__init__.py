"""What is done to a practice: found it, set it up, bring in people, keep hours, fees and protocols."""

from arcada.practice.actions.fee_codes import forget_code, map_code
from arcada.practice.actions.fee_discounts import keep_discount, keep_membership_plan
from arcada.practice.actions.fee_imports import apply_import, choose_columns, drop_import, start_import, undo_import
from arcada.practice.actions.fee_money import end_tax, set_tax, write_totals
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
    "apply_import",
    "approve_protocol",
    "change_chair",
    "change_fee_schedule",
    "change_house_rules",
    "change_provider",
    "change_role",
    "choose_columns",
    "close_days",
    "drop_import",
    "end_membership",
    "end_tax",
    "forget_code",
    "found_practice",
    "keep_discount",
    "keep_hours",
    "keep_membership_plan",
    "make_fee_schedule",
    "map_code",
    "remove_fee",
    "renew_membership",
    "reopen_days",
    "retire_protocol",
    "send_back_protocol",
    "set_fee",
    "set_tax",
    "start_import",
    "submit_protocol",
    "switch_off_protocol",
    "undo_import",
    "write_protocol",
    "write_totals",
]
