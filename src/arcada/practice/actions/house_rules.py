"""Change a practice's house rules: country, zone, numbering, paper, idle minutes, second step at sign-in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction

from arcada.audit.actions import record
from arcada.core.kernel import Refusal
from arcada.practice.access import Permission, require
from arcada.practice.models import Membership, Practice

RULES = (
    "name",
    "country",
    "currency",
    "language",
    "time_zone",
    "week_start",
    "numbering",
    "paper",
    "idle_minutes",
    "mfa_required",
    "reverify_days",
)
LONGEST_REVERIFY_DAYS = 366
LONGEST_IDLE_MINUTES = 480
LAST_WEEKDAY = 6


def fault_of(rules: Mapping[str, Any]) -> Refusal | None:
    """Say what is wrong with house rules, if anything."""
    for name in rules:
        if name not in RULES:
            return Refusal("unknown_rule", f"There is no house rule called {name}.", name)
    if not rules.get("name", "x"):
        return Refusal("name_missing", "Give the practice a name.", "name")
    zone = rules.get("time_zone")
    if zone is not None and zone not in available_timezones():
        return Refusal("unknown_zone", f"{zone} is no time zone. Write one like America/Chicago.", "time_zone")
    return _number_fault(rules) or _field_fault(rules)


def _number_fault(rules: Mapping[str, Any]) -> Refusal | None:
    """Say which number lies outside what makes sense."""
    if not 1 <= rules.get("idle_minutes", 1) <= LONGEST_IDLE_MINUTES:
        text = f"Signing out after silence needs 1 to {LONGEST_IDLE_MINUTES} minutes."
        return Refusal("idle_minutes", text, "idle_minutes")
    if not 1 <= rules.get("reverify_days", 1) <= LONGEST_REVERIFY_DAYS:
        text = f"Coverage is verified again after 1 to {LONGEST_REVERIFY_DAYS} days."
        return Refusal("reverify_days", text, "reverify_days")
    if not 0 <= rules.get("week_start", 0) <= LAST_WEEKDAY:
        return Refusal("week_start", "The week starts on a day from 0 (Monday) to 6 (Sunday).", "week_start")
    return None


def _field_fault(rules: Mapping[str, Any]) -> Refusal | None:
    """Ask the fields themselves: known choices, greatest lengths."""
    for name, value in rules.items():
        field: Any = Practice._meta.get_field(name)  # noqa: SLF001 - Django's own way
        try:
            field.clean(value, None)
        except ValidationError as trouble:
            return Refusal("rule_not_possible", f"{name}: {' '.join(trouble.messages)}", name)
    return None


def change_house_rules(*, by: Membership, at: datetime, **rules: Any) -> Practice | Refusal:
    """Change some rules; the audit keeps what they were."""
    require(by, Permission.SETTINGS)
    if fault := fault_of(rules):
        return fault
    with transaction.atomic():
        practice = Practice.objects.select_for_update().get(pk=by.practice_id)
        changed = {
            name: [getattr(practice, name), value] for name, value in rules.items() if getattr(practice, name) != value
        }
        for name, (_, value) in changed.items():
            setattr(practice, name, value)
        if changed:
            practice.save(update_fields=list(changed))
            record(by=by, at=at, verb="changed", noun="practice", noun_id=practice.pk, detail=changed)
    return practice
