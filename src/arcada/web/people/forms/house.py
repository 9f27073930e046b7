"""The form of the house rules."""

import re
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError

from arcada.practice.actions.hours import DAYS
from arcada.practice.actions.house_rules import LONGEST_IDLE_MINUTES, LONGEST_REVERIFY_DAYS
from arcada.practice.models import Numbering, Practice
from arcada.web.people.forms.refusing import RefusingForm, words

COUNTRIES = (
    ("AT", "Austria"),
    ("AU", "Australia"),
    ("BE", "Belgium"),
    ("BG", "Bulgaria"),
    ("CA", "Canada"),
    ("CH", "Switzerland"),
    ("DE", "Germany"),
    ("DK", "Denmark"),
    ("ES", "Spain"),
    ("FR", "France"),
    ("GB", "United Kingdom"),
    ("IE", "Ireland"),
    ("IT", "Italy"),
    ("NL", "Netherlands"),
    ("NO", "Norway"),
    ("NZ", "New Zealand"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("SE", "Sweden"),
    ("US", "United States"),
)
CURRENCIES = ("AUD", "BGN", "CAD", "CHF", "DKK", "EUR", "GBP", "NOK", "NZD", "PLN", "SEK", "USD")
NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/", "US/")


@cache
def zones() -> tuple[str, ...]:
    """List the time zones that are named after a place."""
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith(NOT_PLACES)))


def _letters(number: int, sentence: str) -> Any:
    def check(given: str) -> None:
        if not re.fullmatch(f"[A-Z]{{{number}}}", given):
            raise ValidationError(sentence)

    return check


class CapitalsField(forms.CharField):
    """A short code of capital letters, however it was typed."""

    def to_python(self, value: Any) -> str:
        """Write it in capitals."""
        return (super().to_python(value) or "").upper()


class HouseForm(RefusingForm):
    """What holds for the whole practice."""

    name = words("Name of the practice", 120, "Give the practice a name.")
    country = CapitalsField(
        label="Country",
        help_text="Two letters. Decides how figures and times of day are written.",
        validators=[_letters(2, "A country has two letters, such as US or GB.")],
        widget=forms.TextInput(attrs={"list": "countries", "autocomplete": "off"}),
        error_messages={"required": "Write the two letters of the country, such as US."},
    )
    currency = CapitalsField(
        label="Currency",
        help_text="Three letters. Fees that stand already keep their figures; nothing is converted.",
        validators=[_letters(3, "A currency has three letters, such as USD or EUR.")],
        widget=forms.TextInput(attrs={"list": "currencies", "autocomplete": "off"}),
        error_messages={"required": "Write the three letters of the currency, such as USD."},
    )
    time_zone = words(
        "Time zone",
        64,
        "Choose the time zone of the clinic.",
        hint="The clinic's wall clock. Booked visits keep their moment, so their time of day moves with the zone.",
        list="zones",
    )
    week_start = forms.TypedChoiceField(label="The week starts on", choices=list(enumerate(DAYS)), coerce=int)
    numbering = forms.ChoiceField(
        label="Tooth numbers",
        choices=Numbering.choices,
        help_text="How they are shown; each person may switch on the chart.",
    )
    paper = forms.ChoiceField(label="Paper", choices=[("letter", "Letter"), ("a4", "A4")])
    idle_minutes = forms.IntegerField(
        label="Sign out after minutes of silence",
        min_value=1,
        max_value=LONGEST_IDLE_MINUTES,
        error_messages={
            "required": f"Write 1 to {LONGEST_IDLE_MINUTES} minutes.",
            "invalid": "Minutes are a whole number, such as 15.",
            "min_value": f"Write 1 to {LONGEST_IDLE_MINUTES} minutes.",
            "max_value": f"Write 1 to {LONGEST_IDLE_MINUTES} minutes.",
        },
    )
    reverify_days = forms.IntegerField(
        label="Confirm coverage again after days",
        help_text="The front desk is reminded for patients who are expected or planned for.",
        min_value=1,
        max_value=LONGEST_REVERIFY_DAYS,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Write whole days from 1 to {LONGEST_REVERIFY_DAYS}, such as 30.",
        ),
    )
    mfa_required = forms.BooleanField(label="Demand a second step at sign-in", required=False)

    @staticmethod
    def filled(practice: Practice) -> dict[str, Any]:
        """Give the rules as they are."""
        return {name: getattr(practice, name) for name in HouseForm.base_fields}
